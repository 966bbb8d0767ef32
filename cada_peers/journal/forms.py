"""What the journal is narrowed down to."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models import User
from cada_peers.journal.record import events
from cada_peers.ui.forms import PairsForm


class FilterForm(PairsForm):
    """All optional; `people`: those whose lines may be asked for. A value that means nothing narrows nothing."""

    event = forms.ChoiceField(label=_("What"), required=False)
    person = forms.ModelChoiceField(
        label=_("Who"), queryset=User.objects.none(), required=False, empty_label=_("everyone")
    )
    # The edges of the calendar have no day before or after them to compare with.
    day = forms.DateField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput,
        validators=[MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2999, 12, 31))],
    )
    about = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, people: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].choices = [("", _("everything")), *events()]
        self.fields["person"].queryset = people

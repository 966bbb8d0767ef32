"""What the journal is narrowed down to."""

from django import forms
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
    day = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput)
    about = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, people: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].choices = [("", _("everything")), *events()]
        self.fields["person"].queryset = people

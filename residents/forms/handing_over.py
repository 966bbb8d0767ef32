"""Who is given to whom."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cada_peers.accounts.models import Centre, User
from cada_peers.ui.forms import PairsForm
from residents.models import Resident
from residents.staff import staff_of
from residents.whose import told_apart


class HandOverForm(PairsForm):
    """The people of a filtered list, all of them ticked, and the referent to come."""

    people = forms.TypedMultipleChoiceField(
        label=gettext_lazy("These people"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one person.")},
    )
    referent = forms.ModelChoiceField(
        label=gettext_lazy("Their new referent"), queryset=User.objects.none(), empty_label=gettext_lazy("choose")
    )

    def __init__(self, *args: object, people: Iterable[Resident], centre: Centre | None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [(str(each.pk), _line(each)) for each in people]
        self.fields["people"].initial = [key for key, _label in self.fields["people"].choices]
        self.fields["referent"].queryset = staff_of(centre)


def _line(resident: Resident) -> str:
    return f"{told_apart(resident)} · {resident.referent.full_name if resident.referent else _('no referent yet')}"

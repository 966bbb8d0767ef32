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
    """The people of a filtered list, and the referent to come.

    All are ticked when they have one referent, or none who is still here: the list was chosen for this. Of several
    referents, nobody is: one press must not move a whole house.
    """

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
        people = list(people)
        self.fields["people"].choices = [(str(each.pk), _line(each)) for each in people]
        staff = staff_of(centre)
        self.fields["referent"].queryset = staff
        here = set(staff.values_list("pk", flat=True))
        if len({each.referent_id if each.referent_id in here else None for each in people}) == 1:
            self.fields["people"].initial = [key for key, _label in self.fields["people"].choices]


def _line(resident: Resident) -> str:
    referent = resident.referent.full_name if resident.referent else _("no referent yet")
    return f"{told_apart(resident)} · {referent}"

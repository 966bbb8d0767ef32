"""Who is given to whom."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cada_peers.accounts.models import Centre, User
from cada_peers.ui.forms import PairsForm
from residents.box.whose import all_names, told_apart
from residents.models import Resident
from residents.staff import staff_of

ALL, NONE = "all", "none"
NOBODY = "nobody"


@dataclass(frozen=True)
class Group:
    """People of the list who have the same referent: why they stand there, and one box for each.

    `key`: what the button that ticks them sends; `people`: the person, all their names, the box.
    """

    key: str
    reason: str
    people: list[tuple[Resident, str, BoundWidget]]


class HandOverForm(PairsForm):
    """The people of a filtered list, and the referent to come.

    All are ticked when they have one referent, or none who is still here: the list was chosen for this. Of several
    referents, nobody is: one press must not move a whole house.
    """

    referent = forms.ModelChoiceField(
        label=gettext_lazy("Their new referent"), queryset=User.objects.none(), empty_label=gettext_lazy("choose")
    )
    people = forms.TypedMultipleChoiceField(
        label=gettext_lazy("These people"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one person.")},
    )

    def __init__(self, *args: object, people: Iterable[Resident], centre: Centre | None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        staff = staff_of(centre)
        self.here = set(staff.values_list("pk", flat=True))
        self.listed = sorted(people, key=partial(_place, here=self.here))
        self.fields["people"].choices = [(str(each.pk), told_apart(each)) for each in self.listed]
        self.fields["referent"].queryset = staff
        if len({each.referent_id if each.referent_id in self.here else None for each in self.listed}) == 1:
            self.fields["people"].initial = [str(each.pk) for each in self.listed]

    def groups(self) -> list[Group]:
        """By referent: those who have none, then those whose referent left, then those of each colleague."""
        groups: dict[str, Group] = {}
        for resident, box in zip(self.listed, self["people"], strict=True):
            group = groups.setdefault(_key(resident), Group(_key(resident), _reason(resident, self.here), []))
            group.people.append((resident, all_names(resident), box))
        return list(groups.values())

    def ticked_by(self, button: str, ticked: Collection[str]) -> Mapping[str, object]:
        """What stands in the form after a press on "all", "none" or the button of a group: nothing is saved by it."""
        keys = {str(each.pk) for each in self.listed if button in (ALL, _key(each))}
        return {"people": [] if button == NONE else sorted({*ticked, *keys})}


def _key(resident: Resident) -> str:
    return str(resident.referent_id or NOBODY)


def _place(resident: Resident, here: Collection[object]) -> tuple[int, str, str]:
    if not resident.referent:
        return 0, "", resident.folded
    return 2 if resident.referent_id in here else 1, f"{resident.referent}{resident.referent_id}", resident.folded


def _reason(resident: Resident, here: Collection[object]) -> str:
    if not resident.referent:
        return _("No referent yet")
    words = _("Referent: %(name)s") if resident.referent_id in here else _("Referent who left: %(name)s")
    return words % {"name": resident.referent}

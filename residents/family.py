"""Who belongs with whom on the page of a resident, and with whom nobody brings them together."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models import User
from residents.models import KeptApart, Resident, Tie, TieKind

_IS_WHAT = {TieKind.COUPLE: _("couple"), TieKind.PARENT: _("child"), TieKind.RELATIVE: _("other relative")}


@dataclass(frozen=True)
class Relative:
    """Somebody of the family; `is_what` they are for the person whose page it is."""

    tie: Tie
    person: Resident
    is_what: Promise


def family_of(resident: Resident, user: User) -> list[Relative]:
    """The family as `user` may see it; one query."""
    ties = Tie.objects.visible_to(user).of(resident).select_related("one", "other__referent", "one__referent")
    return [_relative(tie, resident) for tie in ties]


def apart_from(resident: Resident, user: User) -> list[tuple[KeptApart, Resident]]:
    """The people with whom nobody brings `resident` together; one query. Empty for whoever is not of the team."""
    pairs = KeptApart.objects.visible_to(user).of(resident).select_related("one", "other")
    return [(pair, pair.other if pair.one_id == resident.pk else pair.one) for pair in pairs]


def _relative(tie: Tie, resident: Resident) -> Relative:
    if tie.other_id == resident.pk:
        return Relative(tie, tie.one, _("parent") if tie.kind == TieKind.PARENT else _IS_WHAT[TieKind(tie.kind)])
    return Relative(tie, tie.other, _IS_WHAT[TieKind(tie.kind)])

"""The people around a resident: their family, and those with whom nobody brings them together."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models import User
from residents.models import KeptApart, Resident, Tie, TieKind

_IS_WHAT = {TieKind.COUPLE: _("couple"), TieKind.PARENT: _("child"), TieKind.RELATIVE: _("other relative")}


@dataclass(frozen=True)
class Relative:
    """Somebody of the family; `is_what` they are for the person whose page it is."""

    tie_id: UUID
    person: Resident
    is_what: Promise


@dataclass(frozen=True)
class Apart:
    """Somebody with whom nobody brings the person together: a resident (`person`), or by `name` alone."""

    pair_id: UUID
    name: str
    person: Resident | None = None


# What is said of a person: no more is read.
_SAID = ("centre", "name", "family_name", "preferred_name", "folded", "departed_on", "referent")
_PEOPLE = tuple(f"{side}__{column}" for side in ("one", "other") for column in _SAID)
_PAIR = ("partner", "account__full_name", *_PEOPLE)


def with_circle(residents: QuerySet[Resident]) -> QuerySet[Resident]:
    """Each with `has_family` and `has_apart`: whether there is anything to ask `family_of` and `apart_of`."""
    here = Q(one=OuterRef("pk")) | Q(other=OuterRef("pk"))
    rows = {"has_family": Tie.objects.filter(here), "has_apart": KeptApart.objects.filter(here)}
    return residents.annotate(**{name: Exists(of_them) for name, of_them in rows.items()})


def family_of(resident: Resident, user: User) -> list[Relative]:
    """The family of `resident`, as `user` may know it, by name. One query.

    Whoever does not read that two are kept apart reads nothing of that relative: not even the name, which may have
    been changed since.
    """
    between = Q(one=OuterRef("one"), other=OuterRef("other")) | Q(one=OuterRef("other"), other=OuterRef("one"))
    pairs = KeptApart.objects.filter(between)
    ties = Tie.objects.visible_to(user).of(resident).filter(~Exists(pairs) | Exists(pairs.visible_to(user)))
    family = [_relative(tie, resident) for tie in ties.select_related("one", "other").only("kind", *_PEOPLE)]
    here = [relative for relative in family if relative.person.centre_id == resident.centre_id]
    return sorted(here, key=lambda relative: (relative.person.folded, relative.person.pk))


def apart_of(resident: Resident, user: User) -> list[Apart]:
    """With whom nobody brings `resident` together, as `user` may know: residents by name, then the others. One query.

    A person of the team is named whether they still work here or not: the card of somebody who left may come back.
    """
    pairs = list(KeptApart.objects.visible_to(user).of(resident).select_related("one", "other", "account").only(*_PAIR))
    people = [(pair, _beside(pair, resident)) for pair in pairs if pair.other_id]
    here = [Apart(pair.pk, person.called, person) for pair, person in people if person.centre_id == resident.centre_id]
    outside = [Apart(pair.pk, _outside(pair)) for pair in pairs if not pair.other_id]
    return [*sorted(here, key=lambda each: (each.person.folded, each.person.pk)), *outside]


def _outside(pair: KeptApart) -> str:
    if pair.account:
        return gettext("%(name)s, of the team") % {"name": pair.account.full_name}
    return gettext("%(name)s, a partner") % {"name": pair.partner}


def _beside(row: Tie | KeptApart, resident: Resident) -> Resident:
    """The one of the two who is not `resident`."""
    return row.other if row.one_id == resident.pk else row.one


def _relative(tie: Tie, resident: Resident) -> Relative:
    is_parent = tie.kind == TieKind.PARENT and tie.other_id == resident.pk
    return Relative(tie.pk, _beside(tie, resident), _("parent") if is_parent else _IS_WHAT[TieKind(tie.kind)])

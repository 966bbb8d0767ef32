"""The people around a resident: their family, and those with whom nobody brings them together."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
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


@dataclass(frozen=True)
class Circle:
    family: list[Relative]
    apart: list[Apart]


def circle_of(resident: Resident, user: User) -> Circle:
    """The people around `resident`, as `user` may know them: one query. Who is kept apart, only the team knows.

    Whoever does not belong to the team reads nothing of a relative from whom the person is kept apart: not even the
    name, which may have been changed since.
    """
    ties, pairs = Tie.objects.visible_to(user), KeptApart.objects.visible_to(user)
    around = [ties.filter(one=resident).values("other"), ties.filter(other=resident).values("one")]
    around += [pairs.filter(one=resident).values("other"), pairs.filter(other=resident).values("one")]
    of_these = Q(*(Q(pk__in=keys) for keys in around), _connector=Q.OR)
    people = Resident.objects.filter(of_these, centre=resident.centre_id).select_related("referent")
    tie = _between(ties, resident)
    people = people.annotate(
        tie_id=Subquery(tie.values("pk")[:1]),
        tie_kind=Subquery(tie.values("kind")[:1]),
        is_first=Exists(tie.filter(one=OuterRef("pk"))),
        pair_id=Subquery(_between(pairs, resident).values("pk")[:1]),
        is_apart=Exists(_between(KeptApart.objects.all(), resident)),
    )
    found = list(people.filter(Q(is_apart=False) | Q(pair_id__isnull=False)).order_by("folded", "pk"))
    return Circle(
        family=[Relative(person.tie_id, person, _is_what(person)) for person in found if person.tie_id],
        apart=[Apart(person.pair_id, person.called, person) for person in found if person.pair_id],
    )


def apart_outside(resident: Resident, user: User) -> list[Apart]:
    """Somebody of the team, or a partner, with whom nobody brings `resident` together, as `user` may know. One query.

    A person of the team is named whether they still work here or not: the card of somebody who left may come back.
    """
    pairs = KeptApart.objects.visible_to(user).filter(one=resident, other=None).select_related("account")
    return [Apart(pair.pk, _outside(pair)) for pair in pairs]


def _outside(pair: KeptApart) -> str:
    if pair.account:
        return gettext("%(name)s, of the team") % {"name": pair.account.full_name}
    return gettext("%(name)s, a partner") % {"name": pair.partner}


def _between(rows: QuerySet, resident: Resident) -> QuerySet:
    """The row about `resident` and the person of the outer query."""
    return rows.filter(Q(one=OuterRef("pk"), other=resident) | Q(one=resident, other=OuterRef("pk")))


def _is_what(person: Resident) -> Promise:
    is_parent = person.tie_kind == TieKind.PARENT and person.is_first
    return _("parent") if is_parent else _IS_WHAT[TieKind(person.tie_kind)]

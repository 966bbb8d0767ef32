"""Who gives, who receives, who does both: people counted from the introductions that took place. Hours never."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts import kept_text
from residents.models import Introduction, Resident
from residents.models.partner import partner_key

# Of the past year: the picture of the house as it lives.
MONTHS = 12
_GROUPS: dict[str, Promise] = {
    "resident": _("residents"),
    "user": _("team and volunteers"),
    "partner": _("partners"),
}
# Who somebody is: the group, and a key within it.
Who = tuple[str, UUID | str]
# The columns of the owner of an offer, then those of the owner of a demand.
Owners = tuple[UUID | str | None, ...]


@dataclass(frozen=True)
class Part:
    """One stretch of a bar, in percent of the widest bar."""

    kind: str
    number: int
    x: float
    width: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True)
class Row:
    """One group of people: how many only gave, did both, only received."""

    label: Promise
    gives: int
    both: int
    receives: int
    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        return self.gives + self.both + self.receives


@dataclass(frozen=True)
class Reciprocity:
    """The picture of a house: its groups, and all of them together."""

    rows: tuple[Row, ...]
    since: date

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)

    @property
    def both(self) -> int:
        return sum(row.both for row in self.rows)


def reciprocity_in(introductions: QuerySet[Introduction], *, mirrored: bool = False) -> Reciprocity:
    """The picture of the introductions that took place within the past year. One query."""
    since = timezone.localdate() - relativedelta(months=MONTHS)
    gave, received = _people(introductions.held().filter(held_on__gte=since))
    counts = [(label, *_count(gave, received, group)) for group, label in _GROUPS.items()]
    widest = max((sum(numbers) for _label, *numbers in counts), default=0)
    rows = [Row(label, *numbers, _parts(numbers, widest, mirrored)) for label, *numbers in counts if any(numbers)]
    return Reciprocity(tuple(rows), since)


def reciprocity_of(resident: Resident) -> tuple[int, int]:
    """To how many people a resident gave, from how many they received, ever. One query."""
    helped, helpers = set(), set()
    for giver, receiver in map(_pair, kept_text.read(_owners_around, [resident.pk])):
        if giver == ("resident", resident.pk):
            helped.add(receiver)
        else:
            helpers.add(giver)
    return len(helped), len(helpers)


def _owners_around(keys: Sequence[UUID]) -> QuerySet:
    (resident,) = keys
    theirs = _owned("offer", resident) | _owned("demand", resident)
    return _owners(Introduction.objects.held().filter(theirs))


def _owned(side: str, resident: UUID) -> Q:
    return Q(**{f"{side}__owner_resident": resident}) | Q(**{f"{side}__owner_user__resident": resident})


def _people(introductions: QuerySet[Introduction]) -> tuple[set[Who], set[Who]]:
    pairs = _pairs(introductions)
    return {giver for giver, _receiver in pairs}, {receiver for _giver, receiver in pairs}


def _pairs(introductions: QuerySet[Introduction]) -> list[tuple[Who, Who]]:
    """Who gave and who received."""
    return [_pair(row) for row in _owners(introductions)]


def _owners(introductions: QuerySet[Introduction]) -> QuerySet:
    """The owners of the two cards, one after the other."""
    return introductions.order_by().values_list(
        *(f"{side}__{column}" for side in ("offer", "demand") for column in _OWNER)
    )


def _pair(owners: Owners) -> tuple[Who, Who]:
    """A resident with an account is one person, whoever put the card."""
    return _who(*owners[:4]), _who(*owners[4:])


_OWNER = ("owner_resident", "owner_user__resident", "owner_user", "owner_partner")


def _who(resident: UUID | None, as_resident: UUID | None, user: UUID | None, partner: str) -> Who:
    if resident or as_resident:
        return "resident", resident or as_resident
    return ("user", user) if user else ("partner", partner_key(partner))


def _count(gave: set[Who], received: set[Who], group: str) -> tuple[int, int, int]:
    def of_the_group(people: set[Who]) -> int:
        return sum(who[0] == group for who in people)

    return of_the_group(gave - received), of_the_group(gave & received), of_the_group(received - gave)


def _parts(numbers: list[int], widest: int, mirrored: bool) -> tuple[Part, ...]:
    parts, before = [], 0.0
    for kind, number in zip(("gives", "both", "receives"), numbers, strict=True):
        width = round(100 * number / widest, 2)
        if number:
            parts.append(Part(kind, number, round(100 - before - width if mirrored else before, 2), width))
        before += width
    return tuple(parts)

"""Whose slip it is, from a name as one reads it on paper: a resident, someone of the team, a partner, or oneself."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cada_peers.accounts.models import Centre, User
from cada_peers.ui.dates import day
from cada_peers.ui.folding import fold
from residents.models import Card, Resident
from residents.models.partner import partner_key
from residents.staff import team_of

PARTNER = "partner"
LONGEST_NAME = 80


def possible_owners(centre: Centre, me: User, *, also: UUID | None = None) -> QuerySet[Resident]:
    """The residents whose card it may be: the people here first, then those who moved out and stay in touch.

    `also`: the key of somebody who moved out and whom one comes from.
    """
    today = timezone.localdate()
    here = Resident.objects.visible_to(me).filter(centre=centre)
    gone_last = Case(When(departed_on__lte=today, then=Value(1)), default=Value(0))
    found = here.present(today) | here.filter(Q(stays_in_touch=True) | Q(pk=also))
    return found.order_by(gone_last, "folded", "arrived_on", "pk")


def all_names(resident: Resident) -> str:
    """The names of the papers and the one somebody goes by; who moved out is marked."""
    name = Truncator(resident.full_name).chars(LONGEST_NAME)
    if resident.preferred_name:
        called = Truncator(resident.preferred_name).chars(LONGEST_NAME)
        name = _("%(name)s “%(called)s”") % {"name": name, "called": called}
    if resident.is_former:
        name = _("%(name)s (moved out)") % {"name": name}
    return name


def told_apart(resident: Resident) -> str:
    """All the names and the day of arrival, by which two people are told apart; somebody who moved out is marked."""
    arrival = _("arrived on %(day)s") % {"day": day(resident.arrived_on)}
    return f"{all_names(resident)} · {arrival}"


@dataclass(frozen=True)
class Owner:
    """Someone who may be meant. `name` is offered while one types, `label` tells two people apart."""

    key: str
    name: str
    label: str
    names: frozenset[str]
    given: dict[str, object]

    def is_near(self, words: Iterable[str]) -> bool:
        """Whether every word typed begins one of the words of the names."""
        parts = {part for name in self.names for part in name.split()}
        return all(any(part.startswith(word) for part in parts) for word in words)


class House:
    """All who may be meant in a centre, read once for a whole pile. Three queries."""

    def __init__(self, centre: Centre, me: User) -> None:
        residents = list(possible_owners(centre, me))
        partners = Card.objects.visible_to(me).filter(~Q(owner_partner=""), centre=centre).order_by("owner_partner")
        self._owners = [
            *(_resident(resident) for resident in residents),
            *(_member(user) for user in team_of(centre)),
            *map(_partner, _once(partners.values_list("owner_partner", flat=True).distinct())),
        ]
        self._by_key = {owner.key: owner for owner in self._owners}
        mine = next((resident for resident in residents if resident.account_id == me.pk), None)
        self._me = _resident(mine) if mine else _member(me)
        self.count = len(residents)

    @property
    def names(self) -> list[str]:
        """What is offered while one types, each once; « me » first."""
        return list(dict.fromkeys([_("me"), *(owner.name for owner in self._owners)]))

    def find(self, typed: str) -> list[Owner]:
        """Those whose name is exactly that, whatever the accents and the case."""
        wanted = fold(typed)
        if wanted in {fold(_("me")), "me", "moi"}:
            return [self._me]
        return [owner for owner in self._owners if wanted in owner.names]

    def near(self, typed: str) -> list[Owner]:
        """Those who may be meant by a name that is nobody's: « Sam » for Samim."""
        words = fold(typed).split()
        return [owner for owner in self._owners if words and owner.is_near(words)][:12]

    def chosen(self, key: str, typed: str) -> Owner | None:
        """The one chosen among those who may be meant; a partner is called as it was typed."""
        return _partner(typed) if key == PARTNER and typed else self._by_key.get(key)


def _once(partners: Iterable[str]) -> list[str]:
    """Each partner once, however its name was written."""
    return list({partner_key(name): name for name in partners}.values())


def _names(*texts: str) -> frozenset[str]:
    return frozenset(filter(None, map(fold, texts)))


def _resident(resident: Resident) -> Owner:
    first, family = resident.preferred_name or resident.name, resident.family_name
    return Owner(
        key=str(resident.pk),
        name=resident.called,
        label=told_apart(resident),
        names=_names(
            resident.called,
            resident.display_name,
            resident.name,
            first,
            resident.full_name,
            f"{first} {family}",
            f"{family} {first}",
            f"{family} {resident.name}",
        ),
        given={"owner_resident": resident},
    )


def _member(user: User) -> Owner:
    first = user.full_name.split(" ")[0]
    label = _("%(name)s, of the team") % {"name": user.full_name}
    return Owner(str(user.pk), user.full_name, label, _names(user.full_name, first), {"owner_user": user})


def _partner(name: str) -> Owner:
    label = _("%(name)s, a partner") % {"name": name}
    return Owner(f"{PARTNER}:{name}", name, label, _names(name), {"owner_partner": name})

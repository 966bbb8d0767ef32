"""The houses of the demonstration and those who work there; and how its stories are lived, day after day."""

import heapq
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.contrib.auth.hashers import make_password

from cada_peers.accounts.access import sync_rights
from cada_peers.accounts.models import Centre, Operator, Posting, User
from cada_peers.accounts.roles import Role
from cada_peers.demo.clock import Clock
from cada_peers.demo.people import HOUSES, PASSWORD, STAFF, Member
from peerhelpers.models import Mission, PeerHelper
from residents.models import Resident, Skill

# A story yields the moment of its next act, and goes on when the clock stands there.
Story = Generator[datetime, None, None]
YEARS_OF_THE_TEAM = 4


@dataclass
class World:
    """Everything that the stories share, by the names of `people.py`."""

    clock: Clock
    password: str = field(default_factory=lambda: make_password(PASSWORD))
    centres: dict[str, Centre] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    residents: dict[str, Resident] = field(default_factory=dict)
    helpers: dict[str, PeerHelper] = field(default_factory=dict)
    missions: dict[str, Mission] = field(default_factory=dict)
    skills: dict[str, Skill] = field(default_factory=dict)

    def live(self, stories: Iterable[Story]) -> None:
        """Live all stories at once, act after act in the order of time, until now; the future is left alone."""
        now = self.clock.now()
        waiting = [(moment, number, story) for number, story in enumerate(stories) for moment in _next(story)]
        heapq.heapify(waiting)
        while waiting and waiting[0][0] < now:
            moment, number, story = heapq.heappop(waiting)
            self.clock.stand_at(moment)
            for following in _next(story):
                heapq.heappush(waiting, (following, number, story))

    def referent_of(self, helper: PeerHelper | Resident) -> User:
        """Who accompanies this person: everyone has someone here."""
        return next(user for user in self.users.values() if user.pk == helper.referent_id)

    def open_account(self, account: str, email: str, full_name: str, role: Role, **place: Any) -> User:
        """An account, its posting from today on, and the common password (digested once: it is slow)."""
        user = User(email=email, full_name=full_name, password=self.password)
        user.save()
        Posting.objects.create(user=user, role=role, starts_on=self.clock.day, **place)
        sync_rights([user])
        self.users[account] = user
        return user


def _next(story: Story) -> list[datetime]:
    """The moment of the next act of a story, in a list; an empty one when it is told."""
    return [moment for moment in (next(story, None),) if moment is not None]


def open_houses(world: World) -> Story:
    """The operators, their centres, the accounts of the staff: there for years."""
    opening = world.clock.today - relativedelta(years=YEARS_OF_THE_TEAM)
    yield world.clock.moment(opening, 9)
    places: dict[str, Centre | Operator] = {}
    for operator_name, centres in HOUSES:
        places[operator_name] = operator = Operator.objects.create(name=operator_name)
        for name, town in centres:
            centre = Centre.objects.create(operator=operator, name=name, public_name=name, town=town)
            places[name] = world.centres[name] = centre
    for member in STAFF:
        world.open_account(member.account, member.email, member.full_name, member.role, **_place(member, places))


def _place(member: Member, places: dict[str, Centre | Operator]) -> dict[str, object]:
    if not member.place:
        return {}
    return {"operator" if member.role == Role.HEAD_OFFICE else "centre": places[member.place]}

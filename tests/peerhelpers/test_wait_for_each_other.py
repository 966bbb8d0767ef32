"""One colleague keeps two people apart, another brings them together in the same instant: one of them waits."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from cada_peers.accounts.models import User
from peerhelpers import actions
from peerhelpers.missions.apart import who_can_join
from peerhelpers.models import Assignment, Mission, PeerHelper
from residents.actions import keep_apart
from tests.cast import Cast
from tests.demonstration import Original
from tests.peerhelpers import steps
from tests.peerhelpers.owners import samim_approved

# The people whose rows are taken (residents.actions.holding).
TAKEN = 'SELECT "residents_resident"."id" AS "pk" FROM "residents_resident" WHERE'


def propose(cast: Cast, mission: Mission, helper: PeerHelper) -> Assignment:
    return actions.propose_mission(mission=mission, peer_helper=helper, by=cast.karim)


def reads_of(captured: CaptureQueriesContext) -> list[str]:
    return [query["sql"] for query in captured if query["sql"].startswith("SELECT")]


def test_the_people_of_a_mission_are_taken_before_anyone_reads_who_is_kept_apart(cast: Cast) -> None:
    accepted = steps.an_accepted_mission(cast, steps.an_engaged_person(cast))
    press, samim = accepted.mission, samim_approved(cast)[0]
    read = {name: getattr(press, name) for name in ("title", "details", "function", "place", "rhythm")}
    verbs = (
        lambda: propose(cast, press, samim),
        lambda: actions.accept_mission(assignment=Assignment.objects.latest("proposed_at"), by=cast.karim),
        lambda: actions.change_mission(mission=press, **read, partner="La Poste", co_leader=None, by=cast.karim),
    )
    for verb in verbs:
        with CaptureQueriesContext(connection) as captured:
            verb()
        reads = reads_of(captured)
        taken = next(place for place, sql in enumerate(reads) if sql.startswith(TAKEN))
        assert taken < next(place for place, sql in enumerate(reads) if '"residents_keptapart"' in sql)
        assert "FOR NO KEY UPDATE" in reads[taken] or not connection.features.has_select_for_update


@pytest.fixture
def house(original: Original, tmp_path: Path) -> Iterator[str]:
    """A database of its own: what the suite writes in a transaction, a second connection never sees."""
    with original.copied(tmp_path) as place:
        yield place


def colleague(house: str, act: Callable[[Mission, PeerHelper, User], str]) -> str:
    """What `act` gives for a mission and somebody who can still join it, through the connection of this thread."""
    own = connections["default"]
    own.settings_dict = {**own.settings_dict, "NAME": house}
    try:
        mission = Mission.objects.get(title="Le bus, le tram, la gare")
        newcomer = who_can_join(mission).exclude(assignments__mission=mission).first()
        return act(mission, newcomer, User.objects.get(email="social@demo.example"))
    finally:
        own.close()


@pytest.mark.django_db
def test_whoever_proposes_waits_for_a_colleague_who_is_keeping_the_two_apart(house: str) -> None:
    noted, about_to_propose = Event(), Event()

    def keep(mission: Mission, newcomer: PeerHelper, by: User) -> str:
        with transaction.atomic():
            there = mission.assignments.accepted().first().peer_helper
            keep_apart(one=newcomer.resident, other=there.resident, by=by)
            noted.set()
            about_to_propose.wait(timeout=20)
            # Time enough to propose, were nothing in the way.
            time.sleep(0.3)
        return "kept apart"

    def propose(mission: Mission, newcomer: PeerHelper, by: User) -> str:
        noted.wait(timeout=20)
        about_to_propose.set()
        try:
            actions.propose_mission(mission=mission, peer_helper=newcomer, by=by)
        except ValidationError as refusal:
            return refusal.messages[0]
        return "proposed"

    with ThreadPoolExecutor() as colleagues:
        kept, said = (colleagues.submit(colleague, house, act) for act in (keep, propose))
    assert kept.result() == "kept apart"
    assert said.result().startswith("This person cannot be asked for this mission now")

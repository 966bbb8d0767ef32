"""One colleague keeps two people apart, another brings them together in the same instant: one of them waits."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from peerhelpers import actions
from peerhelpers.models import Assignment, Mission, PeerHelper
from tests.cast import Cast
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

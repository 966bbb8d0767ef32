"""What waits on the home page: the next steps of those one refers, papers, loads, meetings."""

from cada_peers.accounts.models import User
from cada_peers.ui.waiting import written
from peerhelpers import actions
from peerhelpers.files.load import HEAVY_FROM_MINUTES
from peerhelpers.models import Participation
from peerhelpers.waiting.pathway import pathway_waiting
from tests.cast import Cast, a_resident
from tests.peerhelpers import steps


def lines(user: User) -> dict[str, int | None]:
    posting = user.postings.get()
    return {line.label: line.count for line in written(pathway_waiting(user, posting), user, posting)}


def test_the_referent_sees_the_next_step_of_each_of_theirs(cast: Cast) -> None:
    people = [a_resident(f"P{n}", cast.tilleuls, referent=cast.helene) for n in range(3)]
    steps.a_candidate(cast, people[0])
    steps.a_formalised_person(cast, people[1])
    steps.an_engaged_person(cast, people[2])
    assert lines(cast.helene) == {
        "Formalisation meetings to hold": 1,
        "Agreements and pledges to prepare": 1,
        "Trials to start": 1,
    }
    assert lines(cast.karim) == {}


def test_a_prepared_paper_waits_for_management(cast: Cast) -> None:
    file = steps.a_formalised_person(cast)
    for kind in ("agreement", "pledge"):
        steps.a_commitment(file, kind, cast.helene)
    assert lines(cast.claire) == {"Papers to sign": 2}
    assert lines(cast.helene) == {}
    actions.end_status(peer_helper=file, reason="fin", by=cast.claire)
    assert lines(cast.claire) == {}


def test_a_heavy_load_is_said_to_referent_and_management(cast: Cast) -> None:
    steps.a_meeting_done(cast, steps.someone_in_trial(cast))
    assert "1 peer helper carries a lot" not in lines(cast.helene)
    Participation.objects.update(minutes=HEAVY_FROM_MINUTES)
    assert "1 peer helper carries a lot" in lines(cast.helene)
    assert "1 peer helper carries a lot" in lines(cast.claire)
    assert "1 peer helper carries a lot" not in lines(cast.karim)


def test_a_past_meeting_asks_to_be_noted_for_a_week(cast: Cast) -> None:
    mission = steps.an_accepted_mission(cast, steps.an_engaged_person(cast)).mission
    participation = steps.a_meeting(mission, cast.helene, days=-2).participations.get()
    steps.a_meeting(mission, cast.helene, days=-9)
    assert lines(cast.karim) == {"Meetings of the week with nothing noted": 1}
    actions.note_done(participation=participation, minutes=60, by=cast.karim)
    assert lines(cast.karim) == {}


def test_a_volunteer_sees_the_meetings_they_co_lead(cast: Cast) -> None:
    mission = steps.an_accepted_mission(cast, steps.an_engaged_person(cast)).mission
    mission.co_leader = cast.mireille
    mission.save()
    steps.a_meeting(mission, cast.helene, days=1)
    steps.a_meeting(mission, cast.helene, days=20)
    posting = cast.mireille.postings.get()
    (line,) = written(pathway_waiting(cast.mireille, posting), cast.mireille, posting)
    assert (line.label, line.urgency) == ("Revue de presse", 1)
    assert line.detail.startswith("Tomorrow")


def test_a_neighbour_is_told_nothing(cast: Cast) -> None:
    steps.a_commitment(steps.a_formalised_person(cast), "pledge", cast.helene)
    assert lines(cast.victor) == {}
    assert lines(cast.siege) == {}

"""A mission is proposed and accepted, or « not this time », which counts for nothing."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from cada_peers.journal.models import Entry
from peerhelpers import actions
from peerhelpers.catalogue import load
from peerhelpers.models import Assignment, Mission, PeerHelper
from tests.cast import Cast
from tests.conftest import SignIn
from tests.peerhelpers import steps


@pytest.fixture
def nour(cast: Cast) -> PeerHelper:
    return steps.an_engaged_person(cast)


@pytest.fixture
def mission(cast: Cast) -> Mission:
    return steps.a_mission(cast)


def propose(cast: Cast, mission: Mission, nour: PeerHelper) -> Assignment:
    return actions.propose_mission(mission=mission, peer_helper=nour, by=cast.karim)


def test_staff_write_a_mission_with_its_people_and_function(cast: Cast, sign_in: SignIn) -> None:
    load()
    typed = {
        "title": "Revue de presse 🗞",
        "details": "trois articles",
        "function": "fle",
        "co_leader": str(cast.mireille.pk),
        "partner": "",
        "place": "salle commune",
        "rhythm": "le lundi",
    }
    assert sign_in(cast.karim).post(reverse("peerhelpers:create_mission"), typed).status_code == 302
    mission = Mission.objects.get()
    assert (mission.centre, mission.co_leader, mission.function_id) == (cast.tilleuls, cast.mireille, "fle")
    karim = sign_in(cast.karim)
    seen = karim.get(_page("change_mission", mission)).context["form"]["seen"].value()
    changed = typed | {"title": "Revue du lundi", "centre": str(cast.erables.pk), "seen": seen}
    assert karim.post(_page("change_mission", mission), changed).status_code == 302
    mission.refresh_from_db()
    assert (mission.title, mission.centre) == ("Revue du lundi", cast.tilleuls)


def _page(name: str, row: object) -> str:
    return reverse(f"peerhelpers:{name}", args=[row.pk])


@pytest.mark.parametrize(
    ("field", "typed"),
    [("title", ""), ("title", "x" * 1_000_000), ("details", "a\x00"), ("function", "nothing"), ("co_leader", "x")],
)
def test_bad_input_is_said_beside_its_field(cast: Cast, sign_in: SignIn, field: str, typed: str) -> None:
    response = sign_in(cast.karim).post(reverse("peerhelpers:create_mission"), {"title": "Revue", field: typed})
    assert response.context["form"].errors[field]
    assert not Mission.objects.exists()


def test_the_tandem_is_found_in_the_centre(cast: Cast, sign_in: SignIn) -> None:
    typed = {"title": "Revue", "co_leader": str(cast.victor.pk)}
    response = sign_in(cast.karim).post(reverse("peerhelpers:create_mission"), typed)
    assert response.context["form"].errors["co_leader"]


def test_the_helper_says_yes(cast: Cast, mission: Mission, nour: PeerHelper) -> None:
    assignment = propose(cast, mission, nour)
    steps.a_meeting(mission, cast.helene)
    actions.accept_mission(assignment=assignment, by=cast.nour_account)
    again = actions.accept_mission(assignment=assignment, by=cast.nour_account)
    assert again.accepted_at is not None
    assert nour.participations.count() == 1
    assert Entry.objects.filter(event="peerhelpers.mission_accepted").count() == 1


def test_not_this_time_leaves_no_trace_against_anyone(cast: Cast, mission: Mission, nour: PeerHelper) -> None:
    assignment = actions.decline_mission(assignment=propose(cast, mission, nour), by=cast.nour_account)
    assert assignment.declined_at is not None
    assert not nour.participations.exists()
    assert propose(cast, mission, nour).pk != assignment.pk


def test_an_accepted_mission_is_left_as_freely(cast: Cast, mission: Mission, nour: PeerHelper) -> None:
    assignment = actions.accept_mission(assignment=propose(cast, mission, nour), by=cast.nour_account)
    steps.a_meeting(mission, cast.helene)
    assignment = actions.decline_mission(assignment=assignment, by=cast.nour_account)
    assert assignment.ended_on is not None
    assert assignment.declined_at is None
    assert not nour.participations.exists()
    with pytest.raises(ValidationError, match="over"):
        actions.accept_mission(assignment=assignment, by=cast.nour_account)


def test_a_mission_waits_once_for_one_person(cast: Cast, mission: Mission, nour: PeerHelper) -> None:
    propose(cast, mission, nour)
    with pytest.raises(ValidationError, match="already proposed"):
        propose(cast, mission, nour)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(centre=cast.tilleuls, mission=mission, peer_helper=nour)


def test_nobody_is_asked_before_the_papers_or_in_a_pause(cast: Cast, mission: Mission, nour: PeerHelper) -> None:
    candidate = steps.a_candidate(cast, cast.samim)
    with pytest.raises(ValidationError, match="cannot be asked"):
        propose(cast, mission, candidate)
    actions.pause(peer_helper=nour, by=cast.nour_account)
    with pytest.raises(ValidationError, match="cannot be asked"):
        propose(cast, mission, nour)


def test_a_neighbours_helper_is_not_offered(cast: Cast, mission: Mission, sign_in: SignIn) -> None:
    neighbour = PeerHelper.objects.create(centre=cast.erables, resident=cast.voisin, chosen_name="Tomas")
    response = sign_in(cast.karim).post(_page("propose_mission", mission), {"peer_helper": str(neighbour.pk)})
    assert response.context["form"].errors["peer_helper"]
    with pytest.raises(ValidationError):
        propose(cast, mission, neighbour)


def test_a_mission_that_is_over_is_proposed_to_nobody(cast: Cast, mission: Mission, nour: PeerHelper) -> None:
    actions.accept_mission(assignment=propose(cast, mission, nour), by=cast.nour_account)
    meeting = steps.a_meeting(mission, cast.helene)
    actions.end_mission(mission=mission, by=cast.helene)
    meeting.refresh_from_db()
    assert meeting.cancelled_at is not None
    with pytest.raises(ValidationError, match="over"):
        propose(cast, mission, nour)


def test_the_page_of_a_mission_that_is_over_offers_nothing_more(cast: Cast, mission: Mission, sign_in: SignIn) -> None:
    client = sign_in(cast.karim)
    assert _page("propose_mission", mission) in client.get(_page("mission", mission)).content.decode()
    client.post(_page("end_mission", mission))
    read = client.get(_page("mission", mission)).content.decode()
    assert "This mission is over" in read
    for name in ("propose_mission", "plan_meeting", "change_mission", "end_mission"):
        assert _page(name, mission) not in read
    assert mission.title in client.get(reverse("peerhelpers:missions") + "?over=1").content.decode()


@pytest.mark.parametrize("name", ["mireille", "nour_account", "siege", "victor"])
def test_only_the_team_writes_and_proposes(cast: Cast, mission: Mission, nour: PeerHelper, name: str) -> None:
    by = getattr(cast, name)
    with pytest.raises(PermissionDenied):
        actions.create_mission(centre=cast.tilleuls, title="x", by=by)
    with pytest.raises(PermissionDenied):
        actions.propose_mission(mission=mission, peer_helper=nour, by=by)


def test_the_team_notes_the_answer_of_someone_without_an_account(cast: Cast, mission: Mission, sign_in: SignIn) -> None:
    samim = steps.an_engaged_person(cast, cast.samim)
    assignment = propose(cast, mission, samim)
    sign_in(cast.karim).post(_page("note_yes", assignment))
    assignment.refresh_from_db()
    assert assignment.accepted_at is not None
    sign_in(cast.karim).post(_page("note_not_this_time", assignment))
    assignment.refresh_from_db()
    assert assignment.ended_on is not None


@pytest.mark.parametrize("name", ["mireille", "victor"])
def test_nobody_else_answers_for_a_helper(cast: Cast, mission: Mission, nour: PeerHelper, name: str) -> None:
    assignment = propose(cast, mission, nour)
    for verb in (actions.accept_mission, actions.decline_mission):
        with pytest.raises(PermissionDenied):
            verb(assignment=assignment, by=getattr(cast, name))


def test_one_helper_does_not_answer_for_another(cast: Cast, mission: Mission) -> None:
    samim = steps.an_engaged_person(cast, cast.samim)
    with pytest.raises(PermissionDenied):
        actions.accept_mission(assignment=propose(cast, mission, samim), by=cast.nour_account)

"""Yes and « not this time » weigh the same; what was done is told in a touch, and never owed."""

import pytest
from django.test import Client
from django.urls import reverse

from peerhelpers import actions
from peerhelpers.models import Assignment, Participation, PeerHelper
from peerhelpers.models.mission import Coming
from tests.cast import Cast
from tests.conftest import SignIn
from tests.peerhelpers.owners import nour_in_trial
from tests.peerhelpers.steps import a_meeting, a_mission, an_accepted_mission

MY_PAGE = reverse("peerhelpers:my_page")


@pytest.fixture
def file(cast: Cast) -> PeerHelper:
    return nour_in_trial(cast)


@pytest.fixture
def nour(cast: Cast, file: PeerHelper, sign_in: SignIn) -> Client:
    return sign_in(cast.nour_account)


@pytest.fixture
def proposed(cast: Cast, file: PeerHelper) -> Assignment:
    return actions.propose_mission(mission=a_mission(cast), peer_helper=file, by=cast.helene)


@pytest.fixture
def past(cast: Cast, file: PeerHelper) -> Participation:
    return a_meeting(an_accepted_mission(cast, file).mission, cast.helene, days=-2).participations.get()


def test_a_proposed_mission_is_accepted(nour: Client, proposed: Assignment) -> None:
    assert "Proposed to you" in nour.get(MY_PAGE).content.decode()
    nour.post(reverse("peerhelpers:accept_my_mission", args=[proposed.pk]))
    proposed.refresh_from_db()
    assert proposed.accepted_at


def test_not_this_time_asks_no_reason_and_says_that_it_is_fine(nour: Client, proposed: Assignment) -> None:
    response = nour.post(reverse("peerhelpers:decline_my_mission", args=[proposed.pk]), follow=True)
    proposed.refresh_from_db()
    assert proposed.declined_at
    assert "nothing is kept against you" in response.content.decode()
    assert "Proposed to you" not in response.content.decode()


def test_a_second_click_is_said_calmly(nour: Client, proposed: Assignment) -> None:
    decline = reverse("peerhelpers:decline_my_mission", args=[proposed.pk])
    nour.post(decline)
    assert nour.post(decline, follow=True).status_code == 200


def test_both_answers_to_a_meeting_are_kept_and_may_change(cast: Cast, nour: Client, file: PeerHelper) -> None:
    meeting = a_meeting(an_accepted_mission(cast, file).mission, cast.helene)
    mine = meeting.participations.get()
    for name, said in (("come_to_meeting", Coming.YES), ("skip_meeting", Coming.NOT_THIS_TIME)):
        nour.post(reverse(f"peerhelpers:{name}", args=[mine.pk]))
        mine.refresh_from_db()
        assert mine.coming == said


def test_the_two_buttons_look_the_same_until_one_is_chosen(cast: Cast, nour: Client, file: PeerHelper) -> None:
    a_meeting(an_accepted_mission(cast, file).mission, cast.helene)
    page = nour.get(MY_PAGE).content.decode()
    assert page.count('<button class="btn btn-outline-primary">') == 2


def test_the_face_that_was_touched_is_chosen_on_the_next_page(nour: Client, past: Participation) -> None:
    tell = reverse("peerhelpers:tell_meeting", args=[past.pk])
    assert f"{tell}?mood=hard" in nour.get(MY_PAGE).content.decode()
    form = nour.get(f"{tell}?mood=hard").context["form"]
    assert (form["mood"].value(), form["minutes"].value()) == ("hard", 120)


@pytest.mark.parametrize("mood", ["", "wonderful", "x" * 5000, "\x00"])
def test_a_strange_face_in_the_address_chooses_none(nour: Client, past: Participation, mood: str) -> None:
    tell = reverse("peerhelpers:tell_meeting", args=[past.pk])
    assert not nour.get(tell, {"mood": mood}).context["form"]["mood"].value()


def test_what_was_done_is_noted(cast: Cast, nour: Client, past: Participation) -> None:
    said = {"mood": "good", "minutes": "90", "people_helped": "8", "line": "On a ri 🙂", "of": cast.helene.pk}
    nour.post(reverse("peerhelpers:tell_meeting", args=[past.pk]), said)
    past.refresh_from_db()
    assert (past.done, past.minutes, past.people_helped, past.mood) == (True, 90, 8, "good")
    assert (past.line, past.told_to) == ("On a ri 🙂", cast.helene)


def test_nothing_but_the_button_is_needed(nour: Client, past: Participation) -> None:
    nour.post(reverse("peerhelpers:tell_meeting", args=[past.pk]), {})
    past.refresh_from_db()
    assert (past.done, past.minutes, past.mood, past.told_to) == (True, None, "", None)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("minutes", "9999"),
        ("minutes", "abc"),
        ("people_helped", "-1"),
        ("people_helped", "1e9"),
        ("people_helped", "10000000000000000000000000"),
        ("mood", "wonderful"),
        ("line", "x" * 1_000_000),
        ("line", "a\x00b"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_nothing_is_written(
    nour: Client, past: Participation, field: str, typed: str
) -> None:
    said = {"mood": "good", "minutes": "90", "people_helped": "8", "line": "une ligne"} | {field: typed}
    response = nour.post(reverse("peerhelpers:tell_meeting", args=[past.pk]), said)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    past.refresh_from_db()
    assert not past.done


def test_a_meeting_to_come_is_not_told_yet(cast: Cast, nour: Client, file: PeerHelper) -> None:
    mine = a_meeting(an_accepted_mission(cast, file).mission, cast.helene).participations.get()
    response = nour.post(reverse("peerhelpers:tell_meeting", args=[mine.pk]), {"mood": "good"})
    assert "note it afterwards" in response.content.decode()

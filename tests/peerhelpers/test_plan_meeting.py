"""Meetings: nobody in two places at once, a full day is said, hours are noted afterwards."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cada_peers.journal.models import Entry
from peerhelpers import actions
from peerhelpers.files.load import HEAVY_FROM_MINUTES, STEADY_FROM_MINUTES, Level, load_of
from peerhelpers.models import Meeting, Mission, Participation, PeerHelper
from tests.cast import Cast
from tests.conftest import SignIn
from tests.peerhelpers import steps


@pytest.fixture
def nour(cast: Cast) -> PeerHelper:
    return steps.an_engaged_person(cast)


@pytest.fixture
def press(cast: Cast, nour: PeerHelper) -> Mission:
    return steps.an_accepted_mission(cast, nour).mission


@pytest.fixture
def football(cast: Cast, nour: PeerHelper) -> Mission:
    return steps.an_accepted_mission(cast, nour, "Football").mission


def typed(days: int = 3, starts: str = "14:00", ends: str = "16:00") -> dict[str, str]:
    day = timezone.localdate() + timedelta(days=days)
    return {"day": day.isoformat(), "starts_at": starts, "ends_at": ends, "place": "salle"}


def path(name: str, row: object) -> str:
    return reverse(f"peerhelpers:{name}", args=[row.pk])


def test_a_meeting_is_planned_in_the_time_of_the_house(cast: Cast, press: Mission, sign_in: SignIn) -> None:
    assert sign_in(cast.karim).post(path("plan_meeting", press), typed()).status_code == 302
    meeting = press.meetings.get()
    assert timezone.localtime(meeting.starts_at).strftime("%H:%M") == "14:00"
    assert meeting.participations.get().peer_helper.chosen_name == "Nour"
    assert Entry.objects.filter(event="peerhelpers.meeting_planned").count() == 1


@pytest.mark.parametrize("hours", ["14:00-16:00", "15:59-17:00", "13:00-14:01", "14:30-15:00"])
def test_the_same_hour_is_refused_with_a_sentence(
    cast: Cast, press: Mission, football: Mission, sign_in: SignIn, hours: str
) -> None:
    steps.a_meeting(press, cast.helene)
    response = sign_in(cast.karim).post(path("plan_meeting", football), typed(3, *hours.split("-")))
    assert "Nour is already at “Revue de presse” from 14:00 to 16:00" in response.content.decode()
    assert not football.meetings.exists()


def test_the_same_day_is_said_and_planned(cast: Cast, press: Mission, football: Mission, sign_in: SignIn) -> None:
    steps.a_meeting(press, cast.helene)
    response = sign_in(cast.karim).post(path("plan_meeting", football), typed(3, "16:00", "17:00"), follow=True)
    assert "Nour also has “Revue de presse” that day" in response.content.decode()
    assert football.meetings.exists()


def test_another_day_is_planned_without_a_word(cast: Cast, press: Mission, football: Mission, sign_in: SignIn) -> None:
    steps.a_meeting(press, cast.helene)
    response = sign_in(cast.karim).post(path("plan_meeting", football), typed(4), follow=True)
    assert "also has" not in response.content.decode()


def test_whoever_said_not_this_time_is_free_at_that_hour(cast: Cast, press: Mission, football: Mission) -> None:
    participation = steps.a_meeting(press, cast.helene).participations.get()
    actions.answer_meeting(participation=participation, coming="not_this_time", by=cast.nour_account)
    other = steps.a_meeting(football, cast.helene).participations.get()
    actions.answer_meeting(participation=other, coming="yes", by=cast.nour_account)
    with pytest.raises(ValidationError, match="already at"):
        actions.answer_meeting(participation=participation, coming="yes", by=cast.nour_account)


def test_a_cancelled_meeting_leaves_the_hour_free(cast: Cast, press: Mission, football: Mission) -> None:
    meeting = steps.a_meeting(press, cast.helene)
    actions.cancel_meeting(meeting=meeting, by=cast.karim)
    actions.cancel_meeting(meeting=meeting, by=cast.karim)
    assert steps.a_meeting(football, cast.helene).participations.exists()
    assert Entry.objects.filter(event="peerhelpers.meeting_cancelled").count() == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"ends_at": "13:00"}, "ends_at"),
        ({"ends_at": "14:00"}, "ends_at"),
        ({"starts_at": "01:00", "ends_at": "23:00"}, "ends_at"),
        ({"day": "0001-01-01"}, "day"),
        ({"day": "9999-12-31"}, "day"),
        ({"day": "2026-02-30"}, "day"),
        ({"starts_at": "25:00"}, "starts_at"),
        ({"place": "x" * 1_000_000}, "place"),
        ({"place": "a\x00"}, "place"),
    ],
)
def test_a_time_that_cannot_be_is_refused_beside_its_field(
    cast: Cast, press: Mission, sign_in: SignIn, changed: dict[str, str], field: str
) -> None:
    response = sign_in(cast.karim).post(path("plan_meeting", press), typed() | changed)
    assert response.context["form"].errors[field]
    assert not Meeting.objects.exists()


def test_a_second_click_is_told(cast: Cast, press: Mission, sign_in: SignIn) -> None:
    client = sign_in(cast.karim)
    client.post(path("plan_meeting", press), typed())
    response = client.post(path("plan_meeting", press), typed())
    assert "already has a meeting at that time" in response.content.decode()
    assert press.meetings.count() == 1


def test_the_database_refuses_a_meeting_twice_or_turned_around(cast: Cast, press: Mission) -> None:
    meeting = steps.a_meeting(press, cast.helene)
    same = {"centre": cast.tilleuls, "mission": press, "starts_at": meeting.starts_at}
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.create(**same, ends_at=meeting.ends_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(ends_at=meeting.starts_at)


@pytest.mark.parametrize("name", ["mireille", "nour_account", "victor"])
def test_only_the_team_plans_and_cancels(cast: Cast, press: Mission, name: str) -> None:
    meeting = steps.a_meeting(press, cast.helene)
    with pytest.raises(PermissionDenied):
        steps.a_meeting(press, getattr(cast, name), days=5)
    with pytest.raises(PermissionDenied):
        actions.cancel_meeting(meeting=meeting, by=getattr(cast, name))


# --- noted afterwards ---


@pytest.fixture
def past(cast: Cast, press: Mission) -> Participation:
    return steps.a_meeting(press, cast.helene, days=-3).participations.get()


def test_the_helper_notes_it_with_how_it_was(cast: Cast, past: Participation) -> None:
    noted = {"minutes": 90, "people_helped": 4, "mood": "hard", "line": "longue séance", "told_to": cast.helene}
    actions.note_done(participation=past, by=cast.nour_account, **noted)
    past.refresh_from_db()
    assert (past.done, past.minutes, past.mood, past.line) == (True, 90, "hard", "longue séance")


def test_a_colleague_notes_the_hours_and_touches_nothing_the_helper_said(
    cast: Cast, past: Participation, sign_in: SignIn
) -> None:
    actions.note_done(
        participation=past, minutes=90, mood="hard", line="dur", told_to=cast.helene, by=cast.nour_account
    )
    for name, minutes in (("karim", 60), ("helene", 45)):
        typed = {"minutes": str(minutes), "mood": "good", "line": "x", "of": cast.karim.pk}
        assert sign_in(getattr(cast, name)).post(path("note_done", past), typed).status_code == 302
        past.refresh_from_db()
        assert (past.minutes, past.mood, past.line, past.told_to) == (minutes, "hard", "dur", cast.helene)


def test_the_page_of_a_mission_never_says_how_it_was(cast: Cast, past: Participation, sign_in: SignIn) -> None:
    actions.note_done(
        participation=past, minutes=90, mood="hard", line="trop lourd", told_to=cast.helene, by=cast.nour_account
    )
    for name in ("claire", "karim", "helene"):
        for page in (path("mission", past.meeting.mission), path("note_done", past)):
            body = sign_in(getattr(cast, name)).get(page).content.decode()
            assert "trop lourd" not in body
            assert "it was hard" not in body.lower()


@pytest.mark.parametrize("minutes", ["", "4", "721", "-60", "1e3", "beaucoup", "9" * 5000])
def test_hours_that_cannot_be_are_refused(cast: Cast, past: Participation, sign_in: SignIn, minutes: str) -> None:
    response = sign_in(cast.karim).post(path("note_done", past), {"minutes": minutes})
    assert response.context["form"].errors["minutes"]
    past.refresh_from_db()
    assert not past.done


def test_nothing_is_noted_before_or_when_cancelled(cast: Cast, press: Mission, past: Participation) -> None:
    coming = steps.a_meeting(press, cast.helene, days=2).participations.get()
    actions.cancel_meeting(meeting=past.meeting, by=cast.karim)
    for participation in (coming, past):
        with pytest.raises(ValidationError, match="afterwards"):
            actions.note_done(participation=participation, minutes=60, by=cast.nour_account)


def test_a_meeting_that_took_place_is_not_cancelled(cast: Cast, past: Participation) -> None:
    actions.note_done(participation=past, minutes=60, by=cast.nour_account)
    with pytest.raises(ValidationError, match="took place"):
        actions.cancel_meeting(meeting=past.meeting, by=cast.karim)


def test_hours_without_a_meeting_done_are_refused_by_the_database(past: Participation) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.filter(pk=past.pk).update(minutes=60, done=False)


@pytest.mark.parametrize("name", ["mireille", "victor", "siege"])
def test_nobody_else_notes_for_a_helper(cast: Cast, past: Participation, name: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.note_done(participation=past, minutes=60, by=getattr(cast, name))


@pytest.mark.parametrize(
    ("minutes", "level"),
    [
        (STEADY_FROM_MINUTES - 5, Level.LIGHT),
        (STEADY_FROM_MINUTES, Level.STEADY),
        (HEAVY_FROM_MINUTES, Level.HEAVY),
    ],
)
def test_the_load_is_weighed_over_four_weeks(cast: Cast, past: Participation, minutes: int, level: str) -> None:
    past.done, past.minutes = True, minutes
    past.save()
    assert load_of(past.peer_helper).level == level
    Meeting.objects.update(starts_at=steps.an_hour(-30), ends_at=steps.an_hour(-30, 16))
    assert load_of(past.peer_helper).level == Level.LIGHT

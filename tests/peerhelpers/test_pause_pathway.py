"""A pause: at once, without a reason; the trial waits."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from cada_peers.journal.models import Entry
from peerhelpers import actions
from peerhelpers.models import Pause
from peerhelpers.models.mission import Coming
from tests.cast import Cast
from tests.conftest import SignIn
from tests.peerhelpers.owners import nour_in_trial
from tests.peerhelpers.steps import a_meeting, an_accepted_mission


def test_a_pause_begins_at_once(cast: Cast, sign_in: SignIn) -> None:
    file = nour_in_trial(cast)
    sign_in(cast.nour_account).post(reverse("peerhelpers:begin_my_pause"))
    pause = Pause.objects.get(peer_helper=file)
    assert (pause.starts_on, pause.ends_on) == (timezone.localdate(), None)
    assert file.status == "in_trial"


def test_a_pause_shifts_the_end_of_the_trial_by_as_many_days(cast: Cast) -> None:
    file = nour_in_trial(cast, since="2026-10-01")
    due = file.trials.get().due_on
    actions.pause(peer_helper=file, by=cast.nour_account)
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        actions.resume(peer_helper=file, by=cast.nour_account)
        assert file.trials.get().due_on == due + timedelta(days=30)


def test_asked_twice_it_is_one_pause_and_one_line(cast: Cast, sign_in: SignIn) -> None:
    nour_in_trial(cast)
    client = sign_in(cast.nour_account)
    for _ in range(2):
        client.post(reverse("peerhelpers:begin_my_pause"))
    assert Pause.objects.count() == Entry.objects.filter(event="peerhelpers.paused").count() == 1


def test_the_coming_meetings_are_answered_not_this_time(cast: Cast) -> None:
    file = nour_in_trial(cast)
    meeting = a_meeting(an_accepted_mission(cast, file).mission, cast.helene)
    actions.pause(peer_helper=file, by=cast.nour_account)
    assert meeting.participations.get().coming == Coming.NOT_THIS_TIME


def test_what_was_planned_during_the_pause_is_asked_on_return(cast: Cast) -> None:
    file = nour_in_trial(cast)
    mission = an_accepted_mission(cast, file).mission
    actions.pause(peer_helper=file, by=cast.nour_account)
    meeting = a_meeting(mission, cast.helene)
    assert not meeting.participations.exists()
    actions.resume(peer_helper=file, by=cast.nour_account)
    assert meeting.participations.get().coming == ""


def test_during_a_pause_the_page_asks_nothing(cast: Cast, sign_in: SignIn) -> None:
    file = nour_in_trial(cast)
    a_meeting(an_accepted_mission(cast, file).mission, cast.helene)
    actions.pause(peer_helper=file, by=cast.nour_account)
    page = sign_in(cast.nour_account).get(reverse("peerhelpers:my_page")).content.decode()
    assert "You are on a break since" in page
    assert "Revue de presse" not in page


def test_a_closed_file_is_not_paused(cast: Cast) -> None:
    file = nour_in_trial(cast)
    actions.stop(peer_helper=file, by=cast.nour_account)
    with pytest.raises(ValidationError):
        actions.pause(peer_helper=file, by=cast.nour_account)


def test_the_referent_notes_it_for_someone_without_an_account_and_others_do_not(cast: Cast) -> None:
    file = nour_in_trial(cast)
    with pytest.raises(PermissionDenied):
        actions.pause(peer_helper=file, by=cast.karim)
    actions.pause(peer_helper=file, by=cast.helene)
    assert Pause.objects.get().noted_by == cast.helene

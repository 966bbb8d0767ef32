"""Stopping: at once, alone, without a reason, and without losing one's papers."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from cada_peers.journal.models import Entry
from peerhelpers import actions
from peerhelpers.models import Certificate, Participation
from peerhelpers.models.helper import Status
from peerhelpers.models.recognition import BadgeEnd
from tests.cast import Cast
from tests.conftest import SignIn
from tests.peerhelpers.owners import nour_in_trial, samim_approved
from tests.peerhelpers.steps import a_meeting, a_meeting_done, an_accepted_mission

STOP = reverse("peerhelpers:stop_for_good")


def test_stopping_is_immediate_and_asks_no_reason(cast: Cast, sign_in: SignIn) -> None:
    file = nour_in_trial(cast)
    sign_in(cast.nour_account).post(STOP, {"sure": "on"})
    file.refresh_from_db()
    assert (file.status, file.stopped_on, file.stop_reason) == (Status.STOPPED, timezone.localdate(), "")
    assert file.stopped_by == cast.nour_account
    assert not file.trials.filter(ended_on__isnull=True).exists()


def test_missions_and_coming_meetings_end_and_what_was_done_stays(cast: Cast) -> None:
    file = nour_in_trial(cast)
    done = a_meeting_done(cast, file)
    a_meeting(an_accepted_mission(cast, file, "Bus").mission, cast.helene, days=4)
    actions.stop(peer_helper=file, by=cast.nour_account)
    assert not file.assignments.accepted().exists()
    assert list(Participation.objects.filter(peer_helper=file)) == [done]


def test_the_badge_ends_with_the_status_and_the_certificate_stays_valid(cast: Cast) -> None:
    file, account = samim_approved(cast)
    badge = actions.issue_badge(peer_helper=file, by=cast.claire)
    day = timezone.localdate()
    period = {"starts_on": file.trials.get().starts_on, "ends_on": day}
    certificate = actions.issue_certificate(peer_helper=file, hours=None, by=cast.claire, **period)
    actions.stop(peer_helper=file, by=account)
    badge.refresh_from_db()
    assert (badge.ended_on, badge.ended_why) == (day, BadgeEnd.STATUS_ENDED)
    assert badge.credential.ended_at
    assert Certificate.objects.get(pk=certificate.pk).credential.ended_at is None


def test_the_person_still_reads_their_papers_afterwards(cast: Cast, sign_in: SignIn) -> None:
    file = nour_in_trial(cast)
    actions.stop(peer_helper=file, by=cast.nour_account)
    client = sign_in(cast.nour_account)
    assert client.get(reverse("peerhelpers:my_papers")).status_code == 200
    paper = reverse("peerhelpers:my_paper", args=[file.commitments.first().paper_id])
    assert client.get(paper)["Content-Type"] == "application/pdf"


def test_without_the_sentence_ticked_nothing_happens(cast: Cast, sign_in: SignIn) -> None:
    file = nour_in_trial(cast)
    response = sign_in(cast.nour_account).post(STOP, {})
    file.refresh_from_db()
    assert file.status == Status.IN_TRIAL
    assert "If you are not sure, leave this page" in response.content.decode()


def test_asked_twice_the_first_time_counts(cast: Cast, sign_in: SignIn) -> None:
    nour_in_trial(cast)
    client = sign_in(cast.nour_account)
    for _ in range(2):
        assert client.post(STOP, {"sure": "on"}).status_code == 302
    assert Entry.objects.filter(event="peerhelpers.stopped").count() == 1


def test_the_page_says_what_it_does_not_change(cast: Cast, sign_in: SignIn) -> None:
    nour_in_trial(cast)
    page = sign_in(cast.nour_account).get(STOP).content.decode()
    assert "Your housing, your allowance and your claim: nothing changes" in page


@pytest.mark.parametrize("name", ["claire", "helene", "karim", "mireille", "victor"])
def test_nobody_stops_in_someone_elses_name(cast: Cast, name: str) -> None:
    file = nour_in_trial(cast)
    with pytest.raises(PermissionDenied):
        actions.stop(peer_helper=file, by=getattr(cast, name))
    file.refresh_from_db()
    assert file.is_going_on


def test_the_referent_learns_it_on_the_home_page(cast: Cast, sign_in: SignIn) -> None:
    actions.stop(peer_helper=nour_in_trial(cast), by=cast.nour_account)
    assert "Nour B. stopped on" in sign_in(cast.helene).get(reverse("home")).content.decode()
    assert "Nour B. stopped on" not in sign_in(cast.karim).get(reverse("home")).content.decode()

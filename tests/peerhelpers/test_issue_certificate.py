"""The certificate: neutral, over a period that is past, with hours that were noted."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from cada_peers.documents.models import Credential
from peerhelpers import actions
from peerhelpers.actions.recognition import rounded_hours
from peerhelpers.models import Certificate, Participation, PeerHelper
from tests.cast import Cast
from tests.conftest import SignIn
from tests.peerhelpers.papers_read import FORBIDDEN, words_of
from tests.peerhelpers.steps import an_approved_person, an_engaged_person

START = date(2024, 3, 10)


@pytest.fixture
def file(cast: Cast) -> PeerHelper:
    return an_approved_person(cast, cast.nour)


@pytest.fixture
def certificate(cast: Cast, file: PeerHelper) -> Certificate:
    period = {"starts_on": START, "ends_on": date(2025, 9, 10)}
    return actions.issue_certificate(peer_helper=file, hours=160, by=cast.claire, **period)


def test_it_says_who_did_what_and_never_where_from(certificate: Certificate, tmp_path: Path) -> None:
    words = words_of(bytes(certificate.paper.content), tmp_path)
    assert "nour belkacem" in words
    assert "160" in words
    assert [word for word in FORBIDDEN if word in words] == []


@pytest.mark.parametrize(
    ("minutes", "hours"), [(0, 0), (149, 0), (150, 5), (449, 5), (450, 10), (9_600, 160), (9_751, 165)]
)
def test_hours_are_rounded_to_the_nearest_five(cast: Cast, file: PeerHelper, minutes: int, hours: int) -> None:
    Participation.objects.update(minutes=minutes)
    assert rounded_hours(file, START, timezone.localdate()) == hours


def test_only_hours_of_the_period_count(cast: Cast, file: PeerHelper) -> None:
    Participation.objects.update(minutes=600)
    assert rounded_hours(file, START, timezone.localdate() - timedelta(days=30)) == 0


def test_the_page_counts_the_hours_itself(cast: Cast, file: PeerHelper, sign_in: SignIn) -> None:
    Participation.objects.update(minutes=600)
    issue = reverse("peerhelpers:issue_certificate", args=[file.pk])
    posted = {"starts_on": START, "ends_on": timezone.localdate(), "with_hours": "on", "hours": "5000"}
    sign_in(cast.claire).post(issue, posted)
    assert Certificate.objects.get().hours == 10


def test_without_the_tick_no_hours_are_kept(cast: Cast, file: PeerHelper, sign_in: SignIn) -> None:
    Participation.objects.update(minutes=600)
    issue = reverse("peerhelpers:issue_certificate", args=[file.pk])
    sign_in(cast.claire).post(issue, {"starts_on": START, "ends_on": timezone.localdate()})
    assert Certificate.objects.get().hours is None


def test_a_double_click_makes_one_certificate_and_the_same_page(cast: Cast, file: PeerHelper, sign_in: SignIn) -> None:
    client = sign_in(cast.claire)
    issue = reverse("peerhelpers:issue_certificate", args=[file.pk])
    posted = {"starts_on": START, "ends_on": timezone.localdate()}
    answers = {client.post(issue, posted)["Location"] for _ in range(2)}
    assert answers == {reverse("peerhelpers:certificate", args=[Certificate.objects.get().pk])}
    assert Credential.objects.count() == 1


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "field"),
    [
        ("2024-03-09", "2025-01-01", "starts_on"),
        ("2024-06-01", "2024-05-01", "ends_on"),
        ("2024-06-01", "2099-01-01", "ends_on"),
        ("", "2025-01-01", "starts_on"),
        ("2024-02-31", "2025-01-01", "starts_on"),
        ("2024-06-01", "9999-99-99", "ends_on"),
    ],
)
def test_dates_that_cannot_be_are_said_beside_their_field(
    cast: Cast, file: PeerHelper, sign_in: SignIn, starts_on: str, ends_on: str, field: str
) -> None:
    issue = reverse("peerhelpers:issue_certificate", args=[file.pk])
    response = sign_in(cast.claire).post(issue, {"starts_on": starts_on, "ends_on": ends_on})
    assert set(response.context["form"].errors) == {field}
    assert not Certificate.objects.exists()


def test_before_the_trial_there_is_nothing_to_certify(cast: Cast, sign_in: SignIn) -> None:
    file = an_engaged_person(cast, cast.nour)
    issue = reverse("peerhelpers:issue_certificate", args=[file.pk])
    client = sign_in(cast.claire)
    assert "nothing to certify yet" in client.get(issue).content.decode()
    client.post(issue, {"starts_on": START, "ends_on": START})
    assert not Certificate.objects.exists()


def test_whoever_stopped_still_gets_a_certificate_until_that_day(cast: Cast, file: PeerHelper) -> None:
    actions.stop(peer_helper=file, by=cast.nour_account)
    file.refresh_from_db()
    period = {"starts_on": START, "ends_on": timezone.localdate()}
    assert actions.issue_certificate(peer_helper=file, hours=None, by=cast.claire, **period)


@pytest.mark.parametrize("name", ["helene", "nour_account", "victor"])
def test_only_management_of_the_centre_issues_and_revokes(cast: Cast, certificate: Certificate, name: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.revoke_certificate(certificate=certificate, reason="x", by=getattr(cast, name))


def test_it_is_withdrawn_with_a_reason_and_answers_nobody(
    cast: Cast, certificate: Certificate, sign_in: SignIn
) -> None:
    client = sign_in(cast.claire)
    revoke = reverse("peerhelpers:revoke_certificate", args=[certificate.pk])
    for wrong in ("", "   ", "x" * 1_000_000, "a\x00b"):
        assert "reason" in client.post(revoke, {"reason": wrong}).context["form"].errors
    client.post(revoke, {"reason": "Un nom mal écrit"})
    certificate.refresh_from_db()
    certificate.credential.refresh_from_db()
    assert (certificate.revoked_on, certificate.revoked_reason) == (timezone.localdate(), "Un nom mal écrit")
    assert certificate.credential.ended_at


def test_after_a_withdrawal_the_same_period_may_be_certified_again(cast: Cast, certificate: Certificate) -> None:
    actions.revoke_certificate(certificate=certificate, reason="Un nom mal écrit", by=cast.claire)
    period = {"starts_on": certificate.starts_on, "ends_on": certificate.ends_on}
    actions.issue_certificate(peer_helper=certificate.peer_helper, hours=None, by=cast.claire, **period)
    with pytest.raises(ValidationError, match="already a certificate"):
        actions.issue_certificate(peer_helper=certificate.peer_helper, hours=None, by=cast.claire, **period)

"""The badge: with the status only, once, in one piece, saying who and never where from."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from cada_peers.documents.models import Credential, Paper
from cada_peers.journal.models import Entry
from peerhelpers import actions
from peerhelpers.models import Badge, PeerHelper
from peerhelpers.models.recognition import BadgeEnd
from tests.cast import Cast
from tests.conftest import SignIn
from tests.peerhelpers.owners import nour_in_trial
from tests.peerhelpers.papers_read import FORBIDDEN, words_of
from tests.peerhelpers.steps import an_approved_person


@pytest.fixture
def file(cast: Cast) -> PeerHelper:
    return an_approved_person(cast, cast.nour)


@pytest.fixture
def badge(cast: Cast, file: PeerHelper) -> Badge:
    return actions.issue_badge(peer_helper=file, by=cast.claire)


def test_it_says_who_and_what_and_never_where_from(cast: Cast, badge: Badge, tmp_path: Path) -> None:
    words = words_of(bytes(badge.paper.content), tmp_path)
    assert "nour" in words
    assert badge.credential.short_number.casefold() in words
    assert [word for word in FORBIDDEN if word in words] == []
    assert "belkacem" not in words


def test_languages_stand_on_it_only_if_the_person_wants_them(cast: Cast, file: PeerHelper, tmp_path: Path) -> None:
    without = actions.issue_badge(peer_helper=file, by=cast.claire)
    assert "العربية" not in words_of(bytes(without.paper.content), tmp_path)
    actions.end_badge(badge=without, why=BadgeEnd.LOST, by=cast.claire)
    with_it = actions.issue_badge(peer_helper=file, by=cast.claire, languages=["ar", "fr"])
    assert "français" in words_of(bytes(with_it.paper.content), tmp_path)


def test_the_paper_is_frozen_with_its_version(badge: Badge) -> None:
    assert badge.paper.is_intact
    assert (badge.paper.kind, badge.paper.template_version) == ("badge", "1")


def test_a_double_click_makes_one_badge_and_the_same_page(cast: Cast, file: PeerHelper, sign_in: SignIn) -> None:
    client = sign_in(cast.claire)
    issue = reverse("peerhelpers:issue_badge", args=[file.pk])
    answers = {client.post(issue, {"functions": ["fle"]})["Location"] for _ in range(2)}
    badge = Badge.objects.get()
    assert answers == {reverse("peerhelpers:badge", args=[badge.pk])}
    assert Paper.objects.filter(kind="badge").count() == Credential.objects.count() == 1
    assert Entry.objects.filter(event="peerhelpers.badge_issued").count() == 1


def test_a_second_badge_is_refused_in_words_and_leaves_nothing_behind(cast: Cast, badge: Badge) -> None:
    with pytest.raises(ValidationError, match="already has a badge"):
        actions.issue_badge(peer_helper=badge.peer_helper, by=cast.claire)
    assert Paper.objects.filter(kind="badge").count() == Credential.objects.count() == 1


def test_a_lost_badge_is_replaced_and_the_first_answers_nobody(cast: Cast, badge: Badge, sign_in: SignIn) -> None:
    client = sign_in(cast.claire)
    response = client.post(reverse("peerhelpers:lose_badge", args=[badge.pk]))
    assert response["Location"] == reverse("peerhelpers:issue_badge", args=[badge.peer_helper_id])
    client.post(response["Location"], {})
    badge.refresh_from_db()
    assert (badge.ended_why, badge.ended_on) == (BadgeEnd.LOST, timezone.localdate())
    assert badge.credential.ended_at
    duplicate = Badge.objects.current().get()
    assert duplicate.credential.short_number != badge.credential.short_number


def test_a_badge_past_its_last_day_is_renewed(cast: Cast, badge: Badge) -> None:
    after = timezone.now() + timedelta(days=2 * 366)
    with time_machine.travel(after):
        assert badge.credential.has_expired
        actions.issue_badge(peer_helper=badge.peer_helper, by=cast.claire)
    badge.refresh_from_db()
    assert badge.ended_why == BadgeEnd.EXPIRED


def test_nobody_gets_a_badge_before_the_status(cast: Cast, sign_in: SignIn) -> None:
    file = nour_in_trial(cast)
    with pytest.raises(ValidationError, match="comes with the status"):
        actions.issue_badge(peer_helper=file, by=cast.claire)
    issue = reverse("peerhelpers:issue_badge", args=[file.pk])
    assert "comes with the status" in sign_in(cast.claire).get(issue).content.decode()
    assert not Badge.objects.exists()


def test_nobody_gets_a_badge_before_18(cast: Cast, file: PeerHelper) -> None:
    cast.nour.adult_from = timezone.localdate() + timedelta(days=1)
    cast.nour.save()
    file.resident.refresh_from_db()
    with pytest.raises(ValidationError, match="before the age of 18"):
        actions.issue_badge(peer_helper=file, by=cast.claire)


@pytest.mark.parametrize("name", ["helene", "karim", "mireille", "nour_account", "victor", "siege"])
def test_only_management_of_the_centre_issues(cast: Cast, file: PeerHelper, name: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.issue_badge(peer_helper=file, by=getattr(cast, name))


@pytest.mark.parametrize("name", ["Réfugié·e Nour", "Nour C.A.D.A."])
def test_a_telling_name_is_refused_and_nothing_is_kept(cast: Cast, file: PeerHelper, name: str) -> None:
    file.chosen_name = name
    file.save()
    with pytest.raises(ValidationError, match="could endanger"):
        actions.issue_badge(peer_helper=file, by=cast.claire)
    assert not Credential.objects.exists()


def test_a_foreign_function_or_language_is_refused(cast: Cast, file: PeerHelper, sign_in: SignIn) -> None:
    issue = reverse("peerhelpers:issue_badge", args=[file.pk])
    response = sign_in(cast.claire).post(issue, {"functions": ["administrative"], "languages": ["ka"]})
    assert set(response.context["form"].errors) == {"functions", "languages"}
    assert not Badge.objects.exists()


def test_it_is_handed_over_once_on_a_day_that_has_come(cast: Cast, badge: Badge, sign_in: SignIn) -> None:
    client = sign_in(cast.helene)
    hand_over = reverse("peerhelpers:hand_over_badge", args=[badge.pk])
    today = timezone.localdate()
    for wrong in (today + timedelta(days=1), today - timedelta(days=1), "31/02/2026", ""):
        assert "on" in client.post(hand_over, {"on": wrong}).context["form"].errors
    client.post(hand_over, {"on": today})
    badge.refresh_from_db()
    assert badge.handed_over_on == today
    assert "already handed over" in client.post(hand_over, {"on": today}, follow=True).content.decode()


def test_the_queue_shows_what_is_to_make_then_to_hand_over(cast: Cast, file: PeerHelper, sign_in: SignIn) -> None:
    client = sign_in(cast.claire)
    assert "Badges to make" in client.get(reverse("home")).content.decode()
    assert f'href="{reverse("peerhelpers:badges")}"' in client.get(reverse("peerhelpers:list")).content.decode()
    assert "Make the badge" in client.get(reverse("peerhelpers:badges")).content.decode()
    badge = actions.issue_badge(peer_helper=file, by=cast.claire)
    assert "Badges to hand over" in client.get(reverse("home")).content.decode()
    actions.hand_over_badge(badge=badge, on=timezone.localdate(), by=cast.claire)
    assert "No badge waits" in client.get(reverse("peerhelpers:badges")).content.decode()


def test_it_opens_as_a_pdf_whose_file_name_says_nothing(cast: Cast, badge: Badge, sign_in: SignIn) -> None:
    response = sign_in(cast.helene).get(reverse("peerhelpers:paper", args=[badge.paper_id]))
    assert response["Content-Disposition"] == 'inline; filename="badge.pdf"'
    assert response.content == bytes(badge.paper.content)
    assert Entry.objects.filter(event="peerhelpers.badge_read", subject_id=badge.pk).count() == 1

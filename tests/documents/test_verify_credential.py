"""The verification page: valid or not, for what, never who."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cada_peers.documents.codes import new_token
from cada_peers.documents.models import Credential
from cada_peers.documents.verification import TRIES_OF_ONE_ADDRESS
from peerhelpers import actions
from peerhelpers.models import Badge, Certificate
from peerhelpers.models.recognition import BadgeEnd
from tests.cast import Cast
from tests.peerhelpers.owners import samim_approved


@pytest.fixture
def stranger(db: None) -> Client:
    """Somebody without an account, who reads English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def badge(cast: Cast) -> Badge:
    file, _ = samim_approved(cast)
    return actions.issue_badge(peer_helper=file, by=cast.claire, languages=["fr"])


@pytest.fixture
def certificate(cast: Cast, badge: Badge) -> Certificate:
    period = {"starts_on": badge.peer_helper.trials.get().starts_on, "ends_on": timezone.localdate()}
    return actions.issue_certificate(peer_helper=badge.peer_helper, hours=None, by=cast.claire, **period)


def page_of(token: str) -> str:
    return reverse("documents:verify", args=[token])


def type_name(client: Client, credential: Credential, name: str) -> str:
    return client.post(page_of(credential.token), {"name": name}).content.decode()


def test_it_says_what_and_when_and_by_whom(stranger: Client, badge: Badge) -> None:
    page = stranger.get(page_of(badge.credential.token)).content.decode()
    for said in ("Valid today", "Badge", "French lessons", "Les Tilleuls", badge.credential.short_number):
        assert said in page


def test_it_shows_no_name_no_place_and_no_key(stranger: Client, badge: Badge, certificate: Certificate) -> None:
    keys = (badge.pk, badge.peer_helper_id, badge.paper_id, badge.credential_id, certificate.pk)
    secrets = ["Samim", "Azizi", "Claire", "Hélène", "Valmont", "Association", *map(str, keys)]
    for credential in (badge.credential, certificate.credential):
        response = stranger.get(page_of(credential.token))
        said = response.content.decode() + str(response.headers)
        assert [secret for secret in secrets if secret in said] == []


def test_the_printed_name_is_confirmed_accents_and_case_apart(stranger: Client, badge: Badge) -> None:
    for name in ("Samim", " samim ", "SÀMIM"):
        assert "Yes: this is the printed name" in type_name(stranger, badge.credential, name)


@pytest.mark.parametrize("name", ["Sami", "Samim Azizi", "Nour", "🙂", "."])
def test_another_name_is_not(stranger: Client, badge: Badge, name: str) -> None:
    assert "No: another name is printed" in type_name(stranger, badge.credential, name)


def test_a_certificate_confirms_the_full_name(stranger: Client, certificate: Certificate) -> None:
    assert "Yes" in type_name(stranger, certificate.credential, "Samim Azizi")
    assert "No: another name" in type_name(stranger, certificate.credential, "Samim")


@pytest.mark.parametrize("name", ["", "   ", "x" * 1_000_000, "a\x00b"])
def test_what_is_no_name_is_said_beside_the_field(stranger: Client, badge: Badge, name: str) -> None:
    response = stranger.post(page_of(badge.credential.token), {"name": name})
    assert response.status_code == 200
    assert "name" in response.context["form"].errors


def test_unknown_withdrawn_and_hidden_answer_alike_to_the_byte(
    cast: Cast, stranger: Client, badge: Badge, certificate: Certificate
) -> None:
    actions.revoke_certificate(certificate=certificate, reason="Un nom mal écrit", by=cast.claire)
    actions.switch_verification(recognition=badge, visible=False, by=badge.peer_helper.resident.account)
    strange = ["no-code-at-all", "a" * 9_000, "½²③", "🙂", "\x00", "٤٢"]
    tokens = [new_token(), badge.credential.token, certificate.credential.token, *strange]
    for method in (stranger.get, stranger.post):
        answers = [method(page_of(token)) for token in tokens]
        assert len({(a.content, str(sorted(a.headers.items()))) for a in answers}) == 1
        assert {a.status_code for a in answers} == {404}
        assert all(not a.cookies for a in answers)


def test_a_lost_badge_answers_like_an_unknown_code(cast: Cast, stranger: Client, badge: Badge) -> None:
    actions.end_badge(badge=badge, why=BadgeEnd.LOST, by=cast.claire)
    assert stranger.get(page_of(badge.credential.token)).status_code == 404


def test_the_holder_switches_it_on_again(cast: Cast, stranger: Client, badge: Badge) -> None:
    account = badge.peer_helper.resident.account
    for visible, status in ((False, 404), (True, 200)):
        actions.switch_verification(recognition=badge, visible=visible, by=account)
        assert stranger.get(page_of(badge.credential.token)).status_code == status


def test_a_badge_past_its_last_day_says_so_and_a_certificate_stays_valid(
    stranger: Client, badge: Badge, certificate: Certificate
) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=3 * 366)):
        assert "No longer valid" in stranger.get(page_of(badge.credential.token)).content.decode()
        assert "Valid today" in stranger.get(page_of(certificate.credential.token)).content.decode()


def test_it_still_answers_after_the_record_was_erased(cast: Cast, stranger: Client, certificate: Certificate) -> None:
    credential, papers = certificate.credential, [certificate.paper]
    for commitment in certificate.peer_helper.commitments.all():
        papers.append(commitment.paper)
    cast.samim.delete()
    for paper in papers:
        paper.delete()
    assert "Valid today" in stranger.get(page_of(credential.token)).content.decode()
    assert "Yes" in type_name(stranger, credential, "samim azizi")


def test_a_code_typed_from_paper_is_understood(stranger: Client, badge: Badge) -> None:
    token = badge.credential.token.upper()
    typed = "-".join(token[i : i + 4] for i in range(0, len(token), 4))
    assert stranger.get(page_of(typed)).status_code == 200


def test_guessing_names_stops_and_begins_again_later(stranger: Client, badge: Badge) -> None:
    most, seconds = TRIES_OF_ONE_ADDRESS
    for _ in range(most):
        type_name(stranger, badge.credential, "Nour")
    blocked = stranger.post(page_of(badge.credential.token), {"name": "Samim"})
    assert blocked.status_code == 429
    assert "Too many tries" in blocked.content.decode()
    assert "Yes: this is" not in blocked.content.decode()
    with time_machine.travel(timezone.now() + timedelta(seconds=seconds + 1)):
        assert "Yes: this is" in type_name(stranger, badge.credential, "Samim")


def test_a_forged_address_does_not_lift_the_limit(stranger: Client, badge: Badge) -> None:
    page = page_of(badge.credential.token)
    for number in range(TRIES_OF_ONE_ADDRESS[0] + 1):
        forged = {"x-forwarded-for": f"192.0.2.{number}"}
        last = stranger.post(page, {"name": "Nour"}, headers=forged)
    assert last.status_code == 429


def test_no_search_engine_keeps_it_and_no_other_site_learns_the_code(stranger: Client, badge: Badge) -> None:
    response = stranger.get(page_of(badge.credential.token))
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cache-Control"] == "no-store"
    assert set(response.cookies) <= {"csrftoken"}


def test_the_name_is_posted_with_a_token(badge: Badge) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(page_of(badge.credential.token), {"name": "Samim"}).status_code == 403

"""Words of the people helped, and facts seen by the team."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from assessments import actions, catalogue
from assessments.models import BeneficiaryFeedback, Criterion, Observation
from cada_peers.accounts.access import sync_rights
from cada_peers.accounts.models import Posting, User
from cada_peers.accounts.roles import Role
from cada_peers.journal.models import Entry
from peerhelpers.models import PeerHelper
from tests.assessments.story import FACTS, in_trial
from tests.cast import Cast
from tests.conftest import SignIn

WORDS = {"words": "Il m’a montré le chemin de l’école", "language": "ar", "said_on": "2026-01-05"}


@pytest.fixture
def nour(cast: Cast) -> PeerHelper:
    catalogue.load()
    return in_trial(cast.nour, cast.helene)


def seen(**changes: str) -> dict[str, str]:
    today = timezone.localdate().isoformat()
    return {"criterion": "listening", "seen": "often", "evidence": FACTS, "observed_on": today} | changes


def said(**changes: str) -> dict[str, str]:
    return WORDS | {"said_on": timezone.localdate().isoformat()} | changes


def address(name: str, helper: PeerHelper) -> str:
    return reverse(f"assessments:{name}", args=[helper.pk])


def test_words_and_facts_are_kept_unreadable_in_the_database(cast: Cast, nour: PeerHelper) -> None:
    actions.note_feedback(peer_helper=nour, words="elle prend le temps", by=cast.karim)
    criterion = Criterion.objects.get(pk="listening")
    actions.note_observation(peer_helper=nour, criterion=criterion, seen="often", evidence=FACTS, by=cast.karim)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT words FROM assessments_beneficiaryfeedback UNION ALL SELECT evidence FROM assessments_observation"
        )
        assert not any("temps" in row[0] or "bus" in row[0] for row in cursor.fetchall())
    assert nour.beneficiary_feedback.get().words == "elle prend le temps"
    assert nour.observations.get().evidence == FACTS


@pytest.mark.parametrize("name", ["claire", "helene", "karim"])
def test_any_member_of_staff_notes_from_the_page(cast: Cast, nour: PeerHelper, sign_in: SignIn, name: str) -> None:
    client = sign_in(getattr(cast, name))
    assert client.post(address("feedback_add", nour), said()).status_code == 302
    assert client.post(address("observation_add", nour), seen()).status_code == 302
    text = client.get(address("reviews_of", nour)).text
    assert "le chemin de l’école" in text
    assert FACTS in text
    assert "Good listening" in text


@pytest.mark.parametrize(("name", "status"), [("mireille", 403), ("nour_account", 403), ("victor", 404)])
def test_nobody_else_does(cast: Cast, nour: PeerHelper, sign_in: SignIn, name: str, status: int) -> None:
    client = sign_in(getattr(cast, name))
    assert client.post(address("feedback_add", nour), said()).status_code == status
    assert client.post(address("observation_add", nour), seen()).status_code == status
    assert not BeneficiaryFeedback.objects.exists()
    assert not Observation.objects.exists()


def test_a_helper_who_joined_the_staff_neither_notes_nor_reads_about_themselves(
    cast: Cast, nour: PeerHelper, sign_in: SignIn
) -> None:
    actions.note_feedback(peer_helper=nour, words="elle prend le temps", by=cast.karim)
    Posting.objects.create(user=cast.nour_account, role=Role.MANAGEMENT, centre=cast.tilleuls, starts_on="2024-01-01")
    sync_rights([cast.nour_account])
    user = User.objects.get(pk=cast.nour_account.pk)
    with pytest.raises(PermissionDenied):
        actions.note_feedback(peer_helper=nour, words="je suis formidable", by=user)
    for name in ("reviews_of", "feedback_add", "observation_add", "campaign_open", "review_prepare"):
        assert sign_in(user).get(address(name, nour)).status_code == 404, name
    assert not BeneficiaryFeedback.objects.visible_to(user).exists()


def test_the_page_reminds_what_must_not_be_written(cast: Cast, nour: PeerHelper, sign_in: SignIn) -> None:
    client = sign_in(cast.karim)
    assert "the name of the person, the asylum story" in client.get(address("feedback_add", nour)).text
    assert "Not to be written here: the asylum story" in client.get(address("observation_add", nour)).text


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"words": ""}, "words"),
        ({"words": "x" * 1_000_000}, "words"),
        ({"words": "a\x00b"}, "words"),
        ({"words": "\n".join("abcdefg" * 10)}, "words"),
        ({"language": "klingon"}, "language"),
        ({"translated_by": "x" * 81}, "translated_by"),
        ({"themes": "x" * 121}, "themes"),
        ({"said_on": "2026-02-31"}, "said_on"),
        ({"said_on": "1999-01-01"}, "said_on"),
        ({"said_on": "9999-12-31"}, "said_on"),
    ],
)
def test_wrong_words_are_said_beside_their_field_and_stay(
    cast: Cast, nour: PeerHelper, sign_in: SignIn, change: dict[str, str], field: str
) -> None:
    answer = sign_in(cast.karim).post(address("feedback_add", nour), said(translated_by="Aïcha 🙂") | change)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert "Aïcha 🙂" in answer.text or field == "translated_by"
    assert not BeneficiaryFeedback.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"criterion": "beauty"}, "criterion"),
        ({"criterion": "\x00"}, "criterion"),
        ({"seen": "9"}, "seen"),
        ({"evidence": ""}, "evidence"),
        ({"evidence": "x" * 1_000_000}, "evidence"),
        ({"evidence": "a\x00b"}, "evidence"),
        ({"observed_on": "tomorrow"}, "observed_on"),
        ({"observed_on": (timezone.localdate() + timedelta(days=2)).isoformat()}, "observed_on"),
    ],
)
def test_a_wrong_observation_is_said_beside_its_field(
    cast: Cast, nour: PeerHelper, sign_in: SignIn, change: dict[str, str], field: str
) -> None:
    answer = sign_in(cast.karim).post(address("observation_add", nour), seen(**change))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not Observation.objects.exists()


def test_nothing_is_added_to_the_file_of_someone_who_stopped(cast: Cast, nour: PeerHelper) -> None:
    nour.status, nour.stopped_on, nour.stopped_by = "stopped", nour.engaged_on, cast.claire
    nour.save()
    with pytest.raises(ValidationError, match="has stopped"):
        actions.note_feedback(peer_helper=nour, words="trop tard", by=cast.karim)


def test_each_note_is_one_line_without_its_words(cast: Cast, nour: PeerHelper) -> None:
    feedback = actions.note_feedback(peer_helper=nour, words="elle prend le temps", by=cast.karim)
    line = Entry.objects.get(event="assessments.feedback_noted")
    assert (line.actor_id, line.subject_id) == (cast.karim.pk, feedback.pk)

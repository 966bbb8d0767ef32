"""Signed by both, once the person has said it back; with both papers signed, the person is engaged."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cada_peers.journal.models import Entry
from peerhelpers import actions
from peerhelpers.models import Commitment, PeerHelper
from tests.cast import Cast
from tests.conftest import SignIn
from tests.peerhelpers import steps


@pytest.fixture
def pledge(cast: Cast) -> Commitment:
    return steps.a_commitment(steps.a_formalised_person(cast), "pledge", cast.helene)


def _post(**changed: object) -> dict[str, object]:
    typed = {
        "signed_on": timezone.localdate().isoformat(),
        "explained_in": "ar",
        "read_aloud": "on",
        "said_back": "on",
    }
    return {name: value for name, value in (typed | changed).items() if value is not None}


def test_one_signed_paper_engages_nobody_both_do(cast: Cast, pledge: Commitment) -> None:
    file = pledge.peer_helper
    steps.sign(pledge, cast.claire, on="2024-03-12")
    file.refresh_from_db()
    assert file.status == "formalised"
    steps.sign(steps.a_commitment(file, "agreement", cast.helene), cast.marc, on="2024-03-10")
    file.refresh_from_db()
    assert (file.status, file.engaged_on) == ("engaged", date(2024, 3, 12))
    assert Entry.objects.filter(event="peerhelpers.commitment_signed").count() == 2


def test_the_page_keeps_how_it_was_explained(cast: Cast, pledge: Commitment, sign_in: SignIn) -> None:
    response = sign_in(cast.claire).post(reverse("peerhelpers:sign_commitment", args=[pledge.pk]), _post())
    assert response.status_code == 302
    pledge.refresh_from_db()
    assert (pledge.explained_in, pledge.read_aloud, pledge.with_interpreter) == ("ar", True, False)
    assert pledge.signed_for_centre_by == cast.claire


@pytest.mark.parametrize(
    "case",
    [
        ("signed_on", "2999-01-01", "has not come yet"),
        ("signed_on", "2024-03-05", "before the paper"),
        ("signed_on", "yesterday", "valid date"),
        ("said_back", None, "said it back"),
        ("explained_in", "klingon", "klingon"),
        ("explained_in", "a\x00", "valid choice"),
    ],
)
def test_a_signature_that_cannot_be_is_refused_beside_its_field(
    cast: Cast, pledge: Commitment, sign_in: SignIn, case: tuple[str, str | None, str]
) -> None:
    field, typed, sentence = case
    path = reverse("peerhelpers:sign_commitment", args=[pledge.pk])
    response = sign_in(cast.claire).post(path, _post(**{field: typed}))
    assert sentence in response.context["form"].errors[field][0]
    pledge.refresh_from_db()
    assert pledge.signed_on is None


def test_a_second_click_is_told_that_it_is_signed(cast: Cast, pledge: Commitment, sign_in: SignIn) -> None:
    client, path = sign_in(cast.claire), reverse("peerhelpers:sign_commitment", args=[pledge.pk])
    client.post(path, _post())
    assert "already signed" in client.post(path, _post()).content.decode()
    assert Entry.objects.filter(event="peerhelpers.commitment_signed").count() == 1


@pytest.mark.parametrize("name", ["helene", "karim", "mireille", "nour_account", "victor"])
def test_only_management_of_the_centre_signs_for_it(cast: Cast, pledge: Commitment, name: str) -> None:
    with pytest.raises(PermissionDenied):
        steps.sign(pledge, getattr(cast, name))


def test_a_closed_file_signs_nothing(cast: Cast, pledge: Commitment) -> None:
    actions.end_status(peer_helper=pledge.peer_helper, reason="de son choix", by=cast.claire)
    with pytest.raises(ValidationError, match="closed"):
        steps.sign(pledge, cast.claire)


@pytest.mark.parametrize(
    "row",
    [
        {"signed_on": date(2024, 3, 10)},
        {"signed_on": date(2024, 3, 10), "said_back": True},
        {"signed_on": date(2024, 3, 1), "said_back": True, "by": True},
        {"signed_on": date(2024, 3, 10), "by": True},
    ],
)
def test_the_database_refuses_half_a_signature(cast: Cast, pledge: Commitment, row: dict[str, object]) -> None:
    by = {"signed_for_centre_by": cast.claire} if row.pop("by", None) else {}
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=pledge.pk).update(**row, **by)


def test_a_neighbours_paper_is_not_found(cast: Cast, pledge: Commitment, sign_in: SignIn) -> None:
    path = reverse("peerhelpers:sign_commitment", args=[pledge.pk])
    assert sign_in(cast.victor).get(path).status_code == 404


def test_signing_today_a_paper_of_today_is_right(cast: Cast) -> None:
    file: PeerHelper = steps.a_formalised_person(cast)
    today = timezone.localdate()
    commitment = steps.a_commitment(file, "pledge", cast.helene, on=today.isoformat())
    assert steps.sign(commitment, cast.claire, on=today.isoformat()).signed_on == today
    with pytest.raises(ValidationError):
        steps.sign(
            steps.a_commitment(file, "agreement", cast.helene, on=today.isoformat()),
            cast.claire,
            on=(today - timedelta(days=1)).isoformat(),
        )

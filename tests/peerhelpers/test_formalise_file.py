"""The formalisation meeting: what is shared, in which form, within which frame."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from cada_peers.journal.models import Entry
from peerhelpers import actions
from peerhelpers.models import FormalisationMeeting, PeerHelper
from tests.cast import Cast
from tests.conftest import SignIn
from tests.peerhelpers import steps


@pytest.fixture
def candidate(cast: Cast) -> PeerHelper:
    return steps.a_candidate(cast)


def _post(**changed: object) -> dict[str, object]:
    return {"held_on": timezone.localdate().isoformat(), "person_present": "on", **steps.WORDS, **changed}


def test_the_referent_notes_it_and_the_file_moves(cast: Cast, candidate: PeerHelper, sign_in: SignIn) -> None:
    path = reverse("peerhelpers:formalise", args=[candidate.pk])
    assert sign_in(cast.helene).post(path, _post()).status_code == 302
    candidate.refresh_from_db()
    assert (candidate.status, candidate.formalised_on) == ("formalised", timezone.localdate())
    assert candidate.formalisations.get().shares == steps.WORDS["shares"]
    assert Entry.objects.filter(event="peerhelpers.formalised").count() == 1


def test_a_second_meeting_before_the_papers_counts_for_them(cast: Cast) -> None:
    file = steps.a_formalised_person(cast)
    words = steps.WORDS | {"shares": "le football"}
    actions.formalise(peer_helper=file, held_on=timezone.localdate(), person_present=False, by=cast.helene, **words)
    assert file.formalisations.latest("held_on").shares == "le football"


@pytest.mark.parametrize("name", ["karim", "mireille", "nour_account", "siege", "victor"])
def test_only_the_referent_and_management_carry_a_file(cast: Cast, candidate: PeerHelper, name: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.formalise(
            peer_helper=candidate,
            held_on=timezone.localdate(),
            person_present=True,
            by=getattr(cast, name),
            **steps.WORDS,
        )
    assert not FormalisationMeeting.objects.exists()


@pytest.mark.parametrize(("days", "sentence"), [(1, "has not come yet"), (-4000, "before the person was identified")])
def test_a_day_that_cannot_be_is_refused_beside_its_field(
    cast: Cast, candidate: PeerHelper, days: int, sentence: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        actions.formalise(
            peer_helper=candidate,
            held_on=timezone.localdate() + timedelta(days=days),
            person_present=True,
            by=cast.helene,
            **steps.WORDS,
        )
    assert sentence in refused.value.message_dict["held_on"][0]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("held_on", "31/02/2026"),
        ("held_on", "2999-01-01"),
        ("held_on", "0001-01-01"),
        ("shares", ""),
        ("shares", "a" * 1_000_000),
        ("frame", "a\x00b"),
        ("form", "x\n" * 500),
    ],
)
def test_bad_input_is_kept_and_nothing_is_written(
    cast: Cast, candidate: PeerHelper, sign_in: SignIn, field: str, typed: str
) -> None:
    path = reverse("peerhelpers:formalise", args=[candidate.pk])
    response = sign_in(cast.helene).post(path, _post(**{field: typed}))
    assert response.status_code == 200
    assert response.context["form"].errors[field]
    assert response.context["form"][field].value() == typed
    assert not FormalisationMeeting.objects.exists()
    candidate.refresh_from_db()
    assert candidate.status == "candidate"

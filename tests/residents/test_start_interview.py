"""Who leads which interview, and who reads its notes."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from residents.actions import change_resident, save_interview, start_interview
from residents.models import Interview, Resident
from tests.cast import Cast
from tests.conftest import SignIn
from tests.residents.conftest import confirmed


@pytest.mark.parametrize(
    ("kind", "leader", "other"),
    [("reception", "helene", "claire"), ("admission", "claire", "helene"), ("follow_up", "helene", None)],
)
def test_each_kind_has_its_lawful_leader(cast: Cast, kind: str, leader: str, other: str | None) -> None:
    assert start_interview(resident=cast.samim, kind=kind, by=getattr(cast, leader)).kind == kind
    if other:
        with pytest.raises(ValidationError):
            start_interview(resident=cast.samim, kind=kind, by=getattr(cast, other))


def test_management_leads_follow_ups_too(cast: Cast) -> None:
    assert start_interview(resident=cast.samim, kind="follow_up", by=cast.claire)


@pytest.mark.parametrize("who", ["mireille", "nour_account", "siege", "victor"])
def test_nobody_else_leads_any(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        start_interview(resident=cast.samim, kind="follow_up", by=getattr(cast, who))


def test_a_manager_who_is_a_social_worker_elsewhere_does_not_lead_receptions_here(cast: Cast) -> None:
    cast.claire.postings.create(role="social_worker", centre=cast.erables, starts_on="2024-01-01")
    with pytest.raises(ValidationError):
        start_interview(resident=cast.samim, kind="reception", by=cast.claire)


def test_a_draft_is_gone_on_with_not_begun_twice(cast: Cast, draft: Interview) -> None:
    assert start_interview(resident=cast.samim, kind="reception", by=cast.helene) == draft


def test_what_was_confirmed_once_is_followed_up_not_begun_again(cast: Cast, sign_in: SignIn, draft: Interview) -> None:
    karims = start_interview(resident=cast.samim, kind="reception", by=cast.karim)
    confirmed(draft)
    address = reverse("residents:interview_start", args=[cast.samim.pk])
    page = sign_in(cast.helene).post(address, {"kind": "reception"}, follow=True).content.decode()
    assert "what comes now is a follow-up interview" in page
    assert 'value="reception"' not in page
    for _ in range(2):
        follow_up = confirmed(start_interview(resident=cast.samim, kind="follow_up", by=cast.helene))
        assert follow_up != draft
    # Whoever had begun theirs before goes on with it.
    assert start_interview(resident=cast.samim, kind="reception", by=cast.karim) == karims
    assert cast.samim.interviews.count() == 4


def test_the_language_of_the_person_is_proposed(draft: Interview) -> None:
    assert draft.language == "fa-AF"


def test_the_language_and_the_interpreter_of_the_last_interview_are_proposed(cast: Cast, draft: Interview) -> None:
    save_interview(interview=draft, language="ps", interpreting="phone", by=cast.helene)
    later = start_interview(resident=cast.samim, kind="follow_up", by=cast.claire)
    assert (later.language, later.interpreting) == ("ps", "phone")


def test_the_refusal_is_a_sentence_on_the_page_of_the_person(cast: Cast, sign_in: SignIn) -> None:
    address = reverse("residents:interview_start", args=[cast.samim.pk])
    response = sign_in(cast.claire).post(address, {"kind": "reception"}, follow=True)
    assert "led by a social worker" in response.content.decode()
    response = sign_in(cast.claire).post(address, {"kind": "interrogation"}, follow=True)
    assert "Choose the kind of interview" in response.content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("helene", 200), ("claire", 200), ("karim", 404), ("mireille", 403), ("victor", 404)]
)
def test_the_notes_are_for_the_author_the_referent_and_management(
    cast: Cast, sign_in: SignIn, draft: Interview, who: str, status: int
) -> None:
    address = reverse("residents:interview", args=[draft.pk])
    assert sign_in(getattr(cast, who)).get(address).status_code == status


def test_the_referent_reads_the_interview_that_a_colleague_led_once_it_was_read_back(
    cast: Cast, sign_in: SignIn
) -> None:
    interview = start_interview(resident=cast.nour, kind="reception", by=cast.karim)
    helene, address = sign_in(cast.helene), reverse("residents:interview", args=[interview.pk])
    assert helene.get(address).status_code == 404
    confirmed(interview)
    assert helene.get(address).status_code == 200


def test_taking_on_somebody_without_a_referent_opens_no_draft_of_a_colleague(
    cast: Cast, sign_in: SignIn, draft: Interview
) -> None:
    Resident.objects.filter(pk=cast.samim.pk).update(referent=None)
    change_resident(resident=cast.samim, referent=cast.karim, by=cast.karim)
    karim = sign_in(cast.karim)
    address = reverse("residents:interview", args=[draft.pk])
    assert karim.get(address).status_code == 404
    assert address not in karim.get(reverse("residents:detail", args=[cast.samim.pk])).content.decode()


def test_a_reader_cannot_write(cast: Cast, sign_in: SignIn, draft: Interview) -> None:
    claire = sign_in(cast.claire)
    assert "interview-form" not in claire.get(reverse("residents:interview", args=[draft.pk])).content.decode()
    for name in ("interview", "interview_confirm", "skill_note"):
        assert claire.post(reverse(f"residents:{name}", args=[draft.pk]), {"likes": "x"}).status_code == 403

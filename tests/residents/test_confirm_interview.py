"""The person hears it read back, says what each skill is for, and agrees; then nothing changes any more."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from residents.actions import confirm_interview, note_skill, save_interview
from residents.models import Interview, Skill, SkillFound
from tests.cast import Cast
from tests.conftest import SignIn
from tests.residents.conftest import sheet_of


@pytest.fixture
def helene(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.helene)


@pytest.fixture
def found(cast: Cast, draft: Interview, enrol: Skill) -> SkillFound:
    return note_skill(interview=draft, skill=enrol, by=cast.helene)


def read_back(draft: Interview, **wishes: str) -> dict[str, object]:
    draft.refresh_from_db()
    return {"revision": draft.revision, **wishes}


def test_a_skill_without_a_wish_waits(cast: Cast, draft: Interview, found: SkillFound) -> None:
    with pytest.raises(ValidationError, match="Enrol a child at school"):
        confirm_interview(interview=draft, by=cast.helene)


def test_the_database_keeps_the_same_rule(found: SkillFound) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SkillFound.objects.filter(pk=found.pk).update(confirmed_on="2026-01-01")


def test_the_person_chooses_while_reading_back(helene: Client, draft: Interview, found: SkillFound) -> None:
    address = reverse("residents:interview_confirm", args=[draft.pk])
    page = helene.post(address, read_back(draft))
    assert page.context["form"].errors
    helene.post(address, read_back(draft) | {f"wish-{found.pk}": "share"})
    draft.refresh_from_db()
    found.refresh_from_db()
    assert draft.confirmed_on == found.confirmed_on is not None
    assert found.wish == "share"


@pytest.mark.parametrize("wish", ["sell", "\0", "x" * 100_000])
def test_a_wish_that_is_not_one_is_refused(helene: Client, draft: Interview, found: SkillFound, wish: str) -> None:
    page = helene.post(
        reverse("residents:interview_confirm", args=[draft.pk]), read_back(draft) | {f"wish-{found.pk}": wish}
    )
    assert page.status_code == 200
    draft.refresh_from_db()
    assert draft.is_draft


def test_what_changed_while_reading_back_is_read_again(
    cast: Cast, helene: Client, draft: Interview, found: SkillFound
) -> None:
    posted = read_back(draft) | {f"wish-{found.pk}": "share"}
    save_interview(interview=draft, likes="ajouté dans un autre onglet", by=cast.helene)
    page = helene.post(reverse("residents:interview_confirm", args=[draft.pk]), posted)
    assert page.status_code == 409
    assert "ajouté dans un autre onglet" in page.content.decode()
    draft.refresh_from_db()
    assert draft.is_draft


def test_the_screen_speaks_the_language_of_the_person_and_turns_with_it(
    helene: Client, draft: Interview, found: SkillFound
) -> None:
    body = helene.get(reverse("residents:interview_confirm", args=[draft.pk])).content.decode()
    assert 'lang="fa-AF" dir="rtl"' in body
    assert "اول برای خودم" in body
    assert "Translation not yet checked" in body


def test_a_confirmed_interview_can_only_be_read(cast: Cast, helene: Client, draft: Interview) -> None:
    stale = sheet_of(draft, likes="après coup")
    confirm_interview(interview=draft, by=cast.helene)
    with pytest.raises(ValidationError):
        save_interview(interview=draft, likes="après coup", by=cast.helene)
    address = reverse("residents:interview", args=[draft.pk])
    answer = helene.post(address, stale, headers={"accept": "application/json"})
    assert answer.status_code == 422
    assert "interview-form" not in helene.get(address).content.decode()
    assert helene.get(reverse("residents:interview_confirm", args=[draft.pk])).url == address
    draft.refresh_from_db()
    assert draft.likes == ""


def test_words_posted_after_the_confirmation_are_given_back(cast: Cast, helene: Client, draft: Interview) -> None:
    stale = sheet_of(draft, likes="tapé trop tard")
    confirm_interview(interview=draft, by=cast.helene)
    page = helene.post(reverse("residents:interview", args=[draft.pk]), stale)
    assert "tapé trop tard" in page.content.decode()
    assert "can be read, no longer changed" in page.content.decode()

"""Skills are picked from the list, typed, or created in place; they belong to the centre that created them."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from residents.actions import confirm_interview, create_skill, note_skill, remove_skill, start_interview
from residents.models import Domain, Interview, Skill, SkillFound
from tests.cast import Cast
from tests.conftest import SignIn
from tests.residents.conftest import sheet_of


@pytest.fixture
def helene(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.helene)


@pytest.fixture
def address(draft: Interview) -> str:
    return reverse("residents:skill_note", args=[draft.pk])


@pytest.mark.parametrize("typed", ["inscrire un enfant a l'ecole", "ENROL A CHILD AT SCHOOL"])
def test_a_typed_skill_is_found_in_either_language(
    helene: Client, draft: Interview, address: str, enrol: Skill, typed: str
) -> None:
    helene.post(address, sheet_of(draft, skill=typed))
    assert draft.resident.skills_found.get().skill == enrol


def test_noting_a_skill_keeps_what_was_typed_elsewhere_on_the_screen(
    helene: Client, draft: Interview, address: str, enrol: Skill
) -> None:
    helene.post(address, sheet_of(draft, likes="Les enfants", skill_id=str(enrol.pk)))
    draft.refresh_from_db()
    assert draft.likes == "Les enfants"


def test_a_new_skill_asks_for_its_domain_and_proposes_near_ones(
    helene: Client, draft: Interview, address: str, homework: Skill, school: Domain
) -> None:
    page = helene.post(address, sheet_of(draft, skill="Devoirs de maths"))
    assert page.context["skill_form"].suggestions == [homework]
    assert "Devoirs de maths" in page.content.decode()
    helene.post(address, sheet_of(draft, skill="Devoirs de maths", domain="school"))
    created = Skill.objects.get(name_fr="Devoirs de maths")
    assert created.centre == draft.centre
    assert draft.skills_found.get().skill == created


def test_a_skill_created_here_is_not_offered_next_door(cast: Cast, school: Domain, draft: Interview) -> None:
    mine = create_skill(centre=cast.erables, name="Apiculture", domain=school, by=cast.victor)
    assert mine not in Skill.objects.offered_in(cast.tilleuls)
    with pytest.raises(ValidationError):
        note_skill(interview=draft, skill=mine, by=cast.helene)


def test_a_skill_of_another_centre_cannot_be_smuggled_in(
    cast: Cast, helene: Client, draft: Interview, address: str, school: Domain
) -> None:
    theirs = create_skill(centre=cast.erables, name="Apiculture", domain=school, by=cast.victor)
    page = helene.post(address, sheet_of(draft, skill_id=str(theirs.pk)))
    assert page.context["skill_form"].errors["skill_id"]
    assert not draft.skills_found.exists()


def test_the_same_word_is_not_created_twice(cast: Cast, school: Domain, enrol: Skill) -> None:
    first = create_skill(centre=cast.tilleuls, name="Apiculture", domain=school, by=cast.helene)
    assert create_skill(centre=cast.tilleuls, name="  apiculture ", domain=school, by=cast.karim) == first
    assert create_skill(centre=cast.tilleuls, name="enrol a child at school", domain=school, by=cast.helene) == enrol


@pytest.mark.parametrize("name", ["😀", "x" * 121, "a\0b", "  .  "])
def test_a_skill_that_cannot_be_named_is_refused(
    helene: Client, draft: Interview, address: str, school: Domain, name: str
) -> None:
    page = helene.post(address, sheet_of(draft, skill=name, domain="school"))
    assert page.status_code == 200
    assert page.context["skill_form"].errors["skill"]
    assert not Skill.objects.exists()


def test_pressing_a_domain_adds_what_was_typed(helene: Client, draft: Interview, address: str, school: Domain) -> None:
    page = helene.get(reverse("residents:interview", args=[draft.pk])).content.decode()
    assert 'name="domain" value="school"' in page
    answer = helene.post(address, sheet_of(draft, skill="Calcul mental", domain="school"))
    assert answer.url.endswith(f"#skill-{draft.skills_found.get().pk}")


def test_a_skill_that_is_noted_is_not_offered_again(
    cast: Cast, helene: Client, draft: Interview, enrol: Skill, homework: Skill
) -> None:
    note_skill(interview=draft, skill=enrol, by=cast.helene)
    page = helene.get(reverse("residents:interview", args=[draft.pk])).content.decode()
    offered = dict(re.findall(r'name="skill_id" value="([^"]+)" data-words="[^"]*"( hidden)?>', page))
    assert offered == {str(enrol.pk): " hidden", str(homework.pk): ""}


def test_one_wrong_prompt_does_not_hold_back_a_skill_while_people_talk(
    helene: Client, draft: Interview, address: str, enrol: Skill
) -> None:
    posted = sheet_of(draft, likes="x" * 2001, skill_id=str(enrol.pk))
    answer = helene.post(address, posted, headers={"accept": "application/json"})
    assert answer.json()["errors"].keys() == {"likes"}
    assert draft.skills_found.get().skill == enrol


def test_a_script_receives_the_skill_as_it_is_drawn(
    helene: Client, draft: Interview, address: str, enrol: Skill
) -> None:
    answer = helene.post(address, sheet_of(draft, skill_id=str(enrol.pk)), headers={"accept": "application/json"})
    assert "Enrol a child at school" in answer.json()["html"]
    draft.refresh_from_db()
    assert answer.json()["revision"] == draft.revision


def test_a_skill_known_before_is_talked_about_again_and_keeps_its_day(
    cast: Cast, draft: Interview, enrol: Skill
) -> None:
    Interview.objects.filter(pk=draft.pk).update(held_on="2026-01-05")
    found = note_skill(interview=draft, skill=enrol, wish="me_first", by=cast.helene)
    confirm_interview(interview=draft, by=cast.helene)
    later = start_interview(resident=cast.samim, kind="follow_up", by=cast.claire)
    again = note_skill(interview=later, skill=enrol, wish="share", by=cast.claire)
    assert (again.pk, again.interview, again.wish) == (found.pk, later, "share")
    assert again.found_on.isoformat() == "2026-01-05"
    assert again.confirmed_on is None


def test_a_skill_is_taken_back_out_of_the_draft(cast: Cast, helene: Client, draft: Interview, enrol: Skill) -> None:
    found = note_skill(interview=draft, skill=enrol, by=cast.helene)
    helene.post(reverse("residents:skill_remove", args=[found.pk]), sheet_of(draft, likes="gardé"))
    draft.refresh_from_db()
    assert (draft.likes, draft.skills_found.count()) == ("gardé", 0)


def test_what_was_known_before_this_interview_is_not_undone_by_it(cast: Cast, draft: Interview, enrol: Skill) -> None:
    found = note_skill(interview=draft, skill=enrol, wish="share", by=cast.helene)
    SkillFound.objects.filter(pk=found.pk).update(found_on="2025-01-01")
    found.refresh_from_db()
    with pytest.raises(ValidationError):
        remove_skill(found=found, by=cast.helene)


def test_a_skill_that_a_colleague_noted_the_same_day_is_not_undone(cast: Cast, draft: Interview, enrol: Skill) -> None:
    found = note_skill(interview=draft, skill=enrol, wish="share", by=cast.helene)
    confirm_interview(interview=draft, by=cast.helene)
    admission = start_interview(resident=cast.samim, kind="admission", by=cast.claire)
    again = note_skill(interview=admission, skill=enrol, by=cast.claire)
    assert again == found
    with pytest.raises(ValidationError):
        remove_skill(found=again, by=cast.claire)


def test_a_skill_does_not_leave_the_screen_of_a_colleague_who_is_writing(
    cast: Cast, sign_in: SignIn, draft: Interview, enrol: Skill
) -> None:
    note_skill(interview=draft, skill=enrol, by=cast.helene)
    admission = start_interview(resident=cast.samim, kind="admission", by=cast.claire)
    address = reverse("residents:skill_note", args=[admission.pk])
    page = sign_in(cast.claire).post(address, sheet_of(admission, skill_id=str(enrol.pk), likes="mes mots"))
    assert "Hélène is talking about this skill with them" in page.content.decode()
    assert "mes mots" in page.content.decode()
    assert draft.skills_found.get().skill == enrol
    confirm_interview(interview=draft, by=cast.helene, wishes={draft.skills_found.get().pk: "share"})
    assert note_skill(interview=admission, skill=enrol, by=cast.claire).interview == admission


def test_the_skill_of_someone_else_stays(cast: Cast, sign_in: SignIn, draft: Interview, enrol: Skill) -> None:
    found = note_skill(interview=draft, skill=enrol, by=cast.helene)
    address = reverse("residents:skill_remove", args=[found.pk])
    assert sign_in(cast.victor).post(address).status_code == 404
    assert sign_in(cast.karim).post(address).status_code == 404
    assert sign_in(cast.claire).post(address).status_code == 403

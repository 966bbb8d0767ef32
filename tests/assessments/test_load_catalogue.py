"""The criteria of the field and the questionnaires: loaded once, never over what was edited."""

import pytest
from django.utils import translation

from assessments import catalogue
from assessments.models import Audience, Criterion, Question, Questionnaire
from assessments.models.questionnaire import QuestionKind

pytestmark = pytest.mark.django_db


def test_the_twelve_criteria_and_four_questionnaires_are_loaded_once() -> None:
    assert catalogue.load() == 16
    assert (Criterion.objects.count(), Questionnaire.objects.count()) == (12, 4)
    assert catalogue.load() == 0


def test_what_was_edited_stays() -> None:
    catalogue.load()
    Criterion.objects.filter(pk="listening").update(name_fr="Bien écouter")
    Question.objects.filter(questionnaire__code="peer", position=1).update(text_fr="Elle sait écouter.")
    catalogue.load()
    assert Criterion.objects.get(pk="listening").name_fr == "Bien écouter"
    assert Question.objects.filter(text_fr="Elle sait écouter.").count() == 1


def test_what_is_missing_comes_back() -> None:
    catalogue.load()
    Criterion.objects.filter(pk="curiosity", questions__isnull=True).delete()
    Question.objects.filter(criterion="humour").delete()
    Criterion.objects.get(pk="humour").delete()
    assert catalogue.load() == 1


@pytest.mark.parametrize("audience", Audience.values)
def test_a_questionnaire_is_short_and_ends_with_free_words(audience: str) -> None:
    sentences = catalogue.SENTENCES[Audience(audience)]
    faces = [sentence for sentence in sentences if not sentence.free]
    assert 8 <= len(faces) <= 10
    assert 1 <= len(sentences) - len(faces) <= 2
    assert all(sentence.free for sentence in sentences[len(faces) :])


def test_every_sentence_is_short_in_both_languages() -> None:
    catalogue.load()
    for question in Question.objects.all():
        for language in ("fr", "en"):
            with translation.override(language):
                assert 1 < len(str(question).split()) <= 12, str(question)


def test_the_three_groups_share_the_criteria_that_are_laid_side_by_side() -> None:
    asked = {
        audience: {sentence.criterion for sentence in sentences if sentence.criterion}
        for audience, sentences in catalogue.SENTENCES.items()
    }
    shared = asked[Audience.PEER] & asked[Audience.EMPLOYEE] & asked[Audience.BENEFICIARY]
    assert shared >= {"listening", "empathy", "discretion", "availability", "stepping_back"}


def test_free_words_are_never_owed() -> None:
    catalogue.load()
    assert not Question.objects.filter(kind=QuestionKind.TEXT, required=True).exists()

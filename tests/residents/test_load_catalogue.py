"""The shared catalogue: complete, in both languages, loaded twice without harm."""

import re

import pytest

from residents import catalogue
from residents.languages.prompts import PICTOGRAMS, WORDINGS, wording_for
from residents.models import Domain, Skill
from tests.architecture.source import ROOT

pytestmark = pytest.mark.django_db


def test_it_holds_the_domains_and_skills_that_were_planned() -> None:
    catalogue.load()
    domains, skills = len(catalogue.DOMAINS), sum(map(len, catalogue.SKILLS.values()))
    assert (Domain.objects.count(), Skill.objects.count()) == (domains, skills)
    assert 12 <= domains <= 15
    assert 60 <= skills <= 80
    assert not Skill.objects.filter(name_en="").exists()


def test_loading_again_adds_nothing() -> None:
    assert catalogue.load() > 0
    assert catalogue.load() == 0


def test_what_was_corrected_in_the_database_stays_corrected() -> None:
    catalogue.load()
    drive = Skill.objects.get(name_en="Drive")
    drive.name_fr, drive.name_en = "Conduire une voiture", "Drive a car"
    drive.save()
    Domain.objects.filter(code="transport").update(name_fr="Se déplacer")
    assert catalogue.load() == 0
    assert Domain.objects.get(code="transport").name_fr == "Se déplacer"


def test_what_is_missing_comes_back() -> None:
    catalogue.load()
    Skill.objects.filter(name_en="Drive").delete()
    assert catalogue.load() == 1


def test_each_domain_and_each_prompt_has_its_drawing() -> None:
    drawn = set(re.findall(r'id="([a-z-]+)"', (ROOT / "static/img/pictograms.svg").read_text()))
    assert {code for code, _fr, _en in catalogue.DOMAINS} | set(PICTOGRAMS.values()) <= drawn


def test_the_prompts_speak_the_languages_of_paper_completely() -> None:
    first = {"fr", "en", "ar", "fa-AF", "ps", "bn", "tr", "ru"}
    assert set(WORDINGS) == first | {"uk", "ka", "ti", "so", "ln", "sq", "es"}
    for wording in WORDINGS.values():
        assert all(vars(wording)[name] for name in vars(wording) if name != "checked"), wording.language


def test_a_language_without_words_reads_english() -> None:
    assert wording_for("yo").language == "en"


def test_a_translation_says_so_until_somebody_has_checked_it() -> None:
    assert [code for code, wording in WORDINGS.items() if wording.is_checked] == ["fr", "en"]

"""The list of the residents: found by any word of their name, in any script; filters in the address."""

import random
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from residents.actions import note_skill, start_interview
from residents.models import Interview, Resident, ResidentLanguage, Skill, SkillFound
from tests.cast import Cast, a_resident
from tests.conftest import SignIn

LIST = reverse("residents:list")


@pytest.fixture
def helene(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.helene)


def names(client: Client, **filters: str) -> set[str]:
    return {resident.name for resident in client.get(LIST, filters).context["page"]}


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        # Latin: accents, case, order, and letters that no keyboard here has.
        (("Élodie", "N’Guyén"), "nguyen elodie"),
        (("Élodie", "N’Guyén"), "ELODIE n'guyen"),
        (("Élodie", "N’Guyén"), "n guyen"),
        (("Jean-Noël", "Al-Haddad"), "alhaddad jean noel"),
        (("Yıldız", "Əliyeva"), "YILDIZ eliyeva"),
        (("Łukasz", "Ɓaldé"), "lukasz balde"),
        (("Qur’on", "Oʻgʻli"), "quron o'g'li"),
        # Arabic and its neighbours: vowel marks, tatweel, alef, yeh, heh, hamza, presentation forms, Persian keyboards.
        (("محمد", "الحسن"), "الحسن محمد"),
        (("مُحَمَّـد", "الحَسَن"), "محمد الحسن"),
        (("آدم", "یاسین"), "ادم ياسين"),
        (("أحمد", "إبراهيم"), "احمد ابراهيم"),
        (("فاطمة", "علاء"), "فاطمه علا"),
        (("مصطفى", "كريم"), "مصطفی کریم"),
        (("نسرین", "رحیمی\u200cنژاد"), "رحیمی نژاد"),
        (("نسرین", "رحیمی\u200cنژاد"), "رحيمينژاد"),
        (("ګل", "شيرې"), "گل شیری"),
        (("ﻻﻟﻪ", "ﺁدم"), "لاله ادم"),
        # Cyrillic.
        (("Мария", "Иванова"), "иванова МАРИЯ"),
        (("Фёдор", "Соловьёв"), "федор соловьев"),
        (("Дем’ян", "Ґанджа"), "демян ганджа"),
        # Scripts that are typed as they are stored.
        (("রহিমা", "বেগম"), "বেগম রহিমা"),
        (("გიორგი", "ბერიძე"), "ბერიძე"),
        (("ዮሐንስ", "ተስፋዬ"), "ዮሐንስ"),
    ],
)
def test_a_name_is_found_whatever_accents_case_order_and_keyboard(
    cast: Cast, helene: Client, stored: tuple[str, str], typed: str
) -> None:
    a_resident(stored[0], cast.tilleuls, family_name=stored[1])
    assert names(helene, q=typed) == {stored[0]}


def test_the_same_letters_in_another_order_are_another_name(cast: Cast, helene: Client) -> None:
    """A vowel sign belongs to its word: the letters alone would find everybody who shares them."""
    a_resident("রহিমা", cast.tilleuls)
    assert names(helene, q="মাহির") == set()


@pytest.mark.parametrize("name", ["Ó", "ა", "م", "Я", "ዮ", "র"])
def test_a_name_of_one_letter_and_no_family_name_is_found_and_listed(cast: Cast, helene: Client, name: str) -> None:
    a_resident(name, cast.tilleuls)
    assert name in names(helene, q=name)


def test_every_word_counts(helene: Client) -> None:
    assert names(helene, q="samim belkacem") == set()


def test_a_neighbour_is_never_found(cast: Cast, helene: Client) -> None:
    assert "Tomas" not in names(helene)
    assert names(helene, q="Tomas") == set()


@pytest.mark.parametrize("q", ["%", "_", "\\", "'", '"', "😀", "é" * 200])
def test_strange_words_find_nobody_or_everybody_but_never_fail(helene: Client, q: str) -> None:
    assert helene.get(LIST, {"q": q}).status_code == 200


@pytest.mark.parametrize("q", ["\0", "x" * 201])
def test_words_that_cannot_be_searched_are_told(helene: Client, q: str) -> None:
    response = helene.get(LIST, {"q": q})
    assert response.context["filters"].errors["q"]
    assert len(response.context["page"]) == 3


def test_filters_narrow_by_language_referent_and_presence(cast: Cast, helene: Client) -> None:
    gone = a_resident("Omar", cast.tilleuls, departed_on="2025-01-01")
    ResidentLanguage.objects.create(resident=gone, language="ar")
    assert names(helene, language="ar") == {"Nour"}
    assert names(helene, language="ar", presence="all") == {"Nour", "Omar"}
    assert names(helene, presence="left") == {"Omar"}
    assert names(helene, referent=str(cast.helene.pk)) == {"Nour", "Samim"}


def test_the_skills_found_here_are_a_filter(
    cast: Cast, helene: Client, draft: Interview, enrol: Skill, homework: Skill
) -> None:
    note_skill(interview=draft, skill=enrol, by=cast.helene)
    note_skill(interview=draft, skill=homework, by=cast.helene)
    assert names(helene, skill=str(enrol.pk)) == {"Samim"}
    page = helene.get(LIST, {"skill": str(enrol.pk)}).content.decode()
    assert f'<option value="{enrol.pk}" selected>' in page
    assert f'<optgroup label="{enrol.domain}">' in page


def test_a_skill_that_nobody_here_has_is_no_filter(
    cast: Cast, helene: Client, sign_in: SignIn, draft: Interview, enrol: Skill
) -> None:
    note_skill(interview=draft, skill=enrol, by=cast.helene)
    assert sign_in(cast.victor).get(LIST, {"skill": str(enrol.pk)}).context["filters"].errors["skill"]
    assert "Enrol a child" not in sign_in(cast.victor).get(LIST).content.decode()


def test_those_who_stay_in_touch_are_found_among_those_who_left(cast: Cast, helene: Client) -> None:
    a_resident("Omar", cast.tilleuls, departed_on="2025-01-01", stays_in_touch=True)
    a_resident("Ana", cast.tilleuls, departed_on="2025-01-01")
    a_resident("Zoé", cast.tilleuls, stays_in_touch=True)
    assert names(helene, presence="in_touch") == {"Omar"}


def test_every_filter_stays_in_the_address(cast: Cast, helene: Client, draft: Interview, enrol: Skill) -> None:
    found = [a_resident(f"Ana {number:02}", cast.tilleuls, referent=cast.karim) for number in range(30)]
    for someone in found:
        ResidentLanguage.objects.create(resident=someone, language="tr")
        SkillFound.objects.create(centre=cast.tilleuls, resident=someone, skill=enrol, interview=draft)
    filters = {"q": "ana", "presence": "all", "referent": str(cast.karim.pk), "language": "tr", "skill": str(enrol.pk)}
    page = helene.get(LIST, filters)
    assert page.context["page"].paginator.count == 30
    assert f'href="?{urlencode(filters).replace("&", "&amp;")}&amp;page=2"' in page.content.decode()


def test_a_referent_of_another_centre_is_no_filter(cast: Cast, helene: Client) -> None:
    response = helene.get(LIST, {"referent": str(cast.victor.pk)})
    assert response.context["filters"].errors["referent"]


def test_what_waits_is_a_filter_too(cast: Cast, helene: Client) -> None:
    start_interview(resident=cast.samim, kind="reception", by=cast.helene)
    assert names(helene, todo="drafts") == {"Samim"}
    assert names(helene, todo="to_meet") == {"Nour", "Idris"}
    body = helene.get(LIST, {"todo": "to_meet"}).content.decode()
    assert '<option value="to_meet" selected>without an interview yet</option>' in body
    # What narrows stays in sight; what does not is folded away, so that a phone shows people first.
    assert '<details class="plain" open>' in body
    assert '<details class="plain">' in helene.get(LIST, {"q": "nour"}).content.decode()


def test_the_pages_keep_the_filters(cast: Cast, helene: Client) -> None:
    for number in range(30):
        a_resident(f"Ana {number:02}", cast.tilleuls)
    first = helene.get(LIST, {"q": "ana"})
    assert (len(first.context["page"]), first.context["page"].paginator.count) == (25, 30)
    assert "?q=ana&amp;page=2" in first.content.decode()
    assert len(helene.get(LIST, {"q": "ana", "page": "2"}).context["page"]) == 5
    assert helene.get(LIST, {"page": "x"}).status_code == 200


def test_fifty_people_cost_no_more_queries_than_five(
    cast: Cast, helene: Client, draft: Interview, enrol: Skill
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            helene.get(LIST)
        return len(captured)

    queries()
    few = queries()
    for number in range(47):
        someone = a_resident(f"Ana {number}", cast.tilleuls, referent=cast.karim)
        ResidentLanguage.objects.create(resident=someone, language="tr")
        SkillFound.objects.create(centre=cast.tilleuls, resident=someone, skill=enrol, interview=draft)
    assert queries() == few


def test_names_are_found_by_their_letters_where_there_may_be_many(db: None) -> None:
    """The index of letters stands on PostgreSQL; SQLite serves one house and reads all its names."""
    with connection.cursor() as cursor:
        indexes = connection.introspection.get_constraints(cursor, Resident._meta.db_table)
    assert ("resident_folded_letters" in indexes) == (connection.vendor == "postgresql")


def test_one_sign_can_unfold_into_many_letters(cast: Cast) -> None:
    """A single Arabic sign is a whole phrase once unfolded: the search column never overflows."""
    resident = Resident.objects.create(centre=cast.tilleuls, name="ﷺ" * 300, arrived_on="2026-01-01")
    assert len(Resident.objects.get(pk=resident.pk).folded) <= 1200


def test_the_longest_names_of_a_script_of_three_bytes_fit_the_index(cast: Cast) -> None:
    """Letters in no order cannot be squeezed: this is the longest row that the index has to carry."""
    letters = random.Random(7).choices([chr(code) for code in range(0x4E00, 0x9FA0)], k=900)  # noqa: S311
    names = ["".join(letters[start : start + 300]) for start in (0, 300, 600)]
    written = dict(zip(("name", "family_name", "preferred_name"), names, strict=True))
    Resident.objects.create(centre=cast.tilleuls, arrived_on="2026-01-01", **written)
    assert Resident.objects.get(family_name=names[1]).folded

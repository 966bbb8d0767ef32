"""A draft is kept, tab after tab; nobody's words are overwritten unseen; nothing but its own skills is touched."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse

from cada_peers.journal.models import Entry
from residents.actions import confirm_interview, note_skill, save_interview, start_interview
from residents.models import Interview, Skill
from tests.cast import Cast
from tests.conftest import SignIn
from tests.residents.conftest import sheet_of

JSON = {"accept": "application/json"}


@pytest.fixture
def helene(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.helene)


@pytest.fixture
def address(draft: Interview) -> str:
    return reverse("residents:interview", args=[draft.pk])


def test_a_draft_is_kept_and_counts_its_savings(helene: Client, draft: Interview, address: str) -> None:
    answer = helene.post(address, sheet_of(draft, likes="Les enfants"), headers=JSON)
    assert answer.json()["revision"] == 1
    draft.refresh_from_db()
    assert (draft.likes, draft.interpreting) == ("Les enfants", "present")


def test_the_notes_are_unreadable_in_the_database(draft: Interview, cast: Cast) -> None:
    save_interview(interview=draft, likes="un secret", by=cast.helene)
    with connection.cursor() as cursor:
        cursor.execute("SELECT likes FROM residents_interview")
        assert "secret" not in cursor.fetchone()[0]


def test_saving_what_is_already_saved_writes_nothing(helene: Client, draft: Interview, address: str) -> None:
    helene.post(address, sheet_of(draft, likes="Les enfants"))
    lines = Entry.objects.count()
    helene.post(address, sheet_of(draft, likes="Les enfants"), headers=JSON)
    draft.refresh_from_db()
    assert (draft.revision, Entry.objects.count()) == (1, lines)


@pytest.mark.parametrize("script", [True, False])
def test_a_second_tab_never_overwrites_silently(helene: Client, draft: Interview, address: str, script: bool) -> None:
    slow = sheet_of(draft, likes="de l’onglet lent")
    helene.post(address, sheet_of(draft, likes="de l’onglet rapide"))
    answer = helene.post(address, slow, headers=JSON if script else {})
    assert answer.status_code == 409
    draft.refresh_from_db()
    assert draft.likes == "de l’onglet rapide"
    if not script:
        assert "de l’onglet lent" in answer.content.decode()
        assert "de l’onglet rapide" in answer.content.decode()


def test_after_both_texts_were_shown_saving_is_a_choice(helene: Client, draft: Interview, address: str) -> None:
    slow = sheet_of(draft, likes="mes mots")
    helene.post(address, sheet_of(draft, likes="les autres mots"))
    page = helene.post(address, slow)
    revision = page.context["sheet"].notes["revision"].value()
    assert helene.post(address, slow | {"revision": revision}).status_code == 302
    draft.refresh_from_db()
    assert draft.likes == "mes mots"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("likes", "x" * 2001),
        ("likes", "x" * 1_000_000),
        ("likes", "a\0b"),
        ("likes", "x\n" * 41 + "x"),
        ("held_on", "demain"),
        ("held_on", "2999-01-01"),
        ("language", "klingon"),
        ("interpreting", "telepathy"),
        ("could_help", "maybe"),
        ("revision", ""),
        ("revision", "99999999999999999999"),
        ("revision", "x"),
    ],
)
def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(
    helene: Client, draft: Interview, address: str, field: str, value: str
) -> None:
    posted = sheet_of(draft, dreams="Ouvrir une boulangerie") | {field: value}
    page = helene.post(address, posted)
    assert page.status_code == 200
    assert page.context["sheet"].notes.errors[field]
    assert "Ouvrir une boulangerie" in page.content.decode()
    assert helene.post(address, posted, headers=JSON).status_code == 422
    draft.refresh_from_db()
    assert (draft.revision, draft.dreams) == (0, "")


@pytest.mark.parametrize(
    "text", ["😀", "يحب الأطفال", "любит детей", "শিশুদের", "<script>alert(1)</script>", "x" * 2000]
)
def test_any_script_is_kept_as_it_was_typed(helene: Client, draft: Interview, address: str, text: str) -> None:
    helene.post(address, sheet_of(draft, likes=text))
    draft.refresh_from_db()
    assert draft.likes == text
    assert "<script>alert" not in helene.get(address).content.decode()


def test_a_touch_on_a_skill_of_someone_else_falls_away(
    cast: Cast, helene: Client, draft: Interview, address: str, enrol: Skill
) -> None:
    other = start_interview(resident=cast.nour, kind="reception", by=cast.helene)
    found = note_skill(interview=other, skill=enrol, wish="keep", by=cast.helene)
    helene.post(address, sheet_of(draft, likes="x") | {f"found-{found.pk}-wish": "share"})
    found.refresh_from_db()
    assert found.wish == "keep"


def test_a_skill_that_the_page_did_not_show_keeps_its_touches(
    cast: Cast, helene: Client, draft: Interview, address: str, enrol: Skill
) -> None:
    found = note_skill(interview=draft, skill=enrol, wish="share", acquired="lived", by=cast.helene)
    helene.post(address, sheet_of(draft, likes="x"))
    found.refresh_from_db()
    assert (found.wish, found.acquired) == ("share", "lived")


def test_a_wrong_touch_is_refused(cast: Cast, helene: Client, draft: Interview, address: str, enrol: Skill) -> None:
    found = note_skill(interview=draft, skill=enrol, by=cast.helene)
    answer = helene.post(address, sheet_of(draft) | {f"found-{found.pk}-wish": "sell"}, headers=JSON)
    assert answer.status_code == 422


def test_moving_the_day_of_the_interview_moves_what_was_found_in_it(cast: Cast, draft: Interview, enrol: Skill) -> None:
    found = note_skill(interview=draft, skill=enrol, by=cast.helene)
    save_interview(interview=draft, held_on="2026-01-05", by=cast.helene)
    found.refresh_from_db()
    assert found.found_on.isoformat() == "2026-01-05"


def test_a_draft_whose_author_has_left_is_closed_to_them(cast: Cast, helene: Client, address: str) -> None:
    cast.helene.postings.update(ends_on="2025-01-01")
    assert helene.post(address, {"likes": "x"}).status_code == 403


@pytest.mark.parametrize("who", ["claire", "karim", "victor"])
def test_only_its_author_writes_in_a_draft(cast: Cast, draft: Interview, enrol: Skill, who: str) -> None:
    other = getattr(cast, who)
    with pytest.raises(PermissionDenied):
        save_interview(interview=draft, likes="mots d’une autre", by=other)
    with pytest.raises(PermissionDenied):
        note_skill(interview=draft, skill=enrol, by=other)
    with pytest.raises(PermissionDenied):
        confirm_interview(interview=draft, by=other)

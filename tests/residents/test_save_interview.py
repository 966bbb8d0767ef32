"""A draft is kept, tab after tab; nobody's words are overwritten unseen; nothing but its own skills is touched."""

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cada_peers.journal.models import Entry
from residents.actions import confirm_interview, note_skill, save_interview, start_interview
from residents.events import Event
from residents.languages.prompts import PICTOGRAMS
from residents.models import Interview, Resident, Skill
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


def test_a_draft_that_keeps_itself_says_so_once_an_hour(cast: Cast, draft: Interview) -> None:
    lines = Entry.objects.filter(event=Event.INTERVIEW_SAVED, subject_id=draft.pk)
    began = timezone.now()
    with time_machine.travel(began, tick=False) as clock:
        for minute in range(60):
            clock.move_to(began + timedelta(minutes=minute))
            save_interview(interview=draft, likes=f"minute {minute}", by=cast.helene)
        assert lines.count() == 1
        clock.move_to(began + timedelta(minutes=60))
        save_interview(interview=draft, likes="une heure plus tard", by=cast.helene)
    assert lines.count() == 2
    draft.refresh_from_db()
    assert draft.revision == 61


def test_the_first_saving_of_each_draft_has_its_own_line(cast: Cast, draft: Interview) -> None:
    other = start_interview(resident=cast.nour, kind="reception", by=cast.helene)
    for interview in (draft, other):
        save_interview(interview=interview, likes="un mot", by=cast.helene)
    assert Entry.objects.filter(event=Event.INTERVIEW_SAVED).count() == 2


def test_a_saving_that_fails_leaves_no_line(cast: Cast, draft: Interview) -> None:
    with pytest.raises(ValidationError):
        save_interview(interview=draft, likes="un mot", held_on=date(2999, 1, 1), by=cast.helene)
    assert not Entry.objects.filter(event=Event.INTERVIEW_SAVED).exists()


def test_a_tab_that_never_heard_the_answer_finds_its_own_words(helene: Client, draft: Interview, address: str) -> None:
    sent = sheet_of(draft, likes="gardé, mais la réponse s’est perdue")
    helene.post(address, sent, headers=JSON)
    again = helene.post(address, sent, headers=JSON)
    assert again.status_code == 409
    said = again.json()
    assert (said["revision"], said["values"]["likes"]) == (1, sent["likes"])
    assert {name for name in said["values"] if not name.startswith("found-")} == {*sent, "could_help"} - {"revision"}


def test_notes_that_leave_in_the_answer_to_an_old_saving_are_a_reading(
    cast: Cast, helene: Client, draft: Interview, address: str
) -> None:
    save_interview(interview=draft, likes="la cuisine", by=cast.helene)
    confirm = reverse("residents:interview_confirm", args=[draft.pk])
    old = sheet_of(draft, revision=0)
    assert helene.post(address, old, headers=JSON).json()["values"]["likes"] == "la cuisine"
    read = Entry.objects.filter(event=Event.INTERVIEW_READ, subject_id=draft.pk)
    assert [line.actor_id for line in read] == [cast.helene.pk]
    helene.post(address, old, headers=JSON)
    helene.post(confirm, {"revision": 0}, headers=JSON)
    assert read.count() == 1, "a script that asks on and on leaves one line an hour"


def test_the_words_on_the_screen_follow_the_language_that_is_spoken(
    helene: Client, draft: Interview, address: str
) -> None:
    told = helene.post(address, sheet_of(draft, language="tr"), headers=JSON).json()
    assert (told["words"]["likes"], told["lang"], told["dir"]) == ("Neleri seversiniz", "tr", "ltr")
    told = helene.post(address, sheet_of(draft, language="fa"), headers=JSON).json()
    assert (told["lang"], told["dir"]) == ("fa-AF", "rtl")


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


WRONG = {
    "a letter too many": ("likes", "x" * 2001),
    "a megabyte": ("likes", "x" * 1_000_000),
    "a NUL": ("likes", "avant\0après"),
    "too many lines": ("likes", "x\n" * 41 + "x"),
    "no day": ("held_on", "demain"),
    "a day to come": ("held_on", "2999-01-01"),
    "no language": ("language", "klingon"),
    "no way to speak": ("interpreting", "telepathy"),
    "neither yes nor no": ("could_help", "maybe"),
}
NOTHING_SEEN = {"empty": "", "too large": "99999999999999999999", "no number": "x"}


@pytest.mark.parametrize(("field", "value"), WRONG.values(), ids=WRONG.keys())
def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(
    helene: Client, draft: Interview, address: str, field: str, value: str
) -> None:
    page = helene.post(address, sheet_of(draft, dreams="Ouvrir une boulangerie") | {field: value})
    assert page.status_code == 200
    assert page.context["sheet"].notes.errors[field]
    assert "Ouvrir une boulangerie" in page.content.decode()
    draft.refresh_from_db()
    assert (draft.revision, draft.dreams) == (0, "")


@pytest.mark.parametrize(("field", "value"), WRONG.values(), ids=WRONG.keys())
def test_one_wrong_field_does_not_hold_back_the_others_while_people_talk(
    helene: Client, draft: Interview, address: str, field: str, value: str
) -> None:
    posted = sheet_of(draft, dreams="Ouvrir une boulangerie") | {field: value}
    answer = helene.post(address, posted, headers=JSON).json()
    assert answer["errors"].keys() == {field}
    draft.refresh_from_db()
    assert (answer["revision"], draft.dreams) == (draft.revision, "Ouvrir une boulangerie")


@pytest.mark.parametrize("revision", NOTHING_SEEN.values(), ids=NOTHING_SEEN.keys())
def test_a_page_that_does_not_say_what_it_showed_writes_nothing(
    helene: Client, draft: Interview, address: str, revision: str
) -> None:
    posted = sheet_of(draft, dreams="Ouvrir une boulangerie") | {"revision": revision}
    assert "Ouvrir une boulangerie" in helene.post(address, posted).content.decode()
    assert helene.post(address, posted, headers=JSON).status_code == 422
    draft.refresh_from_db()
    assert (draft.revision, draft.dreams) == (0, "")


def test_what_they_ask_for_becomes_a_demand_and_the_draft_is_kept(
    cast: Cast, helene: Client, draft: Interview, address: str
) -> None:
    answer = helene.post(address, sheet_of(draft, likes="Les enfants", next="card"))
    form = helene.get(answer.url).context["form"]
    assert (form["kind"].value(), form["resident"].value()) == ("demand", cast.samim.pk)
    draft.refresh_from_db()
    assert draft.likes == "Les enfants"


def test_the_error_stands_beside_its_field_and_is_read_with_it(helene: Client, draft: Interview, address: str) -> None:
    page = helene.post(address, sheet_of(draft, likes="x" * 2001)).content.decode()
    assert 'id="id_likes_error"' in page
    assert 'aria-describedby="id_likes_error not-here"' in page
    assert "2001 characters, at most 2000 fit" in page


def test_no_browser_cuts_what_is_pasted(helene: Client, address: str) -> None:
    page = helene.get(address).context["sheet"].notes
    assert all("maxlength" not in page.fields[name].widget.attrs for name in PICTOGRAMS)


@pytest.mark.parametrize(
    "text",
    [
        "😀",
        "يحب الأطفال",
        "любит детей",
        "শিশুদের",
        "<script>alert(1)</script>",
        "x" * 2000,
        "à gauche\u202eà droite\u202c, \u2067מימין\u2069",
        "\ufffd\ufffd\ufffd",
    ],
)
def test_any_script_is_kept_as_it_was_typed(helene: Client, draft: Interview, address: str, text: str) -> None:
    helene.post(address, sheet_of(draft, likes=text))
    draft.refresh_from_db()
    assert draft.likes == text
    assert "<script>alert" not in helene.get(address).content.decode()


def test_a_lone_surrogate_arrives_as_the_sign_for_an_unknown_letter(
    helene: Client, draft: Interview, address: str
) -> None:
    body = urlencode({"revision": 0, "held_on": draft.held_on, "language": "fr", "interpreting": "none"}).encode()
    body += b"&likes=avant%ED%A0%80"
    helene.post(address, body, content_type="application/x-www-form-urlencoded")
    draft.refresh_from_db()
    assert draft.likes.rstrip("\ufffd") == "avant"


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
    assert answer.json()["errors"].keys() == {f"found-{found.pk}-wish"}
    found.refresh_from_db()
    assert found.wish == ""


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


def test_whoever_is_not_18_is_not_asked_whether_they_could_help_one_day(
    cast: Cast, helene: Client, draft: Interview, address: str
) -> None:
    """Nothing is offered that would be refused; the day from which it is asked stands there, and nothing is lost."""
    assert 'name="could_help"' in helene.get(address).content.decode()
    save_interview(interview=draft, could_help="no", by=cast.helene)
    Resident.objects.filter(pk=cast.samim.pk).update(adult_from="2031-05-01")
    draft = Interview.objects.get()
    helene.post(address, sheet_of(draft, likes="Le vélo", could_help="yes"))
    page = helene.get(address).content.decode()
    assert "this question waits until 1 May 2031" in page
    assert "could_help" not in page
    draft.refresh_from_db()
    assert (draft.likes, draft.could_help) == ("Le vélo", "no")

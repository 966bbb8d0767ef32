"""What is written about me: a resident with an account reads their own record, and nobody else's."""

import pytest
from django.test import Client
from django.urls import reverse

from cada_peers.journal.models import Entry
from residents.actions import (
    confirm_interview,
    keep_apart,
    note_skill,
    note_tie,
    put_card,
    save_interview,
    start_interview,
)
from residents.events import Event
from residents.models import Resident, Skill
from tests.cast import Cast
from tests.conftest import SignIn

MINE = reverse("residents:my_record")


@pytest.fixture
def nour(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.nour_account)


def test_my_record_my_skills_my_cards_and_my_family(cast: Cast, nour: Client, enrol: Skill) -> None:
    interview = start_interview(resident=cast.nour, kind="reception", by=cast.helene)
    note_skill(interview=interview, skill=enrol, wish="share", by=cast.helene)
    put_card(
        centre=cast.tilleuls, kind="offer", title="J’inscris", skill=enrol, owner_resident=cast.nour, by=cast.helene
    )
    note_tie(one=cast.nour, other=cast.petit, kind="parent", by=cast.helene)
    body = nour.get(MINE).content.decode()
    for words in ("Nour Belkacem", "06 00 00 00 01", "Arabic", "Hélène", "Enrol a child", "J’inscris", "Idris"):
        assert words in body, words
    assert '<span class="soft">· child</span>' in body


def test_the_notes_are_not_there_and_the_page_says_how_to_ask(cast: Cast, nour: Client) -> None:
    interview = start_interview(resident=cast.nour, kind="reception", by=cast.helene)
    save_interview(interview=interview, likes="un mot à moi", by=cast.helene)
    confirm_interview(interview=interview, by=cast.helene)
    body = nour.get(MINE).content.decode()
    assert "Reception interview" in body
    assert "un mot à moi" not in body
    assert reverse("peerhelpers:ask_for_notes") in body


def test_whom_i_am_kept_apart_from_is_never_said_to_me(cast: Cast, nour: Client) -> None:
    keep_apart(one=cast.nour, other=cast.samim, by=cast.helene)
    body = nour.get(MINE).content.decode()
    assert "Samim" not in body
    assert "brings" not in body


def test_a_relative_from_whom_i_am_kept_apart_is_not_named_to_me(cast: Cast, sign_in: SignIn, nour: Client) -> None:
    note_tie(one=cast.nour, other=cast.samim, kind="couple", by=cast.helene)
    keep_apart(one=cast.nour, other=cast.samim, by=cast.helene)
    assert "Samim" not in nour.get(MINE).content.decode()
    record = sign_in(cast.karim).get(reverse("residents:detail", args=[cast.nour.pk])).content.decode()
    assert "Samim" in record, "the team sees both"


def test_the_family_of_others_is_not_mine(cast: Cast, nour: Client) -> None:
    note_tie(one=cast.samim, other=cast.petit, kind="parent", by=cast.helene)
    assert "Idris" not in nour.get(MINE).content.decode()


def test_it_is_for_residents_with_an_account_only(cast: Cast, sign_in: SignIn) -> None:
    for stranger in (cast.helene, cast.claire, cast.mireille, cast.siege):
        assert sign_in(stranger).get(MINE).status_code == 403
    Resident.objects.filter(pk=cast.nour.pk).update(account=None)
    assert "No record is tied to this account" in sign_in(cast.nour_account).get(MINE).content.decode()


def test_how_often_i_read_it_is_nobodys_measure(cast: Cast, nour: Client) -> None:
    nour.get(MINE)
    line = Entry.objects.first()
    assert (line.event, line.subject_id) == (Event.OWN_RECORD_READ, cast.nour.pk)
    assert not Entry.objects.visible_to(cast.claire).filter(pk=line.pk).exists()


def test_it_stands_among_the_doors_of_my_page(cast: Cast, nour: Client) -> None:
    cast.nour.peer_helper_files.create(centre=cast.tilleuls, chosen_name="Nour", referent=cast.helene)
    assert MINE in nour.get(reverse("peerhelpers:my_page")).content.decode()

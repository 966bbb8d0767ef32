"""How a meeting felt is read by the referent whom the page named, and by nobody who is named referent later."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from cada_peers.accounts.models import User
from peerhelpers import actions
from peerhelpers.models import Participation
from tests.cast import Cast
from tests.conftest import SignIn
from tests.peerhelpers import steps

WORDS = "la directrice est passée, je n’ai pas aimé"


@pytest.fixture
def told(cast: Cast) -> Participation:
    participation = steps.someone_ready(cast).participations.get()
    said = {"minutes": 90, "mood": "hard", "line": WORDS, "told_to": cast.helene}
    return actions.note_done(participation=participation, by=cast.nour_account, **said)


@pytest.fixture
def nour(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.nour_account)


def refer_to(told: Participation, referent: User | None, *, by: User) -> None:
    file = told.peer_helper
    named = {"chosen_name": file.chosen_name, "form_of_address": file.form_of_address, "referent": referent}
    actions.change_file(peer_helper=file, by=by, **named)


def tell(told: Participation) -> str:
    return reverse("peerhelpers:tell_meeting", args=[told.pk])


def test_a_manager_who_becomes_the_referent_reads_nothing_of_what_was_told_before(
    cast: Cast, told: Participation, sign_in: SignIn
) -> None:
    page = reverse("peerhelpers:detail", args=[told.peer_helper_id])
    assert WORDS in sign_in(cast.helene).get(page).content.decode()
    refer_to(told, cast.marc, by=cast.marc)
    for name in ("marc", "claire", "karim"):
        body = sign_in(getattr(cast, name)).get(page).content.decode()
        assert WORDS not in body
        assert "it was hard" not in body.lower()
    assert WORDS in sign_in(cast.helene).get(page).content.decode(), "whom it was told to keeps it"
    cast.helene.postings.update(ends_on="2024-06-01")
    assert not Participation.objects.told_to(cast.helene).exists(), "while they work there"


def test_the_page_names_who_reads_it_and_telling_again_is_for_who_accompanies_now(
    cast: Cast, told: Participation, nour: Client
) -> None:
    assert "<strong>Hélène</strong>, who accompanies you, and by nobody else" in nour.get(tell(told)).content.decode()
    refer_to(told, cast.karim, by=cast.claire)
    assert "<strong>Karim</strong>" in nour.get(tell(told)).content.decode()
    nour.post(tell(told), {"mood": "so_so", "line": WORDS, "minutes": "90", "of": cast.karim.pk})
    told.refresh_from_db()
    assert (told.mood, told.told_to) == ("so_so", cast.karim)


def test_told_to_one_it_is_not_kept_for_another_who_was_named_meanwhile(
    cast: Cast, told: Participation, nour: Client
) -> None:
    refer_to(told, cast.marc, by=cast.marc)
    page = nour.post(tell(told), {"mood": "good", "line": "autre", "of": cast.helene.pk}).content.decode()
    assert "who accompanies you has changed" in page
    assert "autre" in page
    assert f'name="of" value="{cast.marc.pk}"' in page, "the second time, the page says who reads it"
    told.refresh_from_db()
    assert (told.line, told.told_to) == (WORDS, cast.helene)
    with pytest.raises(ValidationError):
        actions.note_done(participation=told, minutes=5, line="x", told_to=cast.helene, by=cast.nour_account)


def test_without_a_face_and_a_word_nothing_is_told_to_anybody_whoever_accompanies(
    cast: Cast, told: Participation, nour: Client
) -> None:
    refer_to(told, None, by=cast.claire)
    assert "nobody reads the face and the line" in nour.get(tell(told)).content.decode()
    assert nour.post(tell(told), {"minutes": "60", "of": cast.helene.pk}).status_code == 302
    told.refresh_from_db()
    assert (told.minutes, told.line, told.told_to) == (60, "", None)


def test_told_while_nobody_accompanies_it_is_read_by_nobody(cast: Cast, told: Participation, nour: Client) -> None:
    refer_to(told, None, by=cast.claire)
    assert nour.post(tell(told), {"mood": "hard", "line": "seule", "of": ""}).status_code == 302
    refer_to(told, cast.marc, by=cast.marc)
    told.refresh_from_db()
    assert (told.line, told.told_to) == ("seule", None)
    assert not Participation.objects.told_to(cast.marc).exists()


def test_a_line_without_a_face_reaches_the_referent_too(cast: Cast, told: Participation, sign_in: SignIn) -> None:
    said = {"minutes": 90, "line": "sans visage", "told_to": cast.helene}
    actions.note_done(participation=told, by=cast.nour_account, **said)
    page = reverse("peerhelpers:detail", args=[told.peer_helper_id])
    assert "sans visage" in sign_in(cast.helene).get(page).content.decode()

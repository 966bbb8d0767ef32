"""« I need to talk » reaches the referent, and nobody else."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from cada_peers.journal.models import Entry
from peerhelpers import actions
from peerhelpers.models import TalkRequest
from tests.cast import Cast
from tests.conftest import SignIn
from tests.peerhelpers.owners import nour_in_trial, samim_approved

TALK = reverse("peerhelpers:talk")
WORDS = "je dors mal depuis l’atelier"


@pytest.fixture
def asked(cast: Cast) -> TalkRequest:
    return actions.ask_to_talk(peer_helper=nour_in_trial(cast), words=WORDS, by=cast.nour_account)


def page_of(asked: TalkRequest) -> str:
    return reverse("peerhelpers:talk_request", args=[asked.pk])


def test_words_are_optional(cast: Cast, sign_in: SignIn) -> None:
    nour_in_trial(cast)
    assert sign_in(cast.nour_account).post(TALK, {"words": ""}).status_code == 302
    assert TalkRequest.objects.get().words == ""


def test_the_referent_finds_it_on_the_home_page_and_reads_it(cast: Cast, asked: TalkRequest, sign_in: SignIn) -> None:
    client = sign_in(cast.helene)
    assert "Nour B. asks to talk with you" in client.get(reverse("home")).content.decode()
    assert WORDS in client.get(page_of(asked)).content.decode()
    assert Entry.objects.filter(event="peerhelpers.talk_read", subject_id=asked.pk).count() == 1


@pytest.mark.parametrize("name", ["claire", "marc", "karim", "victor"])
def test_staff_who_are_not_the_referent_get_404_even_management(
    cast: Cast, asked: TalkRequest, sign_in: SignIn, name: str
) -> None:
    client = sign_in(getattr(cast, name))
    assert client.get(page_of(asked)).status_code == 404
    assert client.post(reverse("peerhelpers:mark_talk_seen", args=[asked.pk])).status_code == 404
    assert "asks to talk" not in client.get(reverse("home")).content.decode()
    with pytest.raises(PermissionDenied):
        actions.mark_talk_seen(talk_request=asked, by=getattr(cast, name))


def test_a_new_referent_reads_it_and_the_former_no_longer_does(cast: Cast, asked: TalkRequest, sign_in: SignIn) -> None:
    file = asked.peer_helper
    file.referent = cast.karim
    file.save()
    assert sign_in(cast.karim).get(page_of(asked)).status_code == 200
    assert sign_in(cast.helene).get(page_of(asked)).status_code == 404


def test_marked_seen_the_helper_sees_it_and_the_line_leaves_the_home_page(
    cast: Cast, asked: TalkRequest, sign_in: SignIn
) -> None:
    client = sign_in(cast.helene)
    for _ in range(2):
        client.post(reverse("peerhelpers:mark_talk_seen", args=[asked.pk]))
    assert Entry.objects.filter(event="peerhelpers.talk_seen").count() == 1
    assert "asks to talk" not in client.get(reverse("home")).content.decode()
    assert "seen today" in sign_in(cast.nour_account).get(TALK).content.decode()


def test_sent_twice_it_is_one_request(cast: Cast, sign_in: SignIn) -> None:
    nour_in_trial(cast)
    client = sign_in(cast.nour_account)
    for _ in range(2):
        client.post(TALK, {"words": WORDS})
    assert TalkRequest.objects.count() == 1


def test_the_words_are_unreadable_in_the_database_and_in_the_journal(cast: Cast, asked: TalkRequest) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM peerhelpers_talkrequest")
        assert WORDS not in cursor.fetchone()[0]
    assert WORDS not in str(list(Entry.objects.values()))


def test_without_a_referent_management_is_told_that_someone_is_alone_and_nothing_more(
    cast: Cast, asked: TalkRequest, sign_in: SignIn
) -> None:
    cast.helene.postings.update(ends_on="2026-01-01")
    home = sign_in(cast.claire).get(reverse("home")).content.decode()
    assert "1 peer helper has no referent" in home
    assert "Nour" not in home


def test_nobody_asks_in_someone_elses_name(cast: Cast) -> None:
    file = nour_in_trial(cast)
    _, samim = samim_approved(cast)
    with pytest.raises(PermissionDenied):
        actions.ask_to_talk(peer_helper=file, words="", by=samim)


@pytest.mark.parametrize("words", ["x" * 1_000_000, "a\x00b", "x\n" * 100])
def test_a_text_that_cannot_be_kept_is_said_and_nothing_is_written(cast: Cast, sign_in: SignIn, words: str) -> None:
    nour_in_trial(cast)
    response = sign_in(cast.nour_account).post(TALK, {"words": words})
    assert response.status_code == 200
    assert "invalid-feedback" in response.content.decode()
    assert not TalkRequest.objects.exists()

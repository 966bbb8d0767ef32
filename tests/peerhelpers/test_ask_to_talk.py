"""« I need to talk » reaches the referent whom the page names, and nobody else, whoever becomes referent later."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse

from cada_peers.accounts.models import User
from cada_peers.journal.models import Entry
from cada_peers.ui.waiting import waiting_for
from peerhelpers import actions
from peerhelpers.models import TalkRequest
from residents.actions import start_interview
from tests.cast import Cast
from tests.conftest import SignIn
from tests.peerhelpers.owners import nour_in_trial, samim_approved

TALK = reverse("peerhelpers:talk")
WORDS = "je dors mal depuis l’atelier"


@pytest.fixture
def asked(cast: Cast) -> TalkRequest:
    return actions.ask_to_talk(peer_helper=nour_in_trial(cast), of=cast.helene, words=WORDS, by=cast.nour_account)


def page_of(asked: TalkRequest) -> str:
    return reverse("peerhelpers:talk_request", args=[asked.pk])


def send_on(asked: TalkRequest) -> str:
    return reverse("peerhelpers:send_talk_on", args=[asked.pk])


def refer_to(asked: TalkRequest, referent: User | None, *, by: User) -> None:
    file = asked.peer_helper
    named = {"chosen_name": file.chosen_name, "form_of_address": file.form_of_address, "referent": referent}
    actions.change_file(peer_helper=file, by=by, **named)


def test_words_are_optional(cast: Cast, sign_in: SignIn) -> None:
    nour_in_trial(cast)
    assert sign_in(cast.nour_account).post(TALK, {"words": "", "of": cast.helene.pk}).status_code == 302
    assert TalkRequest.objects.get().words == ""


def test_whoever_asks_to_talk_comes_before_the_papers_of_the_day(cast: Cast, asked: TalkRequest) -> None:
    start_interview(resident=cast.samim, kind="reception", by=cast.helene)
    first, second, *_others = waiting_for(cast.helene, cast.helene.postings.get())
    assert (first.label, first.urgency) == (f"{cast.nour.called} asks to talk with you", second.urgency)


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


def test_a_manager_who_becomes_the_referent_reads_nothing_of_what_was_sent_before(
    cast: Cast, asked: TalkRequest, sign_in: SignIn
) -> None:
    refer_to(asked, cast.marc, by=cast.marc)
    marc = sign_in(cast.marc)
    assert marc.get(page_of(asked)).status_code == 404
    assert "asks to talk" not in marc.get(reverse("home")).content.decode()
    assert str(asked.pk) not in marc.get(reverse("peerhelpers:detail", args=[asked.peer_helper_id])).content.decode()
    assert sign_in(cast.helene).get(page_of(asked)).status_code == 200


def test_the_person_alone_sends_it_on_to_who_accompanies_them_now(
    cast: Cast, asked: TalkRequest, sign_in: SignIn
) -> None:
    refer_to(asked, cast.karim, by=cast.claire)
    nour = sign_in(cast.nour_account)
    assert "do you want to send it to them?" in nour.get(reverse("peerhelpers:my_page")).content.decode()
    assert "Send it to Karim" in nour.get(TALK).content.decode()
    assert nour.post(send_on(asked), {"of": cast.karim.pk}).status_code == 302
    assert WORDS in sign_in(cast.karim).get(page_of(asked)).content.decode()
    assert sign_in(cast.helene).get(page_of(asked)).status_code == 404
    assert "Send it to Karim" not in nour.get(TALK).content.decode()


@pytest.mark.parametrize("name", ["karim", "helene", "marc"])
def test_nobody_else_sends_it_on(cast: Cast, asked: TalkRequest, name: str) -> None:
    refer_to(asked, cast.karim, by=cast.claire)
    with pytest.raises(PermissionDenied):
        actions.send_talk_on(talk_request=asked, of=cast.karim, by=getattr(cast, name))


def test_what_was_seen_goes_to_nobody_else(cast: Cast, asked: TalkRequest, sign_in: SignIn) -> None:
    actions.mark_talk_seen(talk_request=asked, by=cast.helene)
    refer_to(asked, cast.karim, by=cast.claire)
    with pytest.raises(ValidationError, match="seen meanwhile"):
        actions.send_talk_on(talk_request=asked, of=cast.karim, by=cast.nour_account)
    assert "Send it to" not in sign_in(cast.nour_account).get(TALK).content.decode()


def test_written_to_one_it_is_not_sent_to_another_who_was_named_meanwhile(
    cast: Cast, asked: TalkRequest, sign_in: SignIn
) -> None:
    refer_to(asked, cast.marc, by=cast.marc)
    nour = sign_in(cast.nour_account)
    page = nour.post(TALK, {"words": "about the manager", "of": cast.helene.pk}).content.decode()
    assert "who accompanies you has changed" in page
    assert "about the manager" in page
    assert f'name="of" value="{cast.marc.pk}"' in page, "the second time, the page says to whom it goes"
    nour.post(send_on(asked), {"of": cast.helene.pk})
    assert TalkRequest.objects.get().asked_of == cast.helene


def test_sent_without_a_referent_it_waits_until_the_person_says_who_reads_it(cast: Cast, sign_in: SignIn) -> None:
    file = nour_in_trial(cast)
    cast.helene.postings.update(ends_on="2026-01-01")
    nour = sign_in(cast.nour_account)
    assert "Nobody accompanies you" in nour.get(TALK).content.decode()
    nour.post(TALK, {"words": WORDS, "of": ""})
    asked = TalkRequest.objects.get(peer_helper=file)
    assert "Send it to" not in nour.get(TALK).content.decode(), "there is nobody to send it to"
    refer_to(asked, cast.marc, by=cast.marc)
    assert sign_in(cast.marc).get(page_of(asked)).status_code == 404
    assert "Send it to Marc" in nour.get(TALK).content.decode()


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
        client.post(TALK, {"words": WORDS, "of": cast.helene.pk})
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
        actions.ask_to_talk(peer_helper=file, of=cast.helene, words="", by=samim)


@pytest.mark.parametrize("words", ["x" * 1_000_000, "a\x00b", "x\n" * 100])
def test_a_text_that_cannot_be_kept_is_said_and_nothing_is_written(cast: Cast, sign_in: SignIn, words: str) -> None:
    nour_in_trial(cast)
    response = sign_in(cast.nour_account).post(TALK, {"words": words, "of": cast.helene.pk})
    assert response.status_code == 200
    assert "invalid-feedback" in response.content.decode()
    assert not TalkRequest.objects.exists()

"""To read the notes of one's own interviews is asked of somebody who may read them, whoever carries the file."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from cada_peers.accounts.models import User
from peerhelpers import actions
from peerhelpers.models import PeerHelper, TalkRequest
from residents.actions import keep_apart, start_interview
from residents.models import Interview, Resident
from residents.staff import who_reads_notes
from tests.cast import Cast
from tests.conftest import SignIn
from tests.peerhelpers.owners import nour_in_trial

ASK = reverse("peerhelpers:ask_for_notes")


@pytest.fixture
def file(cast: Cast) -> PeerHelper:
    """Karim carries the file of the peer helper; Hélène is the resident's referent, and led the interview."""
    start_interview(resident=cast.nour, kind="reception", by=cast.helene)
    file = nour_in_trial(cast)
    PeerHelper.objects.filter(pk=file.pk).update(referent=cast.karim)
    file.refresh_from_db()
    return file


@pytest.fixture
def nour(cast: Cast, file: PeerHelper, sign_in: SignIn) -> Client:
    return sign_in(cast.nour_account)


def test_with_two_referents_it_goes_to_the_one_who_may_read_the_notes(
    cast: Cast, nour: Client, sign_in: SignIn
) -> None:
    assert not Interview.objects.visible_to(cast.karim).exists()
    page = nour.get(ASK).content.decode()
    assert "<strong>Hélène</strong>" in page
    assert "Karim" not in page
    nour.post(ASK, {"of": cast.helene.pk, "words": "en arabe"})
    asked = TalkRequest.objects.get()
    assert (asked.asked_of, asked.about_notes) == (cast.helene, True)
    address, helene = reverse("peerhelpers:talk_request", args=[asked.pk]), sign_in(cast.helene)
    assert "Nour B. asks to read their notes with you" in helene.get(reverse("home")).content.decode()
    page = helene.get(address).content.decode()
    assert "en arabe" in page
    assert reverse("residents:detail", args=[cast.nour.pk]) in page
    assert sign_in(cast.karim).get(address).status_code == 404


def test_it_is_not_sent_on_to_whoever_carries_the_file(cast: Cast, file: PeerHelper, nour: Client) -> None:
    said = {"peer_helper": file, "words": "", "by": cast.nour_account}
    asked = actions.ask_to_talk(of=cast.helene, about_notes=True, **said)
    assert "do you want to send it to them?" not in nour.get(reverse("peerhelpers:my_page")).content.decode()
    with pytest.raises(PermissionDenied):
        actions.send_talk_on(talk_request=asked, of=cast.karim, by=cast.nour_account)
    assert "who accompanies you has changed" in nour.post(ASK, {"of": cast.karim.pk}).content.decode()
    assert TalkRequest.objects.get() == asked


def read_by(resident: Resident) -> User | None:
    resident.refresh_from_db()
    return who_reads_notes(resident)


def test_whoever_it_goes_to_may_read_every_one_of_them(cast: Cast, file: PeerHelper) -> None:
    """The referent; without one, whoever led them all; of several authors or an author who left, the management."""
    every = Interview.objects.filter(resident=cast.nour)
    assert read_by(cast.nour) == cast.helene
    Resident.objects.filter(pk=cast.nour.pk).update(referent=None)
    assert read_by(cast.nour) == cast.helene
    keep_apart(one=cast.nour, other=cast.claire, by=cast.marc)
    start_interview(resident=cast.nour, kind="follow_up", by=cast.karim)
    assert read_by(cast.nour) == cast.marc, "not Claire, from whom she is kept apart"
    every.filter(author=cast.karim).delete()
    cast.helene.postings.update(ends_on="2024-06-01")
    assert read_by(cast.nour) == cast.marc
    assert set(Interview.objects.visible_to(cast.marc).filter(resident=cast.nour)) == set(every)
    cast.marc.postings.update(ends_on="2024-06-01")
    assert read_by(cast.nour) is None

"""One's own pages show one's own records, to oneself."""

import pytest
from django.test import Client
from django.urls import reverse

from cada_peers.journal.models import Entry
from peerhelpers import actions
from peerhelpers.models import PeerHelper
from tests.cast import Cast
from tests.conftest import SignIn
from tests.peerhelpers.owners import nour_in_trial, samim_approved
from tests.peerhelpers.steps import a_meeting, a_meeting_done, an_accepted_mission

PAGES = ["my_page", "my_missions", "my_papers", "talk", "pause_or_stop", "stop_for_good", "who_read"]


@pytest.fixture
def nour(cast: Cast, sign_in: SignIn) -> Client:
    nour_in_trial(cast)
    return sign_in(cast.nour_account)


@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_and_writes_one_line(nour: Client, page: str) -> None:
    before = Entry.objects.count()
    assert nour.get(reverse(f"peerhelpers:{page}")).status_code == 200
    assert Entry.objects.count() == before + 1


@pytest.mark.parametrize("page", PAGES)
def test_someone_without_a_file_finds_a_calm_page(cast: Cast, sign_in: SignIn, page: str) -> None:
    response = sign_in(cast.nour_account).get(reverse(f"peerhelpers:{page}"))
    assert response.status_code == 200
    assert "Nothing here yet" in response.content.decode()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", ["claire", "helene", "mireille", "siege", "admin"])
def test_these_pages_are_for_peer_helpers_only(cast: Cast, sign_in: SignIn, page: str, name: str) -> None:
    assert sign_in(getattr(cast, name)).get(reverse(f"peerhelpers:{page}")).status_code == 403


def test_what_is_proposed_for_my_cards_is_one_press_away(nour: Client) -> None:
    html = nour.get(reverse("peerhelpers:my_page")).content.decode()
    assert f'href="{reverse("residents:my_introductions")}"' in html


def test_large_letters_and_a_way_to_talk_on_every_page(nour: Client) -> None:
    for page in PAGES:
        html = nour.get(reverse(f"peerhelpers:{page}")).content.decode()
        assert 'class="roomy"' in html
        assert "I need to talk" in html


def test_one_helper_reaches_nothing_of_another(cast: Cast, sign_in: SignIn) -> None:
    file = nour_in_trial(cast)
    meeting = a_meeting(an_accepted_mission(cast, file).mission, cast.helene, days=-1)
    participation, assignment = meeting.participations.get(), file.assignments.get()
    _, samim = samim_approved(cast)
    client = sign_in(samim)
    reads = [("tell_meeting", participation.pk), ("my_paper", file.commitments.first().paper_id)]
    writes = [
        ("accept_my_mission", assignment.pk),
        ("decline_my_mission", assignment.pk),
        ("come_to_meeting", participation.pk),
        ("skip_meeting", participation.pk),
        ("tell_meeting", participation.pk),
    ]
    assert {client.get(reverse(f"peerhelpers:{name}", args=[key])).status_code for name, key in reads} == {404}
    assert {client.post(reverse(f"peerhelpers:{name}", args=[key])).status_code for name, key in writes} == {404}
    assert "Nour" not in "".join(client.get(reverse(f"peerhelpers:{page}")).content.decode() for page in PAGES)


def test_one_helper_does_not_switch_off_the_verification_of_another(cast: Cast, sign_in: SignIn) -> None:
    nour_in_trial(cast)
    file, _ = samim_approved(cast)
    credential = actions.issue_badge(peer_helper=file, by=cast.claire).credential
    hide = reverse("peerhelpers:hide_my_verification", args=[credential.pk])
    assert sign_in(cast.nour_account).post(hide).status_code == 404
    credential.refresh_from_db()
    assert credential.hidden_at is None


def test_an_ended_posting_closes_the_pages_at_once(cast: Cast, nour: Client) -> None:
    cast.nour_account.postings.update(ends_on="2026-01-01")
    assert nour.get(reverse("peerhelpers:my_page")).status_code == 403


def test_who_came_back_finds_the_new_file_and_keeps_the_former_papers(cast: Cast, sign_in: SignIn) -> None:
    first = nour_in_trial(cast)
    actions.stop(peer_helper=first, by=cast.nour_account)
    actions.identify(resident=cast.nour, why="", by=cast.helene)
    client = sign_in(cast.nour_account)
    assert "looking together" in client.get(reverse("peerhelpers:my_page")).content.decode()
    papers = client.get(reverse("peerhelpers:my_papers")).content.decode()
    assert str(first.commitments.first().paper_id) in papers


def test_who_read_my_file_says_it_in_words(cast: Cast, nour: Client, sign_in: SignIn) -> None:
    file = PeerHelper.objects.get(resident=cast.nour)
    sign_in(cast.claire).get(reverse("peerhelpers:detail", args=[file.pk]))
    page = nour.get(reverse("peerhelpers:who_read")).content.decode()
    assert "Claire" in page
    assert "Opened your file" in page
    assert "Own page opened" not in page, "one's own readings are not worth a line here"


def test_who_read_my_file_shows_no_line_about_another(cast: Cast, nour: Client, sign_in: SignIn) -> None:
    other, _ = samim_approved(cast)
    sign_in(cast.marc).get(reverse("peerhelpers:detail", args=[other.pk]))
    assert "Marc" not in nour.get(reverse("peerhelpers:who_read")).content.decode()


def test_the_next_meeting_comes_first_and_the_last_one_is_asked_about(cast: Cast, nour: Client) -> None:
    file = PeerHelper.objects.get(resident=cast.nour)
    mission = an_accepted_mission(cast, file, "Revue de presse").mission
    a_meeting(mission, cast.helene, days=-2)
    a_meeting(mission, cast.helene, days=1)
    page = nour.get(reverse("peerhelpers:my_page")).content.decode()
    assert page.index("Tomorrow") < page.index("how was it?")


def test_a_meeting_already_told_is_not_asked_again(cast: Cast, nour: Client) -> None:
    a_meeting_done(cast, PeerHelper.objects.get(resident=cast.nour))
    assert "how was it?" not in nour.get(reverse("peerhelpers:my_page")).content.decode()

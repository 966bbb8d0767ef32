"""A file begins with someone of the team, about an adult of the house, once at a time."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from cada_peers.journal.models import Entry
from peerhelpers import actions
from peerhelpers.models import PeerHelper
from peerhelpers.models.helper import Status
from residents.actions import confirm_interview, save_interview, start_interview
from tests.cast import Cast, a_card
from tests.conftest import SignIn
from tests.peerhelpers import steps


def test_a_file_begins_as_a_candidate_with_the_residents_referent(cast: Cast) -> None:
    peer_helper = actions.identify(resident=cast.nour, why="à l’écoute", by=cast.karim)
    assert (peer_helper.status, peer_helper.referent) == (Status.CANDIDATE, cast.helene)
    assert peer_helper.chosen_name == "Nour"
    assert Entry.objects.get(event="peerhelpers.identified").subject_id == peer_helper.pk


def test_whoever_identifies_someone_without_a_referent_becomes_it(cast: Cast) -> None:
    cast.nour.referent = None
    cast.nour.save()
    assert actions.identify(resident=cast.nour, why="x", by=cast.karim).referent == cast.karim


def test_nobody_is_identified_before_18(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="18"):
        actions.identify(resident=cast.petit, why="x", by=cast.helene)
    assert not PeerHelper.objects.exists()


def test_one_open_file_at_a_time(cast: Cast) -> None:
    steps.a_candidate(cast)
    with pytest.raises(ValidationError, match="already has a file"):
        actions.identify(resident=cast.nour, why="x", by=cast.helene)
    with pytest.raises(IntegrityError), transaction.atomic():
        PeerHelper.objects.create(centre=cast.tilleuls, resident=cast.nour, chosen_name="Nour")


def test_someone_who_stopped_and_comes_back_gets_a_new_file(cast: Cast) -> None:
    first = steps.a_candidate(cast)
    actions.end_status(peer_helper=first, reason="de son choix", by=cast.claire)
    second = actions.identify(resident=cast.nour, why="revient", by=cast.helene)
    assert second.pk != first.pk
    assert cast.nour.peer_helper_files.count() == 2


@pytest.mark.parametrize("name", ["mireille", "nour_account", "siege", "admin", "victor", "lou"])
def test_only_the_team_of_the_centre_identifies(cast: Cast, name: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.identify(resident=cast.nour, why="x", by=getattr(cast, name))


def test_the_page_opens_the_file(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.helene)
    response = client.post(reverse("peerhelpers:identify", args=[cast.nour.pk]), {"why": "calme 🙂"})
    peer_helper = PeerHelper.objects.get()
    assert response.url == reverse("peerhelpers:detail", args=[peer_helper.pk])
    assert peer_helper.why == "calme 🙂"


@pytest.mark.parametrize(
    ("why", "sentence"),
    [("", "field"), ("a" * 1_000_000, "at most 500"), ("a\x00b", "Null"), ("x\n" * 60, "lines")],
)
def test_a_text_that_cannot_be_kept_is_said_beside_its_field(
    cast: Cast, sign_in: SignIn, why: str, sentence: str
) -> None:
    response = sign_in(cast.helene).post(reverse("peerhelpers:identify", args=[cast.nour.pk]), {"why": why})
    assert response.status_code == 200
    assert sentence in " ".join(response.context["form"].errors["why"])
    assert response.context["form"]["why"].value() == why
    assert not PeerHelper.objects.exists()


def test_the_page_says_that_a_child_waits_and_that_a_file_is_there(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.helene)
    response = client.post(reverse("peerhelpers:identify", args=[cast.petit.pk]), {"why": "curieux"})
    assert "before the age of 18" in response.content.decode()
    peer_helper = steps.a_candidate(cast)
    response = client.get(reverse("peerhelpers:identify", args=[cast.nour.pk]))
    assert reverse("peerhelpers:detail", args=[peer_helper.pk]) in response.content.decode()


def test_a_neighbours_resident_is_not_found(cast: Cast, sign_in: SignIn) -> None:
    path = reverse("peerhelpers:identify", args=[cast.voisin.pk])
    assert sign_in(cast.helene).get(path).status_code == 404


@pytest.mark.parametrize("page", ["list", "detail", "interview", "read", "card"])
def test_could_be_a_peer_helper_is_one_press_away_at_any_moment_of_the_stay(
    cast: Cast, sign_in: SignIn, page: str
) -> None:
    interview = start_interview(resident=cast.samim, kind="reception", by=cast.helene)
    if page == "read":
        save_interview(interview=interview, likes="Les enfants", by=cast.helene)
        confirm_interview(interview=interview, by=cast.helene)
    keys = {"list": [], "detail": [cast.samim.pk]}
    if page == "card":
        keys["card"] = [a_card(cast.samim, by=cast.helene).pk]
    address = reverse(f"residents:{'interview' if page == 'read' else page}", args=keys.get(page, [interview.pk]))
    body = sign_in(cast.helene).get(address).content.decode()
    assert f'href="{reverse("peerhelpers:identify", args=[cast.samim.pk])}"' in body


def test_on_a_card_it_is_proposed_to_staff_only_and_once(cast: Cast, sign_in: SignIn) -> None:
    address = reverse("residents:card", args=[a_card(cast.samim, by=cast.helene).pk])
    identify = reverse("peerhelpers:identify", args=[cast.samim.pk])
    assert identify not in sign_in(cast.mireille).get(address).content.decode()
    demand = reverse("residents:card", args=[a_card(cast.samim, by=cast.helene, kind="demand").pk])
    assert identify not in sign_in(cast.helene).get(demand).content.decode()
    steps.a_candidate(cast, cast.samim)
    assert identify not in sign_in(cast.helene).get(address).content.decode()


def test_it_is_not_proposed_for_somebody_who_is_not_18_yet(cast: Cast, sign_in: SignIn) -> None:
    body = sign_in(cast.helene).get(reverse("residents:list")).content.decode()
    assert reverse("peerhelpers:identify", args=[cast.petit.pk]) not in body

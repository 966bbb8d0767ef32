"""The helper's account: opened from the file, by invitation, tied to the right person."""

import time

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from cada_peers.accounts.actions import accept_invitation
from cada_peers.accounts.models import Invitation, User
from cada_peers.accounts.roles import Role
from cada_peers.journal.models import Entry
from peerhelpers import actions
from peerhelpers.models import PeerHelper
from tests.cast import Cast
from tests.conftest import SignIn
from tests.peerhelpers.owners import nour_in_trial
from tests.peerhelpers.steps import a_candidate

ADDRESS = "samim.azizi@mail.example"


@pytest.fixture
def file(cast: Cast) -> PeerHelper:
    return a_candidate(cast, cast.samim)


def test_the_invitation_leads_to_the_persons_own_page(cast: Cast, file: PeerHelper, sign_in: SignIn) -> None:
    invitation = actions.open_account(peer_helper=file, email=ADDRESS, by=cast.claire)
    assert (invitation.posting.role, invitation.posting.centre) == (Role.PEER_HELPER, cast.tilleuls)
    accept_invitation(invitation=invitation, full_name="Samim", password="une phrase bien à moi")
    page = sign_in(User.objects.get(email=ADDRESS)).get(reverse("peerhelpers:my_page"))
    assert "Hello Samim" in page.content.decode()


def test_the_mail_says_neither_who_nor_where(
    cast: Cast, file: PeerHelper, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        actions.open_account(peer_helper=file, email=ADDRESS, by=cast.claire)
    (message,) = mail.outbox
    assert message.to == [ADDRESS]
    said = f"{message.subject} {message.body}".casefold()
    assert [word for word in ("samim", "tilleuls", "pair-aid", "cada", "asile") if word in said] == []


def test_the_page_behind_the_link_does_not_tell_a_stranger_who_was_meant(
    cast: Cast, file: PeerHelper, client: Client
) -> None:
    """A mistyped address leads somebody else there: they read a role and a neutral place, and no name."""
    invitation = actions.open_account(peer_helper=file, email="samin.azizi@mail.example", by=cast.claire)
    page = client.get(invitation.link.removeprefix(settings.PUBLIC_ADDRESS)).content.decode()
    assert 'name="full_name"' in page
    assert [name for name in ("Samim", "Azizi") if name in page] == []


def test_a_mistyped_address_is_corrected_and_the_first_link_no_longer_opens(cast: Cast, file: PeerHelper) -> None:
    first = actions.open_account(peer_helper=file, email="samin.azizi@mail.example", by=cast.claire)
    second = actions.open_account(peer_helper=file, email=ADDRESS, by=cast.claire)
    first.refresh_from_db()
    cast.samim.refresh_from_db()
    assert first.withdrawn_at
    assert cast.samim.account == second.user != first.user


def test_an_old_sign_in_is_asked_again_and_nobody_is_invited(cast: Cast, file: PeerHelper, sign_in: SignIn) -> None:
    client, page = sign_in(cast.claire), reverse("peerhelpers:open_account", args=[file.pk])
    with time_machine.travel(time.time() + 301):
        answers = [client.get(page), client.post(page, {"email": "stranger@mail.example"})]
    assert [answer.headers["location"] for answer in answers] == [f"/account/reauthenticate/?next={page}"] * 2
    assert not Invitation.objects.filter(user__email="stranger@mail.example").exists()
    cast.samim.refresh_from_db()
    assert cast.samim.account is None


def test_the_same_address_gets_a_new_link(cast: Cast, file: PeerHelper, sign_in: SignIn) -> None:
    client, page = sign_in(cast.claire), reverse("peerhelpers:open_account", args=[file.pk])
    for _ in range(2):
        assert client.post(page, {"email": ADDRESS}).status_code == 302
    assert Invitation.objects.pending().filter(user__email=ADDRESS).count() == 1


def test_someone_elses_address_is_refused_beside_the_field(cast: Cast, file: PeerHelper) -> None:
    kelvin = cast.karim.email.replace("k", "\N{KELVIN SIGN}")
    for taken in (cast.helene.email, cast.nour_account.email.upper(), cast.lou.email, kelvin):
        with pytest.raises(ValidationError) as refusal:
            actions.open_account(peer_helper=file, email=taken, by=cast.claire)
        assert set(refusal.value.error_dict) == {"email"}
    cast.samim.refresh_from_db()
    assert cast.samim.account is None


def test_an_address_that_is_known_leaves_a_line_that_does_not_say_which(
    cast: Cast, file: PeerHelper, sign_in: SignIn
) -> None:
    """Otherwise one could try address after address, and nobody would see it."""
    client, page = sign_in(cast.claire), reverse("peerhelpers:open_account", args=[file.pk])
    for tried in (cast.lou.email, cast.victor.email):
        assert "email" in client.post(page, {"email": tried}).context["form"].errors
    refused = Entry.objects.filter(event="peerhelpers.address_refused")
    told = {"actor_id": cast.claire.pk, "subject_id": file.pk, "centre_id": cast.tilleuls.pk, "amount": None}
    assert list(refused.values(*told)) == [told] * 2
    assert not Entry.objects.filter(subject_id__in=[cast.lou.pk, cast.victor.pk]).exclude(actor_id=None).exists()
    assert client.get(reverse("journal:list")).content.decode().count("because it opens another account") >= 2
    assert client.post(page, {"email": ADDRESS}).status_code == 302
    assert refused.count() == 2


def test_an_account_that_is_used_is_not_opened_again(cast: Cast) -> None:
    file = nour_in_trial(cast)
    with pytest.raises(ValidationError, match="already has an account"):
        actions.open_account(peer_helper=file, email=ADDRESS, by=cast.claire)


@pytest.mark.parametrize("name", ["helene", "mireille", "victor", "nour_account"])
def test_only_whoever_invites_members_opens_it(cast: Cast, file: PeerHelper, name: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.open_account(peer_helper=file, email=ADDRESS, by=getattr(cast, name))


@pytest.mark.parametrize("typed", ["", "samim", "a@b", "x" * 300 + "@mail.example", "a\x00@mail.example"])
def test_an_address_that_is_none_is_said_beside_its_field(
    cast: Cast, file: PeerHelper, sign_in: SignIn, typed: str
) -> None:
    page = reverse("peerhelpers:open_account", args=[file.pk])
    assert "email" in sign_in(cast.claire).post(page, {"email": typed}).context["form"].errors

"""Management invites its own centre; the link works once, for seven days; nothing personal travels by mail."""

import hashlib
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from cada_peers.accounts.access import centres_where, forget, sync_rights
from cada_peers.accounts.actions import accept_invitation, invite, resend_invitation, withdraw_invitation
from cada_peers.accounts.models import Invitation, User
from cada_peers.accounts.permissions import Permission
from cada_peers.accounts.roles import Role
from cada_peers.journal.models import Entry
from tests.cast import Cast
from tests.conftest import SignIn

NADIA = {"email": "Nadia@Pairs.example", "full_name": "Nadia Perrin", "role": Role.SOCIAL_WORKER}
CHOSEN = {"full_name": "Nadia Perrin", "password1": "la lune est pleine", "password2": "la lune est pleine"}


def path(invitation: Invitation) -> str:
    return invitation.link.removeprefix("http://127.0.0.1:8000")


def accept(invitation: Invitation, **typed: str) -> Client:
    client = Client()
    client.post(path(invitation), CHOSEN | typed)
    return client


def test_an_invitation_opens_an_account_and_its_access(cast: Cast) -> None:
    invitation = invite(**NADIA, centre=cast.tilleuls, by=cast.claire)
    client = accept(invitation)
    nadia = User.objects.get(email="nadia@pairs.example")
    assert centres_where(nadia, Permission.VIEW_RESIDENTS) == {cast.tilleuls.pk}
    assert client.session["_auth_user_id"] == str(nadia.pk)
    assert client.get("/").headers["location"] == "/account/second-factor/set-up/"
    events = list(Entry.objects.filter(subject_id=nadia.pk).order_by("id").values_list("event", flat=True))
    assert events == ["accounts.invited", "accounts.invitation_accepted", "accounts.signed_in"]


def test_nothing_is_open_before_it_is_accepted(cast: Cast) -> None:
    invitation = invite(**NADIA | {"email": cast.mireille.email}, centre=cast.tilleuls, by=cast.claire)
    sync_rights([cast.mireille])  # as each sign-in does
    assert not centres_where(cast.mireille, Permission.VIEW_RESIDENTS)
    Client().post(path(invitation))
    forget(cast.mireille)
    assert centres_where(cast.mireille, Permission.VIEW_RESIDENTS) == {cast.tilleuls.pk}


def test_the_mail_says_neither_who_nor_where(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invitation = invite(**NADIA, centre=cast.tilleuls, by=cast.claire)
    message = mail.outbox[0]
    assert (message.subject, message.to) == ("Pairs", ["nadia@pairs.example"])
    assert invitation.link in message.body
    said = message.body.replace(invitation.link, "").lower()
    assert not [word for word in ("nadia", "claire", "tilleuls", "nord", "social", "cada") if word in said]


def test_only_the_digest_of_the_link_is_kept(cast: Cast) -> None:
    invitation = invite(**NADIA, centre=cast.tilleuls, by=cast.claire)
    token = path(invitation).split("/")[-2]
    kept = Invitation.objects.get(pk=invitation.pk).token_digest
    assert kept == hashlib.sha256(token.encode()).hexdigest()
    assert len(token) >= 43


def test_a_link_works_once(cast: Cast) -> None:
    invitation = invite(**NADIA, centre=cast.tilleuls, by=cast.claire)
    accept(invitation)
    thief = accept(invitation, password1="une autre phrase", password2="une autre phrase")
    assert "_auth_user_id" not in thief.session
    assert User.objects.get(email="nadia@pairs.example").check_password(CHOSEN["password1"])


def test_two_browsers_that_open_one_link_at_once_make_one_account(cast: Cast) -> None:
    invitation = invite(**NADIA, centre=cast.tilleuls, by=cast.claire)
    read_by_the_other = Invitation.objects.get(pk=invitation.pk)
    accept_invitation(invitation=invitation, full_name="Nadia", password="la lune est pleine")
    with pytest.raises(ValidationError):
        accept_invitation(invitation=read_by_the_other, full_name="Thief", password="une autre phrase")
    assert User.objects.get(email="nadia@pairs.example").check_password("la lune est pleine")


def test_a_link_works_for_seven_days(cast: Cast) -> None:
    invitation = invite(**NADIA, centre=cast.tilleuls, by=cast.claire)
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert "_auth_user_id" not in accept(invitation).session
    assert "_auth_user_id" in accept(invitation).session


def test_a_withdrawn_link_opens_nothing_and_one_may_invite_again(cast: Cast) -> None:
    invitation = invite(**NADIA, centre=cast.tilleuls, by=cast.claire)
    withdraw_invitation(invitation=invitation, by=cast.claire)
    assert "_auth_user_id" not in accept(invitation).session
    again = invite(**NADIA, centre=cast.tilleuls, by=cast.claire)
    assert "_auth_user_id" in accept(again).session


def test_a_link_sent_again_replaces_the_first(cast: Cast) -> None:
    first = invite(**NADIA, centre=cast.tilleuls, by=cast.claire)
    old_path = path(first)
    second = resend_invitation(invitation=first, by=cast.claire)
    assert Client().get(old_path).status_code == 404
    assert Client().get(path(second)).status_code == 200


def test_an_existing_account_keeps_its_password_and_name(cast: Cast) -> None:
    invitation = invite(**NADIA | {"email": cast.victor.email}, centre=cast.tilleuls, by=cast.claire)
    client = accept(invitation, password1="volée par quelqu’un", password2="volée par quelqu’un")
    cast.victor.refresh_from_db()
    assert cast.victor.full_name == "Victor"
    assert not cast.victor.check_password("volée par quelqu’un")
    assert "_auth_user_id" not in client.session


def test_inviting_someone_known_elsewhere_shows_nothing_of_it(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.claire)
    pages = []
    for email in (cast.lou.email, "inconnu@pairs.example"):
        typed = {"email": email, "full_name": "Camille", "role": "volunteer"}
        answer = client.post("/account/members/invite/", typed, follow=True)
        pages.append(answer.content.decode())
    assert ["The invitation is on its way." in page for page in pages] == [True, True]
    assert not [page for page in pages if ">Lou<" in page]


@pytest.mark.parametrize("role", [Role.HEAD_OFFICE, Role.PLATFORM_ADMIN, Role.PEER_HELPER, "king"])
def test_the_form_gives_no_other_role(cast: Cast, sign_in: SignIn, role: str) -> None:
    before = Invitation.objects.count()
    typed = {"email": "x@pairs.example", "full_name": "X", "role": role}
    answer = sign_in(cast.claire).post("/account/members/invite/", typed)
    assert answer.status_code == 200
    assert Invitation.objects.count() == before


@pytest.mark.parametrize("who", ["helene", "mireille", "nour_account", "siege", "victor", "lou"])
def test_nobody_else_invites_into_this_centre(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        invite(**NADIA, centre=cast.tilleuls, by=cast.everyone[who])


def test_someone_who_is_already_here_is_not_invited_twice(cast: Cast, sign_in: SignIn) -> None:
    with pytest.raises(ValidationError):
        invite(**NADIA | {"email": cast.karim.email}, centre=cast.tilleuls, by=cast.claire)
    typed = {"email": cast.karim.email, "full_name": "Karim", "role": "social_worker"}
    answer = sign_in(cast.claire).post("/account/members/invite/", typed)
    assert "already holds this role here" in answer.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {"email": "not an address", "full_name": "X"},
        {"email": "x@pairs.example", "full_name": "a\x00b"},
        {"email": f"{'x' * 300}@pairs.example", "full_name": "X"},
        {"email": "x@pairs.example", "full_name": "é" * 1_000_000},
        {"email": "", "full_name": ""},
    ],
)
def test_bad_input_is_told_beside_the_field_and_nothing_is_half_written(
    cast: Cast, sign_in: SignIn, typed: dict
) -> None:
    before = User.objects.count()
    answer = sign_in(cast.claire).post("/account/members/invite/", typed | {"role": "volunteer"})
    assert answer.status_code == 200
    assert "is-invalid" in answer.content.decode()
    assert User.objects.count() == before


def test_a_mail_that_does_not_leave_is_told_and_the_invitation_stays(
    cast: Cast,
    sign_in: SignIn,
    settings: object,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    invitation = invite(**NADIA, centre=cast.tilleuls, by=cast.claire)
    with pytest.raises(OSError, match="refused"), django_capture_on_commit_callbacks(execute=True):
        resend_invitation(invitation=invitation, by=cast.claire)
    assert Invitation.objects.pending().filter(pk=invitation.pk).exists()


def test_a_stranger_reads_only_where_the_door_leads(cast: Cast) -> None:
    invitation = invite(**NADIA, centre=cast.tilleuls, by=cast.claire)
    page = Client().get(path(invitation)).content.decode()
    assert "Les Tilleuls" in page
    assert "Association du Nord" not in page
    assert "Valmont" not in page

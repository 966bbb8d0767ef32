"""The second factor is not optional for staff, works once, and nothing goes around it."""

import time

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from cada_peers.accounts.models import User
from tests.access.addresses import ALL, FIXED, Address
from tests.accounts.codes import code, enrol, spare_codes, type_code, type_password
from tests.cast import PASSWORD, Cast
from tests.conftest import SignIn

# Set up, prove, say again who one is, leave, choose the language: nothing else.
OPEN_WITHOUT = {
    "mfa_activate_totp",
    "mfa_reauthenticate",
    "account_reauthenticate",
    "account_logout",
    "set_language",
}
NOWHERE = "00000000-0000-4000-8000-000000000000"


def path_of(address: Address) -> str:
    if address.name in FIXED:
        return reverse(address.name, kwargs=FIXED[address.name])
    return address.path_of_nobody(NOWHERE)


@pytest.mark.parametrize("enrolled", [False, True])
@pytest.mark.parametrize("role", ["claire", "karim", "siege", "admin"])
def test_with_the_password_only_every_address_leads_to_the_second_factor(cast: Cast, role: str, enrolled: bool) -> None:
    """Such a session exists before the first enrolment, or while another browser enrols."""
    client = type_password(cast.everyone[role])
    if enrolled:
        enrol(cast.everyone[role])
    door = reverse("mfa_reauthenticate" if enrolled else "mfa_activate_totp")
    guarded = [address for address in ALL if address.name not in OPEN_WITHOUT]
    opened = []
    for address in guarded:
        for method in ("get", "post"):
            answer = getattr(client, method)(path_of(address))
            if answer.status_code != 302 or answer.headers["location"] != door:
                opened.append(f"{method} {address.name}: {answer.status_code}")
    assert opened == []
    assert len(guarded) > 20


def test_a_volunteer_needs_no_second_factor(cast: Cast) -> None:
    assert type_password(cast.mireille).get("/").status_code == 200


def set_up(client: Client) -> str:
    """Enrol in this browser as a person does; the secret."""
    client.get("/account/second-factor/set-up/")
    secret = client.session["mfa.totp.secret"]
    answer = client.post("/account/second-factor/set-up/", {"code": code(secret)})
    assert answer.headers["location"] == reverse("mfa_view_recovery_codes")
    return secret


def test_setting_it_up_opens_the_session_and_changes_its_key(cast: Cast) -> None:
    client = type_password(cast.claire)
    key = client.session.session_key
    set_up(client)
    assert client.session.session_key != key
    assert client.get("/").status_code == 200


def test_the_spare_codes_are_shown_once(cast: Cast) -> None:
    client = type_password(cast.claire)
    set_up(client)
    code_shown = spare_codes(cast.claire)[0]
    pages = [client.get("/account/second-factor/spare-codes/").content.decode() for _ in range(2)]
    assert [code_shown in page for page in pages] == [True, False]


def test_password_then_code_signs_in_with_a_new_key(cast: Cast) -> None:
    secret = enrol(cast.claire)
    client = type_password(cast.claire)
    before = client.session.session_key
    assert type_code(client, code(secret))
    assert client.session.session_key != before
    assert client.get("/").status_code == 200


def test_a_slow_thumb_is_forgiven_one_step_not_two(cast: Cast) -> None:
    secret = enrol(cast.claire)
    assert not type_code(type_password(cast.claire), code(secret, -3))
    assert type_code(type_password(cast.claire), code(secret, -1))


@pytest.mark.parametrize("spelling", ["{}", " {} ", "{}\n", "{:.3}-{}", "\u200b{}", "{} ", "{}."])
def test_a_code_works_once_however_it_is_spelt(cast: Cast, spelling: str) -> None:
    secret = enrol(cast.claire)
    used = code(secret)
    assert type_code(type_password(cast.claire), used)
    again = f"{used[:3]}-{used[3:]}" if "-" in spelling else spelling.format(used)
    assert not type_code(type_password(cast.claire), again)


def test_the_code_that_enrolled_does_not_sign_in(cast: Cast) -> None:
    client = type_password(cast.claire)
    secret = set_up(client)
    assert not type_code(type_password(cast.claire), code(secret))


def test_a_spare_code_works_once(cast: Cast) -> None:
    enrol(cast.claire)
    spare = spare_codes(cast.claire)[0]
    assert type_code(type_password(cast.claire), spare)
    assert not type_code(type_password(cast.claire), spare)
    assert len(spare_codes(cast.claire)) == 9


def test_secrets_cannot_be_read_in_the_database(cast: Cast) -> None:
    secret = enrol(cast.claire)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert not any(spare in kept for spare in spare_codes(cast.claire))


def test_guessing_a_code_stops_after_ten_tries(cast: Cast) -> None:
    secret = enrol(cast.claire)
    client = type_password(cast.claire)
    for _ in range(10):
        assert not type_code(client, "not a code")
    assert not type_code(client, code(secret))


def choose_new_password(user: User, password: str) -> Client:
    client = Client()
    client.post("/account/password/reset/", {"email": user.email})
    link = next(word for word in mail.outbox[-1].body.split() if word.startswith("http"))
    form = client.get(link.removeprefix("http://127.0.0.1:8000"))
    client.post(form.headers["location"], {"password1": password, "password2": password})
    return client


def test_a_forgotten_password_does_not_go_around_it(cast: Cast) -> None:
    secret = enrol(cast.claire)
    client = choose_new_password(cast.claire, "une autre phrase encore")
    assert "_auth_user_id" not in client.session
    client = type_password(cast.claire, "une autre phrase encore")
    assert "_auth_user_id" not in client.session
    assert type_code(client, code(secret))


def test_a_link_to_choose_a_password_works_once(cast: Cast) -> None:
    choose_new_password(cast.mireille, "une autre phrase encore")
    link = next(word for word in mail.outbox[-1].body.split() if word.startswith("http"))
    again = Client().get(link.removeprefix("http://127.0.0.1:8000"))
    assert b"This link no longer opens" in again.content


def test_removing_it_closes_what_it_had_opened(cast: Cast) -> None:
    client = type_password(cast.claire)
    set_up(client)
    elsewhere = type_password(cast.claire)
    assert type_code(elsewhere, spare_codes(cast.claire)[0])
    client.post("/account/second-factor/remove/")
    assert client.get("/").headers["location"] == reverse("mfa_activate_totp")
    assert "login" in elsewhere.get("/").headers["location"]


def test_whoever_stands_between_password_and_code_can_give_up(cast: Cast) -> None:
    enrol(cast.claire)
    client = type_password(cast.claire)
    client.post("/account/logout/", {"next": "/account/login/"})
    assert client.get("/account/login/").status_code == 200


def test_changing_the_password_ends_the_other_sessions(cast: Cast) -> None:
    here, elsewhere = type_password(cast.mireille), type_password(cast.mireille)
    new = "une autre phrase encore"
    here.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert here.get("/").status_code == 200
    assert "login" in elsewhere.get("/").headers["location"]


def test_what_touches_the_keys_of_the_house_asks_again_after_five_minutes(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.claire)
    assert client.get("/account/members/invite/").status_code == 200
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time() - 301}]
    session.save()
    for path in ("/account/members/invite/", "/account/second-factor/set-up/"):
        assert "/account/reauthenticate/" in client.get(path).headers["location"]
    client.post("/account/reauthenticate/?next=/account/members/invite/", {"password": PASSWORD})
    assert client.get("/account/members/invite/").status_code == 200

"""Signing in: alike for known and unknown, guessing stops, case does not matter."""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from cada_peers.accounts.models import User
from tests.access.addresses import ALL
from tests.accounts.codes import type_password
from tests.cast import PASSWORD, Cast

WRONG = {"login": "claire@pairs.example", "password": "not this one"}
UNKNOWN = {"login": "nobody@pairs.example", "password": "not this one"}
SIGN_UP = re.compile("signup|sign_up|email_verification|account_email|login_code|mfa_trust|webauthn")


def words(body: bytes) -> str:
    """The page without what changes at each reading, and without what was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body.decode())
    return re.sub(r"(claire|nobody)@pairs\.example", "", text)


def test_the_address_may_be_typed_in_any_case(cast: Cast) -> None:
    response = Client().post("/account/login/", {"login": "  CLAIRE@Pairs.example ", "password": PASSWORD})
    assert response.status_code == 302


def test_known_and_unknown_addresses_are_answered_alike(cast: Cast) -> None:
    answers = [Client().post("/account/login/", typed) for typed in (WRONG, UNKNOWN)]
    assert words(answers[0].content) == words(answers[1].content)
    assert [answer.status_code for answer in answers] == [200, 200]


class CountingHasher(MD5PasswordHasher):
    """The work that a machine on the other side could time."""

    done: list[str] = []

    def encode(self, password: str, salt: str) -> str:
        self.done.append(password)
        return super().encode(password, salt)


@pytest.mark.parametrize("typed", [WRONG, UNKNOWN, {**WRONG, "login": "waiting@pairs.example"}])
def test_each_try_costs_one_password_computation_whoever_is_named(cast: Cast, typed: dict, settings: object) -> None:
    """Known, unknown, and an account that has no password yet: the clock tells them not apart."""
    User.objects.create_user("waiting@pairs.example", "Waiting")
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    CountingHasher.done.clear()
    Client().post("/account/login/", typed)
    assert len(CountingHasher.done) == 1


def test_a_forgotten_password_is_answered_alike_with_one_mail_each(cast: Cast) -> None:
    pages, queries = [], []
    for address in ("claire@pairs.example", "nobody@pairs.example"):
        with CaptureQueriesContext(connection) as captured:
            response = Client().post("/account/password/reset/", {"email": address}, follow=True)
        pages.append(words(response.content))
        queries.append(len(captured))
    assert pages[0] == pages[1]
    assert queries[0] == queries[1]
    assert [message.to for message in mail.outbox] == [["claire@pairs.example"], ["nobody@pairs.example"]]
    assert {message.subject for message in mail.outbox} == {"Pairs"}


def test_an_invited_account_gets_no_link_to_choose_a_password(cast: Cast) -> None:
    User.objects.create_user("waiting@pairs.example", "Waiting")
    Client().post("/account/password/reset/", {"email": "waiting@pairs.example"})
    assert "http" not in mail.outbox[0].body


def test_the_link_of_a_mail_leads_to_our_own_address_whatever_host_was_claimed(cast: Cast, settings: object) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "evil.example"]
    Client().post("/account/password/reset/", {"email": "claire@pairs.example"}, headers={"host": "evil.example"})
    assert settings.PUBLIC_ADDRESS in mail.outbox[0].body
    assert "evil" not in mail.outbox[0].body


def test_guessing_stops_after_ten_tries_and_the_colleague_beside_still_signs_in(cast: Cast, settings: object) -> None:
    """A thousand tries under two hundred borrowed addresses; ten are looked at."""
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    CountingHasher.done.clear()
    client = Client()
    for number in range(1000):
        client.post("/account/login/", WRONG, headers={"x-forwarded-for": f"203.0.113.{number % 200}"})
    assert CountingHasher.done.count("not this one") == 10
    assert "_auth_user_id" not in type_password(cast.claire).session
    assert "_auth_user_id" in type_password(cast.mireille).session


def test_an_account_that_was_closed_is_told_so_only_with_its_password(cast: Cast) -> None:
    User.objects.filter(pk=cast.mireille.pk).update(is_active=False)
    typed = {"login": cast.mireille.email, "password": PASSWORD}
    told = Client().post("/account/login/", typed, follow=True)
    assert b"This account is closed" in told.content
    refused = Client().post("/account/login/", {**typed, "password": "another one"}, follow=True)
    assert b"This account is closed" not in refused.content


def test_nobody_can_sign_up() -> None:
    assert [address.name for address in ALL if SIGN_UP.search(address.name)] == []


OUTSIDE = [
    f"{start}evil.example{end}"
    for start in (
        "https://",
        "//",
        "/\\",
        "\\\\",
        "https:",
        "https:/",
        "///",
        "http://testserver@",
        "\thttps://",
        "//testserver.",
    )
    for end in ("", "/", "/home?x=/", "%2f..")
]


def test_next_never_leads_out_of_the_house(cast: Cast) -> None:
    """Forty addresses × sign-in, sign-out and the choice of the language."""
    typed = {"login": cast.mireille.email, "password": PASSWORD}
    led = []
    for target in [*OUTSIDE, "javascript:alert(1)", "data:text/html,x"]:
        led += [
            Client().post("/account/login/", {**typed, "next": target}).headers["location"],
            Client().post("/account/logout/", {"next": target}).headers["location"],
            Client().post("/language/", {"language": "en", "next": target}).headers["location"],
        ]
    assert len(OUTSIDE) == 40
    assert set(led) == {"/"}


@pytest.mark.django_db
def test_the_demonstration_offers_its_accounts_only_in_its_own_mode(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(1):
        page = Client().get("/account/login/").content.decode()
    assert "demo.example" not in page


def test_a_form_without_its_token_is_refused_with_a_calm_page(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    refused = client.post("/account/login/", {"login": cast.mireille.email, "password": PASSWORD})
    assert refused.status_code == 403
    assert b"The page was open too long" in refused.content
    assert "script-src 'self'" in refused.headers["content-security-policy"]
    assert "_auth_user_id" not in client.session

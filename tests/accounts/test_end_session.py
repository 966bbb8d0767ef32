"""Sessions end: left idle, grown old, or closed from elsewhere; what was on the screen is found again."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from tests.accounts.codes import type_password
from tests.cast import Cast

NOW = timezone.now()


def test_half_an_hour_of_silence_ends_it_in_words(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = type_password(cast.mireille)
        clock.shift(timedelta(minutes=29))
        assert client.get("/").status_code == 200
        clock.shift(timedelta(minutes=31))
        closed = client.get("/", follow=True)
    assert closed.redirect_chain[0][0] == "/account/login/?next=/"
    assert b"closed after a time without activity" in closed.content


def test_ten_hours_end_it_however_busy_it_was(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = type_password(cast.mireille)
        alive = []
        # 9 h 58 after 23 of them: on the very second of ten hours, the rounding of the clock would decide.
        for _ in range(24):
            clock.shift(timedelta(minutes=26))
            alive.append(client.get("/").status_code == 200)
    assert alive == [True] * 23 + [False]


def test_the_key_changes_at_sign_in(cast: Cast) -> None:
    client = type_password(cast.mireille, "wrong on purpose")
    client.cookies["sessionid"] = "chosen-by-someone-else-000000000"
    client.post("/account/login/", {"login": cast.mireille.email, "password": "une phrase pour les essais"})
    assert client.session.session_key != "chosen-by-someone-else-000000000"


@pytest.mark.parametrize(
    ("came_from", "comes_back_to"),
    [
        ("http://testserver/journal/?mine=1", "/journal/%3Fmine%3D1"),
        ("https://evil.example/x", "/"),
        ("", "/"),
    ],
)
def test_after_signing_in_again_one_finds_the_page_that_was_open(
    cast: Cast, came_from: str, comes_back_to: str
) -> None:
    client = type_password(cast.mireille)
    client.cookies.clear()
    answer = client.post("/account/posting/", {"posting": "x"}, headers={"referer": came_from})
    assert answer.headers["location"] == f"/account/login/?next={comes_back_to}"


def test_the_session_cookie_dies_with_the_browser(cast: Cast) -> None:
    cookie = type_password(cast.mireille).cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["max-age"] == ""
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"

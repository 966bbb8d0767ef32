"""Logs hold no people: neither what was searched, nor the words of an error, whoever writes the line."""

import logging
import sys

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.test import Client
from django.utils.log import AdminEmailHandler

from cada_peers.privacy.logs import NamesNobody
from tests.cast import Cast
from tests.conftest import SignIn

NAME = "Belkacem"
SEARCHED = f"/residents/?q={NAME}&language=ar"
# Who writes a line when a page breaks, and what: Django, its own server, gunicorn, anybody else.
WRITERS = {
    "django.request": "Internal Server Error: %s",
    "django.server": '"GET %s HTTP/1.1" 500 145',
    "django.security.csrf": "Forbidden: %s",
    "gunicorn.error": "Error handling request %s",
    "residents.anything": "%s",
}


def handlers_of(name: str) -> list[logging.Handler]:
    """Those that a line of this logger reaches; not those with which the tests listen."""
    logger: logging.Logger | None = logging.getLogger(name)
    found: list[logging.Handler] = []
    while logger:
        found += [handler for handler in logger.handlers if not type(handler).__module__.startswith("_pytest")]
        logger = logger.parent if logger.propagate else None
    return found


def broken() -> tuple:
    try:
        raise IntegrityError(f"DETAIL: Failing row contains ({NAME}, 06 00).")
    except IntegrityError:
        return sys.exc_info()


@pytest.mark.parametrize("name", WRITERS)
def test_a_line_tells_where_it_broke_and_not_who_was_searched(name: str) -> None:
    record = logging.LogRecord(name, logging.ERROR, __file__, 1, WRITERS[name], (SEARCHED,), broken())
    record.exc_text = f"kept by another handler: {NAME}"
    assert handlers_of(name)
    for handler in handlers_of(name):
        line = handler.format(record)
        assert NAME not in line
        assert "/residents/?…" in line
        assert "in broken" in line
        assert "IntegrityError" in line


def test_no_page_of_errors_leaves_by_mail() -> None:
    named = [logging.getLogger(name) for name in ("", *logging.root.manager.loggerDict)]
    assert not [logger.name for logger in named if any(isinstance(h, AdminEmailHandler) for h in logger.handlers)]
    assert settings.LOGGING["formatters"]["line"]["()"] == f"{NamesNobody.__module__}.{NamesNobody.__qualname__}"


def test_a_page_that_was_searched_is_told_to_no_other_site_and_kept_by_no_cache(cast: Cast, sign_in: SignIn) -> None:
    for answer in (sign_in(cast.claire).get(SEARCHED), Client().get(SEARCHED), Client().get("/nowhere/?q=x")):
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store"

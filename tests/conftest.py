"""Fixtures of the whole suite."""

import os
import time
from collections.abc import Callable, Iterator

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from cada_peers.accounts.models import User
from tests.cast import Cast, build_cast
from tests.demonstration import Original, kept_in

SignIn = Callable[[User], Client]


@pytest.fixture
def cast(db: None) -> Cast:
    """The people of the tests (see tests/cast.py)."""
    return build_cast()


@pytest.fixture
def sign_in() -> SignIn:
    """`sign_in(cast.claire)`: a client whose session has just passed both factors. CSRF is enforced elsewhere."""

    def _sign_in(user: User) -> Client:
        # What `Client.force_login` does, in one session that is written twice: by itself it makes two, and reads each.
        request = HttpRequest()
        request.session = SessionStore()
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        request.session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
        login(request, user)
        request.session.save()
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
        return client

    return _sign_in


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Original]:
    """The demonstration from which copies are taken; all workers of a run share one."""
    folder = tmp_path_factory.getbasetemp()
    with kept_in(folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) as kept:
        yield kept


@pytest.fixture(autouse=True)
def _in_english(settings: Settings) -> object:
    """Source strings are English: tests and their pages read them untranslated, whatever the machine's language."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} skipped: a skipped test is a hole, say what is missing", red=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED

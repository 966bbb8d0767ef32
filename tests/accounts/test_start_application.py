"""The application starts only with settings that protect, and says which one does not."""

import os
import secrets
import subprocess
import sys

import pytest

from tests.architecture.source import ROOT

KEY = secrets.token_urlsafe(50)
PRODUCTION = {
    "PAIRS_MODE": "production",
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "pairs.example",
    "PUBLIC_ADDRESS": "https://pairs.example",
    "NOTES_KEY_FILE": os.devnull,
    "DATABASE_URL": "sqlite://:memory:",
}
KEPT = {"PATH", "HOME", "LANG", "VIRTUAL_ENV", "PYTHONPATH"}


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    """`manage.py check --deploy` in a process of its own, with nothing of this one's environment but its paths."""
    clean = {name: value for name, value in os.environ.items() if name in KEPT}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=ROOT, env=clean | environment, capture_output=True, text=True, check=False)


def test_production_passes_every_check_of_the_framework() -> None:
    started = start(**PRODUCTION)
    assert started.returncode == 0, started.stderr


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"DEBUG": "1"}, "DEBUG"),
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "insecure-key-for-the-demonstration-and-the-tests-only"}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "pairs.example,*.example"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"PUBLIC_ADDRESS": "http://pairs.example"}, "PUBLIC_ADDRESS"),
        ({"PAIRS_MODE": "demo"}, "demonstration"),
        ({"PAIRS_MODE": "demo", "SECRET_KEY": KEY, "ALLOWED_HOSTS": "localhost"}, "demonstration"),
        ({"PAIRS_MODE": "something"}, "PAIRS_MODE"),
    ],
)
def test_a_setting_that_does_not_protect_stops_the_start_by_name(wrong: dict[str, str], named: str) -> None:
    started = start(**PRODUCTION | wrong)
    assert started.returncode != 0
    assert named in started.stderr.splitlines()[-1]

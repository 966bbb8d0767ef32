"""Two locks, one for running, one for testing: they must name the same versions."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def versions(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / lock).read_text(), flags=re.MULTILINE))


def test_what_is_tested_is_what_runs() -> None:
    running, testing = versions("requirements.lock"), versions("requirements-dev.lock")
    assert running
    assert running.items() <= testing.items()


def test_a_lock_names_no_host() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        assert "://" not in (ROOT / lock).read_text()
        assert "--index" not in (ROOT / lock).read_text()

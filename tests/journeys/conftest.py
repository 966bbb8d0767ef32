"""The browser and the server of the journeys. Both end with the last of them: while Playwright runs, Django takes
its thread for an asynchronous one and refuses the database to every other test.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.demonstration import Original
from tests.journeys.server import Server, serve

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker drives the one browser, and begins with it: the journeys are the longest part of the suite.

    First of all hooks: the worker reads the groups right after.
    """
    ours = [item for item in items if "tests/journeys/" in item.nodeid]
    for item in ours:
        item.add_marker(pytest.mark.xdist_group("browser"))
    items[:] = ours + [item for item in items if item not in ours]


@pytest.fixture(scope="package")
def server(original: Original, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demonstration, served by a process of its own on the engine under test."""
    with serve(tmp_path_factory.mktemp("var"), original) as served:
        yield served


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if not Path(CHROMIUM).exists():
        pytest.fail("Chromium is missing: apt-get install chromium")
    switches = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=switches)
        yield chromium
        chromium.close()

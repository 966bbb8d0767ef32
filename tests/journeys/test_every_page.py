"""Every page that a role can reach by links, in the browser: it opens, it is accessible, nothing is refused.

One page for each kind of address (keys aside) and role at a desk in the light, and on a phone in the dark. There the
rules of accessibility are asked of the first role that reaches it: the others meet the same page in the same colours.
"""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.journeys.people import Person, arrive
from tests.journeys.server import Server

ROLES = [
    "direction@demo.example",
    "social@demo.example",
    "benevole@demo.example",
    "paire@demo.example",
    "siege@demo.example",
    "admin@demo.example",
]
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/v/)[\w-]+")


def kind_of(address: str) -> str:
    """An address without its keys and its question."""
    return KEY.sub("…", urlsplit(address).path)


def links_of(person: Person) -> list[str]:
    # A link that gives a file opens no page.
    found = person.page.eval_on_selector_all("a[href]:not([download])", "links => links.map(link => link.href)")
    ours = [link.split("#")[0] for link in found if link.startswith(person.server.address)]
    papers = ("/papers/", "/papiers/", ".pdf")
    return [link for link in ours if not any(paper in link for paper in papers)]


@pytest.fixture(scope="module")
def in_the_dark() -> set[str]:
    """The kinds of pages of which somebody’s phone has been asked the rules."""
    return set()


@pytest.mark.parametrize("email", ROLES)
def test_every_page_that_a_role_can_reach(browser: Browser, server: Server, in_the_dark: set[str], email: str) -> None:
    desk = arrive(browser, server).sign_in(email)
    state = desk.page.context.storage_state()
    phone = arrive(browser, server, phone=True, color_scheme="dark", storage_state=state)
    seen: set[str] = set()
    waiting = [server.address + "/"]
    while waiting:
        address = waiting.pop(0)
        if kind_of(address) in seen:
            continue
        seen.add(kind_of(address))
        answer = desk.page.goto(address)
        assert answer.status == 200, f"{address} as {email}: {answer.status}"
        desk.check()
        waiting += links_of(desk)
        phone.page.goto(address)
        if kind_of(address) not in in_the_dark:
            in_the_dark.add(kind_of(address))
            phone.check()
        assert_nothing_overflows(phone)
    assert len(seen) >= 3


def assert_nothing_overflows(phone: Person) -> None:
    """A page on a phone scrolls up and down, never sideways."""
    wide = phone.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{phone.page.url} is {wide} px too wide"

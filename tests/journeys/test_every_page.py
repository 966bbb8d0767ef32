"""Every page that a role can reach by links, in the browser: it opens, it is accessible, nothing is refused.

One page for each kind of address (keys aside) and role, at a desk in the light, then made as small as a phone, in the
dark. The rules of accessibility are asked of both; where another role meets the same kind of page, they are asked again
as soon as it shows one part that nobody was shown there: the same parts in the same colours have answered already.
"""

import re
from collections import defaultdict
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.journeys.people import DESK, PHONE, Person, arrive
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
# An element without its words: its name, what it is for, how it is drawn, and the same of what holds it.
PARTS = """() => {
    const told = element => [element.tagName, ...[...element.attributes].map(({name, value}) =>
        ["class", "role", "type", "scope", "dir"].includes(name) ? name + "=" + value : name).sort()].join(" ");
    return [...document.querySelectorAll("body, body *")].map(
        element => told(element.parentElement) + " > " + told(element));
}"""
Shown = dict[str, set[str]]


def kind_of(address: str) -> str:
    """An address without its keys and its question."""
    return KEY.sub("…", urlsplit(address).path)


def links_of(person: Person) -> list[str]:
    # A link that gives a file opens no page.
    found = person.page.eval_on_selector_all("a[href]:not([download])", "links => links.map(link => link.href)")
    ours = [link.split("#")[0] for link in found if link.startswith(person.server.address)]
    # So do these; the last one without saying so, as a door that asks for a fresh sign-in may stand before it.
    files = ("/papers/", "/papiers/", ".pdf", "/refused/")
    return [link for link in ours if not any(file in link for file in files)]


@pytest.fixture(scope="module")
def shown() -> Shown:
    """For each kind of page, the parts that stood there when the rules were asked."""
    return defaultdict(set)


@pytest.mark.parametrize("email", ROLES)
def test_every_page_that_a_role_can_reach(browser: Browser, server: Server, shown: Shown, email: str) -> None:
    person = arrive(browser, server).sign_in(email)
    seen: set[str] = set()
    waiting = [server.address + "/"]
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if kind in seen:
            continue
        seen.add(kind)
        at_a_desk_in_the_light(person)
        answer = person.page.goto(address)
        assert answer.status == 200, f"{address} as {email}: {answer.status}"
        waiting += links_of(person)
        parts = set(person.page.evaluate(PARTS))
        look = Person.listen if parts <= shown[kind] else Person.check
        look(person)
        on_a_phone_in_the_dark(person)
        look(person)
        assert_nothing_overflows(person)
        shown[kind] |= parts
    assert len(seen) >= 3


def at_a_desk_in_the_light(person: Person) -> None:
    person.page.set_viewport_size(DESK)
    person.page.emulate_media(color_scheme="light")


def on_a_phone_in_the_dark(person: Person) -> None:
    person.page.set_viewport_size(PHONE)
    person.page.emulate_media(color_scheme="dark")


def assert_nothing_overflows(phone: Person) -> None:
    """A page on a phone scrolls up and down, never sideways."""
    wide = phone.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{phone.page.url} is {wide} px too wide"

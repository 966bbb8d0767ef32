"""Every page that a role can reach by links, in the browser: it opens, it is accessible, nothing is refused.

One page for each kind of address (keys aside) and role, at a desk in the light, then made as small as a phone, in the
dark.
"""

import pytest
from playwright.sync_api import Browser

from tests.journeys.people import DESK, PHONE, Person, arrive, kind_of
from tests.journeys.server import Server

ROLES = [
    "direction@demo.example",
    "social@demo.example",
    "benevole@demo.example",
    "paire@demo.example",
    "siege@demo.example",
    "admin@demo.example",
]


def links_of(person: Person) -> list[str]:
    # A link that gives a file opens no page.
    found = person.page.eval_on_selector_all("a[href]:not([download])", "links => links.map(link => link.href)")
    ours = [link.split("#")[0] for link in found if link.startswith(person.server.address)]
    # So do these; the last one without saying so, as a door that asks for a fresh sign-in may stand before it.
    files = ("/papers/", "/papiers/", ".pdf", "/refused/")
    return [link for link in ours if not any(file in link for file in files)]


@pytest.mark.parametrize("email", ROLES)
def test_every_page_that_a_role_can_reach(browser: Browser, server: Server, email: str) -> None:
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
        person.check()
        on_a_phone_in_the_dark(person)
        person.check()
        assert_nothing_overflows(person)
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

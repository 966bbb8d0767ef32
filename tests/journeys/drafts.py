"""An interview that is being written: begin one, and read what the database holds of it."""

import html
import re
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page, StorageState

from tests.journeys.people import Person, arrive
from tests.journeys.server import Server

PROMPTS = ("likes", "passions", "dreams", "desires", "abilities")
# The way to the server and back on a busy machine; a failure is tried again after two seconds.
SOON, LATER = 6_000, 15_000


@dataclass
class Desk:
    """Where a colleague is signed in, with the draft of an interview."""

    cookies: StorageState
    draft: str
    reader: BrowserContext

    def held(self) -> dict[str, str]:
        """The five texts as the server gives them to another browser."""
        page = self.reader.request.get(self.draft).text()
        texts = re.findall(r'<textarea name="(\w+)"[^>]*>\r?\n?(.*?)</textarea>', page, re.DOTALL)
        return {name: html.unescape(text).replace("\r\n", "\n") for name, text in texts}


def begin(browser: Browser, server: Server, *, email: str = "social.pauline@demo.example", nth: int = 0) -> Desk:
    """Begin an interview with one of the list; the desk of whoever leads it."""
    person = arrive(browser, server).sign_in(email)
    person.open("/residents/")
    person.page.locator(".person-link").nth(nth).click()
    person.send("button[name=kind]")
    cookies, draft = person.page.context.storage_state(), person.page.url
    person.page.context.close()
    return Desk(cookies, draft, browser.new_context(locale="fr-FR", storage_state=cookies))


def sit_down(browser: Browser, server: Server, desk: Desk) -> Person:
    """The colleague in front of the draft, in a browser of her own."""
    person = arrive(browser, server, storage_state=desk.cookies)
    person.page.goto(desk.draft)
    return person


def revision(page: Page) -> int:
    return int(page.input_value("[name=revision]"))


def wait_until_kept(page: Page, before: int, timeout: float = SOON) -> None:
    """Until the draft was saved since revision `before`, and nothing waits any more."""
    page.wait_for_function(
        "n => Number(document.querySelector('[name=revision]').value) > n && !changed && !pending",
        arg=before,
        timeout=timeout,
    )

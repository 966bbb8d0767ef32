"""A person at a browser: signs in with both factors, opens pages, fills forms; every page they see is checked."""

import base64
import hashlib
import hmac
import os
import re
import struct
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.architecture.source import ROOT
from tests.journeys.server import Server

# `make pictures` keeps those of the documents; any other run leaves them as they are.
PICTURES = ROOT / os.environ.get("PAIRS_PICTURES", "var/pictures")
PASSWORD = "pairs-demo"
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/v/)[\w-]+")


def kind_of(address: str) -> str:
    """An address without its keys and its question."""
    return KEY.sub("…", urlsplit(address).path)


def code_of_now(secret: str) -> str:
    """The six digits that a codes application shows for `secret` (RFC 6238)."""
    key = base64.b32decode(secret.upper() + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


@dataclass
class Person:
    """One browser context, on one screen. `troubles`: what the console and the network said."""

    server: Server
    page: Page
    troubles: list[str] = field(default_factory=list)

    def sign_in(self, email: str) -> "Person":
        """Sign in with the password, and enrol a second factor if the role demands one. Once a run: then cookies."""
        if email in self.server.cookies:
            self.page.context.add_cookies(self.server.cookies[email])
            return self
        self.open("/account/login/")
        self.page.fill("input[name=login]:not([type=hidden])", email)
        self.page.fill("input[name=password]:not([type=hidden])", PASSWORD)
        self.page.press("input[name=password]:not([type=hidden])", "Enter")
        self.page.wait_for_url(lambda url: "/account/login/" not in url)
        if "/second-factor/" in self.page.url:
            secret = re.search(r"<code[^>]*>([A-Z2-7]{16,})</code>", self.page.content()).group(1)
            self.page.fill("input[name=code]", code_of_now(secret))
            self.page.press("input[name=code]", "Enter")
            self.page.wait_for_url(lambda url: "set-up" not in url)
        self.server.cookies[email] = self.page.context.cookies()
        return self

    def open(self, path: str) -> "Person":
        """Go to a path of the server and check the page."""
        self.page.goto(path if path.startswith("http") else self.server.address + path)
        self.check()
        return self

    def still_me(self) -> "Person":
        """Type the password once more, where a door that touches the keys of the house asks for it."""
        if "/reauthenticate/" in self.page.url:
            self.fill(password=PASSWORD).send("button:has-text('C’est moi')")
        return self

    def send(self, selector: str) -> "Person":
        """Press the button found by `selector` (the button that sends a form), then check the page that follows."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        self.check()
        return self

    def fill(self, **values: str) -> "Person":
        """Fill fields by name."""
        for name, value in values.items():
            self.page.locator(f"[name={name}]:not([type=hidden])").first.fill(value)
        return self

    def choose(self, **values: str) -> "Person":
        """Choose in lists by name, tick radio buttons and boxes by their value."""
        for name, value in values.items():
            if self.page.locator(f"select[name={name}]").count():
                self.page.select_option(f"select[name={name}]", value)
            else:
                self.page.locator(f"input[name={name}][value='{value}']").first.check(force=True)
        return self

    def path(self) -> str:
        return self.page.url.removeprefix(self.server.address)

    def key(self, after: str) -> str:
        """The key that stands in the present address after a word: `key("peer-helpers")`."""
        return re.search(rf"{after}/([0-9a-f-]{{36}})", self.page.url).group(1)

    def picture(self, name: str) -> None:
        """Keep a picture of the page for the documents."""
        width = self.page.viewport_size["width"]
        # In a picture of the whole page, what sticks to the screen would cover its middle.
        self._let_the_bar_stick("static")
        self.page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
        self._let_the_bar_stick("")

    def _let_the_bar_stick(self, position: str) -> None:
        pose = "(bars, position) => bars.forEach(bar => { bar.style.position = position })"
        self.page.eval_on_selector_all(".bottom-bar", pose, position)

    def check(self) -> None:
        """The page is accessible, and nothing was refused by the browser or asked from elsewhere."""
        said = self.server.answers.ask(self.page, kind_of(self.page.url))
        assert said == [], f"{self.page.url}\n" + "\n".join(said)
        self.listen()

    def listen(self) -> None:
        """Nothing was refused by the browser or asked from elsewhere."""
        assert self.troubles == [], f"{self.page.url}\n" + "\n".join(self.troubles)


def arrive(browser: Browser, server: Server, *, phone: bool = False, **options: object) -> Person:
    """Someone opens a browser, in French."""
    # axe is evaluated in the page by the test: the page's own policy still stands for what the page itself does.
    screen = PHONE if phone else DESK
    context: BrowserContext = browser.new_context(viewport=screen, locale="fr-FR", reduced_motion="reduce", **options)
    person = Person(server, context.new_page())
    person.page.on("console", lambda message: _note_console(person, message))
    person.page.on("pageerror", lambda error: person.troubles.append(str(error)))
    person.page.on("request", lambda request: _note_request(person, request))
    return person


def _note_console(person: Person, message: ConsoleMessage) -> None:
    if message.type in {"error", "warning"} and "status of 4" not in message.text:
        person.troubles.append(message.text)


def _note_request(person: Person, request: Request) -> None:
    if not request.url.startswith((person.server.address, "data:", "about:")):
        person.troubles.append(f"asked {request.url}")

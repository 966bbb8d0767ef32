"""The server is killed, the network cut, the browser ends: nobody's words are lost. Characters are counted."""

import random
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.journeys.drafts import LATER, PROMPTS, SOON, Desk, begin, revision, sit_down, wait_until_kept
from tests.journeys.server import Server

pytestmark = pytest.mark.xdist_group("browser")
# Latin with its accents and its typography, Arabic and Pashto, Cyrillic, Bengali, Georgian, Ethiopic, signs beyond.
SCRIPTS = ["aàâçéèêëîïôœùû’«»…", "ابتحخدسعغفقكلمنهويپچژگڼړ", "абвгґдеєжзиіїклмнопрстуюя", "অআইঈকখগঘচজটডতদনপবমরলসহািীুূেো"]
SCRIPTS += ["აბგდევზთიკლმნოპრსტუფქღყშჩცძწჭხჯჰ", "ሀለሐመሠረሰሸቀበተኀነአከወዐዘየደገጠጸፀፈፐ", "😀🎭🧵👩🏽‍🍳𝒜𠀀"]
KILLED, CUT = 3, 8


def words(dice: random.Random, letters: str) -> str:
    """A few random words of one script, one of them on a new line."""
    made = ["".join(dice.choices(letters, k=dice.randint(1, 9))) for _ in range(dice.randint(4, 12))]
    return " ".join(made[:3]) + "\n" + " ".join(made[3:])


def lost(written: dict[str, str], held: dict[str, str]) -> int:
    """How many characters of what was written are not held as they were written."""
    return sum(len(text) for name, text in written.items() if held[name] != text)


@pytest.fixture(scope="module")
def desk(browser: Browser, server: Server) -> Desk:
    return begin(browser, server, nth=1)


@pytest.fixture
def page(browser: Browser, server: Server, desk: Desk) -> Iterator[Page]:
    """The draft in a browser of its own; whatever happens the server runs again for the next test."""
    page = sit_down(browser, server, desk).page
    yield page
    page.context.close()
    if server.process.poll() is not None:
        server.start()


def write(page: Page, dice: random.Random, prompt: str, written: dict[str, str]) -> None:
    text = words(dice, dice.choice(SCRIPTS))
    page.locator(f"#id_{prompt}").fill(text)
    written[prompt] = text


@dataclass
class Calamity:
    """What strikes, and what happens before the browser finds its way again."""

    strike: Callable[[], None]
    mend: Callable[[], None]


def a_round(page: Page, desk: Desk, dice: random.Random, written: dict[str, str], calamity: Calamity) -> list[int]:
    """Write and pause; write on, and it strikes within two seconds; write on in the dark; then all is well again.

    How many characters are lost: of what stood before the pause, in the database that was struck; of everything, on
    the screen; of everything, in the database in the end.
    """
    before, after, meanwhile = dice.sample(PROMPTS, 3)
    seen = revision(page)
    write(page, dice, before, written)
    wait_until_kept(page, seen)
    paused = dict(written)
    write(page, dice, after, written)
    page.wait_for_timeout(dice.choice([0, 100, 700, 800, 820, 840]))
    calamity.strike()
    seen = revision(page)
    write(page, dice, meanwhile, written)
    on_screen = lost(written, {name: page.input_value(f"#id_{name}") for name in PROMPTS})
    calamity.mend()
    held = desk.held()
    struck = lost({name: text for name, text in paused.items() if name != after}, held)
    struck += 0 if held[after] in {paused.get(after, ""), written[after]} else len(held[after])
    page.context.set_offline(False)
    wait_until_kept(page, seen, LATER)
    return [struck, on_screen, lost(written, desk.held())]


def test_a_killed_server_and_a_cut_network_lose_no_character(
    page: Page, desk: Desk, server: Server, record_property: Callable[[str, object], None]
) -> None:
    def mend() -> None:
        # The words wait in the browser until the database has been read as the kill left it.
        page.context.set_offline(True)
        server.start()

    killed = Calamity(strike=server.kill, mend=mend)
    cut = Calamity(strike=lambda: page.context.set_offline(True), mend=lambda: None)
    seed = secrets.randbits(32)
    dice, written = random.Random(seed), {}  # noqa: S311
    calamities = dice.sample([killed] * KILLED + [cut] * CUT, KILLED + CUT)
    rounds, characters = [], 0
    for calamity in calamities:
        rounds.append(a_round(page, desk, dice, written, calamity))
        characters += sum(map(len, written.values()))
    figures = {"rounds": len(rounds), "killed": KILLED, "characters": characters, "lost": sum(map(sum, rounds))}
    record_property("interview: killed and cut", figures)
    print(figures)
    assert rounds == [[0, 0, 0]] * len(calamities), f"seed {seed}"


def test_a_crashed_browser_loses_at_most_the_last_two_seconds(
    page: Page, desk: Desk, record_property: Callable[[str, object], None]
) -> None:
    page.locator("#id_dreams").fill("")
    text, keys, began = "", [], time.monotonic()
    while time.monotonic() < began + 5:
        letter = "ababcde"[len(text) % 7]
        page.keyboard.type(letter)
        text += letter
        keys.append(time.monotonic())
        page.wait_for_timeout(30)
    with suppress(Error):
        page.goto("chrome://crash", timeout=500)
    crashed = time.monotonic()
    held = desk.held()["dreams"]
    missing = len(text) - len(held)
    seconds = crashed - keys[len(held)] if missing else 0.0
    figures = {"written without a pause": len(text), "lost": missing, "seconds": round(seconds, 1)}
    record_property("interview: the browser crashed", figures)
    print(figures)
    assert text.startswith(held)
    # One second more for a busy machine.
    assert seconds < 2 + 1


@pytest.mark.parametrize("leave", [Page.close, Page.reload], ids=["closed", "reloaded"])
def test_a_tab_that_is_closed_or_reloaded_takes_nothing_with_it(
    page: Page, desk: Desk, leave: Callable[[Page], object]
) -> None:
    written: dict[str, str] = {}
    dice = random.Random()  # noqa: S311
    for prompt in PROMPTS:
        write(page, dice, prompt, written)
    page.on("dialog", lambda dialog: dialog.accept())
    leave(page)
    deadline = time.monotonic() + SOON / 1000
    while lost(written, desk.held()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert lost(written, desk.held()) == 0

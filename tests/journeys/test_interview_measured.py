"""An interview of ten minutes, 6 skills, 1 card, read back and confirmed: what it asks of the hands, with and without
a script. The figures are printed and recorded; only counts are asserted.

Seconds are those of the machine, from the first press to the last page: the hands are instant.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.people import arrive
from tests.journeys.server import Server

pytestmark = pytest.mark.xdist_group("browser")
ANSWERS = {
    "likes": "Les enfants, expliquer, le football du samedi.",
    "passions": "La cuisine de sa grand-mère, les jardins, le théâtre.",
    "dreams": "Ouvrir une petite cantine où l’on apprend le français en cuisinant.",
    "desires": "Parler français vite, trouver une école pour sa fille, sortir de la chambre.",
    "abilities": "Cuisiner pour cinquante personnes, coudre, tenir un potager, raconter.",
}
# Two letters of a telling word, the skill, the domain under which it stands.
KNOWN = [
    ("cu", "Cuisiner pour un groupe", "Cuisine et jardin"),
    ("co", "Coudre et faire des retouches", "Bricolage"),
    ("ai", "Aide aux devoirs, école primaire", "École et études"),
    ("ja", "Jardiner", "Cuisine et jardin"),
]
WELCOME, ITS_PLACE = "Accueillir les personnes qui arrivent", "Accueil et écoute"
CREATED, ITS_DOMAIN = "Monter un spectacle de marionnettes", "Arts et fêtes"
# What cannot be saved: the words of the answers and the name of the new skill.
WORDS = sum(map(len, ANSWERS.values())) + len(CREATED)


@dataclass
class Hands:
    """Someone at the keyboard and at the mouse, who counts."""

    page: Page
    strokes: int = 0
    presses: int = 0
    fields: set[str] = field(default_factory=set)

    def type(self, text: str, into: str) -> None:
        """Write where the focus is; it fills the field called `into`."""
        self.page.keyboard.type(text)
        expect(self.page.locator(f"[name={into}]")).to_have_value(text)
        self.strokes += len(text)
        self.fields.add(into)

    def key(self, name: str) -> None:
        self.page.keyboard.press(name)
        self.strokes += 1

    def press(self, target: str, *, of: str = "", fills: str = "") -> None:
        """Press what `target` finds (in the line of the skill `of`), which fills the field `fills`."""
        place = self.page.locator(".touch", has_text=of) if of else self.page
        place.locator(target).first.click()
        self.presses += 1
        if fills:
            self.fields.add(f"{of} {fills}")

    def figures(self) -> dict[str, int]:
        return {"fields": len(self.fields), "strokes": self.strokes, "of words": WORDS, "presses": self.presses}


def answer(hands: Hands) -> None:
    """The interpreter, then from one prompt to the next; the last key leads to the skills."""
    hands.press(".interview-frame label:has-text('téléphone')", fills="interpreting")
    hands.press("#id_likes")
    for name, text in ANSWERS.items():
        hands.type(text, into=name)
        hands.key("Tab")


def ask_about(hands: Hands, skill: str) -> None:
    """How it was acquired, and what for."""
    expect(hands.page.locator(".touch h3", has_text=skill)).to_be_visible()
    hands.press("label:has-text('loisir')", of=skill, fills="acquired")
    hands.press("label:has-text('partager')", of=skill, fills="wish")


def find_by_letters(hands: Hands, letters: str, skill: str) -> None:
    """Typed where the focus is: on a question of the skill before, letters go to the search."""
    hands.type(letters, into="skill")
    found = [text.strip() for text in hands.page.locator("#found-skills li").all_inner_texts()]
    for _ in range(found.index(skill)):
        hands.key("ArrowDown")
    hands.key("Enter")


def find_by_domain(hands: Hands, skill: str, domain: str) -> None:
    hands.press(f"#by-domain summary:has-text('{domain}')")
    hands.press(f"#by-domain button:has-text('{skill}')")


def with_a_script(hands: Hands) -> None:
    for letters, skill, _ in KNOWN:
        find_by_letters(hands, letters, skill)
        ask_about(hands, skill)
    find_by_domain(hands, WELCOME, ITS_PLACE)
    ask_about(hands, WELCOME)
    hands.type(CREATED, into="skill")
    hands.key("ArrowUp")
    hands.key("Enter")
    hands.press(f"#new-skill button:has-text('{ITS_DOMAIN}')")
    ask_about(hands, CREATED)


def without_a_script(hands: Hands) -> None:
    for _, skill, domain in [*KNOWN, ("", WELCOME, ITS_PLACE)]:
        find_by_domain(hands, skill, domain)
        ask_about(hands, skill)
    hands.press("#id_skill")
    hands.type(CREATED, into="skill")
    hands.press("#new-skill summary")
    hands.press(f"#new-skill button:has-text('{ITS_DOMAIN}')")
    ask_about(hands, CREATED)
    hands.press(".touch-slip summary", of=CREATED)


def put_a_card_and_read_back(hands: Hands) -> None:
    hands.press("input[type=checkbox]", of=CREATED, fills="agreed")
    hands.press(".touch-put", of=CREATED)
    expect(hands.page.locator(".touch .tag", has_text="est dans la boîte")).to_be_visible()
    hands.press("button[value=confirm]")
    hands.press("button[form=read-back].btn-yes")
    hands.page.wait_for_url("**/residents/*/")


@pytest.fixture
def hands(browser: Browser, server: Server, script: bool) -> Iterator[Hands]:
    """On the page of somebody who was just welcomed."""
    page = arrive(browser, server, java_script_enabled=script).sign_in("social.pauline@demo.example").page
    page.goto(f"{server.address}/residents/")
    page.locator(".person-link").nth(2 if script else 3).click()
    yield Hands(page)
    page.context.close()


# The first screen that was built asked for 21 fields and 34 presses in both cases, for the same content.
@pytest.mark.parametrize(("script", "presses"), [(True, 22), (False, 33)], ids=["script", "no script"])
def test_what_an_interview_asks_of_the_hands(
    hands: Hands, script: bool, presses: int, record_property: Callable[[str, object], None]
) -> None:
    began = time.monotonic()
    hands.press("button[name=kind]")
    answer(hands)
    (with_a_script if script else without_a_script)(hands)
    put_a_card_and_read_back(hands)
    figures = hands.figures() | {"script": script, "seconds": round(time.monotonic() - began, 1)}
    record_property("interview: measured", figures)
    print(figures)
    assert hands.page.locator("main").get_by_text(CREATED).count()
    assert len(hands.fields) <= len(ANSWERS) + 15
    assert hands.strokes <= WORDS + 26
    assert hands.presses <= presses

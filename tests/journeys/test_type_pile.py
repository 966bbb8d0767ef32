"""A pile of slips is typed without touching the mouse: three lines, the agreement, the numbers."""

import re

from playwright.sync_api import Browser, expect

from tests.journeys.people import arrive
from tests.journeys.server import Server

SLIPS = (
    ("Samir", "o", "Réparer un vélo"),
    ("Aminata", "d", "Taper sur un ordinateur"),
    ("moi", "o", "Cuisiner pour un groupe"),
)


def test_three_slips_by_keyboard_alone(browser: Browser, server: Server) -> None:
    social = arrive(browser, server).sign_in("social@demo.example").open("/box/pile/")
    keys = social.page.keyboard
    for number, (who, kind, words) in enumerate(SLIPS, start=1):
        expect(social.page.locator(f"#id_slip-{number}-who")).to_be_focused()
        keys.type(who)
        keys.press("Tab")
        keys.type(kind)
        keys.press("Tab")
        keys.type(words)
        keys.press("Enter")
    # An empty line ends the pile: the agreement comes next.
    keys.press("Enter")
    expect(social.page.locator("[name=consent]")).to_be_focused()
    with social.page.expect_navigation(url=re.compile("/box/pile/$")):
        keys.press("Control+Enter")
    social.check()
    given_back = [social.page.locator(f"#id_slip-{number}-title").input_value() for number in range(1, len(SLIPS) + 1)]
    assert given_back == [words for _who, _kind, words in SLIPS], "without the agreement everything comes back"
    expect(social.page.locator("[name=consent]")).to_be_focused()
    keys.press("Space")
    with social.page.expect_navigation(url=re.compile("/box/pile/numbers/")):
        keys.press("Control+Enter")
    social.check()
    hung = social.page.locator(".numbers-to-write > li")
    expect(hung).to_have_count(len(SLIPS))
    for number, (_who, kind, words) in enumerate(SLIPS):
        expect(hung.nth(number)).to_contain_text("offre" if kind == "o" else "demande")
        expect(hung.nth(number)).to_contain_text(words)


def test_on_a_phone_three_lines_wait_and_a_word_on_the_last_brings_the_next(browser: Browser, server: Server) -> None:
    social = arrive(browser, server, phone=True).sign_in("social@demo.example").open("/box/pile/")
    lines = social.page.locator(".slip-line:visible")
    expect(lines).to_have_count(3)
    social.page.fill("#id_slip-3-title", "Recoudre un bouton")
    expect(lines).to_have_count(4)

"""A page is not asked twice, and what is wrong is found the first time it is drawn."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.accessibility import Answers

PAGE = """<!doctype html><html lang="fr"><head><title>Une page</title><style>
    body {{ background: white; color: black }} .pale {{ color: #ddd }}</style></head>
    <body><main><h1>Une page</h1><p>Des mots.</p>{}</main></body></html>"""


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_page(viewport={"width": 1280, "height": 900})


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ("<p class=pale>Des mots pâles.</p>", "color-contrast"),
        ("<div class=pale><p>Des mots pâles.</p></div>", "color-contrast"),
        ("<p>Des mots, <b class=pale>dont de pâles</b>.</p>", "color-contrast"),
        ("<button></button>", "button-name"),
    ],
)
def test_what_is_wrong_is_found_beside_what_has_answered(page: Page, wrong: str, rule: str) -> None:
    answers = Answers(None)
    page.set_content(PAGE.format(""))
    assert answers.ask(page, "/page/") == []
    for kind in ("/page/", "/other/", "/page/"):
        page.set_content(PAGE.format(wrong))
        assert [said.split(":")[0] for said in answers.ask(page, kind)] == [rule]


def test_the_same_page_is_asked_once_for_each_theme_and_in_both_runs(page: Page, tmp_path: Path) -> None:
    answers = Answers(tmp_path / "answers.json")
    page.set_content(PAGE.format(""))
    assert answers.ask(page, "/page/") == []
    assert page.evaluate("'axe' in window")
    answers.keep()
    later = Answers(tmp_path / "answers.json")
    page.set_content(PAGE.format("<p>D’autres mots, dits de même.</p>"))
    page.evaluate("delete window.axe")
    assert later.ask(page, "/page/") == []
    assert not page.evaluate("'axe' in window")
    page.emulate_media(color_scheme="dark")
    assert later.ask(page, "/page/") == []
    assert page.evaluate("'axe' in window")

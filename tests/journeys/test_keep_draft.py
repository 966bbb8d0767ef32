"""While people talk the draft keeps itself, through a cut connection, a lost session, another tab."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.journeys.people import Person, arrive
from tests.journeys.server import Server

pytestmark = pytest.mark.xdist_group("browser")
# Two seconds after the last key, then the way to the server and back; a retry comes after five.
SOON, LATER = 6_000, 15_000


@dataclass
class Desk:
    """Where a colleague is signed in, with the draft of an interview open."""

    cookies: StorageState
    draft: str


@pytest.fixture(scope="module")
def desk(browser: Browser, server: Server) -> Desk:
    """An interview begun with the first person of the list."""
    person = arrive(browser, server).sign_in("social.pauline@demo.example")
    person.open("/residents/")
    person.page.locator(".person-link").first.click()
    person.send("button[name=kind]")
    return Desk(person.page.context.storage_state(), person.path())


@pytest.fixture
def social(browser: Browser, server: Server, desk: Desk) -> Person:
    """The colleague in front of the draft, in a browser of her own."""
    return arrive(browser, server, storage_state=desk.cookies).open(desk.draft)


def kept(page: Page) -> str:
    """What the server gives back for the dreams, in a fresh page."""
    fresh = page.context.new_page()
    fresh.goto(page.url)
    text = fresh.input_value("#id_dreams")
    fresh.close()
    return text


def revision(page: Page) -> int:
    return int(page.input_value("[name=revision]"))


def wait_until_kept(page: Page, before: int, timeout: float = SOON) -> None:
    page.wait_for_function(
        "n => Number(document.querySelector('[name=revision]').value) > n", arg=before, timeout=timeout
    )


def test_two_seconds_after_the_last_key_the_draft_is_kept(social: Person) -> None:
    before = revision(social.page)
    social.page.locator("#id_dreams").fill("Ouvrir une boulangerie")
    wait_until_kept(social.page, before)
    assert kept(social.page) == "Ouvrir une boulangerie"


def test_a_cut_connection_loses_nothing(social: Person) -> None:
    page, before = social.page, revision(social.page)
    page.context.set_offline(True)
    page.locator("#id_dreams").fill("écrit dans un tunnel")
    expect(page.locator("#draft-state")).to_have_class("is-wrong", timeout=SOON)
    page.context.set_offline(False)
    wait_until_kept(page, before, LATER)
    assert kept(page) == "écrit dans un tunnel"


def test_a_session_that_ended_loses_nothing(social: Person) -> None:
    page, before = social.page, revision(social.page)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.locator("#id_dreams").fill("écrit après la pause de midi")
    expect(page.locator("#draft-state")).to_have_class("is-wrong", timeout=SOON)
    page.context.add_cookies(cookies)
    wait_until_kept(page, before, LATER)
    assert kept(page) == "écrit après la pause de midi"


def test_a_second_tab_is_told_and_both_texts_are_shown(social: Person) -> None:
    slow, before = social.page, revision(social.page)
    quick = slow.context.new_page()
    quick.goto(slow.url)
    quick.locator("#id_dreams").fill("de l’onglet rapide")
    wait_until_kept(quick, before)
    slow.locator("#id_dreams").fill("de l’onglet lent")
    slow.locator("#draft-state button").click(timeout=SOON)
    expect(slow.locator(".theirs").first).to_contain_text("de l’onglet rapide")
    assert slow.input_value("#id_dreams") == "de l’onglet lent"
    social.check()


def test_leaving_towards_the_read_back_first_keeps_the_last_words(social: Person) -> None:
    social.page.locator("#id_dreams").fill("les derniers mots")
    social.send("button[name=next][value=confirm]")
    expect(social.page.locator(".read-notes")).to_contain_text("les derniers mots")


def test_without_script_the_page_is_a_plain_form(browser: Browser, server: Server, desk: Desk) -> None:
    context = browser.new_context(java_script_enabled=False, locale="fr-FR", storage_state=desk.cookies)
    page = context.new_page()
    page.goto(server.address + desk.draft)
    page.fill("#id_dreams", "sans script")
    page.fill("#id_skill", "jardiner")
    page.keyboard.press("Enter")
    expect(page.locator(".touch h3").filter(has_text="Jardiner")).to_be_visible()
    assert page.input_value("#id_dreams") == "sans script"

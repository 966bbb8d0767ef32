"""While people talk the draft keeps itself, through a cut connection, a lost session, another tab."""

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.drafts import LATER, SOON, Desk, begin, revision, sit_down, wait_until_kept
from tests.journeys.people import Person
from tests.journeys.server import Server

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def desk(browser: Browser, server: Server) -> Desk:
    """An interview begun with the first person of the list."""
    return begin(browser, server)


@pytest.fixture
def social(browser: Browser, server: Server, desk: Desk) -> Person:
    return sit_down(browser, server, desk)


def write(page: Page, text: str) -> None:
    page.locator("#id_dreams").fill(text)


def test_two_seconds_after_the_last_key_the_draft_is_kept(social: Person, desk: Desk) -> None:
    before = revision(social.page)
    write(social.page, "Ouvrir une boulangerie")
    wait_until_kept(social.page, before)
    assert desk.held()["dreams"] == "Ouvrir une boulangerie"


def test_a_cut_connection_loses_nothing(social: Person, desk: Desk) -> None:
    page, before = social.page, revision(social.page)
    page.context.set_offline(True)
    write(page, "écrit dans un tunnel")
    expect(page.locator("#draft-state.is-wrong")).to_be_visible(timeout=SOON)
    page.context.set_offline(False)
    wait_until_kept(page, before, LATER)
    assert desk.held()["dreams"] == "écrit dans un tunnel"


def test_a_session_that_ended_loses_nothing(social: Person, desk: Desk) -> None:
    page, before = social.page, revision(social.page)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    write(page, "écrit après la pause de midi")
    expect(page.locator("#draft-state.is-wrong")).to_be_visible(timeout=SOON)
    page.context.add_cookies(cookies)
    wait_until_kept(page, before, LATER)
    assert desk.held()["dreams"] == "écrit après la pause de midi"


def test_an_answer_lost_on_the_way_is_not_taken_for_another_tab(social: Person, desk: Desk) -> None:
    page, before = social.page, revision(social.page)
    lost = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.fallback()
        else:
            lost.append(route.fetch().status)
            route.abort()

    page.route(desk.draft, lose_the_first)
    write(page, "gardé, sans réponse")
    expect(page.locator("#draft-state.is-wrong")).to_be_visible(timeout=SOON)
    write(page, "gardé, sans réponse, puis la suite")
    wait_until_kept(page, before, LATER)
    assert lost == [200]
    assert desk.held()["dreams"] == "gardé, sans réponse, puis la suite"


def test_a_second_tab_is_told_and_both_texts_are_shown(social: Person, desk: Desk) -> None:
    slow, before = social.page, revision(social.page)
    quick = slow.context.new_page()
    quick.goto(slow.url)
    write(quick, "de l’onglet rapide")
    wait_until_kept(quick, before)
    write(slow, "de l’onglet lent")
    slow.locator("#draft-state button").click(timeout=SOON)
    expect(slow.locator(".theirs").first).to_contain_text("de l’onglet rapide")
    assert slow.input_value("#id_dreams") == "de l’onglet lent"
    social.check()
    before = revision(slow)
    slow.locator(".theirs button").first.click()
    wait_until_kept(slow, before)
    assert desk.held()["dreams"] == "de l’onglet lent\nde l’onglet rapide"


def test_leaving_towards_the_read_back_first_keeps_the_last_words(social: Person) -> None:
    write(social.page, "les derniers mots")
    social.send("button[name=next][value=confirm]")
    expect(social.page.locator(".read-notes")).to_contain_text("les derniers mots")


def test_leaving_by_a_link_first_keeps_the_last_words(social: Person, desk: Desk) -> None:
    write(social.page, "avant d’aller voir la boîte")
    social.page.locator(".site-header a[href='/box/']").first.click()
    social.page.wait_for_url("**/box/")
    assert desk.held()["dreams"] == "avant d’aller voir la boîte"


def test_what_is_too_long_is_said_beside_it_and_holds_nothing_back(social: Person, desk: Desk) -> None:
    page, before = social.page, revision(social.page)
    page.locator("#id_likes").fill("é" * 500_000)
    write(page, "cela est gardé")
    expect(page.locator("#id_likes_error")).to_contain_text("500000", timeout=LATER)
    assert len(page.input_value("#id_likes")) == 500_000
    assert (desk.held()["dreams"], revision(page) > before) == ("cela est gardé", True)
    social.check()
    page.locator("#id_likes").fill("plus court")
    expect(page.locator("#id_likes_error")).to_have_count(0, timeout=SOON)


def test_the_screen_with_a_shared_skill_and_a_new_one_under_way_is_accessible(social: Person) -> None:
    page = social.page
    page.fill("#id_skill", "jardiner")
    page.keyboard.press("Enter")
    page.locator(".touch label", has_text="partager").first.click()
    expect(page.locator(".touch-slip input[type=text]").first).to_be_visible()
    page.fill("#id_skill", "apiculture")
    page.keyboard.press("Enter")
    expect(page.locator("#new-skill button").first).to_be_focused()
    social.check()
    page.keyboard.press("Escape")
    expect(page.locator("#id_skill")).to_be_focused()
    expect(page.locator("#new-skill")).not_to_have_attribute("open", "")


def test_without_script_the_page_is_a_plain_form(browser: Browser, desk: Desk) -> None:
    context = browser.new_context(java_script_enabled=False, locale="fr-FR", storage_state=desk.cookies)
    page = context.new_page()
    page.goto(desk.draft)
    page.fill("#id_dreams", "sans script")
    page.fill("#id_skill", "jardiner")
    page.keyboard.press("Enter")
    expect(page.locator(".touch h3").filter(has_text="Jardiner")).to_be_visible()
    assert page.input_value("#id_dreams") == "sans script"

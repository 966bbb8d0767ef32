"""From a handwritten slip to two people who met: the box, the wall, the match with its reasons, both answers."""

import re

from playwright.sync_api import Browser, expect

from tests.journeys.people import Person, arrive
from tests.journeys.server import Server

WORDS = "Parler français autour d’un café"
ANSWER = "Parler de tout devant un thé"


def test_from_a_slip_to_a_meeting(browser: Browser, server: Server) -> None:
    social = arrive(browser, server).sign_in("social@demo.example")
    volunteer = arrive(browser, server, phone=True).sign_in("benevole@demo.example")
    given_a_slip_from_the_wooden_box(social)
    when_the_offer_that_fits_is_proposed(social)
    then_the_volunteer_says_yes_on_a_phone(volunteer)
    and_they_meet(social)
    then_each_gives_and_each_receives(social)


def given_a_slip_from_the_wooden_box(social: Person) -> None:
    social.open("/box/").picture("box")
    social.open("/box/pile/")
    line = social.page.locator(".slip-line").first
    line.locator("input[name$=who]").fill("Teklu")
    line.locator("select[name$=kind]").select_option("demand")
    line.locator("input[name$=title]").fill(WORDS)
    social.page.check("input[name=consent]")
    social.picture("pile")
    social.send(".bottom-bar button.btn-primary")
    social.open("/box/?kind=demand").picture("wall")
    social.page.get_by_role("link", name=WORDS).first.click()
    social.page.wait_for_url(re.compile("/box/cards/"))
    social.check()


def when_the_offer_that_fits_is_proposed(social: Person) -> None:
    match = social.page.locator(".match").filter(has_text=ANSWER)
    expect(match.locator(".match-reasons")).to_be_visible()
    social.picture("matches")
    with social.page.expect_navigation():
        match.locator("button").click()
    social.check()
    social.send(".slip-demand form button")


def then_the_volunteer_says_yes_on_a_phone(volunteer: Person) -> None:
    volunteer.open("/box/introductions/mine/").picture("proposed-to-me")
    with volunteer.page.expect_navigation():
        volunteer.page.locator("form[action$='/accept/'] button").first.click()
    volunteer.check()


def and_they_meet(social: Person) -> None:
    social.open(social.path())
    social.fill(appointment="mercredi à 15 h, au salon").send("form[action$='/arrange/'] button")
    social.picture("introduction")
    social.choose(outcome="well").send("form[action$='/held/'] button")
    expect(social.page.locator("main")).to_contain_text("Ça s’est bien passé")


def then_each_gives_and_each_receives(social: Person) -> None:
    social.open("/box/introductions/").picture("introductions")
    expect(social.page.locator("main table").first).to_be_visible()

"""From the admission interview to the badge, role by role, in a real browser: the main job of the house.

Each page is checked on the way (accessibility, console, network); the pictures of the documents are taken here.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser

from tests.journeys.people import Person, arrive
from tests.journeys.server import Server

TODAY = datetime.now(ZoneInfo("Europe/Paris")).date()
SKILL = "Monter une pièce de théâtre"
MAIL = "zeyneb@demo.example"
# Each page has one main button.
MAIN = "button.btn-primary:visible"
NEW_PASSWORD = "quatre mots pour entrer"


@dataclass
class Roles:
    """Who stands at which browser."""

    social: Person
    direction: Person
    codirection: Person


def test_from_the_interview_to_the_badge(browser: Browser, server: Server, tmp_path: Path) -> None:
    roles = Roles(*(arrive(browser, server) for _ in range(3)))
    roles.social.sign_in("social@demo.example")
    roles.direction.sign_in("direction@demo.example")
    roles.codirection.sign_in("codirection@demo.example")
    resident = given_someone_arrives(roles.social)
    when_the_interview_is_led_and_read_back(roles.social, resident)
    then_a_card_is_in_the_box(roles.social, resident)
    helper = when_the_person_becomes_a_candidate(roles.social, resident)
    and_the_collaboration_is_formalised(roles.direction, helper)
    and_the_papers_are_signed(roles, helper)
    and_the_trial_begins(roles.direction, helper)
    mission = and_a_mission_is_proposed(roles.social, helper)
    person = when_the_helper_signs_in_on_a_phone(browser, roles.direction, helper)
    and_accepts_the_mission(person)
    and_tells_how_it_was(roles.social, person, mission)
    then_approval_is_refused_with_what_is_missing(roles, helper)
    when_the_voices_are_heard(browser, roles, helper)
    then_another_manager_approves(roles.codirection, helper)
    and_the_badge_and_the_certificate_are_made(roles.direction, helper)
    then_the_code_on_the_badge_verifies_without_a_name(browser, roles.direction, helper)
    and_the_helper_sees_the_papers_and_can_stop(person)


def given_someone_arrives(social: Person) -> str:
    social.open("/").picture("home-social")
    social.open("/residents/").picture("residents")
    social.open("/residents/add/")
    social.fill(name="Zeyneb", family_name="Karaca", arrived_on=TODAY.isoformat())
    social.choose(**{"languages-0-language": "tr"})
    social.send(MAIN)
    return social.key("residents")


def when_the_interview_is_led_and_read_back(social: Person, resident: str) -> None:
    social.open(f"/residents/{resident}/")
    social.send("button[name=kind][value=reception]")
    social.choose(interpreting="present")
    social.fill(likes="Les enfants, expliquer.", passions="Le théâtre.", dreams="Monter une petite troupe.")
    social.fill(desires="Apprendre le français vite.", abilities="Coudre, raconter, tenir une caisse.")
    add_skill(social, "cou", then="Enter")
    add_skill(social, SKILL, domain="arts")
    for touch in social.page.locator(".touch").all():
        touch.locator("input[value=leisure]").check(force=True)
    social.picture("interview")
    social.send("button[name=next][value=confirm]")
    social.picture("read-back")
    for group in social.page.locator("form#read-back fieldset").all():
        group.locator("input[value=share]").check(force=True)
    social.send("button.btn-yes")
    assert social.page.get_by_text("Confirmé avec Zeyneb").count()
    assert social.page.locator("main").get_by_text(SKILL).count()
    social.picture("resident")


def add_skill(social: Person, typed: str, *, then: str = "", domain: str = "") -> None:
    """Two letters and the key Enter; a skill that the catalogue lacks is created in a domain."""
    noted = social.page.locator(".touch").count()
    social.page.locator("input[name=skill]").press_sequentially(typed)
    if domain:
        social.page.keyboard.press("ArrowUp")
        social.page.keyboard.press("Enter")
        social.page.click(f"#new-skill button[value={domain}]")
    else:
        social.page.keyboard.press(then)
    social.page.wait_for_function("n => document.querySelectorAll('.touch').length > n", arg=noted)


def then_a_card_is_in_the_box(social: Person, resident: str) -> None:
    social.open(f"/residents/{resident}/")
    social.send("a[href*='/box/cards/add/']")
    social.fill(title="Je couds et je répare les habits")
    social.page.locator("input[name=consent]").check(force=True)
    social.send(MAIN)
    social.open("/box/").picture("box")
    assert social.page.get_by_text("Je couds et je répare les habits").count()


def when_the_person_becomes_a_candidate(social: Person, resident: str) -> str:
    social.open(f"/residents/{resident}/identify/")
    social.fill(why="Elle écoute, et tout le monde rit autour d’elle.")
    social.send(MAIN)
    return social.key("peer-helpers")


def and_the_collaboration_is_formalised(direction: Person, helper: str) -> None:
    direction.open(f"/peer-helpers/{helper}/formalise/")
    direction.fill(shares="La couture et les contes.", form="Un atelier, le mercredi.", frame="Inès l’accompagne.")
    direction.send(MAIN)


def and_the_papers_are_signed(roles: Roles, helper: str) -> None:
    roles.social.open(f"/peer-helpers/{helper}/papers/prepare/")
    for box in roles.social.page.locator("input[name=kinds], input[name=functions]").all():
        box.check(force=True)
    roles.social.send(MAIN)
    roles.direction.open(f"/peer-helpers/{helper}/")
    for link in [a.get_attribute("href") for a in roles.direction.page.locator("a[href$='/sign/']").all()]:
        roles.direction.open(link).choose(explained_in="tr")
        for name in ("with_interpreter", "read_aloud", "said_back"):
            roles.direction.page.locator(f"input[name={name}]").check(force=True)
        roles.direction.send(MAIN)


def and_the_trial_begins(direction: Person, helper: str) -> None:
    direction.open(f"/peer-helpers/{helper}/trial/start/")
    for box in direction.page.locator("input[name=functions]").all():
        box.check(force=True)
    direction.send(MAIN)
    assert direction.page.locator("svg.trial-grid, .trial-grid svg, figure svg").count()


def and_a_mission_is_proposed(social: Person, helper: str) -> str:
    social.open("/missions/new/").fill(title="Atelier couture", place="Salle commune", rhythm="le mercredi")
    social.send(MAIN)
    social.send("main a:has-text('Atelier couture')")
    mission = social.key("missions")
    social.open(f"/missions/{mission}/propose/").choose(peer_helper=helper)
    social.send(MAIN)
    return mission


def when_the_helper_signs_in_on_a_phone(browser: Browser, direction: Person, helper: str) -> Person:
    direction.open(f"/peer-helpers/{helper}/account/").still_me().fill(email=MAIL)
    direction.send(MAIN)
    person = arrive(browser, direction.server, phone=True)
    person.open(direction.server.last_link()).fill(full_name="Zeyneb Karaca")
    for field in person.page.locator("input[type=password]").all():
        field.fill(NEW_PASSWORD)
    person.send(MAIN)
    if "/login/" in person.page.url:
        person.page.fill("input[name=login]:not([type=hidden])", MAIL)
        person.page.fill("input[name=password]:not([type=hidden])", NEW_PASSWORD)
        person.page.press("input[name=password]:not([type=hidden])", "Enter")
    return person.open("/moi/")


def and_accepts_the_mission(person: Person) -> None:
    person.send("form[action$='/oui/'] button")
    person.open("/moi/missions/").picture("my-missions")
    assert person.page.get_by_text("Atelier couture").count()


def and_tells_how_it_was(social: Person, person: Person, mission: str) -> None:
    yesterday = TODAY - timedelta(days=1)
    social.open(f"/missions/{mission}/meetings/plan/")
    social.fill(day=yesterday.isoformat(), starts_at="14:00", ends_at="16:00")
    social.send(MAIN)
    person.open("/moi/").picture("my-page")
    person.send("a[href*='/moi/seances/'], form[action*='/moi/seances/'] button")
    person.choose(mood="good")
    person.fill(line="Six personnes, beaucoup de fil.")
    person.send(MAIN)


def then_approval_is_refused_with_what_is_missing(roles: Roles, helper: str) -> None:
    roles.social.open(f"/reviews/of/{helper}/prepare/")
    roles.social.fill(strengths="Elle fait venir ceux qui ne venaient pas.").choose(recommendation="approve")
    roles.social.send(MAIN)
    review = re.search(r'href="/reviews/([0-9a-f-]{36})/', roles.social.page.content()).group(1)
    roles.direction.open(f"/reviews/{review}/decide/").choose(decision="approve")
    roles.direction.fill(reason="Tout le monde le demande.")
    roles.direction.send("button[form=decision]")
    assert "/decide/" in roles.direction.page.url
    assert roles.direction.page.locator(".missing li").count() >= 4 or roles.direction.page.locator("li").count() >= 4
    assert roles.direction.page.input_value("[name=reason]") == "Tout le monde le demande."
    roles.direction.picture("refused")


def when_the_voices_are_heard(browser: Browser, roles: Roles, helper: str) -> None:
    volunteer = arrive(browser, roles.social.server).sign_in("benevole@demo.example")
    peer = arrive(browser, roles.social.server, phone=True).sign_in("paire@demo.example")
    for audience, answering in (("peer", [peer]), ("employee", [volunteer])):
        campaign = when_a_questionnaire_is_asked(roles.social, helper, audience)
        for someone in answering:
            and_someone_answers(someone, campaign)
    roles.social.open(f"/reviews/of/{helper}/words/").fill(words="Elle m’a appris à coudre un ourlet.")
    roles.social.send(MAIN)
    roles.social.open(f"/reviews/of/{helper}/observation/").fill(evidence="Elle laisse chacun finir sa phrase.")
    roles.social.page.locator("select[name=criterion]").select_option(index=1)
    roles.social.choose(seen="often")
    roles.social.send(MAIN)
    roles.direction.open(f"/peer-helpers/{helper}/").picture("helper")


def when_a_questionnaire_is_asked(social: Person, helper: str, audience: str) -> str:
    title = {"peer": "pairs", "employee": "équipe"}[audience]
    before = campaigns_on(social.open(f"/reviews/of/{helper}/"))
    social.open(f"/reviews/of/{helper}/ask/")
    social.send(f"li:has(h2:has-text('{title}')) a.btn")
    social.send(MAIN)
    return (campaigns_on(social) - before).pop()


def campaigns_on(person: Person) -> set[str]:
    """The keys of the campaigns to which the page leads."""
    return set(re.findall(r"/reviews/campaigns/([0-9a-f-]{36})/", person.page.content()))


def and_someone_answers(someone: Person, campaign: str) -> None:
    someone.open("/").send(f"a[href*='/questionnaires/{campaign}/']")
    for faces in someone.page.locator("#answers fieldset, #answers [role=radiogroup]").all():
        faces.locator("input[type=radio]").nth(0).check(force=True)
    someone.picture("questionnaire")
    someone.send("button[form=answers]")


def then_another_manager_approves(codirection: Person, helper: str) -> None:
    codirection.open(f"/peer-helpers/{helper}/")
    review = re.search(r'href="(/reviews/[0-9a-f-]{36}/)', codirection.page.content()).group(1)
    codirection.open(review).send("a[href$='/decide/']")
    codirection.choose(decision="approve")
    codirection.fill(reason="Les trois regards se rejoignent.", early_reason="Elle aide depuis le premier jour.")
    codirection.picture("decide")
    codirection.send("button[form=decision]")
    codirection.open(f"/peer-helpers/{helper}/").picture("approved")
    assert codirection.page.locator("[href$='/badge/']").count()


def and_the_badge_and_the_certificate_are_made(direction: Person, helper: str) -> None:
    direction.open(f"/peer-helpers/{helper}/badge/").send("button[form=badge]")
    direction.picture("badge")
    direction.open(f"/peer-helpers/{helper}/certificate/").send("button[form=certificate]")
    paper = direction.page.locator("a[href*='/papers/']").first.get_attribute("href")
    answer = direction.page.request.get(direction.server.address + paper)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")


def then_the_code_on_the_badge_verifies_without_a_name(browser: Browser, direction: Person, helper: str) -> None:
    direction.open(f"/peer-helpers/{helper}/")
    direction.send("main a[href*='/badges/']")
    stranger = arrive(browser, direction.server, phone=True)
    stranger.open(direction.page.locator("a[href*='/v/']").first.get_attribute("href"))
    assert "Zeyneb" not in stranger.page.content()
    stranger.fill(name="Zeyneb").send(MAIN)
    stranger.picture("verify")


def and_the_helper_sees_the_papers_and_can_stop(person: Person) -> None:
    person.open("/moi/papiers/").picture("my-papers")
    person.open("/moi/qui-a-lu/")
    person.open("/moi/pause/").picture("pause-or-stop")
    person.open("/moi/arreter/").page.locator("input[name=sure]").check(force=True)
    person.send("button.btn-danger:visible")
    person.open("/moi/").picture("stopped")

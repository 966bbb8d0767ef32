"""Measure the exchange box: its wall of many cards, its cards on paper, its pile of slips typed in a browser.

`scripts/measure/box` gives the database (DATABASE_URL), what to measure and how much of it.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "cada_peers.settings"
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from cada_peers.accounts.models import Centre, Operator, User  # noqa: E402
from cada_peers.accounts.roles import Role  # noqa: E402
from residents import catalogue  # noqa: E402
from residents.documents import CardSheet, render_cards  # noqa: E402
from residents.models import Card, CardLanguage, Domain, Skill  # noqa: E402
from tests.cast import a_resident, a_user  # noqa: E402
from tests.demonstration import kept_in  # noqa: E402
from tests.journeys.people import DESK, arrive  # noqa: E402
from tests.journeys.server import serve  # noqa: E402

ROUNDS, BATCH = 11, 2_000
# A wall of 10,000 cards keeps the processor for less than half a second.
PROMISED_MS = 500
DICE = random.Random(7)  # noqa: S311  (nothing secret is drawn)
# Whose, offer or demand, words: as ten slips lie on a desk.
SLIPS = (
    ("Samir", "o", "Réparer un vélo"),
    ("Aminata", "d", "Taper sur un ordinateur"),
    ("Teklu", "d", "Prendre le train pour la première fois"),
    ("Mariam", "o", "Accueillir les personnes qui arrivent"),
    ("Lidia", "o", "Chanter le mercredi"),
    ("Omar", "o", "Couper les cheveux"),
    ("Hodan", "d", "Aide aux devoirs pour ma fille"),
    ("Moussa", "o", "Cuisiner pour un groupe"),
    ("moi", "d", "Apprendre à danser"),
    ("Le Panier partagé", "o", "Distribution alimentaire le jeudi"),
)


def measure_wall(number: int) -> int:
    """Fill a box, open it; 1 if a page took longer than what is promised."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    catalogue.load()
    operator = Operator.objects.create(name="Mesure")
    centre = Centre.objects.create(operator=operator, name="Mesure", public_name="Mesure", town="Ville")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(fill(centre, number))
    pages = ("", "?domain=food&kind=offer", "?q=cuisine", "?q=no.+4321", "?by=team&moment=4", "?helpers=on&sort=ending")
    print(f"\n{connection.vendor}: a box of {number:,} cards, median of {ROUNDS} rounds", flush=True)
    medians = [tell(f"box/{page}", lambda page=page: client.get(reverse("residents:box") + page)) for page in pages]
    medians.append(tell("box/still-true/", lambda: client.get(reverse("residents:still_true"))))
    return int(max(medians) > PROMISED_MS)


def fill(centre: Centre, number: int) -> User:
    """Cards of a hundred residents over all compartments, in the box one day or another; a worker who may look."""
    worker = a_user("mesure", Role.SOCIAL_WORKER, centre=centre)
    residents = [a_resident(f"Prénom {place}", centre) for place in range(100)]
    domains, skills = list(Domain.objects.all()), [str(skill) for skill in Skill.objects.all()]
    cards = [
        Card(
            centre=centre,
            number=place,
            kind=DICE.choice(("offer", "demand")),
            owner_resident=None if place % 5 == 0 else DICE.choice(residents),
            owner_user=worker if place % 5 == 0 else None,
            display_name="Prénom",
            title=(title := DICE.choice(skills)),
            domain=DICE.choice(domains),
            moments=DICE.randrange(16),
            folded=title.lower(),
        )
        for place in range(1, number + 1)
    ]
    Card.objects.bulk_create(cards, batch_size=BATCH)
    spoken = [CardLanguage(card=card, language=DICE.choice(("fr", "ar", "ps", "ti"))) for card in cards]
    CardLanguage.objects.bulk_create(spoken, batch_size=BATCH)
    return worker


def tell(name: str, ask: Callable[[], object]) -> float:
    """The median of the processor's milliseconds, beside the clock's; the queries of one more time."""
    clock, work = [], []
    for _round in range(ROUNDS):
        began, worked = time.perf_counter(), time.process_time()
        ask()
        clock.append((time.perf_counter() - began) * 1000)
        work.append((time.process_time() - worked) * 1000)
    with CaptureQueriesContext(connection) as captured:
        ask()
    median = statistics.median(work)
    said = f"{name:36} {median:6.0f} ms of processor, {statistics.median(clock):6.0f} ms on the clock"
    print(f"{said}, {len(captured)} queries", flush=True)
    return median


def measure_print(number: int) -> int:
    """Cards on paper; the press starts before."""
    sheet = {
        "kind": "offer",
        "title": "J’explique comment inscrire un enfant à l’école",
        "compartment": "École et études",
        "pictogram": "school",
        "name": "Samim",
        "address": "https://pairs.example.org" + reverse("residents:card", args=[UUID(int=1)]),
        "languages": "dari, français",
        "when": "le soir · mardi et jeudi",
        "where": "salle commune",
        "how": "à deux",
    }
    for some in (1, 4, 20, number):
        began = time.perf_counter()
        pdf = render_cards([CardSheet(number=place, **sheet) for place in range(1, some + 1)], language="fr")
        print(f"{some:3} cards on paper: {time.perf_counter() - began:5.2f} s, {len(pdf):,} bytes", flush=True)
    return 0


def measure_pile(folder: str) -> int:
    """Ten slips by keyboard; then the same form without a script, filled field by field."""
    var = Path(folder)
    with kept_in(var) as original, serve(var, original) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        worker = arrive(browser, server).sign_in("social@demo.example")
        keys, seconds = type_pile(worker.page, server.address)
        content = sum(len(who) + len(words) for who, _kind, words in SLIPS)
        print(
            f"\nten slips, {content} signs of names and words: {keys} keys, {seconds:.1f} s in Chromium at full speed"
        )
        print(f"at 200 signs a minute: {keys * 60 / 200 + seconds:.0f} s", flush=True)
        plain = browser.new_context(viewport=DESK, java_script_enabled=False)
        plain.add_cookies(server.cookies["social@demo.example"])
        print(f"without JavaScript: {fill_pile(plain.new_page(), server.address)}", flush=True)
        browser.close()
    return 0


def type_pile(page: Page, address: str) -> tuple[int, float]:
    """Number of keys, and seconds until the numbers are shown."""
    page.goto(f"{address}{reverse('residents:pile')}")
    began, keys = time.perf_counter(), 0
    for who, kind, words in SLIPS:
        for text, after in ((who, "Tab"), ("d" if kind == "d" else "", "Tab"), (words, "Enter")):
            page.keyboard.type(text)
            page.keyboard.press(after)
            keys += len(text) + 1
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    print(page.locator("h1").inner_text(), page.locator(".slip-line-back").count(), "back")
    return keys + 3, time.perf_counter() - began


def fill_pile(page: Page, address: str) -> str:
    """What the page says."""
    page.goto(f"{address}{reverse('residents:pile')}")
    for line, (who, kind, words) in enumerate(SLIPS, start=1):
        page.fill(f"[name=slip-{line}-who]", who)
        page.select_option(f"[name=slip-{line}-kind]", "demand" if kind == "d" else "offer")
        page.fill(f"[name=slip-{line}-title]", words)
    page.check("[name=consent]")
    with page.expect_navigation():
        page.press("[name=slip-1-title]", "Enter")
    return page.locator("h1").inner_text()


if __name__ == "__main__":
    measures = {"wall": measure_wall, "print": measure_print, "pile": measure_pile}
    amount = sys.argv[2]
    sys.exit(measures[sys.argv[1]](int(amount) if amount.isdigit() else amount))

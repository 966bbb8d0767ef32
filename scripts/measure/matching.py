"""Match cards in an empty database that is filled here: the hand-written cases, then a box of many cards.

`scripts/measure/matching` gives the database (DATABASE_URL) and the number of cards.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "cada_peers.settings"
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from cada_peers.accounts.models import Centre, Operator, User  # noqa: E402
from cada_peers.accounts.roles import Role  # noqa: E402
from residents.matching import Match, demands_for, offers_for  # noqa: E402
from residents.models import Card, CardKind, CardLanguage, Resident, ResidentLanguage, Skill, Tie  # noqa: E402
from tests.cast import a_user  # noqa: E402
from tests.residents.matching_house import CASES, HOUSE, build_house, judge, mean  # noqa: E402

ASKED, PROMISED, BATCH = 200, 100, 2_000
DICE = random.Random(7)  # noqa: S311  (nothing secret is drawn)
LANGUAGES = ("ar", "fa-AF", "ps", "bn", "tr", "ru", "uk", "ka", "ti", "so", "ln", "sq", "es", "fr", "fr", "fr", "en")


def main() -> int:
    """Fill, match, tell; 1 if the middle time is above what is promised."""
    call_command("migrate", verbosity=0)
    operator = Operator.objects.create(name="Mesure")
    tell_precision(a_centre(operator, "Maison des cas"))
    centre = a_centre(operator, "Grande maison")
    worker = a_user("mesure", Role.SOCIAL_WORKER, centre=centre)
    fill(centre, int(sys.argv[1]))
    median = max(tell_times(kind, worker, match) for kind, match in (("demand", offers_for), ("offer", demands_for)))
    return int(median > PROMISED)


def a_centre(operator: Operator, name: str) -> Centre:
    return Centre.objects.create(operator=operator, name=name, public_name=name, town="Ville")


def tell_precision(centre: Centre) -> None:
    """On the cases, those held out apart."""
    house = build_house(centre)
    verdicts = judge(house, a_user("cas", Role.SOCIAL_WORKER, centre=centre))
    for label, some in (
        ("all cases", verdicts),
        ("tuned on", [one for one in verdicts if not one.is_held_out]),
        ("held out", [one for one in verdicts if one.is_held_out]),
    ):
        precision, found = mean(one.precision for one in some), mean(one.found for one in some)
        never = sum(len(one.forbidden) for one in some)
        print(
            f"{label:10}{len(some):4} cases: precision at 3 {precision:.3f}, found at 3 {found:.3f}, forbidden {never}"
        )


def fill(centre: Centre, cards: int) -> None:
    """A box of `cards`, half offers, half of them without a skill; one resident for twenty cards, one in ten tied."""
    people = [
        Resident(centre=centre, name=f"R{n}", display_name=f"R{n}", folded=f"r{n}", arrived_on=timezone.localdate())
        for n in range(cards // 20)
    ]
    Resident.objects.bulk_create(people, BATCH)
    spoken = [
        ResidentLanguage(resident=one, language=code) for one in people for code in {*DICE.choices(LANGUAGES, k=2)}
    ]
    ResidentLanguage.objects.bulk_create(spoken, BATCH)
    ties = zip(people[::20], people[1::20], strict=False)
    Tie.objects.bulk_create([Tie(centre=centre, one=one, other=other, kind="relative") for one, other in ties])
    skills = list(Skill.objects.select_related("domain"))
    # The words of the cases, so that handwritten cards say what people write.
    written = [said["title"] for said in (*HOUSE["offers"].values(), *CASES["demands"].values())]
    made = [_card(centre, number, people, skills, written) for number in range(1, cards + 1)]
    Card.objects.bulk_create(made, BATCH)
    half = [card for card in made if DICE.randrange(2)]
    CardLanguage.objects.bulk_create(
        [CardLanguage(card=card, language=code) for card in half for code in {*DICE.choices(LANGUAGES, k=2)}], BATCH
    )
    with connection.cursor() as cursor:
        # What autovacuum does by itself within minutes.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _card(centre: Centre, number: int, people: list[Resident], skills: list[Skill], written: list[str]) -> Card:
    skill, by_hand = DICE.choice(skills), DICE.randrange(2)
    put_on = timezone.localdate() - timedelta(days=DICE.randrange(170))
    return Card(
        centre=centre,
        number=number,
        kind=CardKind.OFFER if number % 2 else CardKind.DEMAND,
        owner_resident=DICE.choice(people),
        display_name="R",
        title=DICE.choice(written) if by_hand else skill.name_fr,
        domain=skill.domain,
        skill=None if by_hand else skill,
        form=DICE.choice(("pair", "pair", "pair", "group", "distance")),
        moments=DICE.randrange(16),
        wished_gender=DICE.choice(("", "", "", "woman")),
        own_gender=DICE.choice(("", "woman", "man")),
        published_on=put_on,
        confirmed_on=put_on,
        folded="",
    )


def tell_times(kind: str, worker: User, match: Callable[[Card, User], list[Match]]) -> float:
    """The middle and the slow end of `ASKED` cards, in milliseconds."""
    cards = list(Card.objects.filter(centre__name="Grande maison", kind=kind).order_by("pk")[:ASKED])
    match(cards[0], worker)
    times, shown = [], []
    for card in cards:
        began = time.perf_counter()
        shown.append(len(match(card, worker)))
        times.append((time.perf_counter() - began) * 1000)
    with CaptureQueriesContext(connection) as captured:
        match(cards[0], worker)
    slow = statistics.quantiles(times, n=20)[-1]
    print(
        f"{connection.vendor}: box of {Card.objects.filter(centre__name='Grande maison').count():,}, {kind}s: "
        f"median {statistics.median(times):.0f} ms, 19 of 20 under {slow:.0f} ms, worst {max(times):.0f} ms, "
        f"{len(captured)} queries, {statistics.mean(shown):.1f} shown (promised: {PROMISED} ms)"
    )
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(main())

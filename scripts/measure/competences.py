"""Ask for the page of what the whole house can do, in an empty database that is filled here.

`scripts/measure/competences` gives the database (DATABASE_URL) and the number of residents: each has four skills, one
in three a card in the box, one in fifty is a peer helper.
"""

import os
import random
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "cada_peers.settings"
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from cada_peers.accounts.models import Centre, Operator, User  # noqa: E402
from cada_peers.accounts.roles import Role  # noqa: E402
from residents import catalogue  # noqa: E402
from residents.models import Card, CardKind, Resident, ResidentLanguage, Skill, SkillFound, Wish  # noqa: E402
from tests.cast import a_user  # noqa: E402

ROUNDS, PROMISED, MOST_QUERIES = 11, 1000, 12
DICE = random.Random(7)  # noqa: S311  (nothing secret is drawn)
LANGUAGES = ("ar", "fa-AF", "ps", "bn", "tr", "ru", "uk", "ka", "ti", "so", "ln", "sq", "es", "fr")
QUESTIONS: tuple[dict[str, str], ...] = (
    {},
    {"domain": "trades"},
    {"language": "ar"},
    {"who": "helper"},
    {"present": "on"},
)


def main() -> int:
    """Fill, ask, tell; 1 if a page kept the processor longer than promised (milliseconds), or asked too much."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    catalogue.load()
    operator = Operator.objects.create(name="Mesure")
    centre = Centre.objects.create(operator=operator, name="Maison", public_name="Maison", town="Ville")
    manager = a_user("mesure", Role.MANAGEMENT, centre=centre)
    number = int(sys.argv[1])
    fill(centre, number, manager, a_user("autre", Role.MANAGEMENT, centre=centre))
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(manager)
    print(f"\n{connection.vendor}: {number:,} residents, {SkillFound.objects.count():,} skills found", flush=True)
    return int(max([is_slow(client, question) for question in QUESTIONS]))


def is_slow(client: Client, question: dict[str, str]) -> bool:
    """Ask one question many times, and tell."""
    times, worked, kilobytes, queries = [], [], 0.0, 0
    for _round in range(ROUNDS):
        with CaptureQueriesContext(connection) as captured:
            began, busy = time.perf_counter(), time.process_time()
            page = client.get(reverse("residents:competences"), question)
            times.append(1000 * (time.perf_counter() - began))
            worked.append(1000 * (time.process_time() - busy))
        kilobytes, queries = len(page.content) / 1000, sum(q["sql"].startswith("SELECT") for q in captured)
    took, work = statistics.median(times), statistics.median(worked)
    words = " ".join(f"{name}={value}" for name, value in question.items()) or "(everything)"
    said = f"{words:20}{took:8.0f} ms ({work:.0f} ms of the processor){kilobytes:8.0f} kB{queries:4} queries"
    print(said, flush=True)
    return work > PROMISED or queries > MOST_QUERIES


def fill(centre: Centre, number: int, manager: User, other: User) -> None:
    """The residents with their skills, languages, cards; some of them peer helpers."""
    skills = list(Skill.objects.select_related("domain"))
    today = timezone.localdate()
    people = [a_resident(centre, each) for each in range(number)]
    Resident.objects.bulk_create(people)
    ResidentLanguage.objects.bulk_create(
        ResidentLanguage(resident=who, language=code) for who in people for code in DICE.sample(LANGUAGES, k=2)
    )
    SkillFound.objects.bulk_create(a_skill(who, skill) for who in people for skill in DICE.sample(skills, k=4))
    for place, who in enumerate(people[::3], start=1):
        skill = DICE.choice(skills)
        Card(
            centre=centre,
            number=place,
            kind=CardKind.OFFER,
            title="Je montre",
            domain=skill.domain,
            skill=skill,
            owner_resident=who,
            display_name=who.display_name,
        ).save()
    for who in people[::50]:
        file = who.peer_helper_files.create(centre=centre, chosen_name=who.display_name)
        file.formalised_on = file.engaged_on = file.approved_on = today
        file.approved_by, file.proposed_by = manager, other
        for file.status in ("formalised", "engaged", "in_trial", "approved"):
            file.save()
    with connection.cursor() as cursor:
        # What autovacuum does by itself within minutes.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def a_resident(centre: Centre, each: int) -> Resident:
    """One in five has left, half of these wish to stay in touch."""
    left = not DICE.randrange(5)
    name = f"Prénom{each}"
    who = Resident(centre=centre, name=name, family_name=f"Nom{each}", display_name=name, arrived_on="2025-01-01")
    who.folded = name.casefold()
    who.departed_on = timezone.localdate() - timedelta(days=DICE.randrange(200)) if left else None
    who.stays_in_touch = left and DICE.random() < 0.5  # noqa: PLR2004
    return who


def a_skill(who: Resident, skill: Skill) -> SkillFound:
    wish = DICE.choice(Wish.values)
    day = timezone.localdate()
    confirmed_on = day if DICE.randrange(5) else None
    return SkillFound(centre=who.centre, resident=who, skill=skill, wish=wish, found_on=day, confirmed_on=confirmed_on)


if __name__ == "__main__":
    sys.exit(main())

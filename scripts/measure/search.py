"""Ask for the list of the residents, with and without a search, in an empty database that is filled here.

`scripts/measure/search` gives the database (DATABASE_URL), the number of residents and of houses. Pages are asked in
turns and compared with the page of their own round, because absolute times drift with the machine.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "cada_peers.settings"
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import QuerySet  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from cada_peers.accounts.access import sync_rights  # noqa: E402
from cada_peers.accounts.models import Centre, Operator, Posting, User  # noqa: E402
from cada_peers.accounts.roles import Role  # noqa: E402
from residents import catalogue  # noqa: E402
from residents.models import Resident, ResidentLanguage, Skill, SkillFound  # noqa: E402

ROUNDS, BATCH = 11, 2_000
PROMISED = 2.0
DICE = random.Random(7)  # noqa: S311  (nothing secret is drawn)
# What people type: nobody's name, one person's, a family's, everyone's; few letters; other scripts.
SEARCHES = ("zzyzx", "{one}", "{family}", "mohammad", "mohammad {family}", "an", "a", "محمد", "محمد رحیمی", "ольга")
LATIN = [a + b for a in "bdklmnrst" for b in "aio"] + ["an", "en", "in", "on", "ar", "er"]
ARABIC = ("محمد", "فاطمة", "أحمد", "مريم", "رحیمی", "الحسن", "نژاد", "یاسین", "کریمی", "زهرا", "علي", "سلطان")
CYRILLIC = ("Ольга", "Мария", "Иван", "Пётр", "Коваль", "Шевченко", "Бойко", "Ткач", "Мороз", "Лысенко")
LANGUAGES = ("ar", "fa-AF", "ps", "bn", "tr", "ru", "uk", "ka", "ti", "so", "ln", "sq", "es", "fr")


def main() -> int:
    """Fill, ask, tell; 1 if a search took more than what is promised."""
    residents, houses = int(sys.argv[1]), int(sys.argv[2])
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    catalogue.load()
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(fill(residents, houses))
    print(f"\n{connection.vendor}: {residents:,} residents in {houses} houses, median of {ROUNDS} rounds", flush=True)
    worst = max(ratios(client))
    print(f"worst: {worst:.2f} times the page without a search (promised: at most {PROMISED:g})", flush=True)
    if connection.vendor == "postgresql" and houses == 1:
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX resident_folded_letters")
        print("\nthe same without the index of letters", flush=True)
        list(ratios(client))
    return int(worst > PROMISED)


def ratios(client: Client) -> Iterator[float]:
    """For each search, how many times the page without a search it takes."""
    here = Resident.objects.filter(centre=Centre.objects.order_by("name").first()).present()
    someone = here.filter(folded__gte="m", folded__lt="n").order_by("folded").first()
    words = {"one": f"{someone.name} {someone.family_name}", "family": someone.family_name}
    searches = ["", *(typed.format(**words) for typed in SEARCHES)]
    times: dict[str, list[float]] = {typed: [] for typed in searches}
    for typed in searches:
        seconds_of(client, typed)
    for _round in range(ROUNDS):
        for typed in searches:
            times[typed].append(seconds_of(client, typed))
    for typed, taken in times.items():
        share = statistics.median(seconds / page for seconds, page in zip(taken, times[""], strict=True))
        tell(here, typed, statistics.median(taken), share)
        yield share


def tell(here: QuerySet[Resident], typed: str, page: float, share: float) -> None:
    """One line: how many were found, the whole page, its ratio, and what the database did for the search alone."""
    found = here.search(typed)
    alone = []
    for _round in range(5):
        began = time.perf_counter()
        number = found.count()
        list(found.by_name(found=bool(typed)).values_list("pk")[:25])
        alone.append(time.perf_counter() - began)
    rest = f"{page * 1000:8.1f} ms the page{share:6.2f}{statistics.median(alone) * 1000:8.1f} ms the search alone"
    print(f"{typed or '(no search)':28}{number:8,} found{rest}", flush=True)


def seconds_of(client: Client, typed: str) -> float:
    """How long the whole page takes, from the address to the last letter."""
    began = time.perf_counter()
    page = client.get(reverse("residents:list"), {"q": typed} if typed else {})
    took = time.perf_counter() - began
    if page.status_code != 200:  # noqa: PLR2004
        raise SystemExit(f"the list answers {page.status_code}")
    return took


def fill(residents: int, houses: int) -> User:
    """The houses, their residents, and a social worker of the first."""
    operator = Operator.objects.create(name="Mesure")
    centres = [
        Centre.objects.create(operator=operator, name=f"Maison {n:03}", public_name=f"Maison {n:03}", town="Ville")
        for n in range(houses)
    ]
    worker = User.objects.create_user("mesure@pairs.example", "Mesure")
    Posting.objects.create(user=worker, role=Role.SOCIAL_WORKER, centre=centres[0], starts_on="2020-01-01")
    sync_rights([worker])
    skills = list(Skill.objects.all())
    for start in range(0, residents, BATCH):
        people = [a_resident(centres[number % houses]) for number in range(start, min(start + BATCH, residents))]
        Resident.objects.bulk_create(people)
        ResidentLanguage.objects.bulk_create(
            ResidentLanguage(resident=who, language=code) for who in people for code in DICE.sample(LANGUAGES, k=2)
        )
        SkillFound.objects.bulk_create(
            SkillFound(centre=who.centre, resident=who, skill=skill)
            for who in people
            for skill in DICE.sample(skills, k=2)
        )
    with connection.cursor() as cursor:
        # What autovacuum does by itself within minutes.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return worker


def a_resident(centre: Centre) -> Resident:
    """One in ten writes in Arabic, one in ten in Cyrillic, one in thirty is called Mohammad; one in five has left."""
    arrived = timezone.localdate() - timedelta(days=DICE.randrange(1, 900))
    first, family = DICE.choices((arabic, cyrillic, mohammad, latin), weights=(3, 3, 1, 23))[0]()
    who = Resident(centre=centre, name=first, family_name=family, display_name=first, arrived_on=arrived)
    who.folded = who.names_for_search()
    who.departed_on = timezone.localdate() if not DICE.randrange(5) else None
    return who


def arabic() -> tuple[str, str]:
    return DICE.choice(ARABIC), f"{DICE.choice(ARABIC)} {DICE.choice(ARABIC)}"


def cyrillic() -> tuple[str, str]:
    return DICE.choice(CYRILLIC), DICE.choice(CYRILLIC)


def mohammad() -> tuple[str, str]:
    return "Mohammad", invented(4)


def latin() -> tuple[str, str]:
    return invented(2), invented(4)


def invented(syllables: int) -> str:
    return "".join(DICE.choices(LATIN, k=syllables)).capitalize()


if __name__ == "__main__":
    sys.exit(main())

"""A list that a colleague has just brought: some new, one known already, some rows to correct."""

from datetime import timedelta

from cada_peers.demo.people import PEOPLE, TILLEULS
from cada_peers.demo.world import Story, World
from residents.actions import begin_intake

TITLES = ("NOM", "Prénom", "Date d’entrée", "Langue(s)", "Référent·e", "Tél.", "Nationalité")
# Days before today, then the cells around the day.
NEWCOMERS = (
    (3, "SAFI", "Parwana", "dari, français A1", "Inès", "06 00 01 00 01"),
    (3, "SAFI", "Jawad", "dari, pachto", "Inès", ""),
    (5, "TEKLE", "Senait", "tigrinya, amharique (parlée, pas écrite)", "Yannick Lebossé", "06 00 01 00 02"),
    (9, "BERIDZE", "Nino", "géorgien, russe B2, anglais A2", "Awa", "06 00 01 00 03"),
    (9, "", "Bakary", "soninké, bambara, français B1", "Pauline", ""),
    (12, "ইসলাম", "নাসরিন", "bengali", "Inès", "06 00 01 00 04"),
    (12, "KOVAL", "Taras", "ukrainien, russe", "Awa", ""),
)
TO_CORRECT = (
    ("HOXHA", "Arta", "la semaine dernière", "albanais", "Inès", ""),
    ("MARKU", "Gent", "", "albanais, italien", "Béatrice", ""),
)


def bring_list(world: World) -> Story:
    """Read an hour ago at most; it waits for a yes."""
    clock, worker = world.clock, world.users
    yield clock.now() - timedelta(minutes=50)
    begin_intake(centre=world.centres[TILLEULS], content=written(world).encode(), by=worker["social"])


def written(world: World) -> str:
    """The list as a CSV, `;` between the cells."""
    known = next(person for person in PEOPLE if person.referent == "social" and person.gone is None)
    day = world.residents[known.name].arrived_on
    rows = [
        TITLES,
        (known.family_name.upper(), known.name, f"{day:%d/%m/%Y}", "", "", "", "–"),
        *(
            (name, first, f"{world.clock.ago(days=days):%d/%m/%Y}", *rest, "–")
            for days, name, first, *rest in NEWCOMERS
        ),
        *((*row, "–") for row in TO_CORRECT),
    ]
    return "\r\n".join(";".join(row) for row in rows)

"""What was understood of a list, for the eyes of whoever brought it, before anybody is added."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from cada_peers.accounts.models import User
from residents.intake.cells import day_of
from residents.intake.columns import Meaning
from residents.intake.tongues import written
from residents.models import Intake

SHOWN = 25


@dataclass(frozen=True)
class Shown:
    """One person to come, as a line."""

    row: int
    name: str
    preferred_name: str
    arrived_on: date | None
    departed_on: date | None
    languages: str
    referent: str
    has_namesake: bool


@dataclass(frozen=True)
class Preview:
    """The columns (those brought in, not understood, kept out), and the first rows of each kind."""

    sheet: str
    has_joined_cells: bool
    understood: list[tuple[dict[str, Any], str | Promise]]
    unknown: list[str]
    kept_out: list[str]
    people: list[Shown]
    refused: list[dict[str, Any]]


def preview_of(intake: Intake) -> Preview:
    """Decrypts what was read. One query, for the names of the referents."""
    ready, refused = json.loads(intake.ready), json.loads(intake.refused)
    columns = ready["columns"]
    left_out = [column for column in columns if column["meaning"] is None]
    people = ready["people"][:SHOWN]
    referents = dict(
        User.objects.filter(pk__in={p["referent"] for p in people if p["referent"]}).values_list("pk", "full_name")
    )
    names = {str(key): name for key, name in referents.items()}
    return Preview(
        sheet=ready["sheet"],
        has_joined_cells=ready["joined"],
        understood=[(column, Meaning(column["meaning"]).label) for column in columns if column["meaning"]],
        unknown=[column["title"] or column["letter"] for column in left_out if not column["is_kept_out"]],
        kept_out=[column["title"] for column in left_out if column["is_kept_out"]],
        people=[_shown(person, names) for person in people],
        refused=[row | {"who": _beginning(row["cells"])} for row in refused["rows"][:SHOWN]],
    )


def _shown(person: dict[str, Any], referents: dict[str, str]) -> Shown:
    return Shown(
        row=person["row"],
        name=f"{person['name']} {person['family_name']}".strip(),
        preferred_name=person["preferred_name"],
        arrived_on=day_of(person["arrived_on"]),
        departed_on=day_of(person["departed_on"]),
        languages=written(person["languages"]),
        referent=referents.get(person["referent"] or "", ""),
        has_namesake=person["has_namesake"],
    )


def _beginning(cells: list[Any]) -> str:
    """The first cells of a refused row, by which it is found again."""
    return " · ".join(str(cell)[:40] for cell in cells if str(cell).strip())[:80].rstrip(" ·")

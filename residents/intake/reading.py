"""From the bytes of a file to what the page shows before anybody is added."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cada_peers.accounts.models import Centre
from residents.intake.columns import Column, Header, HeaderRefused, find_header, with_nameless
from residents.intake.rows import Newcomer, Outcome, Reader
from residents.sheets.opening import Cell, Sheet, open_sheet, sentence
from residents.sheets.survey import MOST_PEOPLE
from residents.sheets.trouble import Trouble, Unreadable


class ListRefused(Exception):
    """The list as a whole cannot come in; the sentence says what to do and quotes nothing of it."""


@dataclass
class Reading:
    """`ready` and `refused` as they are kept in the intake (JSON), and the counts beside them."""

    rows: int
    ready: dict[str, Any]
    refused: dict[str, Any]
    known: int


Tell = Callable[[int], object]


def read_list(content: bytes, *, centre: Centre, begin: Tell, progress: Tell) -> Reading:
    """Read a whole file, in the language of the moment. Raises ListRefused.

    `begin` is told the number of rows, then `progress` how many are done.
    """
    try:
        sheet = open_sheet(content)
        header = find_header(sheet.rows)
        rows = rows_under(header, sheet)
        header = with_nameless(header, (cells for _number, cells in rows))
        begin(len(rows))
        outcome = Reader(header, centre, timezone.localdate()).read(rows, progress)
    except Unreadable as refused:
        raise ListRefused(sentence(refused)) from None
    except HeaderRefused as refused:
        raise ListRefused(str(refused)) from None
    return Reading(len(rows), _ready(sheet, header, outcome), _refused(sheet, header, outcome), outcome.known)


def rows_under(header: Header, sheet: Sheet) -> list[tuple[int, list[Cell]]]:
    """The rows below the names of the columns that hold something in them, with their number in the file (from 1)."""
    _uncover_titles(header, sheet)
    places = [column.index for column in header.columns]
    rows = []
    for number, cells in enumerate(sheet.rows[header.row + 1 :], start=header.row + 2):
        if any(index < len(cells) and str(cells[index]).strip() for index in places):
            rows.append((number, cells))
    if len(rows) > MOST_PEOPLE:
        raise Unreadable(Trouble.TOO_MANY_ROWS)
    if not rows:
        raise ListRefused(
            _("The columns have names, but nobody is written under them. Import a list with people in it.")
        )
    return rows


def _uncover_titles(header: Header, sheet: Sheet) -> None:
    """The name of a column may be joined with the rows under it: it is nobody's name."""
    for top, start, bottom, _end in sheet.joined:
        if top <= header.row:
            for cells in sheet.rows[header.row + 1 : bottom + 1]:
                cells[start : start + 1] = [""]


def _ready(sheet: Sheet, header: Header, outcome: Outcome) -> dict[str, Any]:
    people: list[Newcomer] = outcome.ready
    return {
        "people": people,
        "sheet": sheet.name if sheet.sheets > 1 else "",
        "joined": sheet.last_joined > header.row,
        "columns": [
            {
                "letter": column.letter,
                "title": column.title,
                "meaning": column.meaning,
                "is_kept_out": column.is_kept_out,
            }
            for column in header.columns
        ],
    }


def _refused(sheet: Sheet, header: Header, outcome: Outcome) -> dict[str, Any]:
    """What is given back: the columns of the file, without those that must not come in."""
    kept = [column for column in header.columns if not column.is_kept_out]
    rows = [asdict(row) | {"cells": _cells(row.cells, kept)} for row in outcome.refused]
    return {"kind": sheet.kind, "titles": [column.title for column in kept], "rows": rows}


def _cells(cells: list[Cell], kept: list[Column]) -> list[str | int | float | bool]:
    """The cells of the kept columns; one that holds a formula or an error is empty."""
    found = [cells[column.index] if column.index < len(cells) else "" for column in kept]
    return ["" if isinstance(cell, dict) else cell for cell in found]

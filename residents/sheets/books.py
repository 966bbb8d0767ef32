"""XLSX and ODS: the first sheet with something in it, each cell as a value. Nothing is computed."""

import math
import posixpath
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from residents.sheets.archives import kind_of, open_archive, walk
from residents.sheets.joining import unfold
from residents.sheets.survey import ERROR, HEADER_WITHIN, Survey, survey_ods, survey_xlsx
from residents.sheets.trouble import Trouble, Unreadable

# What is longer is nobody's name: enough is kept to show it.
LONGEST_CELL = 2_000
# A whole number as long as a telephone number is one; a longer one, written out, could have three hundred digits.
LARGEST_WHOLE = 1e15


def read_book(content: bytes) -> dict[str, Any]:
    """The sheet as `child` answers it. Raises Unreadable."""
    archive = open_archive(content)
    kind = kind_of(archive)
    surveys = survey_ods(archive) if kind == "ods" else None
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        names = _shown(book)
        if surveys is not None:
            seen = [survey for survey in surveys if survey.filled and survey.name in names]
        else:
            seen = _first_with_rows(archive, names)
        if not seen:
            raise Unreadable(Trouble.EMPTY)
        return _sheet(book, kind, seen[0], sheets=len(names))
    except PasswordError as locked:
        raise Unreadable(Trouble.LOCKED) from locked
    except CalamineError as broken:
        raise Unreadable(Trouble.DAMAGED) from broken


def _shown(book: CalamineWorkbook) -> list[str]:
    """The sheets that a person sees when opening the file."""
    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]


def _first_with_rows(archive: ZipFile, names: list[str]) -> list[Survey]:
    parts = _parts_of(archive)
    for name in names:
        if name not in parts:
            raise Unreadable(Trouble.DAMAGED)
        survey = survey_xlsx(archive, parts[name])
        if survey.filled:
            survey.name = name
            return [survey]
    return []


def _parts_of(archive: ZipFile) -> dict[str, str]:
    """For each sheet of a workbook, the part of the archive that holds it."""
    keys: dict[str, str] = {}
    targets: dict[str, str] = {}

    def sheet(tag: str, values: dict[str, str]) -> None:
        if tag == "sheet":
            keys[values.get("name", "")] = next((v for k, v in values.items() if k.endswith(" id")), "")

    def relation(tag: str, values: dict[str, str]) -> None:
        if tag == "Relationship":
            target = values.get("Target", "")
            targets[values.get("Id", "")] = posixpath.normpath(posixpath.join("xl", target)).lstrip("/")

    walk(archive, "xl/workbook.xml", start=sheet, end=_nothing, text=_nothing)
    walk(archive, "xl/_rels/workbook.xml.rels", start=relation, end=_nothing, text=_nothing)
    return {name: targets[key] for name, key in keys.items() if key in targets}


def _nothing(words: str) -> None:
    """What this part says beside its attributes is not read."""


def _sheet(book: CalamineWorkbook, kind: str, survey: Survey, *, sheets: int) -> dict[str, Any]:
    sheet = book.get_sheet_by_name(survey.name)
    rows: list[list[Any]] = [[_plain(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), wrong in survey.empty_handed.items():
        if row >= len(rows):
            rows += [[] for _ in range(row - len(rows) + 1)]
        rows[row] += [""] * (column - len(rows[row]) + 1)
        rows[row][column] = {"wrong": wrong}
    merged = sheet.merged_cell_ranges if kind == "xlsx" else None
    joined = unfold(rows, [(*first, *last) for first, last in merged or []] or survey.joined)
    return {
        "kind": kind,
        "name": survey.name,
        "sheets": sheets,
        "rows": rows,
        # Those that may hold the name of a column, and where the last one is: there may be millions.
        "joined": [box for box in joined if box[0] < HEADER_WITHIN],
        "last_joined": joined[-1][0] if joined else -1,
    }


def _plain(cell: Any) -> str | int | float | bool | dict[str, str]:
    """Text, number or boolean; a day as 2025-12-31, its hour left out; what calls itself a number and is none."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and not math.isfinite(cell):
        return {"wrong": ERROR}
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < LARGEST_WHOLE:
        return int(cell)
    return cell if isinstance(cell, int | float) else str(cell)[: LONGEST_CELL + 1]

"""A sheet walked through cell by cell without keeping it: how far it goes, what it only pretends to hold.

The compiled reader lays a sheet out as a rectangle and gives formulas their last value, or nothing: a cell written in
the last row of the last column would fill the memory, and a formula that was never computed would pass for an empty
cell.
"""

import re
from dataclasses import dataclass, field
from zipfile import ZipFile

from residents.sheets.archives import walk
from residents.sheets.trouble import Trouble, Unreadable

MOST_PEOPLE = 20_000
# The names of the columns stand among the first lines: a title and a date may stand above them.
HEADER_WITHIN = 20
# Titles and empty-looking lines above the names of the columns.
MOST_ROWS = MOST_PEOPLE + 25
# Empty lines between the people, and under them: so far down nobody scrolls.
LAST_ROW = 5 * MOST_ROWS
MOST_COLUMNS = 256
MOST_CELLS = 4_000_000
PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
FORMULA, ERROR = "formula", "error"
# Names of ODS as the parser gives them: the address of the name space, then the name.
TABLE, OFFICE, STYLE = (f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0 " for name in ("table", "office", "style"))
VALUE_TYPE, FORMULA_TEXT = f"{OFFICE}value-type", f"{TABLE}formula"
CALC_TYPE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"


def letters(column: int) -> str:
    """0 is « A », 26 is « AA »."""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def _number(word: str) -> int:
    number = 0
    for letter in word:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


@dataclass
class Survey:
    """What a sheet holds, counted from 0: rows with something in them, cells without a value, joined cells."""

    name: str = ""
    is_hidden: bool = False
    filled: int = 0
    last_row: int = -1
    # Row and column of cells that show a formula without a value, or an error.
    empty_handed: dict[tuple[int, int], str] = field(default_factory=dict)
    # First row, first column, last row, last column.
    joined: list[tuple[int, int, int, int]] = field(default_factory=list)

    def note(self, row: int, column: int, wrong: str | None, *, rows: int = 1, columns: int = 1) -> None:
        """A cell holds something, or should (`wrong`), `rows` times down and `columns` times across.

        Raises Unreadable as soon as it is more than a list of people.
        """
        if row > self.last_row:
            self.filled += rows
        self.last_row = max(self.last_row, row + rows - 1)
        if self.filled > MOST_ROWS:
            raise Unreadable(Trouble.TOO_MANY_ROWS)
        last_column = column + columns - 1
        is_far = self.last_row >= LAST_ROW or last_column >= MOST_COLUMNS
        if is_far or (self.last_row + 1) * (last_column + 1) > MOST_CELLS:
            raise Unreadable(Trouble.FAR_AWAY, f"{letters(column)}{row + 1}")
        if wrong:
            places = [(r, c) for r in range(row, row + rows) for c in range(column, column + columns)]
            self.empty_handed |= dict.fromkeys(places, wrong)


class XlsxWalk:
    """Reads one `xl/worksheets/*.xml`."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.row, self.column = -1, -1
        self.kind: str | None = None
        self.has_formula = self.has_value_tag = self.has_value = self.is_inside = False

    def start(self, tag: str, values: dict[str, str]) -> None:
        if tag == "row":
            self.row, self.column = _row(values.get("r"), self.row + 1), -1
        elif tag == "c":
            self._place(values.get("r"))
            self.kind = values.get("t")
            self.has_formula = self.has_value_tag = self.has_value = False
        elif tag == "f":
            self.has_formula = True
        elif tag in {"v", "t"}:
            self.is_inside = self.has_value_tag = True

    def text(self, words: str) -> None:
        if self.is_inside and words.strip():
            self.has_value = True

    def end(self, tag: str) -> None:
        if tag in {"v", "t"}:
            self.is_inside = False
        elif tag == "c":
            wrong = self._wrong()
            if self.has_value or wrong:
                self.survey.note(self.row, self.column, wrong)

    def _wrong(self) -> str | None:
        if self.kind == "e":
            return ERROR
        return FORMULA if self.has_formula and not self.has_value_tag else None

    def _place(self, written: str | None) -> None:
        if written is None:
            self.column += 1
            return
        found = PLACE.fullmatch(written)
        if found is None:
            raise Unreadable(Trouble.DAMAGED)
        self.column, self.row = _number(found[1]), int(found[2]) - 1


def _row(written: str | None, following: int) -> int:
    if written is None:
        return following
    if not re.fullmatch(r"[1-9]\d{0,6}", written):
        raise Unreadable(Trouble.DAMAGED)
    return int(written) - 1


class OdsWalk:
    """Reads `content.xml`, where all the sheets follow each other."""

    def __init__(self) -> None:
        self.surveys: list[Survey] = []
        self.hidden_styles: set[str | None] = set()
        self.style: str | None = None
        self.depth = 0
        self.row = self.column = 0
        self.rows = self.columns = 1
        self.cell: dict[str, str] | None = None
        self.has_text = False

    def start(self, tag: str, values: dict[str, str]) -> None:
        if tag == "style":
            self.style = values.get(f"{STYLE}name")
        elif tag == "table-properties" and values.get(f"{TABLE}display") == "false":
            self.hidden_styles.add(self.style)
        elif tag == "table":
            self._begin_sheet(values)
        elif tag == "table-row":
            self.rows, self.column = _times(values, "number-rows-repeated"), 0
        elif tag in {"table-cell", "covered-table-cell"}:
            self.columns = _times(values, "number-columns-repeated")
            self.cell, self.has_text = values, False

    def text(self, words: str) -> None:
        if self.cell is not None and words.strip():
            self.has_text = True

    def end(self, tag: str) -> None:
        if tag == "table":
            self.depth -= 1
        elif tag == "table-row":
            self.row += self.rows
        elif tag in {"table-cell", "covered-table-cell"} and self.cell is not None:
            self._note_cell(self.cell)
            self.column += self.columns
            self.cell = None

    def _begin_sheet(self, values: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > 1:
            raise Unreadable(Trouble.DAMAGED)
        is_hidden = values.get(f"{TABLE}style-name") in self.hidden_styles
        self.surveys.append(Survey(values.get(f"{TABLE}name", ""), is_hidden))
        self.row = 0

    def _note_cell(self, values: dict[str, str]) -> None:
        if not self.surveys:
            return
        survey, wrong = self.surveys[-1], None
        is_typed = VALUE_TYPE in values
        if values.get(CALC_TYPE) == ERROR:
            wrong = ERROR
        elif FORMULA_TEXT in values and not is_typed:
            wrong = FORMULA
        if self.has_text or is_typed or wrong:
            survey.note(self.row, self.column, wrong, rows=self.rows, columns=self.columns)
        down, across = _times(values, "number-rows-spanned"), _times(values, "number-columns-spanned")
        if down > 1 or across > 1:
            survey.joined.append((self.row, self.column, self.row + down - 1, self.column + across - 1))


def _times(values: dict[str, str], name: str) -> int:
    written = values.get(f"{TABLE}{name}")
    if written is None:
        return 1
    if not re.fullmatch(r"[1-9]\d{0,7}", written):
        raise Unreadable(Trouble.DAMAGED)
    return int(written)


def survey_xlsx(archive: ZipFile, part: str) -> Survey:
    """One sheet of a workbook. Raises Unreadable."""
    survey = Survey()
    reading = XlsxWalk(survey)
    walk(archive, part, start=reading.start, end=reading.end, text=reading.text)
    return survey


def survey_ods(archive: ZipFile) -> list[Survey]:
    """Every sheet of a document: the compiled reader loads them all at once. Raises Unreadable."""
    reading = OdsWalk()
    walk(archive, "content.xml", start=reading.start, end=reading.end, text=reading.text)
    return reading.surveys

"""CSV: which letters, which separator, which rows. Whatever the office that wrote it."""

import csv
import re
from collections import Counter
from io import StringIO
from itertools import islice
from typing import Any

from residents.sheets.survey import LAST_ROW, MOST_COLUMNS, MOST_ROWS
from residents.sheets.trouble import Trouble, Unreadable

OTHER_FILES = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"MZ",
    b"\x7fELF",
    b"\x1f\x8b",
    b"RIFF",
    b"Rar!",
)
MARKUP = re.compile(r"\s*<(?:!doctype|\?xml|html|svg|table|script)", re.IGNORECASE)
SEPARATORS = ";\t,"
LOOKED_AT, BEGINNING = 50, 100_000
UNREADABLE = "\ufffd"
# Of what is not a tab or the end of a line, so much is chance; more is not a text.
MOST_CONTROLS = 0.01
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f]")


def read_text(content: bytes) -> dict[str, Any]:
    """The rows of a CSV as `child` answers them. Raises Unreadable."""
    if content.startswith(OTHER_FILES):
        raise Unreadable(Trouble.NOT_A_SHEET)
    text = decoded(content)
    if not text.strip("\ufeff \t\r\n\0"):
        raise Unreadable(Trouble.EMPTY)
    if MARKUP.match(text):
        raise Unreadable(Trouble.NOT_A_SHEET)
    said = re.match(r"sep=(.)\r?\n", text)
    separator = said[1] if said else separator_of(text)
    rows = _rows(text, separator)
    if said:
        rows[0] = []
    return {"kind": "csv", "name": "", "sheets": 1, "rows": rows, "joined": [], "last_joined": -1}


def decoded(content: bytes) -> str:
    """UTF-8, UTF-16 or Windows-1252, whichever the bytes fit. Raises Unreadable."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _utf_16(content, "utf-16")
    head = content[:4_000]
    half = len(head) // 4
    if half and head[1::2].count(0) > half:
        return _utf_16(content, "utf-16-le")
    if half and head[0::2].count(0) > half:
        return _utf_16(content, "utf-16-be")
    if len(CONTROLS.findall(head)) > max(4, MOST_CONTROLS * len(head)):
        raise Unreadable(Trouble.NOT_A_SHEET)
    text = content.decode("utf-8-sig", "replace")
    bad = text.count(UNREADABLE)
    accented = len(text) - len(text.encode("ascii", "ignore")) - bad
    if accented >= bad:
        # A few broken letters in a list that is UTF-8: the rows that hold them are refused one by one.
        return text
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as broken:
        raise Unreadable(Trouble.LETTERS) from broken


def _utf_16(content: bytes, encoding: str) -> str:
    return content.decode(encoding, "replace")


def separator_of(text: str) -> str:
    """The separator by which most of the first lines fall into the same number of columns."""
    beginning = text[:BEGINNING]

    def agreement(separator: str) -> tuple[int, int]:
        reader = csv.reader(StringIO(beginning), delimiter=separator)
        widths = Counter(len(row) for row in islice(_until_broken(reader), LOOKED_AT) if len(row) > 1)
        width, times = widths.most_common(1)[0] if widths else (0, 0)
        return times, width

    return max(SEPARATORS, key=agreement)


def _until_broken(reader: Any) -> Any:
    try:
        yield from reader
    except csv.Error:
        return


def _rows(text: str, separator: str) -> list[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    filled, began = 0, 1
    try:
        for row in reader:
            filled += any(cell.strip() for cell in row)
            if filled > MOST_ROWS or len(rows) > LAST_ROW:
                raise Unreadable(Trouble.TOO_MANY_ROWS)
            if len(row) > MOST_COLUMNS:
                raise Unreadable(Trouble.FAR_AWAY, str(began))
            rows.append(row)
            began = reader.line_num + 1
    except csv.Error as broken:
        # A quotation mark that is not closed swallows the rows after it.
        raise Unreadable(Trouble.QUOTES, str(began)) from broken
    return rows

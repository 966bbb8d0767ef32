"""A process that reads one file and ends: what a hostile file breaks is this process, and nothing else.

The bytes come on the standard input, the answer leaves as one JSON object: {"trouble", "place"}, or {"kind": "csv",
"xlsx" or "ods", "name" of the sheet, number of "sheets", "rows", "joined" cells, "last_joined"}: see `opening.Sheet`. A
cell is a text, a number, a boolean, or {"wrong": "formula" or "error"}.
"""

import csv
import json
import resource
import sys
from typing import Any

from residents.sheets.books import LONGEST_CELL, read_book
from residents.sheets.texts import read_text
from residents.sheets.trouble import Trouble, Unreadable

MOST_MEMORY = 1 << 30
MOST_SECONDS = 30
# What a CSV of ten megabytes can hold; twenty thousand rows of ten columns are a third of this. Whoever goes on with
# the rows holds them in memory several times over, and stores them.
MOST_LETTERS = 12_000_000
# A number, or a cell without its value, takes as much room as a short text.
AS_LETTERS = 20
ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
LOCKED_WORKBOOK = "EncryptedPackage".encode("utf-16-le")


def read(content: bytes) -> dict[str, Any]:
    """The sheet in `content`. Raises Unreadable."""
    if not content:
        raise Unreadable(Trouble.EMPTY)
    if content.startswith(OLD_OFFICE):
        raise Unreadable(Trouble.LOCKED if LOCKED_WORKBOOK in content else Trouble.OLD_FORMAT)
    sheet = read_book(content) if content.startswith(ZIP) else read_text(content)
    if sum(len(cell) if isinstance(cell, str) else AS_LETTERS for row in sheet["rows"] for cell in row) > MOST_LETTERS:
        raise Unreadable(Trouble.TOO_HEAVY)
    return sheet


def main() -> None:
    """Read under limits that the system keeps; the parent sees how it ended."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    csv.field_size_limit(10 * LONGEST_CELL)
    try:
        answer = read(sys.stdin.buffer.read())
    except Unreadable as refused:
        answer = {"trouble": refused.trouble, "place": refused.place}
    except MemoryError:
        answer = {"trouble": Trouble.TOO_HEAVY, "place": ""}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()

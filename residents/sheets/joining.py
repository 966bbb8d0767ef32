"""Cells joined into one: what is written in the first counts for each of its rows, what lies under it is not read.

Done in the process that reads the file: a few joined cells can say of a small file that it holds a very large one.
"""

from collections.abc import Iterable
from typing import Any

from residents.sheets.survey import MOST_CELLS
from residents.sheets.trouble import Trouble, Unreadable

# First row, first column, last row, last column, counted from 0.
Box = tuple[int, int, int, int]


def unfold(rows: list[list[Any]], boxes: Iterable[Box]) -> list[Box]:
    """Fill `rows`; the boxes as they lie in the sheet, one for each cell that begins one, from the top.

    Raises Unreadable when they cover, together, more cells than a sheet may have: they lie over one another.
    """
    width = max(map(len, rows), default=0)
    corners: dict[tuple[int, int], Box] = {}
    for top, start, bottom, end in boxes:
        if top < len(rows) and start < width:
            corners.setdefault((top, start), (top, start, min(bottom, len(rows) - 1), min(end, width - 1)))
    inside = sorted(corners.values())
    if sum((bottom - top + 1) * (end - start + 1) for top, start, bottom, end in inside) > MOST_CELLS:
        raise Unreadable(Trouble.TOO_HEAVY)
    for box in inside:
        _fill(rows, *box)
    return inside


def _fill(rows: list[list[Any]], top: int, start: int, bottom: int, end: int) -> None:
    value = rows[top][start] if start < len(rows[top]) else ""
    for cells in rows[top : bottom + 1]:
        # A row may be shorter than the others: what it does not have is empty.
        covered = len(cells[start : end + 1])
        cells[start : start + covered] = [value, *[""] * (covered - 1)][:covered]

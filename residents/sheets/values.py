"""What a cell that goes out may hold, and how it stays without effect."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final, TypeGuard

Value = str | int | float | bool | date
Row = Sequence[Value]

# What a sheet takes for the beginning of a formula when it opens a CSV; the last ones are their wide twins.
TRIGGERS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
# Not allowed in XML, whatever the escape.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def inert(value: Value) -> str:
    """A cell of a CSV as text; an apostrophe stands before what a sheet would compute."""
    words = value.isoformat() if isinstance(value, date) else str(value).replace("\0", "")
    return f"'{words}" if words.startswith(TRIGGERS) else words


def printable(value: Value) -> str:
    """A cell of a workbook as text, without what its XML cannot hold."""
    return NOT_XML.sub("", str(value))


def is_number(value: Value) -> TypeGuard[int | float]:
    """Whether a workbook types the cell as a number; yes and no are words."""
    return isinstance(value, int | float) and not isinstance(value, bool)

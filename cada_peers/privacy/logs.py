"""What a log says: where it broke, never about whom. Promised in `docs/operations.md`."""

import logging
import re
import traceback
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
# A search stands in its address, and may be somebody's name.
SEARCHED = re.compile(r"\?[^\s\"'<>]+")


class NamesNobody(logging.Formatter):
    """A line without what was searched; of an exception, the places in the code and its kind.

    The words of an exception are left out: the database quotes in them the row that it refuses, name and all.
    """

    def format(self, record: logging.LogRecord) -> str:
        # Another handler may have kept the words of the exception on the record.
        record.exc_text = None
        return SEARCHED.sub("?…", super().format(record))

    def formatException(self, ei: ExcInfo) -> str:
        kind, _words, trace = ei
        return "".join(traceback.format_tb(trace)) + (kind.__qualname__ if kind else "")

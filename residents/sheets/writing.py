"""Sheets that go out: CSV, XLSX, ODS. Each cell is a text, a number or a day; none is ever a formula.

None is ever held whole. A CSV leaves while its rows are read; a workbook is only whole once it is closed, so it is
written to a private file first, which leaves piece by piece and is gone with the answer.
"""

import csv
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from io import StringIO
from itertools import chain
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

from django.conf import settings
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from residents.sheets.values import Row, inert
from residents.sheets.workbooks import ODS_TYPE, write_ods, write_xlsx

KINDS = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", gettext_lazy("Excel (.xlsx)")),
    "ods": (ODS_TYPE, gettext_lazy("LibreOffice (.ods)")),
    "csv": ("text/csv; charset=utf-8", gettext_lazy("text with separators (.csv)")),
}
CHOICES = [(kind, label) for kind, (_type, label) in KINDS.items()]
BEING_WRITTEN = "leaving-"
# No list takes as long to write: what is older was left by a process that was killed.
LONGEST_WRITING = 3600


def csv_lines(titles: Row, rows: Iterable[Row]) -> Iterator[bytes]:
    """UTF-8 with its mark, `;`, every cell in quotation marks: what French office software opens as it is."""
    yield b"\xef\xbb\xbf"
    for row in chain((titles,), rows):
        buffer = StringIO()
        csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_ALL).writerow([inert(value) for value in row])
        yield buffer.getvalue().encode()


def workbook(kind: str, titles: Row, rows: Iterable[Row]) -> IO[bytes]:
    """An XLSX or ODS at its beginning, in a file that has no name on the disk: it is gone when it is closed.

    It lies where the data of the installation lie, not in the folder that everyone on the machine shares.
    """
    with ExitStack() as unless_whole:
        file = unless_whole.enter_context(TemporaryFile(dir=settings.VAR_DIR))
        if kind == "ods":
            write_ods(file, titles, rows)
        else:
            _forget_what_was_left()
            with TemporaryDirectory(prefix=BEING_WRITTEN, dir=settings.VAR_DIR) as folder:
                write_xlsx(file, Path(folder), titles, rows)
        file.seek(0)
        # Whoever sends it closes it.
        unless_whole.pop_all()
    return file


def _forget_what_was_left() -> None:
    for folder in settings.VAR_DIR.glob(f"{BEING_WRITTEN}*"):
        if folder.stat().st_mtime < time.time() - LONGEST_WRITING:
            rmtree(folder, ignore_errors=True)


def file_response(kind: str, stem: str, titles: Row, rows: Iterable[Row]) -> StreamingHttpResponse:
    """The sheet as a file to keep, of one of `KINDS`; `stem` says nothing of the house and is followed by the day.

    Flat memory, if `rows` are read as they are asked for. No cache keeps it.
    """
    if kind == "csv":
        response = StreamingHttpResponse(csv_lines(titles, rows))
    else:
        response = FileResponse(workbook(kind, titles, rows))
    name = f"{stem}-{timezone.localdate():%Y-%m-%d}.{kind}"
    response.headers["Content-Type"] = KINDS[kind][0]
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response

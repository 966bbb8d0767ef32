"""Sheets that go out: CSV, XLSX, ODS. Each cell is a text or a day; none is ever a formula."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO, StringIO
from itertools import chain
from typing import Final, cast

import xlsxwriter
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext_lazy
from odfdo import Container, Document

Value = str | int | float | bool | date
Row = Sequence[Value]

# What a sheet takes for the beginning of a formula when it opens a CSV; the last ones are their wide twins.
TRIGGERS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
# Not allowed in XML, whatever the escape.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
SHEET_NAME = "Liste"
STYLES = (
    '<number:date-style style:name="day-format"><number:day number:style="long"/><number:text>/</number:text>'
    '<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>'
    "</number:date-style>",
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="day-format"/>',
    '<style:style style:name="wide" style:family="table-column"><style:table-column-properties '
    'style:column-width="4.5cm"/></style:style>',
    '<style:style style:name="titles" style:family="table-cell"><style:text-properties fo:font-weight="bold"/>'
    "</style:style>",
)
END_OF_STYLES = "</office:automatic-styles>"
KINDS = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", gettext_lazy("Excel (.xlsx)")),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", gettext_lazy("LibreOffice (.ods)")),
    "csv": ("text/csv; charset=utf-8", gettext_lazy("text with separators (.csv)")),
}
CHOICES = [(kind, label) for kind, (_type, label) in KINDS.items()]


def inert(value: Value) -> str:
    """A cell of a CSV as text; an apostrophe stands before what a sheet would compute."""
    words = value.isoformat() if isinstance(value, date) else str(value).replace("\0", "")
    return f"'{words}" if words.startswith(TRIGGERS) else words


def csv_lines(titles: Row, rows: Iterable[Row]) -> Iterator[bytes]:
    """UTF-8 with its mark, `;`, every cell in quotation marks: what French office software opens as it is."""
    yield b"\xef\xbb\xbf"
    for row in chain((titles,), rows):
        buffer = StringIO()
        csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_ALL).writerow([inert(value) for value in row])
        yield buffer.getvalue().encode()


def xlsx_bytes(titles: Row, rows: Iterable[Row]) -> bytes:
    """A workbook of one sheet, whose cells are typed as texts, numbers and days."""
    content = BytesIO()
    never = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    book = xlsxwriter.Workbook(content, {"in_memory": True, **never})
    sheet = book.add_worksheet(SHEET_NAME)
    sheet.set_column(0, max(len(titles) - 1, 0), 20)
    sheet.freeze_panes(1, 0)
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
    for column, title in enumerate(titles):
        sheet.write_string(0, column, str(title), bold)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, day)
            elif isinstance(value, int | float) and not isinstance(value, bool):
                sheet.write_number(number, column, value)
            elif value != "":
                sheet.write_string(number, column, str(value))
    book.close()
    return content.getvalue()


def ods_bytes(titles: Row, rows: Iterable[Row]) -> bytes:
    """A document of one sheet.

    Its rows are written as text into the empty document: as objects, 5,000 of them take twenty seconds.
    """
    document = Document("spreadsheet")
    document.meta.set_generator("Pairs")
    container = cast(Container, document.container)
    styles, _end, body = cast(bytes, container.get_part("content.xml")).decode().partition(END_OF_STYLES)
    before, _begin, sheet = body.partition("<table:table ")
    after = sheet.partition("</table:table>")[2]
    table = "".join(_ods_table(titles, rows))
    container.set_part("content.xml", "".join((styles, *STYLES, END_OF_STYLES, before, table, after)).encode())
    container.set_part("meta.xml", document.meta.serialize())
    file = BytesIO()
    container.save(file)
    return file.getvalue()


def _ods_table(titles: Row, rows: Iterable[Row]) -> Iterator[str]:
    yield f'<table:table table:name="{SHEET_NAME}">'
    yield f'<table:table-column table:style-name="wide" table:number-columns-repeated="{max(len(titles), 1)}"/>'
    yield _ods_row(titles, 'table:style-name="titles"')
    yield from (_ods_row(row) for row in rows)
    yield "</table:table>"


def _ods_row(row: Row, style: str = "") -> str:
    cells = "".join(_ods_cell(value, style) for value in row)
    return f"<table:table-row>{cells}</table:table-row>"


def _ods_cell(value: Value, style: str) -> str:
    if value == "":
        return "<table:table-cell/>"
    if isinstance(value, date):
        typed = f'table:style-name="day" office:value-type="date" office:date-value="{value.isoformat()}"'
        return f"<table:table-cell {typed}><text:p>{value:%d/%m/%Y}</text:p></table:table-cell>"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return (
            f'<table:table-cell {style} office:value-type="float" office:value="{value}"><text:p>{value}</text:p>'
            "</table:table-cell>"
        )
    words = escape(NOT_XML.sub("", str(value)))
    return f'<table:table-cell {style} office:value-type="string"><text:p>{words}</text:p></table:table-cell>'


def file_response(kind: str, stem: str, titles: Row, rows: Iterable[Row]) -> HttpResponseBase:
    """The sheet as a file to keep, of one of `KINDS`; `stem` says nothing of the house and is followed by the day.

    A CSV leaves row by row, the others in one piece. No cache keeps it.
    """
    if kind == "csv":
        response: HttpResponseBase = StreamingHttpResponse(csv_lines(titles, rows))
    else:
        response = HttpResponse(xlsx_bytes(titles, rows) if kind == "xlsx" else ods_bytes(titles, rows))
    name = f"{stem}-{timezone.localdate():%Y-%m-%d}.{kind}"
    response.headers["Content-Type"] = KINDS[kind][0]
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response

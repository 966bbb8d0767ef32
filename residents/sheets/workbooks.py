"""XLSX and ODS, written row by row into a file: whatever the number of rows, the memory is that of one."""

from collections.abc import Iterable, Iterator
from datetime import date
from html import escape
from pathlib import Path
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import xlsxwriter

from residents.sheets.values import Row, Value, is_number, printable

SHEET_NAME = "Liste"
# What a writer is never to make of a text.
NEVER: Final = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
RICH = "<r>"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
    )
)
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="{ODS_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
STYLES = (
    '<number:date-style style:name="day-format"><number:day number:style="long"/><number:text>/</number:text>'
    '<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>'
    "</number:date-style>"
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="day-format"/>'
    '<style:style style:name="wide" style:family="table-column"><style:table-column-properties '
    'style:column-width="4.5cm"/></style:style>'
    '<style:style style:name="titles" style:family="table-cell"><style:text-properties fo:font-weight="bold"/>'
    "</style:style>"
)


def write_xlsx(file: IO[bytes], folder: Path, titles: Row, rows: Iterable[Row]) -> None:
    """A workbook of one sheet, whose cells are typed as texts, numbers and days.

    `folder`: a private one, where the writer lays down its rows until it packs them.
    """
    # Closed whatever happens: the writer holds a file of its own until then.
    with xlsxwriter.Workbook(file, {"constant_memory": True, "tmpdir": str(folder), **NEVER}) as book:
        sheet = book.add_worksheet(SHEET_NAME)
        sheet.set_column(0, max(len(titles) - 1, 0), 20)
        sheet.freeze_panes(1, 0)
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
        for column, title in enumerate(titles):
            sheet.write_string(0, column, _plain(title), bold)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif is_number(value):
                    sheet.write_number(number, column, value)
                elif value != "":
                    sheet.write_string(number, column, _plain(value))


def _plain(value: Value) -> str:
    """A text that stays one: what begins with this tag, XlsxWriter would copy into its XML as it is, formulas and all.

    A space before it costs nobody a name; `tests/residents/test_send_sheet.py` shows what happened without.
    """
    words = printable(value)
    return f" {words}" if words.startswith(RICH) else words


def write_ods(file: IO[bytes], titles: Row, rows: Iterable[Row]) -> None:
    """A document of one sheet, whose cells are typed as texts, numbers and days."""
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        # First and not compressed: office software knows the file by its beginning.
        archive.writestr("mimetype", ODS_TYPE, compress_type=ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        with archive.open("content.xml", "w") as content:
            for piece in _ods_content(titles, rows):
                content.write(piece.encode())


def _ods_content(titles: Row, rows: Iterable[Row]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES} office:version="1.2">'
    yield f"<office:automatic-styles>{STYLES}</office:automatic-styles><office:body><office:spreadsheet>"
    yield f'<table:table table:name="{SHEET_NAME}">'
    yield f'<table:table-column table:style-name="wide" table:number-columns-repeated="{max(len(titles), 1)}"/>'
    yield _ods_row(titles, 'table:style-name="titles"')
    yield from (_ods_row(row) for row in rows)
    yield "</table:table></office:spreadsheet></office:body></office:document-content>"


def _ods_row(row: Row, style: str = "") -> str:
    cells = "".join(_ods_cell(value, style) for value in row)
    return f"<table:table-row>{cells}</table:table-row>"


def _ods_cell(value: Value, style: str) -> str:
    if value == "":
        return "<table:table-cell/>"
    if isinstance(value, date):
        typed = f'table:style-name="day" office:value-type="date" office:date-value="{value.isoformat()}"'
        return f"<table:table-cell {typed}><text:p>{value:%d/%m/%Y}</text:p></table:table-cell>"
    if is_number(value):
        typed = f'{style} office:value-type="float" office:value="{value}"'
        return f"<table:table-cell {typed}><text:p>{value}</text:p></table:table-cell>"
    words = escape(printable(value))
    return f'<table:table-cell {style} office:value-type="string"><text:p>{words}</text:p></table:table-cell>'

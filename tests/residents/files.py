"""Lists as people bring them: CSV, XLSX, ODS, written cell by cell."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from html import escape

import xlsxwriter

Cells = Sequence[Sequence[object]]
HEADER = ("Nom", "Prénom", "Date d’arrivée", "Langue(s)", "Référent·e")
SAID = ("Karimi", "Leyla", "03/11/2025", "dari, français B1", "Hélène")
ODS_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)


def as_csv(rows: Cells, separator: str = ";", encoding: str = "utf-8") -> bytes:
    """Without quotation marks: as other software writes it."""
    return "\r\n".join(separator.join(str(cell) for cell in row) for row in rows).encode(encoding)


def as_xlsx(rows: Cells, *, sheets: Sequence[str] = ("Feuil1",), joined: str = "") -> bytes:
    """Rows in the last of `sheets`, the others empty; dates as date cells; a text with « = » first is a formula."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name in sheets:
        sheet = book.add_worksheet(name)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, cell, day)
            else:
                sheet.write(number, column, cell)
    if joined:
        sheet.merge_range(joined, "")
        sheet.write(joined.partition(":")[0], SAID[2])
    book.close()
    return content.getvalue()


def as_ods(rows: Cells) -> bytes:
    return ods_of(
        ods_table("".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows))
    )


def ods_table(rows: str, name: str = "Feuille1", more: str = "") -> str:
    return f'<table:table table:name="{name}" {more}>{rows}</table:table>'


def ods_cell(value: object, more: str = "") -> str:
    if isinstance(value, date):
        typed = f'office:value-type="date" office:date-value="{value}"'
        return f"<table:table-cell {typed}><text:p>x</text:p></table:table-cell>"
    return (
        f'<table:table-cell office:value-type="string" {more}><text:p>{escape(str(value))}</text:p></table:table-cell>'
    )


def ods_of(tables: str, *, manifest: str = MANIFEST, styles: str = "") -> bytes:
    """A document around `tables`."""
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {ODS_SPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>{body}</office:document-content>"
    )
    return zipped({"mimetype": ODS_TYPE, "META-INF/manifest.xml": manifest, "content.xml": content})


def zipped(parts: dict[str, str | bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def rezipped(content: bytes, changes: dict[str, bytes]) -> bytes:
    """The same archive with some parts changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts | changes)


def with_joined(workbook: bytes, *boxes: str) -> bytes:
    """The same workbook with these cells joined in its first sheet, whether office software would do so or not."""
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        sheet = archive.read(name)
    joined = "".join(f'<mergeCell ref="{box}"/>' for box in boxes)
    return rezipped(
        workbook, {name: sheet.replace(b"</sheetData>", f"</sheetData><mergeCells>{joined}</mergeCells>".encode())}
    )


WRITERS = {"csv": as_csv, "xlsx": as_xlsx, "ods": as_ods}

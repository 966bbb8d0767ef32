"""XLSX and ODS are ZIP archives: looked at from outside before anything of them is unfolded."""

import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import NoReturn
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from residents.sheets.trouble import Trouble, Unreadable

# A list of 20,000 people unfolds to a tenth of this; a bomb of ten megabytes to fifty times as much.
MOST_UNFOLDED = 200_000_000
MOST_PARTS = 2_000
CHUNK = 1 << 16
ENCRYPTED = 0x1
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


def open_archive(content: bytes) -> ZipFile:
    """The archive, once its directory promises neither a bomb nor a password. Raises Unreadable."""
    try:
        archive = ZipFile(BytesIO(content))
    except (BadZipFile, NotImplementedError, ValueError) as broken:
        raise Unreadable(Trouble.DAMAGED) from broken
    parts = archive.infolist()
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise Unreadable(Trouble.LOCKED)
    unfolded, folded = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    # Parts that lie over one another promise more than there is.
    if len(parts) > MOST_PARTS or unfolded > MOST_UNFOLDED or folded > len(content):
        raise Unreadable(Trouble.TOO_HEAVY)
    return archive


def kind_of(archive: ZipFile) -> str:
    """« xlsx » or « ods ». Raises Unreadable for another archive, or a locked one."""
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise Unreadable(Trouble.OLD_FORMAT)
    if "encrypted-package" in names or b"encryption-data" in _part(archive, "META-INF/manifest.xml"):
        raise Unreadable(Trouble.LOCKED)
    if "content.xml" in names and _part(archive, "mimetype").startswith(SPREADSHEET):
        return "ods"
    raise Unreadable(Trouble.NOT_A_SHEET)


def _part(archive: ZipFile, name: str) -> bytes:
    return b"".join(chunks_of(archive, name)) if name in archive.namelist() else b""


def chunks_of(archive: ZipFile, name: str) -> Iterator[bytes]:
    """A part, piece by piece: what is refused half-way was never held as a whole. Raises Unreadable."""
    try:
        with archive.open(name) as part:
            while chunk := part.read(CHUNK):
                yield chunk
    except (BadZipFile, KeyError, EOFError, NotImplementedError, zlib.error, OSError, ValueError) as broken:
        raise Unreadable(Trouble.DAMAGED) from broken


def walk(archive: ZipFile, name: str, *, start: Start, end: End, text: End) -> None:
    """Read a part as XML, calling back with tags freed of their name space. Raises Unreadable; entities are refused."""

    def refuse(*args: object) -> NoReturn:
        raise Unreadable(Trouble.NOT_A_SHEET)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda tag, values: start(_local(tag), values)
    parser.EndElementHandler = lambda tag: end(_local(tag))
    parser.CharacterDataHandler = text
    try:
        for chunk in chunks_of(archive, name):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as broken:
        raise Unreadable(Trouble.DAMAGED) from broken


def _local(name: str) -> str:
    return name.rpartition(" ")[2]

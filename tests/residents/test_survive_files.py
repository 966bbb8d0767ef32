"""Two hundred hostile files: each is refused in a sentence or read rightly; none breaks anything, none is half read."""

import random
from collections.abc import Iterator

import pytest

from cada_peers.accounts.models import Centre
from residents.intake.reading import ListRefused, read_list
from residents.sheets.opening import SENTENCES
from tests.cast import Cast
from tests.residents.files import HEADER, SAID, WRITERS, ods_cell, ods_of, ods_table, rezipped

PEOPLE = [SAID, ("Petrov", "Anna", "2025-10-01", "russe", ""), ("", "Bilal", "1er mars 2025", "arabe A1", "")]
NAMES = {("Leyla", "Karimi"), ("Anna", "Petrov"), ("Bilal", "")}
BILLION = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
SHEET = "xl/worksheets/sheet1.xml"
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def broken(content: bytes, seed: int) -> bytes:
    """Cut, torn, or with bytes that are not its own."""
    chance = random.Random(seed)  # noqa: S311  (the same files at each run)
    how = seed % 4
    if how == 0:
        return content[: chance.randrange(1, len(content))]
    if how == 1:
        at = chance.randrange(len(content))
        return content[:at] + chance.randbytes(chance.randrange(1, 200)) + content[at:]
    torn = bytearray(content)
    for _time in range(1 if how == 2 else 30):
        torn[chance.randrange(len(torn))] = chance.randrange(256)
    return bytes(torn)


def broken_files() -> Iterator[tuple[str, bytes]]:
    for kind, write in WRITERS.items():
        whole = write([HEADER, *PEOPLE])
        for seed in range(56):
            yield f"{kind} {seed}", broken(whole, seed)


def xml(body: str) -> bytes:
    return f"<worksheet {SPACE}><sheetData>{body}</sheetData></worksheet>".encode()


def cunning_files() -> Iterator[tuple[str, bytes]]:
    """Made by someone who knows the formats."""
    workbook, document = WRITERS["xlsx"]([HEADER, *PEOPLE]), WRITERS["ods"]([HEADER, *PEOPLE])
    wide = ods_cell("Nom", 'table:number-columns-repeated="16384"')
    row = f"<table:table-row>{wide}</table:table-row>"
    yield "a row as wide as a sheet", ods_of(ods_table(row))
    for times in ("-1", "0", "99999999", "1e9", "１２", ""):
        many = f'<table:table-row table:number-rows-repeated="{times}">{ods_cell("Nom")}</table:table-row>'
        yield f"rows repeated {times} times", ods_of(ods_table(many))
    for place in ("A0", "A99999999", "ZZZZ1", "1A", "", "A1048576", "XFD1", "a1"):
        yield f"a cell in {place}", rezipped(workbook, {SHEET: xml(f'<row r="1"><c r="{place}"><v>1</v></c></row>')})
    yield (
        "an unknown shared text",
        rezipped(workbook, {SHEET: xml('<row r="1"><c r="A1" t="s"><v>999999</v></c></row>')}),
    )
    yield "a number that is none", rezipped(workbook, {SHEET: xml('<row r="1"><c r="A1"><v>nan</v></c></row>')})
    yield "an infinite number", rezipped(workbook, {SHEET: xml('<row r="1"><c r="A1"><v>1e999</v></c></row>')})
    yield "a style that is none", rezipped(workbook, {SHEET: xml('<row r="1"><c r="A1" s="-7"><v>1</v></c></row>')})
    yield "a thousand levels", rezipped(workbook, {SHEET: xml("<row>" * 1_000 + "</row>" * 1_000)})
    yield "entities, workbook", rezipped(workbook, {SHEET: BILLION.encode() + xml("&b;")})
    yield "entities, document", rezipped(document, {"content.xml": BILLION.encode() + b"<l>&b;</l>"})
    yield "no sheet behind the name", rezipped(workbook, {"xl/_rels/workbook.xml.rels": b"<Relationships/>"})
    yield (
        "a sheet outside the archive",
        rezipped(
            workbook, {"xl/_rels/workbook.xml.rels": b'<R><Relationship Id="rId1" Target="../../../etc/passwd"/></R>'}
        ),
    )
    yield "tables in tables", ods_of(ods_table(ods_table("<table:table-row/>")))
    yield "a megabyte in one cell", WRITERS["csv"]([HEADER, ("x" * 1_000_000, *SAID[1:])])
    yield "a thousand columns", WRITERS["csv"]([HEADER, SAID * 200])
    yield "a hundred thousand empty lines", b"Nom;Arriv\xc3\xa9e\n" + b"\n" * 300_000
    yield "marks of order in the middle", "\ufeffNom;Prénom\ufeff;Arrivée\n".encode() * 3
    yield "half of a pair, UTF-16", b"\xff\xfe" + "Nom;Arrivée\n".encode("utf-16-le") + b"\x00\xd8;"
    yield "NULs only", bytes(5_000)
    yield "a script", b"#!/bin/sh\nrm -rf /\n"
    yield "a template of templates", b"{{ 7|add:7 }};{% debug %}\n{{ settings.SECRET_KEY }};1"


FILES = dict([*broken_files(), *cunning_files()])


def read(content: bytes, centre: Centre) -> set[tuple[str, str]] | str:
    try:
        reading = read_list(content, centre=centre, begin=lambda rows: None, progress=lambda done: None)
    except ListRefused as refused:
        return str(refused)
    return {(person["name"], person["family_name"]) for person in reading.ready["people"]}


def test_there_are_two_hundred() -> None:
    assert len(FILES) >= 200


@pytest.mark.parametrize("part", range(10))
def test_a_hostile_file_is_refused_in_a_sentence_or_read_rightly(cast: Cast, part: int) -> None:
    wrong = {}
    for what in list(FILES)[part::10]:
        found = read(FILES[what], cast.tilleuls)
        if isinstance(found, str):
            assert found.endswith(".")
            assert len(found) <= 300
        elif not _is_right(what, found):
            wrong[what] = found
    assert wrong == {}


def _is_right(what: str, found: set[tuple[str, str]]) -> bool:
    """Of a broken CSV a name may have lost or changed a letter, which nobody can know; a broken archive is not read."""
    if what.startswith("csv"):
        return len(found) <= len(NAMES)
    return found <= NAMES


def test_no_sentence_is_longer_than_its_column() -> None:
    assert max(len(str(sentence)) for sentence in SENTENCES.values()) < 280

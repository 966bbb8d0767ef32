"""Files that cannot come in: each has a sentence that says what to do, and nothing is half written."""

import io
import string
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cada_peers.ui.uploads import MOST_BYTES
from residents.models import Intake, IntakeState, Resident
from residents.sheets.survey import MOST_PEOPLE
from tests.cast import Cast
from tests.conftest import SignIn
from tests.residents.files import (
    HEADER,
    SAID,
    as_csv,
    as_ods,
    as_xlsx,
    ods_cell,
    ods_of,
    ods_table,
    rezipped,
    with_joined,
    zipped,
)

START = reverse("residents:intake_start")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
LIST = [HEADER, SAID]
LOCKED_ODS = '<manifest:manifest xmlns:manifest="m"><manifest:encryption-data/></manifest:manifest>'


def with_locked_parts(content: bytes) -> bytes:
    """Each part marked as encrypted in the directory of the archive."""
    marked = bytearray(content)
    at = marked.find(b"PK\x01\x02")
    while at >= 0:
        marked[at + 8] |= 1
        at = marked.find(b"PK\x01\x02", at + 4)
    return bytes(marked)


def bomb() -> bytes:
    """A sheet of three hundred megabytes of nothing, in three hundred kilobytes."""
    return rezipped(as_xlsx(LIST), {"xl/worksheets/sheet1.xml": b"<worksheet>" + bytes(300_000_000)})


def quarter_of_a_million(kind: str) -> Callable[[], bytes]:
    def build() -> bytes:
        if kind == "csv":
            return as_csv([HEADER, *[("Nom", f"P{n}", "01/02/2025", "", "") for n in range(200_000)]])
        row = f"<table:table-row>{ods_cell('Nom')}{ods_cell('P')}</table:table-row>"
        if kind == "ods":
            return ods_of(ods_table(row * 25_000))
        many = f'<table:table-row table:number-rows-repeated="200000">{ods_cell("Nom")}</table:table-row>'
        return ods_of(ods_table(many))

    return build


def repeated_by_joined_cells() -> bytes:
    """Twenty kilobytes that say of two thousand rows that each of them holds eight thousand letters."""
    places = string.ascii_uppercase[5:9]
    people = [("Nom", f"P{n}", "jamais", "", "") for n in range(2_000)]
    rows = [(*HEADER, *places), (*SAID, *["x" * 2_000] * len(places)), *people]
    return with_joined(as_xlsx(rows), *[f"{place}2:{place}2002" for place in places])


def joined_over_one_another() -> bytes:
    """Each box covers all that follows."""
    rows = [HEADER, *[("Nom", f"P{n}", "03/11/2025", "", "") for n in range(1_200)]]
    return with_joined(as_xlsx(rows), *[f"{place}{row}:XFD1048576" for place in "ABC" for row in range(2, 1_200)])


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "blank lines only": (lambda: b"\xef\xbb\xbf \r\n\r\n;;\n".replace(b";", b""), "This file is empty"),
    "a workbook without a word": (lambda: as_xlsx([]), "This file is empty"),
    "a document without a word": (lambda: as_ods([]), "This file is empty"),
    "a workbook with a password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    "a document with a password": (lambda: ods_of("", manifest=LOCKED_ODS), "protected by a password"),
    "a document encrypted as a whole": (
        lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "encrypted-package": b"x"}),
        "protected by a password",
    ),
    "an archive with a password": (lambda: with_locked_parts(as_xlsx(LIST)), "protected by a password"),
    "an old workbook": (lambda: OLE + "Workbook".encode("utf-16-le"), "save it as .xlsx or .ods"),
    "a binary workbook": (lambda: zipped({"xl/workbook.bin": b"x"}), "save it as .xlsx or .ods"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "This is not a sheet"),
    "a PDF": (lambda: b"%PDF-1.7\n1 0 obj", "This is not a sheet"),
    "a text document": (
        lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}),
        "not a sheet",
    ),
    "any archive": (lambda: zipped({"lisez-moi.txt": "Bonjour"}), "This is not a sheet"),
    "a web page called .xls": (lambda: b"<html><table><tr><td>Nom</td></tr></table></html>", "This is not a sheet"),
    "noise": (lambda: bytes(range(1, 256)) * 40, "This is not a sheet"),
    "a workbook cut in the middle": (lambda: as_xlsx(LIST)[:2_000], "This file is damaged"),
    "a workbook with a broken sheet": (
        lambda: rezipped(as_xlsx(LIST), {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"}),
        "This file is damaged",
    ),
    "a workbook with an entity in it": (
        lambda: rezipped(as_xlsx(LIST), {"xl/worksheets/sheet1.xml": b'<!DOCTYPE x [<!ENTITY e "x">]><x>&e;</x>'}),
        "This is not a sheet",
    ),
    "a bomb": (bomb, "Once unpacked, this file holds far more than a list"),
    "one text for thousands of rows": (repeated_by_joined_cells, "Once unpacked, this file holds far more than a list"),
    "joined cells over one another": (joined_over_one_another, "Once unpacked, this file holds far more than a list"),
    "200,000 rows, CSV": (quarter_of_a_million("csv"), "more than 20,000 rows"),
    "25,000 rows, ODS": (quarter_of_a_million("ods"), "more than 20,000 rows"),
    "200,000 rows, ODS, said in one": (quarter_of_a_million("repeated"), "more than 20,000 rows"),
    "a word in the last cell of the sheet": (
        lambda: rezipped(
            as_xlsx(LIST),
            {
                "xl/worksheets/sheet1.xml": b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                b'<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
            },
        ),
        "very far from the list (XFD1048576)",
    ),
    "a quotation mark never closed": (
        lambda: as_csv([HEADER, ('"Karimi', "Leyla", "03/11/2025", "", ""), SAID]),
        "Line 2 cannot be cut into cells",
    ),
    "no names of columns": (lambda: as_csv([SAID, SAID]), "No column says how people are called"),
    "no names of people": (lambda: as_csv([("Arrivée", "Tél"), ("03/11/2025", "06")]), "No column says how people"),
    "no arrival": (lambda: as_csv([("Nom", "Prénom"), ("Karimi", "Leyla")]), "No column says when people arrived"),
    "two columns with one name": (
        lambda: as_csv([("Nom", "Prénom", "Nom", "Arrivée"), ("a", "b", "c", "03/11/2025")]),
        "The columns A, C say the same thing: Family name",
    ),
    "two names for one thing": (
        lambda: as_csv([("Prénom", "Arrivée", "Date d’entrée"), ("b", "03/11/2025", "")]),
        "The columns B, C say the same thing: Arrival",
    ),
    "the whole name and its half": (
        lambda: as_csv([("Nom et prénom", "Prénom", "Arrivée"), ("a", "b", "03/11/2025")]),
        "The columns A, B say the same thing: First and family name",
    ),
    "a column said thirty times": (
        lambda: as_csv([("Prénom", "Arrivée", *["Tél"] * 250), ("a", "03/11/2025")]),
        "The columns C, D, E, F, G say the same thing: Telephone",
    ),
    "names of columns and nobody": (lambda: as_csv([HEADER]), "but nobody is written under them"),
    "Latin letters of nowhere": (
        lambda: "Nom;Prénom\n".encode("cp1252") + b"\x81\x8d\x8f;x\n" * 3,
        "letters of this file",
    ),
}


@pytest.fixture
def helene(cast: Cast, sign_in: SignIn) -> Client:
    cast.helene.language = "en"
    cast.helene.save()
    return sign_in(cast.helene)


@pytest.mark.parametrize("what", FILES)
def test_a_file_that_cannot_come_in_is_told_in_a_sentence(helene: Client, what: str) -> None:
    build, sentence = FILES[what]
    before = Resident.objects.count()
    page = helene.post(START, {"file": SimpleUploadedFile("liste", build())}, follow=True)
    intake = page.context["intake"]
    assert intake.state == IntakeState.FAILED, what
    assert sentence in intake.problem
    assert sentence in page.content.decode().replace("&#x27;", "’")
    assert (intake.content, intake.ready, intake.refused) == ("", "", "")
    assert helene.post(reverse("residents:intake_add", args=[intake.pk]), follow=True).status_code == 200
    assert Resident.objects.count() == before


def test_no_file_and_an_empty_file_are_told_beside_the_field(helene: Client) -> None:
    assert "Choose the file first." in helene.post(START).content.decode()
    page = helene.post(START, {"file": SimpleUploadedFile("liste.csv", b"")})
    assert "This file is empty" in page.content.decode()
    assert not Intake.objects.exists()


def test_ten_megabytes_come_in_and_one_byte_more_is_refused_at_the_door(helene: Client) -> None:
    blank = b" " * 150 + b"\n"
    whole = as_csv([HEADER, SAID]) + b"\n"
    whole += blank * ((MOST_BYTES - len(whole)) // len(blank))
    whole = whole.ljust(MOST_BYTES, b" ")
    assert helene.post(START, {"file": SimpleUploadedFile("l", whole)}, follow=True).context["intake"].number_ready == 1
    page = helene.post(START, {"file": SimpleUploadedFile("liste.csv", whole + b"\n")})
    assert "heavier than 10 megabytes" in page.content.decode()
    assert Intake.objects.count() == 1


def test_twenty_thousand_people_are_read_and_one_more_is_too_many(cast: Cast, helene: Client) -> None:
    rows = [("Prénom", "Arrivée"), *[(f"P{n}", "2025-01-02") for n in range(MOST_PEOPLE)]]
    read = helene.post(START, {"file": SimpleUploadedFile("l", as_csv(rows))}, follow=True).context["intake"]
    assert read.number_ready == MOST_PEOPLE
    rows.append(("Une", "2025-01-02"))
    refused = helene.post(START, {"file": SimpleUploadedFile("l", as_csv(rows))}, follow=True).context["intake"]
    assert "more than 20,000 rows" in refused.problem


def test_parts_that_promise_more_than_the_archive_holds_are_refused(helene: Client) -> None:
    content = io.BytesIO(as_xlsx([HEADER, SAID]))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        twice = archive.getinfo("xl/worksheets/sheet1.xml")
        for number in range(60):
            archive.filelist.append(twice)
            twice.comment = str(number).encode()
        archive._didModify = True
    page = helene.post(START, {"file": SimpleUploadedFile("l", content.getvalue())}, follow=True)
    assert page.context["intake"].state == IntakeState.FAILED

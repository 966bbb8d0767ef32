"""What a list says is understood as people write it: columns, days, languages, letters; each bad row has its reason."""

import io
import zipfile
from datetime import date

import pytest
from django.utils import timezone

from residents.intake.cells import CellRefused, day_in
from residents.intake.columns import Meaning, find_header
from residents.intake.reading import Reading, read_list
from residents.intake.rows import LONGEST_NAME, LONGEST_PHONE, MOST_REASONS, Outcome, split_name
from residents.intake.tongues import languages_in, written
from residents.languages import LANGUAGES, Level
from residents.models import Resident
from residents.sheets.opening import open_sheet
from residents.sheets.trouble import Unreadable
from residents.sheets.writing import file_response
from tests.cast import Cast, a_user
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
)

TODAY = date(2026, 11, 22)
PEOPLE = {
    "dari": ("رحیمی", "لیلا"),
    "bengali": ("বেগম", "রহিমা"),
    "russe": ("Иванова", "Мария"),
    "géorgien": ("ბერიძე", "გიორგი"),
    "tigrinya": ("ተስፋዬ", "ዮሐንስ"),
    "français": ("N’Guyén", "Élodie"),
}


def read(cast: Cast, content: bytes) -> Reading:
    return read_list(content, centre=cast.tilleuls, begin=lambda rows: None, progress=lambda done: None)


def reasons(cast: Cast, *row: object, titles: tuple[str, ...] = HEADER) -> str:
    refused = read(cast, as_csv([titles, row])).refused["rows"]
    return " ".join(each["reason"] for each in refused)


@pytest.mark.parametrize(
    ("title", "meaning"),
    [
        ("Prénom", "name"),
        ("PRENOM(S)", "name"),
        ("first name", "name"),
        ("Nom de famille", "family_name"),
        ("NOM de naissance", "family_name"),
        ("Surname", "family_name"),
        ("Nom d’usage", "preferred_name"),
        ("nom d'usage", "preferred_name"),
        ("Preferred name", "preferred_name"),
        ("Arrivée", "arrived_on"),
        ("Arrivé·e le", "arrived_on"),
        ("Date d’entrée", "arrived_on"),
        ("DATE D'ARRIVEE AU CENTRE", "arrived_on"),
        ("Arrival date", "arrived_on"),
        ("Départ", "departed_on"),
        ("Date de sortie", "departed_on"),
        ("Langue(s)", "languages"),
        ("Langues parlées", "languages"),
        ("Languages", "languages"),
        ("Téléphone", "phone"),
        ("N° de portable", "phone"),
        ("Référent·e", "referent"),
        ("Référent(e) social(e)", "referent"),
        ("Nom du référent", "referent"),
        ("18 ans le", "adult_from"),
        ("Reste en contact", "stays_in_touch"),
        ("Nom et prénom", "full_name"),
        ("NOM Prénom", "full_name"),
        ("Téléphone du référent", None),
        ("Remarques", None),
        ("Nationalité", "kept out"),
        ("Pays", "kept out"),
        ("Country of origin", "kept out"),
        ("Religion", "kept out"),
        ("N° AGDREF", "kept out"),
        ("Numéro étranger", "kept out"),
        ("N° de dossier", "kept out"),
        ("File number", "kept out"),
        ("Date de naissance", "kept out"),
        ("Date d’arrivée en France", "kept out"),
        ("Sexe", "kept out"),
        ("Procédure", "kept out"),
    ],
)
def test_a_column_is_understood_by_its_name(title: str, meaning: str | None) -> None:
    alone = "Prénom" if meaning not in {"name", "full_name"} else "x"
    header = find_header(
        [[alone if meaning != "full_name" else "x", "Arrivée le" if meaning != "arrived_on" else "y", title]]
    )
    column = header.columns[-1]
    assert ("kept out" if column.is_kept_out else column.meaning) == meaning


def test_every_title_that_we_give_is_understood() -> None:
    for meaning in set(Meaning) - {Meaning.FULL_NAME}:
        others = [m.label for m in (Meaning.NAME, Meaning.ARRIVED_ON) if m != meaning]
        assert find_header([[*map(str, others), str(meaning.label)]]).columns[-1].meaning == meaning


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("Nom", "Prénom"), ("family_name", "name")),
        (("Name", "Family name"), ("name", "family_name")),
        (("Nom",), ("full_name",)),
        (("Name", "First name"), ("family_name", "name")),
    ],
)
def test_name_alone_means_what_the_others_leave(titles: tuple[str, ...], expected: tuple[str, ...]) -> None:
    header = find_header([[*titles, "Arrivée"]])
    assert tuple(column.meaning for column in header.columns)[:-1] == expected


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("KARIMI Leyla", ("Leyla", "KARIMI")),
        ("Leyla Anna DE LA TOUR", ("Leyla Anna", "DE LA TOUR")),
        ("Leyla Karimi", ("Leyla Karimi", "")),
        ("KARIMI", ("KARIMI", "")),
        ("رحیمی لیلا", ("رحیمی لیلا", "")),
    ],
)
def test_in_a_whole_name_capitals_are_the_family_name(whole: str, parts: tuple[str, str]) -> None:
    assert split_name(whole) == parts


def test_the_names_of_the_columns_may_stand_under_a_title(cast: Cast) -> None:
    rows = [("Liste des résidents présents",), (), ("", "mise à jour le", "01/02/2025"), HEADER, SAID]
    for content in (as_csv(rows), as_xlsx(rows), as_ods(rows)):
        [person] = read(cast, content).ready["people"]
        assert (person["name"], person["row"]) == ("Leyla", 5)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("31/12/2025", date(2025, 12, 31)),
        ("31-12-25", date(2025, 12, 31)),
        ("31.12.2025", date(2025, 12, 31)),
        ("1/2/2025", date(2025, 2, 1)),
        ("2025-12-31", date(2025, 12, 31)),
        ("2025-12-31T10:30:00Z", date(2025, 12, 31)),
        ("31/12/2025 00:00", date(2025, 12, 31)),
        ("1er mars 2025", date(2025, 3, 1)),
        ("1 MARS 2025", date(2025, 3, 1)),
        ("lundi 3 févr. 2025", date(2025, 2, 3)),
        ("le 3 août 2025", date(2025, 8, 3)),
        ("3 March 2025", date(2025, 3, 3)),
        (45992, date(2025, 12, 1)),
        ("45992", date(2025, 12, 1)),
        ("٣١/١٢/٢٠٢٥", date(2025, 12, 31)),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_write_it(said: str | int, meant: date | None) -> None:
    assert day_in(said, TODAY) == meant


@pytest.mark.parametrize(
    "said",
    ["31/02/2025", "12/31/2025", "bientôt", "0", 0, "2025", "1404/05/06", "01/01/0001", "9999-12-31", "1/1/1970", True],
)
def test_what_is_not_a_day_is_refused(said: str | int) -> None:
    with pytest.raises(CellRefused):
        day_in(said, TODAY)


@pytest.mark.parametrize(
    ("said", "spoken"),
    [
        ("français B1, dari", [("fr", "B1"), ("fa-AF", "spoken")]),
        ("dari, français", [("fa-AF", "native"), ("fr", "spoken")]),
        ("Arabe / anglais (A2)", [("ar", "native"), ("en", "A2")]),
        ("pachto ; farsi et ourdou", [("ps", "native"), ("fa", "spoken"), ("ur", "spoken")]),
        ("B2 français", [("fr", "B2")]),
        ("peul (langue maternelle), bambara (parlé, pas écrit)", [("ff", "native"), ("bm", "spoken")]),
        ("тигринья", None),
        ("ትግርኛ", [("ti", "native")]),
        ("fr C1 + en", [("fr", "C1"), ("en", "spoken")]),
        ("klingon", None),
        ("français courant", None),
        ("", []),
    ],
)
def test_languages_are_known_by_any_of_their_names(said: str, spoken: list[tuple[str, str]] | None) -> None:
    if spoken is None:
        with pytest.raises(CellRefused):
            languages_in(said)
    else:
        assert languages_in(said) == spoken


def test_what_is_written_of_languages_is_read_back() -> None:
    spoken = [(code, level) for code, level in zip(LANGUAGES, list(Level) * len(LANGUAGES), strict=False)]
    for pair in spoken:
        assert languages_in(written([pair])) == [pair]
    assert languages_in(written(spoken)) == spoken


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_csv_of_any_office_is_read(cast: Cast, encoding: str, separator: str) -> None:
    rows = [HEADER, ("N’Guyén", "Élodie", "03/11/2025", "français B1", "")]
    [person] = read(cast, as_csv(rows, separator, encoding)).ready["people"]
    assert (person["family_name"], person["name"]) == ("N’Guyén", "Élodie")


def test_cells_in_quotation_marks_may_hold_separators_and_lines(cast: Cast) -> None:
    text = 'sep=,\r\n"Prénom","Arrivée","Langues"\r\n"Leyla, dite ""Lili""","2025-11-03","dari\nfrançais A1"\r\n'
    [person] = read(cast, text.encode()).ready["people"]
    assert person["name"] == 'Leyla, dite "Lili"'
    assert person["languages"] == [("fa-AF", "native"), ("fr", "A1")]


@pytest.mark.parametrize("tongue", PEOPLE)
def test_six_scripts_come_in_as_they_are_written(cast: Cast, tongue: str) -> None:
    family_name, name = PEOPLE[tongue]
    for content in (f([HEADER, (family_name, name, "03/11/2025", tongue, "")]) for f in (as_csv, as_xlsx, as_ods)):
        [person] = read(cast, content).ready["people"]
        assert (person["family_name"], person["name"]) == (family_name, name)


@pytest.mark.parametrize(("letters", "is_ready"), [(1, True), (300, True), (301, False)])
def test_a_name_of_300_letters_comes_in_and_of_301_is_refused(cast: Cast, letters: int, is_ready: bool) -> None:
    told = reasons(cast, "", "é" * letters, "03/11/2025", "", "")
    assert told == ("" if is_ready else "Prénom: 301 letters are too many: 300 at most.")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("", "", "03/11/2025", "", ""), "There is no name"),
        (("Karimi", "Leyla", "", "", ""), "There is no day of arrival"),
        (("Karimi", "12", "03/11/2025", "", ""), "Prénom: this is not a name."),
        (("Karimi", "Ley\0la", "03/11/2025", "", ""), "Prénom: a letter cannot be read: type it again."),
        (("Karimi", "Leyla\x1b[31m", "03/11/2025", "", ""), "a letter cannot be read"),
        (("Karimi", "Leyla", "03/11/2025", "", "Mireille"), "nobody of the team here is called “Mireille”"),
        (("Karimi", "Leyla", "03/11/2025", "klingon", ""), "“klingon” is not in the list of languages"),
        (("Karimi", "Leyla", "03/11/2025", "français moyen", ""), "write a level from A1 to C2"),
        (("Karimi", "Leyla", "03/11/2099", "", ""), "this day is more than a year ahead"),
    ],
)
def test_a_row_that_does_not_hold_is_refused_with_its_reason(cast: Cast, row: tuple[str, ...], reason: str) -> None:
    assert reason in reasons(cast, *row)


def test_all_the_reasons_of_a_row_are_told_at_once(cast: Cast) -> None:
    told = reasons(cast, "", "Leyla", "jamais", "klingon", "Personne")
    assert all(word in told for word in ("jamais", "klingon", "Personne"))


def test_a_departure_before_the_arrival_is_refused(cast: Cast) -> None:
    titles = ("Prénom", "Arrivée", "Départ")
    assert "departure comes before the arrival" in reasons(cast, "Leyla", "03/11/2025", "02/11/2025", titles=titles)


def test_marks_that_nobody_sees_are_left_out_of_a_name(cast: Cast) -> None:
    [person] = read(cast, as_csv([HEADER, ("", "\u202eLey\u200fla\u2069\ufeff", "03/11/2025", "", "")])).ready["people"]
    assert person["name"] == "Leyla"


def test_one_broken_letter_in_a_list_costs_its_row_only(cast: Cast) -> None:
    content = as_csv([HEADER, ("Élan", "Zoé", "03/11/2025", "", ""), ("Bélier", "X@X", "03/11/2025", "", "")])
    found = read(cast, content.replace(b"X@X", b"X\xffX"))
    assert [person["name"] for person in found.ready["people"]] == ["Zoé"]
    assert "a letter cannot be read" in found.refused["rows"][0]["reason"]


@pytest.mark.parametrize("said", ["hélène@pairs.example", "HELENE", "Mme Hélène"])
def test_a_referent_is_found_by_address_or_name(cast: Cast, said: str) -> None:
    [person] = read(cast, as_csv([HEADER, (*SAID[:4], said)])).ready["people"]
    assert person["referent"] == str(cast.helene.pk)


def test_a_referent_whose_name_fits_two_is_refused(cast: Cast) -> None:
    other = a_user("autre", "social_worker", centre=cast.tilleuls)
    other.full_name = "Hélène Autre"
    other.save()
    assert "several people of the team are called “Hélène”" in reasons(cast, *SAID[:4], "Hélène")


def test_a_formula_counts_by_its_value_and_is_never_computed(cast: Cast) -> None:
    rows = [("Prénom", "Arrivée", "Tél"), ("Leyla", "03/11/2025", ""), ("Omar", "03/11/2025", "")]
    content = as_xlsx([*rows, ("=CONCATENATE(A2,A3)", "04/11/2025", "=1/0")])
    reason = read(cast, content).refused["rows"][0]["reason"]
    # The value that the workbook keeps beside this formula is a zero.
    assert "Prénom: this is a number, not a name." in reason
    value = 'table:formula="of:=A1"'
    row = "".join((ods_cell("Leyla", value), ods_cell("03/11/2025"), f"<table:table-cell {value}/>"))
    titles = "".join(map(ods_cell, rows[0]))
    table = ods_table(f"<table:table-row>{titles}</table:table-row><table:table-row>{row}</table:table-row>")
    [refused] = read(cast, ods_of(table)).refused["rows"]
    assert refused["reason"] == "Tél: this is a formula without its value: write the value instead."
    assert refused["cells"][0] == "Leyla"


def test_a_cell_joined_downwards_counts_for_each_of_its_rows(cast: Cast) -> None:
    rows = [HEADER, SAID, ("Petrov", "Anna", "", "", ""), ("Omar", "Ali", "", "", "")]
    found = read(cast, as_xlsx(rows, joined="C2:C4"))
    assert [person["arrived_on"] for person in found.ready["people"]] == ["2025-11-03"] * 3
    assert found.ready["joined"]


def test_a_title_of_two_rows_names_its_column_and_is_nobody(cast: Cast) -> None:
    rows = [("Prénom", "Nom", "Dates"), ("", "", "Arrivée"), ("Leyla", "Karimi", "03/11/2025")]
    found = read(cast, with_joined(as_xlsx(rows), "A1:A2", "B1:B2"))
    assert [(person["name"], person["row"]) for person in found.ready["people"]] == [("Leyla", 3)]
    assert not found.ready["joined"], "nothing is joined among the people"
    rows = [("Prénom", "Nom", "Arrivée"), ("", "", ""), ("Leyla", "Karimi", "03/11/2025")]
    found = read(cast, with_joined(as_xlsx(rows), "A1:A2", "B1:B2", "C1:C2"))
    assert (found.rows, len(found.refused["rows"])) == (1, 0)


def test_one_box_twenty_thousand_times_is_one_box(cast: Cast) -> None:
    people = [("Nom", f"P{n}", "03/11/2025", "", "") for n in range(800)]
    content = with_joined(as_xlsx([HEADER, SAID, *people]), *["C2:XFD1048576"] * 20_000)
    assert open_sheet(content).joined == [[1, 2, 801, 4]]
    assert len(read(cast, content).ready["people"]) == 801


@pytest.mark.parametrize("said", ["NaN", "1e999", "-INF"])
def test_a_number_that_is_none_costs_its_row_and_is_given_back_empty(cast: Cast, said: str) -> None:
    workbook = as_xlsx([("Prénom", "Arrivée", "Étage"), ("Leyla", "jamais", 7654321)])
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").replace(b"7654321", said.encode())
    [row] = read(cast, rezipped(workbook, {"xl/worksheets/sheet1.xml": sheet})).refused["rows"]
    assert row["cells"] == ["Leyla", "jamais", ""]
    assert b"".join(file_response("xlsx", "again", ("Prénom", "Arrivée", "Étage"), [row["cells"]]))


def test_a_number_of_three_hundred_digits_is_not_written_out() -> None:
    rows = open_sheet(as_xlsx([("Prénom", "Tél"), ("Leyla", 1e300), ("Omar", 33612345678)])).rows
    assert [row[1] for row in rows[1:]] == [1e300, 33612345678]
    assert isinstance(rows[2][1], int)


def test_twelve_languages_come_in_and_one_more_is_too_many(cast: Cast) -> None:
    def row(most: int) -> tuple[str, ...]:
        return ("Karimi", "Leyla", "03/11/2025", ",".join(list(LANGUAGES)[:most]), "")

    assert len(read(cast, as_csv([HEADER, row(12)])).ready["people"][0]["languages"]) == 12
    assert "13 languages are too many for one person: 12 at most." in reasons(cast, *row(13))


def test_reasons_may_not_be_longer_than_any_list(cast: Cast) -> None:
    outcome = Outcome()
    outcome.refuse(2, [], "x" * MOST_REASONS)
    with pytest.raises(Unreadable):
        outcome.refuse(3, [], "x")


def test_what_lies_under_a_joined_cell_is_not_read(cast: Cast) -> None:
    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    covered = ods_cell("caché").replace("table-cell", "covered-table-cell")
    joined = ods_cell("Leyla", 'table:number-columns-spanned="2"') + covered + ods_cell("03/11/2025")
    titles = "".join(map(ods_cell, ("Prénom", "Nom", "Arrivée")))
    [person] = read(cast, ods_of(ods_table(row(titles) + row(joined)))).ready["people"]
    assert (person["name"], person["family_name"]) == ("Leyla", "")


def test_the_first_sheet_with_something_in_it_is_read_and_named(cast: Cast) -> None:
    found = read(cast, as_xlsx([HEADER, SAID], sheets=("Vide", "Présents")))
    assert found.ready["sheet"] == "Présents"


def test_a_hidden_sheet_is_not_read(cast: Cast) -> None:
    hidden = (
        '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    rows = "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in (HEADER, SAID))
    secret = ods_table(rows.replace("Leyla", "Cachée"), "A", 'table:style-name="h"')
    found = read(cast, ods_of(secret + ods_table(rows, "B"), styles=hidden))
    assert [person["name"] for person in found.ready["people"]] == ["Leyla"]


def test_a_list_formatted_to_the_last_row_holds_no_more_people(cast: Cast) -> None:
    rows = "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in (HEADER, SAID))
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    assert read(cast, ods_of(ods_table(rows + blank))).rows == 1


def test_someone_who_will_be_18_in_years_comes_in(cast: Cast) -> None:
    day = timezone.localdate().replace(day=1, month=1, year=timezone.localdate().year + 9)
    titles = ("Prénom", "Arrivée", "18 ans le", "Reste en contact")
    [person] = read(cast, as_csv([titles, ("Idris", "03/11/2025", f"{day:%d/%m/%Y}", "oui")])).ready["people"]
    assert (person["adult_from"], person["stays_in_touch"]) == (day.isoformat(), True)


def test_names_and_telephones_are_as_long_as_their_columns() -> None:
    longest = [Resident._meta.get_field(name).max_length for name in ("name", "family_name", "preferred_name", "phone")]
    assert longest == [LONGEST_NAME] * 3 + [LONGEST_PHONE]


def test_a_column_without_a_name_is_said_to_stay_outside_and_is_given_back(cast: Cast) -> None:
    found = read(cast, as_csv([("Prénom", "", "Arrivée"), ("Leyla", "mot", "03/11/2025"), ("Ali", "autre", "jamais")]))
    assert [(column["letter"], column["title"], column["meaning"]) for column in found.ready["columns"]][1] == (
        "B",
        "",
        None,
    )
    assert found.refused["rows"][0]["cells"] == ["Ali", "autre", "jamais"]

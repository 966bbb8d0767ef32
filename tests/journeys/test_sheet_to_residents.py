"""From a sheet to the list of residents: the bar, what was understood, rows given back, corrected, brought again."""

import csv
import io
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.journeys.people import Person, arrive
from tests.journeys.server import Server

# Last in the alphabet: the other journeys begin with the first people of the list.
SHEET = (
    ("NOM", "Prénom", "Date d’entrée", "Langue(s)"),
    ("ZAHED", "Zohra", "03/11/2025", "dari"),
    ("ZELENKO", "Zoriana", "la semaine dernière", "ukrainien"),
    ("ZERIHUN", "Zenebech", "", "amharique"),
)
CORRECTED = {"Zoriana": "05/11/2025", "Zenebech": "06/11/2025"}
Rows = list[dict[str, str]]


def test_from_a_sheet_to_the_list_of_residents(browser: Browser, server: Server) -> None:
    social = arrive(browser, server).sign_in("social@demo.example")
    when_a_sheet_is_brought(social, SHEET)
    then_a_bar_says_that_it_is_waited_for(social)
    with server.working():
        then_the_page_comes_by_itself_to_what_was_understood(social, new=1, to_correct=2)
        given_back = when_people_are_brought_in_and_the_other_rows_taken_back(social)
        then_each_row_says_why(given_back)
        when_a_sheet_is_brought(social, correct(given_back))
        then_the_page_comes_by_itself_to_what_was_understood(social, new=2, to_correct=0)
        when_they_are_brought_in(social)
    then_they_live_here(social)


def when_a_sheet_is_brought(social: Person, rows: list) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    social.open("/residents/import/")
    sheet = {"name": "liste.csv", "mimeType": "text/csv", "buffer": text.getvalue().encode()}
    social.page.set_input_files("input[name=file]", sheet)
    social.page.click(".bottom-bar button.btn-primary")


def then_a_bar_says_that_it_is_waited_for(social: Person) -> None:
    expect(social.page.get_by_role("progressbar")).to_be_visible()
    expect(social.page.locator("#progress-words")).to_have_text(
        "Le fichier est arrivé. La lecture commence dans un instant."
    )
    social.check()


def then_the_page_comes_by_itself_to_what_was_understood(social: Person, *, new: int, to_correct: int) -> None:
    counts = social.page.locator(".intake-counts .count")
    expect(counts).to_have_text([str(new), "0", str(to_correct)], timeout=20_000)
    social.check()


def when_they_are_brought_in(social: Person) -> None:
    social.page.click("form[action$='/add/'] button")
    expect(social.page.get_by_role("heading", level=1)).to_have_text("Les voilà dans la liste", timeout=20_000)
    social.check()


def when_people_are_brought_in_and_the_other_rows_taken_back(social: Person) -> Rows:
    when_they_are_brought_in(social)
    # Names leave with the file: an old sign-in is asked again, and comes back to this page.
    social.open(f"/account/reauthenticate/?next={social.path()}").still_me()
    with social.page.expect_download() as taken:
        social.page.click("a[href$='/refused/']")
    content = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(content), delimiter=";"))


def then_each_row_says_why(rows: Rows) -> None:
    assert {row["Prénom"]: bool(row["Raison"]) for row in rows} == {"Zoriana": True, "Zenebech": True}


def correct(rows: Rows) -> list[list[str]]:
    mended = [row | {"Date d’entrée": CORRECTED[row["Prénom"]]} for row in rows]
    return [list(mended[0]), *(list(row.values()) for row in mended)]


def then_they_live_here(social: Person) -> None:
    for name in ("Zohra", *CORRECTED):
        social.open(f"/residents/?q={name}")
        expect(social.page.locator(".people")).to_contain_text(name)

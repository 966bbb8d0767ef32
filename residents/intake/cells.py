"""From one cell to one value: text, day, telephone, yes or no. What does not hold is refused with a sentence."""

import re
import unicodedata
from datetime import date, timedelta

from django.utils.translation import gettext as _

from residents.sheets.opening import Cell
from residents.sheets.survey import FORMULA

# Direction marks and joiners of nothing: they come with a copy and are seen by nobody.
INVISIBLE = re.compile("[\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]")
# An apostrophe put before a sign that a sheet would take for a formula (`residents.sheets.values`).
GUARDED = re.compile(r"\A'(?=[=+\-@\t\r\n|%＝＋－＠])")
UNREADABLE = "\ufffd"
SHOWN = 40

# Day 0 of office software; a serial number between 1982 and 2119 is a day.
DAY_ZERO = date(1899, 12, 30)
SERIALS = range(30_000, 80_000)
FIRST_YEAR = 1980
DAYS_AHEAD = 365

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january",
            "fevrier fevr fev feb february",
            "mars mar march",
            "avril avr apr april",
            "mai may",
            "juin jun june",
            "juillet juil jul july",
            "aout aug august",
            "septembre sept sep september",
            "octobre oct october",
            "novembre nov november",
            "decembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}
ISO_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
FRENCH_DAY = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})(?:\s+\d{1,2}[:h].*)?")
WRITTEN_DAY = re.compile(r"(?:[a-z]{2,9}\.? )?(\d{1,2})(?:er|st|nd|rd|th)?[ .-]+([a-z]{3,9})\.?[ .,-]+(\d{4}|\d{2})")
YES = frozenset({"oui", "o", "yes", "y", "x", "1", "vrai", "true", "v", "ok"})
NO = frozenset({"", "non", "n", "no", "0", "faux", "false", "-"})


class CellRefused(ValueError):
    """The cell does not hold what its column should; the sentence is for whoever corrects it."""


def text_in(cell: Cell) -> str:
    """The words of a cell on one line, without what is invisible. Raises CellRefused for what cannot be read."""
    if isinstance(cell, dict):
        if cell["wrong"] == FORMULA:
            raise CellRefused(_("this is a formula without its value: write the value instead"))
        raise CellRefused(_("this cell shows an error: write the value instead"))
    words = " ".join(INVISIBLE.sub("", GUARDED.sub("", str(cell))).split())
    if UNREADABLE in words or any(unicodedata.category(letter) in {"Cc", "Cs", "Co"} for letter in words):
        raise CellRefused(_("a letter cannot be read: type it again"))
    return words


def name_in(cell: Cell, most: int) -> str:
    """A name of at most `most` letters."""
    if isinstance(cell, bool | int | float):
        raise CellRefused(_("this is a number, not a name"))
    words = text_in(cell)
    if words and not any(letter.isalpha() for letter in words):
        raise CellRefused(_("this is not a name"))
    if len(words) > most:
        raise CellRefused(_("%(number)d letters are too many: %(most)d at most") % {"number": len(words), "most": most})
    return words


def day_in(cell: Cell, today: date) -> date | None:
    """A day, written in French, as 2025-12-31, or as the serial number of a sheet; None for an empty cell."""
    words = text_in(cell)
    if not words:
        return None
    day = None if isinstance(cell, bool) else _day(words)
    if day is None:
        raise CellRefused(_("“%(words)s” is not a day: write it as 31/12/2025") % {"words": words[:SHOWN]})
    if day.year < FIRST_YEAR:
        raise CellRefused(_("this day lies before %(year)d: correct it") % {"year": FIRST_YEAR})
    if day > today + timedelta(days=DAYS_AHEAD):
        raise CellRefused(_("this day is more than a year ahead: correct it"))
    return day


def coming_of_age_in(cell: Cell, today: date) -> date | None:
    """The day on which somebody is 18: it may lie eighteen years ahead."""
    return day_in(cell, today + timedelta(days=18 * 366))


def _day(words: str) -> date | None:
    if re.fullmatch(r"\d{5}(?:[.,]\d+)?", words):
        serial = int(words[:5])
        return DAY_ZERO + timedelta(days=serial) if serial in SERIALS else None
    if found := ISO_DAY.fullmatch(words):
        return _date(found[1], found[2], found[3])
    if found := FRENCH_DAY.fullmatch(words):
        return _date(found[3], found[2], found[1])
    bare = "".join(c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c))
    if found := WRITTEN_DAY.fullmatch(bare):
        return _date(found[3], str(MONTHS.get(found[2], 0)), found[1])
    return None


def _date(year: str, month: str, day: str) -> date | None:
    """« 25 » is 2025: nobody on a list arrived in another century."""
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))  # noqa: PLR2004
    except ValueError:
        return None


def phone_in(cell: Cell, most: int) -> str:
    """A telephone number; a sheet that took it for a number has eaten its first sign, which is put back."""
    words = text_in(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if re.fullmatch(r"[1-9]\d{8}", words):
            words = f"0{words}"
        elif re.fullmatch(r"[1-9]\d{10,14}", words):
            words = f"+{words}"
    if len(words) > most:
        raise CellRefused(_("this number is too long: %(most)d characters at most") % {"most": most})
    return words


def is_yes(cell: Cell) -> bool:
    """« oui », « x », « 1 » … or not."""
    words = "oui" if cell is True else text_in(cell).casefold() if cell is not False else ""
    if words not in YES | NO:
        raise CellRefused(_("“%(words)s”: write yes or no") % {"words": words[:SHOWN]})
    return words in YES


def written_day(day: date | None) -> str | None:
    """A day as it is kept between the reading and the adding."""
    return day.isoformat() if day else None


def day_of(written: str | None) -> date | None:
    """The day that `written_day` wrote."""
    return date.fromisoformat(written) if written else None

"""From the rows of a list to people: each row is ready, known already, or refused with its reasons."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypedDict

from django.utils.translation import gettext as _

from cada_peers.accounts.models import Centre
from residents.intake.cells import (
    CellRefused,
    coming_of_age_in,
    day_in,
    day_of,
    is_yes,
    name_in,
    phone_in,
    text_in,
    written_day,
)
from residents.intake.columns import Column, Header, Meaning
from residents.intake.people import Identity, Team, identity, names_of, those_here
from residents.intake.tongues import languages_in
from residents.sheets.opening import Cell
from residents.sheets.trouble import Trouble, Unreadable

EACH = 250
LONGEST_NAME, LONGEST_PHONE = 300, 30
MOST_LANGUAGES = 12
# Of all the reasons together: of a list of 20,000 rows each may be wrong in several columns.
MOST_REASONS = 12_000_000


class Newcomer(TypedDict):
    """Somebody of the list, as kept between the reading and the adding; days as 2025-12-31, `referent` a key."""

    row: int
    name: str
    family_name: str
    preferred_name: str
    arrived_on: str
    departed_on: str | None
    adult_from: str | None
    phone: str
    referent: str | None
    stays_in_touch: bool
    languages: list[tuple[str, str]]
    has_namesake: bool


@dataclass
class Refused:
    """A row that is given back: its number in the file (from 1), its cells, and why."""

    row: int
    cells: list[Cell]
    reason: str


@dataclass
class Outcome:
    """What the rows came to: people to add, how many are known already, rows to give back with their reasons."""

    ready: list[Newcomer] = field(default_factory=list)
    known: int = 0
    refused: list[Refused] = field(default_factory=list)
    letters_of_reasons: int = 0

    def refuse(self, number: int, cells: list[Cell], reason: str) -> None:
        """Give a row back. Raises Unreadable when the reasons alone are more than a list of people."""
        self.letters_of_reasons += len(reason)
        if self.letters_of_reasons > MOST_REASONS:
            raise Unreadable(Trouble.TOO_HEAVY)
        self.refused.append(Refused(number, cells, reason))


class Reader:
    """Reads the rows of one list for one centre, in the language of the moment."""

    def __init__(self, header: Header, centre: Centre, today: date) -> None:
        self.header, self.today = header, today
        self.team = Team(centre)
        self.here = set(those_here(centre).values())
        self.names_here = {names for names, _day in self.here}
        self.seen: dict[Identity | None, int] = {}
        self.columns = {meaning: header.where(meaning) for meaning in Meaning}

    def read(self, rows: list[tuple[int, list[Cell]]], progress: Callable[[int], object]) -> Outcome:
        """Read `rows` (number from 1, cells), telling `progress` from time to time how many are done.

        Raises Unreadable, see `Outcome.refuse`.
        """
        outcome = Outcome()
        for done, (number, cells) in enumerate(rows, start=1):
            self._sort(number, cells, outcome)
            if done % EACH == 0:
                progress(done)
        return outcome

    def _sort(self, number: int, cells: list[Cell], outcome: Outcome) -> None:
        person, reasons = self._person(number, cells)
        arrived_on = day_of(person["arrived_on"])
        who = identity(person["name"], person["family_name"], arrived_on) if person["name"] and arrived_on else None
        if who in self.seen:
            reasons = [
                _("The same names and the same arrival as row %(row)d. If they are two people, add this one by hand.")
                % {"row": self.seen[who]}
            ]
        elif who in self.here:
            # Known is known: what the rest of the row says changes nothing, right or wrong.
            self.seen[who] = number
            outcome.known += 1
            return
        if reasons:
            outcome.refuse(number, cells, " ".join(reasons))
        else:
            outcome.ready.append(person)
        if who:
            self.seen.setdefault(who, number)

    def _person(self, number: int, cells: list[Cell]) -> tuple[Newcomer, list[str]]:
        """What the cells say, and the reasons why it does not hold."""
        reasons: list[str] = []

        def told(meaning: Meaning, read: Callable[..., Any], *more: object) -> Any:
            column = next(iter(self.columns[meaning]), None)
            if column is None:
                return read("", *more)
            return self._cell(column, cells, reasons, read, *more)

        name, family_name = self._names(told)
        arrived_on = told(Meaning.ARRIVED_ON, day_in, self.today)
        departed_on = told(Meaning.DEPARTED_ON, day_in, self.today)
        person = Newcomer(
            row=number,
            name=name or "",
            family_name=family_name or "",
            preferred_name=told(Meaning.PREFERRED_NAME, name_in, LONGEST_NAME),
            arrived_on=written_day(arrived_on) or "",
            departed_on=written_day(departed_on),
            adult_from=written_day(told(Meaning.ADULT_FROM, coming_of_age_in, self.today)),
            phone=told(Meaning.PHONE, phone_in, LONGEST_PHONE),
            referent=told(Meaning.REFERENT, lambda cell: self.team.find(text_in(cell))),
            stays_in_touch=told(Meaning.STAYS_IN_TOUCH, is_yes),
            languages=self._languages(cells, reasons),
            has_namesake=names_of(name or "", family_name or "") in self.names_here,
        )
        if not reasons:
            reasons += _missing(name, family_name, arrived_on, departed_on)
        return person, reasons

    def _names(self, told: Callable[..., Any]) -> tuple[str, str]:
        """First and family name; whoever has one name only has a first name."""
        if self.columns[Meaning.FULL_NAME]:
            return split_name(told(Meaning.FULL_NAME, name_in, 2 * LONGEST_NAME) or "")
        name = told(Meaning.NAME, name_in, LONGEST_NAME)
        family_name = told(Meaning.FAMILY_NAME, name_in, LONGEST_NAME)
        return (name, family_name) if name else (family_name, "")

    def _languages(self, cells: list[Cell], reasons: list[str]) -> list[tuple[str, str]]:
        def read(cell: Cell) -> list[tuple[str, str]]:
            return languages_in(text_in(cell.replace("\n", ";") if isinstance(cell, str) else cell))

        spoken: dict[str, str] = {}
        for column in self.columns[Meaning.LANGUAGES]:
            for code, level in self._cell(column, cells, reasons, read) or []:
                spoken.setdefault(code, level)
        if len(spoken) > MOST_LANGUAGES:
            said = {"number": len(spoken), "most": MOST_LANGUAGES}
            reasons.append(_("%(number)d languages are too many for one person: %(most)d at most.") % said)
        return list(spoken.items())

    @staticmethod
    def _cell(column: Column, cells: list[Cell], reasons: list[str], read: Callable[..., Any], *more: object) -> Any:
        try:
            return read(cells[column.index] if column.index < len(cells) else "", *more)
        except CellRefused as refused:
            reasons.append(_("%(column)s: %(reason)s.") % {"column": column.title, "reason": refused})
            return None


def _missing(name: str, family_name: str, arrived_on: date | None, departed_on: date | None) -> list[str]:
    if not name:
        return [_("There is no name: one is enough.")]
    if arrived_on is None:
        return [_("There is no day of arrival.")]
    if departed_on is not None and departed_on < arrived_on:
        return [_("The departure comes before the arrival: correct one of the two dates.")]
    if max(len(name), len(family_name)) > LONGEST_NAME:
        return [_("The name is too long: %(most)d letters at most.") % {"most": LONGEST_NAME}]
    return []


def split_name(whole: str) -> tuple[str, str]:
    """« AZIZI Samim » → Samim, AZIZI: what stands in capitals is the family name; otherwise all is one name."""
    words = whole.split()
    capitals = [word for word in words if word.isupper() and sum(letter.isalpha() for letter in word) > 1]
    others = [word for word in words if word not in capitals]
    return (" ".join(others), " ".join(capitals)) if capitals and others else (whole, "")

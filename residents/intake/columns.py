"""What the columns of a list mean, by their names in French or English; and which of them must not come in."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from residents.intake.words import WORDS
from residents.sheets.opening import Cell
from residents.sheets.survey import HEADER_WITHIN, letters

SHOWN = 5


class Meaning(models.TextChoices):
    """What a column says of somebody; its label is its name in the files that we give."""

    NAME = "name", _("First name")
    FAMILY_NAME = "family_name", _("Family name")
    PREFERRED_NAME = "preferred_name", _("Name to be called by")
    LANGUAGES = "languages", _("Languages")
    ARRIVED_ON = "arrived_on", _("Arrival")
    DEPARTED_ON = "departed_on", _("Departure")
    REFERENT = "referent", _("Referent")
    PHONE = "phone", _("Telephone")
    ADULT_FROM = "adult_from", _("18 years old on")
    STAYS_IN_TOUCH = "stays_in_touch", _("Stays in touch")
    FULL_NAME = "full_name", _("First and family name")


@dataclass(frozen=True)
class Column:
    """`meaning` None: it is left out; `is_kept_out`: because Pairs must not hold what it says. `title` may be empty."""

    index: int
    title: str
    meaning: Meaning | None
    is_kept_out: bool = False

    @property
    def letter(self) -> str:
        """As office software names it: A, B… AA."""
        return letters(self.index)


@dataclass(frozen=True)
class Header:
    """The row that names the columns (counted from 0), and what they mean."""

    row: int
    columns: tuple[Column, ...]

    def where(self, *meanings: Meaning) -> list[Column]:
        """The columns with one of these meanings, in the order of the file."""
        return [column for column in self.columns if column.meaning in meanings]


class HeaderRefused(Exception):
    """The columns cannot be told apart, or one that is needed is missing; the sentence quotes nothing of the file."""


ALONE = frozenset({"nom", "noms", "name", "names"})


def words_of(title: object) -> list[str]:
    """A title without accents, case, signs and small words: « Date d’arrivée » → arrivee."""
    bare = unicodedata.normalize("NFKD", str(title))
    bare = "".join(char for char in bare if not unicodedata.combining(char)).casefold()
    return re.findall(r"[^\W_]+", bare)


def _meaning(title: str) -> tuple[Meaning | None, bool]:
    """What one title means, and whether it must stay out; « nom » alone depends on the others: see `_with_names`."""
    words = words_of(title)
    whole = " ".join(_bare(words))
    if whole in WORDS.titles:
        return Meaning(WORDS.titles[whole]), False
    if WORDS.kept_out & set(words):
        return None, True
    found = [Meaning(name) for name, those in WORDS.words.items() if those & set(words)]
    # « Téléphone du référent » is not the resident's.
    if Meaning.REFERENT in found and {Meaning.PHONE, Meaning.LANGUAGES} & set(found):
        return None, False
    return (found[0] if found else None), False


def _bare(words: list[str]) -> list[str]:
    return [word for word in words if word not in WORDS.fillers]


def _read(row: int, cells: Sequence[Cell]) -> Header:
    columns = []
    for index, cell in enumerate(cells):
        title = " ".join(str(cell).split()) if isinstance(cell, str) else ""
        if title:
            meaning, is_kept_out = _meaning(title)
            columns.append(Column(index, title[:100], meaning, is_kept_out))
    return Header(row, tuple(_with_names(columns)))


def _with_names(columns: list[Column]) -> Iterable[Column]:
    """« Nom » beside « prénom » is the family name, beside « nom de famille » the first name, alone the whole name."""
    present = {column.meaning for column in columns}
    if Meaning.NAME in present:
        meaning = Meaning.FAMILY_NAME
    else:
        meaning = Meaning.NAME if Meaning.FAMILY_NAME in present else Meaning.FULL_NAME
    for column in columns:
        words = _bare(words_of(column.title))
        is_bare = column.meaning is None and not column.is_kept_out and len(words) == 1 and words[0] in ALONE
        yield Column(column.index, column.title, meaning) if is_bare else column


def find_header(rows: Sequence[Sequence[Cell]]) -> Header:
    """The row, among the first, that names most columns. Raises HeaderRefused."""
    readings = [_read(number, row) for number, row in enumerate(rows[:HEADER_WITHIN])]
    best = max(readings, key=_known, default=Header(0, ()))
    _refuse_unclear(best)
    return best


def with_nameless(header: Header, rows: Iterable[Sequence[Cell]]) -> Header:
    """The same with the columns that hold something in `rows` and have no name: they are left out, and said to be."""
    filled = {index for cells in rows for index, cell in enumerate(cells) if cell != ""}
    named = {column.index for column in header.columns}
    nameless = (Column(index, "", None) for index in filled - named)
    return Header(header.row, tuple(sorted((*header.columns, *nameless), key=lambda column: column.index)))


def _known(header: Header) -> int:
    return sum(column.meaning is not None or column.is_kept_out for column in header.columns)


def _refuse_unclear(header: Header) -> None:
    names = (Meaning.NAME, Meaning.FAMILY_NAME, Meaning.FULL_NAME)
    if not header.where(*names):
        raise HeaderRefused(
            _(
                "No column says how people are called. Name one “First name” (and another “Family name”), in the line "
                "above the first person, and import the list again."
            )
        )
    _refuse_twins(header)
    if not header.where(Meaning.ARRIVED_ON):
        raise HeaderRefused(
            _("No column says when people arrived. Name one “Arrival”, with a day a line, and import the list again.")
        )


def _refuse_twins(header: Header) -> None:
    places = defaultdict(list)
    for column in header.columns:
        if column.meaning and column.meaning != Meaning.LANGUAGES:
            places[column.meaning].append(column.letter)
    if header.where(Meaning.FULL_NAME) and header.where(Meaning.NAME, Meaning.FAMILY_NAME):
        whole = header.where(Meaning.FULL_NAME, Meaning.NAME, Meaning.FAMILY_NAME)
        places[Meaning.FULL_NAME] = [column.letter for column in whole]
    for meaning, found in places.items():
        if len(found) > 1:
            raise HeaderRefused(
                _("The columns %(letters)s say the same thing: %(meaning)s. Keep one, and import the list again.")
                % {"letters": ", ".join(found[:SHOWN]), "meaning": meaning.label}
            )

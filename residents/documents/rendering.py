"""Cards of the real box: A6, four to a page, both sides meeting when the paper is turned over its long edge."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from django.utils import translation
from django.utils.translation import gettext as _

from cada_peers.documents.measuring import lines_of
from cada_peers.documents.printer import print_paper
from cada_peers.documents.qr import make_qr
from cada_peers.privacy.neutral import forbidden_words
from residents.documents.pictures import draw

PER_SHEET = 4
STYLE = "residents/documents/cards.css"
INK, TEAL, OCHRE = "#1c2a33", "#0d6a68", "#7d4d0b"
TONES = {"offer": TEAL, "demand": OCHRE}
# Points: the width and the height that the person's words have on the front; their sizes (class `words-…`).
WORDS_WIDTH, WORDS_HEIGHT = 232, 168
WORDS_SIZES = (22, 17, 14, 11)
LINE_HEIGHT = 1.25
# The back: the width of a line, the height that is left above the code, what each fact takes besides its lines.
FACTS_WIDTH, FACTS_HEIGHT, FACT_HEAD, LARGE_FACTS = 216, 200, 17, 14
# Places on the back in the order of the front: turned over its long edge, the right hand becomes the left.
TURNED = (1, 0, 3, 2)


@dataclass(frozen=True, kw_only=True)
class CardSheet:
    """One card in the words of the language of the paper. `pictogram`: of its compartment."""

    number: int
    kind: str
    title: str
    compartment: str
    pictogram: str
    name: str
    address: str
    languages: str = ""
    when: str = ""
    where: str = ""
    how: str = ""
    wish: str = ""

    @property
    def telling_words(self) -> list[str]:
        """The words on it that could endanger somebody: such a card is not printed."""
        texts = [getattr(self, field.name) for field in fields(self)]
        return [word for text in texts if isinstance(text, str) for word in forbidden_words(text)]

    @property
    def has_large_facts(self) -> bool:
        """Whether what stands on the back fits in larger letters."""
        texts = [text for text in (self.languages, self.when, self.where, f"{self.how}, {self.wish}") if text]
        lines = sum(lines_of(text, LARGE_FACTS, width=FACTS_WIDTH) for text in texts)
        return lines * LARGE_FACTS * LINE_HEIGHT + len(texts) * FACT_HEAD <= FACTS_HEIGHT

    @property
    def directions(self) -> dict[str, str]:
        """« rtl » or « ltr » for each text that people wrote, by the name of its field."""
        return {name: _direction(getattr(self, name)) for name in ("title", "name", "when", "where")}

    @property
    def words_size(self) -> int:
        """Index of the largest size at which the words fit; past the last one they end in an ellipsis."""
        for index, size in enumerate(WORDS_SIZES):
            if lines_of(self.title, size, width=WORDS_WIDTH) * size * LINE_HEIGHT <= WORDS_HEIGHT:
                return index
        return len(WORDS_SIZES) - 1


@dataclass(frozen=True)
class Side:
    """One face of a sheet of paper: its four places in reading order, some of them blank."""

    is_front: bool
    cells: list[CardSheet | None]


def render_cards(sheets: Sequence[CardSheet], *, language: str) -> bytes:
    """PDF of the cards, a front then a back for each four. Errors: PrintRefused, PrintFailed."""
    with translation.override(language):
        title = _("Cards")
    return print_paper(
        "residents/documents/cards.html",
        {"sides": list(_sides(sheets))},
        title=title,
        language=language,
        styles=[STYLE],
        assets=_pictures(sheets),
    )


def _sides(sheets: Sequence[CardSheet]) -> Iterable[Side]:
    for first in range(0, len(sheets), PER_SHEET):
        four = sheets[first : first + PER_SHEET]
        cells = [*four, *[None] * (PER_SHEET - len(four))]
        yield Side(True, cells)
        yield Side(False, [cells[place] for place in TURNED])


def _pictures(sheets: Iterable[CardSheet]) -> dict[str, bytes]:
    pictures = {}
    for sheet in sheets:
        pictures[f"{sheet.pictogram}-{sheet.kind}.svg"] = draw(sheet.pictogram, TONES[sheet.kind])
        pictures[f"{sheet.kind}.svg"] = draw(sheet.kind, TONES[sheet.kind])
        pictures[f"qr-{sheet.number}.png"] = make_qr(sheet.address)
    return pictures


def _direction(text: str) -> str:
    """« rtl » for a text whose first letter is written from right to left: paper guesses nothing by itself."""
    strong = (unicodedata.bidirectional(sign) for sign in text)
    return "rtl" if next((kind for kind in strong if kind in {"L", "R", "AL"}), "L") in {"R", "AL"} else "ltr"

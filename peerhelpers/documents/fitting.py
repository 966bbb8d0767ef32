"""How large the texts of a badge can be printed and still stand on the card, none cut, none over another."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from cada_peers.documents.measuring import lines_of
from cada_peers.documents.printer import PrintRefused

# Points. The card is 153 pt (54 mm) high; templates/peerhelpers/documents/badge.css places the texts.
TEXT_WIDTH = 208
FOOT_WIDTH = 153
RECTO_HEIGHT = 120
VERSO_HEIGHT = 126
FOOT_LINE = 12
GAPS = 8
# The name stays as large as it can: its sizes (class `name-…`) with the lines it may take. For each of them,
# the sizes of the role with its functions and of the languages (class `texts-…`).
NAME_SIZES = ((22, 1), (17, 1), (14, 2), (11, 2), (8.5, 3))
TEXT_SIZES = ((10, 8.5), (8.5, 7), (7, 7))
# Size, line height, space between two lines of the boundary card (class `verso-…`); not bold, so narrower.
VERSO_SIZES = ((8.5, 1.3, 7.4), (7, 1.25, 4.5))
REGULAR = 0.93


def fit_recto(*, name: str, role: str, languages: str, foot: Sequence[str]) -> tuple[int, int]:
    """Indices of the sizes of the name and of the texts above the lines `foot`. PrintRefused if none fits."""
    room = RECTO_HEIGHT - GAPS - FOOT_LINE * sum(count_lines(line, 8.5, width=FOOT_WIDTH) for line in foot)
    for name_index, (name_size, most_lines) in enumerate(NAME_SIZES):
        lines = count_lines(name, name_size)
        for text_index, (role_size, language_size) in enumerate(TEXT_SIZES):
            height = lines * name_size * 1.15
            height += count_lines(role, role_size) * role_size * 1.3
            height += count_lines(languages, language_size) * language_size * 1.3
            if lines <= most_lines and height <= room:
                return name_index, text_index
    raise PrintRefused(_("This is too much for a badge: shorten the name, or keep fewer functions or languages."))


def fit_verso(texts: Iterable[str]) -> int:
    """Index of the size at which the boundary card fits, or PrintRefused."""
    texts = list(texts)
    for index, (size, line_height, gap) in enumerate(VERSO_SIZES):
        height = sum(count_lines(text, size * REGULAR) * size * line_height + gap for text in texts)
        if height <= VERSO_HEIGHT:
            return index
    raise PrintRefused(_("The boundary card is too long for a badge: shorten it, then print again."))


def count_lines(text: str, size: float, *, width: float = TEXT_WIDTH) -> int:
    """Lines that a bold text takes on the badge."""
    return lines_of(text, size, width=width)

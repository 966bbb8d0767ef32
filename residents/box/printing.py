"""From cards to paper: which of them can be printed, and their sheets in the language of the reader."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from cada_peers.privacy.neutral import forbidden_words
from residents.documents import PER_SHEET, CardSheet, render_cards
from residents.models import Card

MOST_CARDS = 60


@dataclass(frozen=True)
class Run:
    """What one printing gives: the sheets, and the cards left out with the word that must not stand on paper."""

    total: int
    sheets: list[CardSheet] = field(default_factory=list)
    left_out: list[tuple[Card, str]] = field(default_factory=list)

    @property
    def is_too_long(self) -> bool:
        return self.total > MOST_CARDS

    @property
    def pages(self) -> int:
        """Sheets of paper, printed on both sides."""
        return -(-len(self.sheets) // PER_SHEET)

    @property
    def telling_address(self) -> str:
        """The word of the server's own address that the code would carry out of the house, if there is one."""
        return next(iter(forbidden_words(settings.PUBLIC_ADDRESS)), "")

    def pdf(self) -> bytes:
        """Errors: PrintRefused, PrintFailed."""
        return render_cards(self.sheets, language=get_language() or settings.LANGUAGE_CODE)


def prepare_run(cards: QuerySet[Card]) -> Run:
    """The printing of `cards`; more than `MOST_CARDS` are counted and not read."""
    total = cards.count()
    if total > MOST_CARDS:
        return Run(total)
    drawn = [(card, _sheet_of(card)) for card in cards.select_related("domain").prefetch_related("languages")]
    return Run(total, [sheet for _card, sheet in drawn if not sheet.telling_words], list(_left_out(drawn)))


def _left_out(drawn: Iterable[tuple[Card, CardSheet]]) -> Iterable[tuple[Card, str]]:
    for card, sheet in drawn:
        if sheet.telling_words:
            yield card, sheet.telling_words[0]


def _sheet_of(card: Card) -> CardSheet:
    return CardSheet(
        number=card.number,
        kind=card.kind,
        title=card.title,
        compartment=card.domain.label,
        pictogram=card.domain.pictogram,
        name=card.display_name,
        address=settings.PUBLIC_ADDRESS + reverse("residents:card", args=[card.pk]),
        languages=", ".join(str(row) for row in card.languages.all()),
        when=" · ".join(filter(None, (card.get_moments_display(), card.rhythm))),
        where=card.place,
        how=card.get_form_display(),
        wish=card.get_wished_gender_display(),
    )

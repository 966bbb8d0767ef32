"""Hang a pile of handwritten slips at once: each line is a card of its own, and one that is refused stops no other."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import require
from cada_peers.accounts.models import Centre, User
from cada_peers.accounts.permissions import Permission
from residents.actions.cards import key_of_card, put_card
from residents.models import STILL_TRUE_FOR, Card, Domain, Skill

MOST_LINES = 60


@dataclass(frozen=True)
class Slip:
    """One line. `owner`: as `put_card` takes it."""

    line: int
    owner: dict[str, object]
    kind: str
    title: str
    domain: Domain
    skill: Skill | None = None


@dataclass(frozen=True)
class Hung:
    """What became of a line: its card, or why there is none."""

    line: int
    card: Card | None = None
    refusal: ValidationError | None = None


@transaction.atomic
def put_pile(*, centre: Centre, key: UUID, slips: Iterable[Slip], by: User) -> list[Hung]:
    """Hang each slip under a number of its own, for half a year; every person has agreed.

    The same pile (`key`) sent again hangs nothing twice; a line whose words were changed since it was hung is refused.
    """
    require(by, Permission.WRITE_CARDS, centre)
    return [_hang(centre, key, slip, by) for slip in slips]


def _hang(centre: Centre, key: UUID, slip: Slip, by: User) -> Hung:
    try:
        with transaction.atomic():
            card = put_card(
                centre=centre,
                kind=slip.kind,
                title=slip.title,
                domain=slip.domain,
                skill=slip.skill,
                valid_until=timezone.localdate() + STILL_TRUE_FOR,
                key=_key_of_line(key, slip.line),
                by=by,
                **slip.owner,
            )
            if (card.kind, card.title) != (slip.kind, slip.title):
                said = _(
                    "This line hangs already as no. %(number)d, in other words: change that card, or use a new line."
                )
                raise ValidationError(said, params={"number": card.number})
    except ValidationError as refusal:
        return Hung(slip.line, refusal=refusal)
    return Hung(slip.line, card=card)


def cards_of_pile(key: UUID, *, centre: Centre, by: User) -> list[Card]:
    """What hangs already of the pile that `by` began, in the order of the numbers."""
    keys = [key_of_card(_key_of_line(key, line), centre=centre, by=by) for line in range(1, MOST_LINES + 1)]
    return list(Card.objects.filter(pk__in=keys).select_related("domain", "skill").order_by("number"))


def _key_of_line(key: UUID, line: int) -> UUID:
    return uuid5(key, str(line))

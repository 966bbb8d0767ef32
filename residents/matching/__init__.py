"""Who could answer a demand, and who could use an offer: the rule of docs/matching.md applied to the box.

What is never brought together is left out without a word: nothing in the result tells that something was left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from cada_peers.accounts.models import User
from residents.matching.candidates import (
    about_the_same,
    in_reach,
    met_before,
    people_around,
    sketches,
    with_languages,
)
from residents.matching.rule import Sketch, excluded, score, weigh, worth_showing
from residents.models import Card, CardKind
from residents.models.introduction import OPEN

MOST_SHOWN = 12
# What is asked, what is offered.
Pair = tuple[Sketch, Sketch]


@dataclass(frozen=True)
class Match:
    """A card that fits, with the points that put it in its place and the reasons in words, the weightiest first."""

    card: Card
    score: int
    reasons: tuple[str, ...]


def offers_for(demand: Card, user: User) -> list[Match]:
    """The offers of the box that may answer `demand`, best first, `MOST_SHOWN` at most; none for a card out of it."""
    return _matches(demand, CardKind.OFFER, user) if demand.kind == CardKind.DEMAND else []


def demands_for(offer: Card, user: User) -> list[Match]:
    """Who in the box could use `offer`, best first, `MOST_SHOWN` at most; none for a card out of it."""
    return _matches(offer, CardKind.DEMAND, user) if offer.kind == CardKind.OFFER else []


def may_meet(*, offer: Card, demand: Card) -> bool:
    """Whether the two can be proposed to each other now: one centre, both in the box, nothing that keeps them apart."""
    sides = Q(pk=offer.pk, kind=CardKind.OFFER) | Q(pk=demand.pk, kind=CardKind.DEMAND)
    found = sketches(in_reach(Card.objects.filter(sides, centre=offer.centre_id)))
    return len({offer.pk, demand.pk} & found.keys()) == len(CardKind) and bool(
        _allowed([(found[demand.pk], found[offer.pk])], around=found[demand.pk])
    )


def _matches(card: Card, kind: CardKind, user: User) -> list[Match]:
    """Five queries: what is about the same, the sketches, the people around, the languages, the cards that are shown.

    `kind`: of the cards that are looked for.
    """
    keys = about_the_same(card, kind=kind)
    found = sketches(in_reach(Card.objects.visible_to(user).filter(pk__in=[card.pk, *keys])), met=met_before(card))
    if card.pk not in found:
        return []
    one, *others = with_languages(found[key] for key in [card.pk, *keys] if key in found)
    pairs = [(one, other) if kind == CardKind.OFFER else (other, one) for other in others if other.met not in OPEN]
    best = _best(_allowed(pairs, around=one))
    side = 1 if kind == CardKind.OFFER else 0
    shown = Card.objects.select_related("domain").in_bulk([pair[side].pk for pair in best])
    return [_match(pair, shown[pair[side].pk]) for pair in best]


def _allowed(pairs: list[Pair], *, around: Sketch) -> list[Pair]:
    """Those that nothing keeps apart. `around`: the card that stands in all of them."""
    apart, tied = people_around(around)
    today = timezone.localdate()
    return [pair for pair in pairs if not excluded(*pair, apart=apart, tied=tied, on=today)]


def _best(pairs: Iterable[Pair]) -> list[Pair]:
    """Those worth showing, best first; two alike stay in their order: the last confirmed first."""
    weighed = [(pair, score(points)) for pair in pairs if (points := weigh(*pair))]
    lowest = worth_showing([number for _pair, number in weighed])
    ranked = sorted(weighed, key=lambda both: both[1], reverse=True)
    return [pair for pair, number in ranked if number >= lowest][:MOST_SHOWN]


def _match(pair: Pair, card: Card) -> Match:
    points = weigh(*pair, domain_name=card.domain.label)
    return Match(card, score(points), tuple(str(point) for point in points))

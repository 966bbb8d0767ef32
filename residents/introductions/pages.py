"""What the pages of an introduction show: the cards that fit, what stands in the way, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from cada_peers.accounts.access import may
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from cada_peers.ui.dates import near_day
from cada_peers.ui.drawing import Station, Step, line_of_stations
from residents.box.asking import why_absent
from residents.forms.introduction import AnotherCardForm
from residents.matching import Match, demands_for, may_meet, offers_for
from residents.matching.candidates import in_reach
from residents.models import Card, CardKind, Introduction, IntroductionStatus, Resident


@dataclass(frozen=True)
class Matching:
    """For staff, on the page of a card: the cards that fit it, what is going on about it, a card of one’s choice."""

    card: Card
    matches: list[Match]
    introductions: list[Introduction]
    another: AnotherCardForm


def matching_of(card: Card, user: User, asked: QueryDict) -> Matching | None:
    """What the page of `card` shows to those who mediate there; None for the others. `asked`: what its address asks."""
    if not may(user, Permission.WRITE_CARDS, card.centre_id):
        return None
    find = offers_for if card.kind == CardKind.DEMAND else demands_for
    about = Introduction.objects.visible_to(user).about(card).select_related("offer", "demand")
    matches = find(card, user) if card.is_in_the_box else []
    return Matching(
        card, matches, list(about), AnotherCardForm(asked if "number" in asked else None, card=card, user=user)
    )


@dataclass(frozen=True)
class Side:
    """One of the two cards, as the page of an introduction shows it. `trouble`: why it is out of the box.

    `owner`: the record of whom one has to ask, for those who may open it.
    """

    card: Card
    introduction: Introduction
    trouble: str
    owner: Resident | None

    @property
    def agreed_on(self) -> object:
        return self.introduction.agreed_on(self.card.kind)


def sides_of(introduction: Introduction, user: User) -> tuple[Side, Side]:
    """The offer, the demand, as `user` may see them. Two queries."""
    cards = Card.objects.with_team_left().select_related("domain", "skill", "owner_resident")
    found = cards.in_bulk([introduction.offer_id, introduction.demand_id])
    offer, demand = found[introduction.offer_id], found[introduction.demand_id]
    owners = _records_of([offer, demand], user)
    return tuple(Side(card, introduction, why_absent(card), owners.get(card.pk)) for card in (offer, demand))


def _records_of(cards: list[Card], user: User) -> dict[UUID, Resident]:
    """By the key of the card: the resident who put it, or whose account did."""
    by_record = Q(pk__in=[card.owner_resident_id for card in cards])
    by_account = Q(account__in=[card.owner_user_id for card in cards])
    found = list(Resident.objects.visible_to(user).filter(by_record | by_account))
    owners = {one.pk: one for one in found} | {one.account_id: one for one in found if one.account_id}
    return {card.pk: owners[key] for card in cards if (key := card.owner_resident_id or card.owner_user_id) in owners}


def can_go_on(introduction: Introduction, sides: tuple[Side, Side]) -> bool:
    """Whether the two can still be brought together. What has taken place or was declined is not asked."""
    offer, demand = sides
    return not introduction.is_open or may_meet(offer=offer.card, demand=demand.card)


def line_of(introduction: Introduction) -> list[Station]:
    """Proposed, accepted by both, held: the stations of an introduction."""
    return line_of_stations(
        [
            Step(_("Proposed"), introduction.proposed_on, mark="1"),
            Step(_("Both said yes"), introduction.accepted_on, mark="2"),
            Step(_("They met"), introduction.held_on, mark="3"),
        ]
    )


def said_of_meeting(meets_on: date | None, appointment: str) -> str:
    """« demain, 14 h, à l’accueil »: what is known of the day, the hour and the place; nothing, if nothing is."""
    return ", ".join(filter(None, [near_day(meets_on), appointment]))


def ends_before(introduction: Introduction) -> list[Card]:
    """The cards whose last day comes before the two meet: their owners agreed until then. The cards are loaded."""
    meets_on = introduction.meets_on if introduction.is_open else None
    cards = (introduction.offer, introduction.demand)
    return [card for card in cards if meets_on and card.valid_until and card.valid_until < meets_on]


def next_of(introduction: Introduction) -> str:
    """What it waits for in a few words, or how it went; nothing after a « not this time ». Its cards are loaded."""
    meeting = said_of_meeting(introduction.meets_on, introduction.appointment)
    if introduction.is_to_hear_of:
        return _("%(appointment)s: have they met?") % {"appointment": meeting}
    if introduction.status == IntroductionStatus.ACCEPTED:
        return meeting or _("both said yes: when and where do they meet?")
    if introduction.status != IntroductionStatus.PROPOSED:
        return introduction.get_outcome_display()
    asked = [
        card.display_name for card in (introduction.offer, introduction.demand) if not introduction.agreed_on(card.kind)
    ]
    return _("waits for the answer of %(names)s") % {"names": _(" and ").join(asked)}


class Row(NamedTuple):
    """A line of the list: what the introduction waits for, and whether one of its cards is out of the box meanwhile."""

    introduction: Introduction
    next: str
    is_out: bool


def page_of(introduction: Introduction, user: User) -> dict[str, object]:
    """The context of the page on which a mediator follows an introduction, without its forms."""
    sides = sides_of(introduction, user)
    return {
        "sides": sides,
        "can_go_on": can_go_on(introduction, sides),
        "stations": line_of(introduction),
        "ending": ends_before(introduction),
    }


def rows_of(introductions: Sequence[Introduction]) -> list[Row]:
    """The lines of the list; the cards are loaded. One query."""
    cards = {key for one in introductions if one.is_open for key in (one.offer_id, one.demand_id)}
    found = set(in_reach(Card.objects.filter(pk__in=cards)).order_by().values_list("pk", flat=True))
    return [
        Row(one, next_of(one), one.is_open and not found.issuperset({one.offer_id, one.demand_id}))
        for one in introductions
    ]


@dataclass(frozen=True)
class OwnProposal:
    """An introduction as the owner of one of its cards sees it: the other is a name on a card."""

    introduction: Introduction
    own: Card
    other: Card
    is_apart: bool

    @property
    def is_shown(self) -> bool:
        """Whether the other card is read here: while it hangs in the box, as by anybody, and not a word afterwards.

        Nor when nobody brings the two together any more: they no longer read each other’s cards.
        """
        return self.other.is_in_the_box and not self.is_apart

    @property
    def knows_the_other(self) -> bool:
        """Whether both said yes: who it is stays known then, whatever becomes of the card."""
        return self.introduction.status in (IntroductionStatus.ACCEPTED, IntroductionStatus.HELD)

    @cached_property
    def is_to_answer(self) -> bool:
        proposed = self.introduction.status == IntroductionStatus.PROPOSED
        return proposed and not self.introduction.agreed_on(self.own.kind)


def own_proposals(introductions: QuerySet[Introduction], user: User) -> list[OwnProposal]:
    """Those of `introductions` about a card of `user`, seen from their side."""
    related = ("mediator", "offer__domain", "demand__domain", "offer__owner_resident", "demand__owner_resident")
    found = list(introductions.on_cards_of(user).select_related(*related))
    cards = {key for one in found for key in (one.offer_id, one.demand_id)}
    apart = set(Card.objects.of_people_apart_from(user).filter(pk__in=cards).order_by().values_list("pk", flat=True))
    return [_seen_by_owner(introduction, introduction.side_of(user), apart) for introduction in found]


def _seen_by_owner(introduction: Introduction, side: str | None, apart: set[UUID]) -> OwnProposal:
    offer, demand = introduction.offer, introduction.demand
    own, other = (offer, demand) if side == CardKind.OFFER else (demand, offer)
    return OwnProposal(introduction, own, other, is_apart=other.pk in apart)

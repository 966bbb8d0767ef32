"""« Still true? »: why a card is asked about again, in words."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from cada_peers.ui.dates import day
from residents.models import ASKED_BEFORE, Card


def owner_left_on(card: Card) -> date | None:
    """The day on which its owner moved out or left the team; None while they are here.

    `card` comes with `owner_resident` and through `with_team_left`.
    """
    moved = card.owner_resident.departed_on if card.owner_resident else None
    return moved if moved and moved <= timezone.localdate() else card.team_left_on


def departure_of(card: Card) -> str:
    """The sentence about an owner who left, or nothing."""
    left_on = owner_left_on(card)
    if not left_on:
        return ""
    if card.owner_resident_id:
        return _("%(name)s moved out on %(day)s.") % {"name": card.display_name, "day": day(left_on)}
    return _("%(name)s has not worked here since %(day)s.") % {"name": card.display_name, "day": day(left_on)}


def why_asked(card: Card) -> str:
    """Why the card waits for an answer; nothing when it does not."""
    today = timezone.localdate()
    left_on = owner_left_on(card)
    if left_on and left_on > card.confirmed_on:
        return departure_of(card)
    if not card.valid_until or card.valid_until >= today + ASKED_BEFORE:
        return ""
    if card.valid_until < today:
        return _("Its last day was %(day)s.") % {"day": day(card.valid_until)}
    return _("Its last day is %(day)s.") % {"day": day(card.valid_until)}

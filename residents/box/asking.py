"""« Still true? »: why a card is asked about again, in words."""

from django.utils import timezone
from django.utils.translation import gettext as _

from cada_peers.ui.dates import day
from residents.models import ASKED_BEFORE, STILL_TRUE_FOR, Absence, Card

_OWNER_LEFT = {Absence.MOVED_OUT, Absence.LEFT_TEAM}


def departure_of(card: Card) -> str:
    """The sentence about an owner who left, or nothing.

    Here and below, `card` comes with `owner_resident` and through `with_team_left`.
    """
    moved = card.owner_resident.departed_on if card.owner_resident else None
    left_on = moved if moved and moved <= timezone.localdate() else card.team_left_on
    if not left_on:
        return ""
    if card.owner_resident_id:
        return _("%(name)s moved out on %(day)s.") % {"name": card.display_name, "day": day(left_on)}
    return _("%(name)s has not worked here since %(day)s.") % {"name": card.display_name, "day": day(left_on)}


def why_absent(card: Card) -> str:
    """Why the card is not to be used, in words; nothing while it is."""
    why = card.absence()
    if why in _OWNER_LEFT:
        return departure_of(card)
    if why == Absence.WITHDRAWN:
        return _("This card was taken out of the box on %(day)s.") % {"day": day(card.withdrawn_on)}
    return _("This card was valid until %(day)s.") % {"day": day(card.valid_until)} if why else ""


def why_asked(card: Card) -> str:
    """Why the card waits for an answer; nothing when it does not. The rule of `to_ask_again` for a card at hand."""
    why, today = card.absence(), timezone.localdate()
    if why == Absence.WITHDRAWN:
        return ""
    if why in _OWNER_LEFT:
        return departure_of(card)
    if why == Absence.EXPIRED:
        return _("Its last day was %(day)s.") % {"day": day(card.valid_until)}
    if card.valid_until:
        is_near = card.valid_until < today + ASKED_BEFORE
        return _("Its last day is %(day)s.") % {"day": day(card.valid_until)} if is_near else ""
    if card.confirmed_on < today - STILL_TRUE_FOR:
        return _("Nobody has said since %(day)s that it still holds.") % {"day": day(card.confirmed_on)}
    return ""

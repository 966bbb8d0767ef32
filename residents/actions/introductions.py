"""Bring an offer and a demand together: proposed by a mediator, answered by both sides, held, and how it went.

The answers are journalled without a name: otherwise the journal would tell who said no, the one whose yes is missing.
"""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import may, require
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from residents.actions.holding import hold
from residents.events import Event
from residents.matching import may_meet
from residents.models import Card, Introduction, IntroductionStatus, Resident

# The same words whatever stands in the way: nobody learns that two people are kept apart, or related.
NOT_TOGETHER = _(
    "These two cards cannot be brought together now: one of them may have left the box. Look at the proposals again."
)
# A meeting of the last days may still be noted: whether it took place is then asked at once.
NOTED_LATE = timedelta(days=7)
FAR_AHEAD = timedelta(days=365)
_OVER = _("This introduction is over: there is nothing more to answer.")


@transaction.atomic
def propose_introduction(*, offer: Card, demand: Card, by: User) -> tuple[Introduction, bool]:
    """Propose two cards to each other; True when it is new, False when it was already going on.

    Raises ValidationError (`NOT_TOGETHER`) unless the two may meet, PermissionDenied unless `by` mediates there.
    """
    require(by, Permission.WRITE_CARDS, offer.centre_id)
    _hold_owners(offer, demand)
    # Two mediators at once wait for each other on the cards; the second finds the introduction of the first.
    list(Card.objects.select_for_update(of=("self",)).filter(pk__in=[offer.pk, demand.pk]).order_by("pk"))
    going_on = Introduction.objects.going_on().filter(offer=offer, demand=demand).first()
    if going_on:
        return going_on, False
    if not may_meet(offer=offer, demand=demand):
        raise ValidationError(NOT_TOGETHER)
    introduction = Introduction.objects.create(centre_id=offer.centre_id, offer=offer, demand=demand, mediator=by)
    record(Event.INTRODUCTION_PROPOSED, by=by, subject=introduction)
    return introduction, True


@transaction.atomic
def note_yes(*, introduction: Introduction, side: str, by: User) -> Introduction:
    """A mediator notes the yes of the owner of one card (`side`: its kind). Raises ValidationError when it is over."""
    return _agree(_mediated(introduction, by), side)


@transaction.atomic
def accept_introduction(*, introduction: Introduction, by: User) -> Introduction:
    """The owner of one of the two cards says yes. Raises PermissionDenied for others, ValidationError when over."""
    fresh = _locked(introduction)
    return _agree(fresh, _own_side(fresh, by))


@transaction.atomic
def decline_introduction(*, introduction: Introduction, by: User) -> Introduction:
    """« Not this time », said by an owner or noted by a mediator: no reason, and no trace of who said it.

    Raises ValidationError when it took place.
    """
    fresh = _locked(introduction)
    if not may(by, Permission.WRITE_CARDS, fresh.centre_id):
        _own_side(fresh, by)
    if fresh.status == IntroductionStatus.DECLINED:
        return fresh
    return _close(fresh)


def close_between(*, one: Resident, other: Resident | User | str) -> None:
    """Close what is going on between two whom nobody brings together any more, in the same transaction.

    To each of them it looks like anybody's « not this time ». The rows of the residents are locked by the caller.
    """
    going_on = Introduction.objects.select_for_update(of=("self",)).going_on().between(one, other)
    for introduction in going_on.order_by("pk"):
        _close(introduction)


@transaction.atomic
def arrange_introduction(
    *, introduction: Introduction, by: User, appointment: str = "", meets_on: date | None = None
) -> Introduction:
    """Note on which day the two meet, and at what hour and where, in words.

    Raises ValidationError unless both said yes and it is still to come, and for a day that is none to meet on.
    """
    fresh = _mediated(introduction, by)
    if fresh.status != IntroductionStatus.ACCEPTED:
        raise ValidationError({"appointment": _("Both have to say yes before they meet.")})
    if (fresh.meets_on, fresh.appointment) == (meets_on, appointment):
        return fresh
    if meets_on and meets_on != fresh.meets_on:
        _check_day_to_meet(meets_on, proposed_on=fresh.proposed_on)
    fresh.meets_on, fresh.appointment = meets_on, appointment
    _save(fresh)
    record(Event.INTRODUCTION_ARRANGED, by=by, subject=fresh)
    return fresh


@transaction.atomic
def note_held(
    *, introduction: Introduction, held_on: date, by: User, outcome: str = "", words: str = ""
) -> Introduction:
    """Note that the two met, how it went, in a few words; said again, it corrects what was noted.

    Raises ValidationError for a day to come or before the proposal, and when one of them did not say yes.
    """
    fresh = _mediated(introduction, by)
    if held_on > timezone.localdate():
        raise ValidationError({"held_on": _("This day is still to come: note it once they have met.")})
    if held_on < fresh.proposed_on:
        raise ValidationError({"held_on": _("It took place on a day after it was proposed: correct the day.")})
    if fresh.status != IntroductionStatus.HELD:
        _move(fresh, IntroductionStatus.HELD)
        fresh.closed_on = timezone.localdate()
    elif (fresh.held_on, fresh.outcome, fresh.words) == (held_on, outcome, words):
        return fresh
    fresh.held_on, fresh.outcome, fresh.words = held_on, outcome, words
    _save(fresh)
    record(Event.INTRODUCTION_HELD, by=by, subject=fresh)
    return fresh


def _agree(fresh: Introduction, side: str) -> Introduction:
    if fresh.agreed_on(side):
        return fresh
    if not fresh.is_open:
        raise ValidationError(_OVER)
    if not may_meet(offer=fresh.offer, demand=fresh.demand):
        raise ValidationError(NOT_TOGETHER)
    setattr(fresh, f"{side}_agreed_on", timezone.localdate())
    if fresh.offer_agreed_on and fresh.demand_agreed_on:
        _move(fresh, IntroductionStatus.ACCEPTED)
    fresh.save()
    record(Event.INTRODUCTION_ANSWERED, by=None, subject=fresh)
    return fresh


def _check_day_to_meet(meets_on: date, *, proposed_on: date) -> None:
    """A mistyped month or year would ask « have they met? » at once, or never."""
    today = timezone.localdate()
    if meets_on < max(today - NOTED_LATE, proposed_on):
        raise ValidationError(
            {"meets_on": _("This day is past: choose a day to come. If they have met, note it below.")}
        )
    if meets_on > today + FAR_AHEAD:
        raise ValidationError({"meets_on": _("This day is more than a year away: correct the date.")})


def _close(fresh: Introduction) -> Introduction:
    _move(fresh, IntroductionStatus.DECLINED)
    fresh.offer_agreed_on = fresh.demand_agreed_on = None
    fresh.appointment, fresh.meets_on = "", None
    fresh.closed_on = timezone.localdate()
    fresh.save()
    record(Event.INTRODUCTION_ANSWERED, by=None, subject=fresh)
    return fresh


def _hold_owners(*cards: Card) -> None:
    """Wait for whoever notes at this moment that the owners are kept apart, or of one family; always locked first."""
    residents = [card.owner_resident_id for card in cards if card.owner_resident_id]
    accounts = [card.owner_user_id for card in cards if card.owner_user_id]
    hold(Resident.objects.filter(Q(pk__in=residents) | Q(account__in=accounts)))


def _locked(introduction: Introduction) -> Introduction:
    _hold_owners(introduction.offer, introduction.demand)
    rows = Introduction.objects.select_for_update(of=("self",))
    return rows.select_related("offer__owner_resident", "demand__owner_resident").get(pk=introduction.pk)


def _mediated(introduction: Introduction, by: User) -> Introduction:
    fresh = _locked(introduction)
    require(by, Permission.WRITE_CARDS, fresh.centre_id)
    return fresh


def _own_side(fresh: Introduction, by: User) -> str:
    side = fresh.side_of(by) if may(by, Permission.OWN_CARDS, fresh.centre_id) else None
    if side is None:
        raise PermissionDenied("answer for someone else")
    return side


def _move(fresh: Introduction, status: IntroductionStatus) -> None:
    if not fresh.may_become(status):
        first = fresh.status == IntroductionStatus.PROPOSED
        raise ValidationError(_("Both have to say yes before they meet.") if first else _OVER)
    fresh.status = status


def _save(fresh: Introduction) -> None:
    fresh.clean_fields(exclude=["mediator"])
    fresh.validate_constraints()
    fresh.save()

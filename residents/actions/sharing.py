"""From a skill that somebody wants to share to their card in the box, and out again when they keep it to themselves."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import require
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from residents.actions.cards import STILL_TRUE_FOR, put_card, withdraw_card
from residents.actions.interviews import lock_draft_with, one_more_revision
from residents.events import Event
from residents.models import Card, CardKind, Interview, Resident, SkillFound, Wish
from residents.models.card import CardQuerySet

# By wish, those with which the person keeps more for themselves.
_KEEPS_MORE_THAN: dict[str, tuple[Wish, ...]] = {
    Wish.SHARE: (Wish.ME_FIRST, Wish.KEEP),
    Wish.ME_FIRST: (Wish.KEEP,),
}


@transaction.atomic
def share_skill(*, found: SkillFound, title: str, by: User) -> Card:
    """Hang the offer of a skill that its owner wants to share, in their words and their languages.

    One card a skill: the one that hangs already is given back as it is, so a press twice does nothing twice. Raises
    ValidationError unless the person wants to share it, and what `put_card` raises.
    """
    fresh = SkillFound.objects.select_for_update(of=("self",)).select_related("skill__domain", "resident__centre")
    found = fresh.get(pk=found.pk)
    if found.wish != Wish.SHARE:
        raise ValidationError({"title": _("A card is for what the person wants to share: choose “share” first.")})
    return hanging_card(found) or put_card(
        centre=found.resident.centre,
        kind=CardKind.OFFER,
        title=title,
        skill=found.skill,
        owner_resident=found.resident,
        languages=[row.language for row in found.resident.languages.all()],
        valid_until=timezone.localdate() + STILL_TRUE_FOR,
        by=by,
    )


@transaction.atomic
def keep_for_oneself(*, found: SkillFound, wish: str, by: User) -> SkillFound:
    """The person changed their mind between two interviews: their offers of the skill come out of the box at once.

    What it takes is their word; to share it again takes an interview that is read back. Somebody who has a draft with
    this skill open is told that it changed. Raises ValidationError for a wish that keeps no more than the last one.
    """
    require(by, Permission.WRITE_INTERVIEWS, found.centre_id)
    draft = lock_draft_with(found)
    fresh = SkillFound.objects.select_for_update(of=("self",)).select_related("resident").get(pk=found.pk)
    if wish == fresh.wish and wish in _KEEPS_MORE_THAN[Wish.SHARE]:
        # A second click on the same button.
        return fresh
    if wish not in _KEEPS_MORE_THAN.get(fresh.wish, ()):
        raise ValidationError(_("Talk about this skill again in an interview: there the person can choose anew."))
    fresh.wish = wish
    fresh.confirmed_on = fresh.confirmed_on and timezone.localdate()
    fresh.save()
    if draft:
        one_more_revision(draft)
    record(Event.WISH_CHANGED, by=by, subject=fresh)
    take_out_offers(fresh.resident, skills=[fresh.skill_id], by=by)
    return fresh


def hanging_card(found: SkillFound) -> Card | None:
    """The offer of this skill that hangs in the box."""
    return _offers_of(found.resident, [found.skill_id]).in_the_box().first()


def hanging_cards(interview: Interview) -> dict[UUID | None, Card]:
    """By skill of the interview, the offer of it that hangs in the box."""
    noted = interview.skills_found.values("skill")
    return {card.skill_id: card for card in _offers_of(interview.resident, noted).in_the_box()}


def take_out_offers(resident: Resident, *, skills: Iterable[UUID], by: User) -> None:
    """Take the person's offers of `skills` out of the box, also those that only wait to be confirmed again."""
    for card in _offers_of(resident, skills).order_by("pk"):
        withdraw_card(card=card, by=by)


def _offers_of(resident: Resident, skills: Iterable[UUID] | QuerySet) -> CardQuerySet:
    """The offers of `skills` that nobody took out: put for this person, or by them under their own account."""
    theirs = Q(owner_resident=resident)
    if resident.account_id:
        theirs |= Q(owner_user=resident.account_id)
    offers = Card.objects.filter(theirs, centre=resident.centre_id, kind=CardKind.OFFER)
    return offers.filter(skill__in=skills, withdrawn_on=None)

"""Put a card in the exchange box, change it, take it out. Everyone has something to give and to ask."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import may, require
from cada_peers.accounts.models import Centre, Posting, User
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from cada_peers.ui.conflict import refuse_if_changed
from residents.actions.skills import current_skill, lock_list
from residents.events import Event
from residents.models import ASKED_BEFORE, STILL_TRUE_FOR, Card, CardForm, CardLanguage, Domain, Resident, Skill

# What the form of a card shows and changes; the languages come beside.
COLUMNS = (
    "kind",
    "title",
    "details",
    "domain_id",
    "skill_id",
    "form",
    "place",
    "rhythm",
    "moments",
    "wished_gender",
    "own_gender",
    "valid_until",
    "display_name",
    "contact",
)


@transaction.atomic
def put_card(
    *,
    centre: Centre,
    kind: str,
    title: str,
    by: User,
    domain: Domain | None = None,
    skill: Skill | None = None,
    owner_resident: Resident | None = None,
    owner_user: User | None = None,
    owner_partner: str = "",
    contact: str = "",
    display_name: str = "",
    details: str = "",
    form: str = CardForm.PAIR,
    place: str = "",
    rhythm: str = "",
    moments: int = 0,
    wished_gender: str = "",
    own_gender: str = "",
    valid_until: date | None = None,
    languages: Iterable[str] = (),
    key: UUID | None = None,
) -> Card:
    """Hang a card in the box of `centre` under its next number; its owner agreed today.

    Without `domain`, the one of `skill`; without `display_name`, the name that the owner is called by. `key` is drawn
    by the form: the same form sent again gives the card that hangs already. Staff put cards for everyone, the others
    for themselves only (PermissionDenied). `contact`: how those who mediate reach a partner, and nobody else. Raises
    ValidationError for a card without an owner, with an owner from elsewhere, or with a value that it cannot hold.
    """
    card = Card(
        centre=centre,
        kind=kind,
        title=title,
        details=details,
        domain=domain or (skill.domain if skill else None),
        skill=skill,
        owner_resident=owner_resident,
        owner_user=owner_user,
        owner_partner=owner_partner,
        contact=contact,
        form=form,
        place=place,
        rhythm=rhythm,
        moments=moments,
        wished_gender=wished_gender,
        own_gender=own_gender,
        valid_until=valid_until,
        created_by=by,
    )
    _check_owner(card, by)
    card.display_name = display_name or _name_of_the_owner(card)
    card.number = _next_number(centre)
    card.skill = current_skill(skill, centre) if skill else None
    if key:
        card.pk = key_of_card(key, centre=centre, by=by)
        hung = Card.objects.filter(pk=card.pk).first()
        if hung:
            return hung
    _save(card)
    _set_languages(card, languages)
    record(Event.CARD_PUT, by=by, subject=card)
    return card


def key_of_card(key: UUID, *, centre: Centre, by: User) -> UUID:
    """The key of the card that a form with this `key` hangs: of this centre and person, never of somebody else's."""
    return uuid5(key, f"{centre.pk} {by.pk}")


@transaction.atomic
def change_card(
    *,
    card: Card,
    by: User,
    languages: Iterable[str] | None = None,
    seen: str | None = None,
    **changes: object,
) -> Card:
    """Change columns of `COLUMNS` (`domain`, `skill` for their keys) and, if given, all the languages.

    Raises PermissionDenied unless `by` may edit the card, ChangedMeanwhile if it was saved since the form was shown
    (`seen`), ValidationError for a value that it cannot hold, TypeError for a column that is not of the form.
    """
    if changes.get("skill"):
        # Before the card is locked: a merger locks the list, then the skill, then its cards.
        lock_list(card.centre)
        changes["skill"] = current_skill(changes["skill"], card.centre)
    fresh = _editable(card, by)
    refuse_if_changed(fresh, COLUMNS, seen)
    for column, value in changes.items():
        if column not in COLUMNS and column not in {"domain", "skill"}:
            raise TypeError(f"{column} is not changed here")
        setattr(fresh, column, value)
    _save(fresh)
    if languages is not None:
        _set_languages(fresh, languages)
    record(Event.CARD_CHANGED, by=by, subject=fresh)
    return fresh


@transaction.atomic
def withdraw_card(*, card: Card, by: User) -> Card:
    """Take a card out of the box, at once and without a reason. A card already out stays as it is."""
    fresh = _editable(card, by)
    if fresh.withdrawn_on is None:
        fresh.withdrawn_on = max(timezone.localdate(), fresh.published_on)
        fresh.save()
        record(Event.CARD_WITHDRAWN, by=by, subject=fresh)
    return fresh


@transaction.atomic
def confirm_card(*, card: Card, by: User) -> Card:
    """Its owner says that it still holds: the card stays in the box, six months more if its last day is over or near.

    Somebody whose departure is noted for a coming day says so for that day already. Raises ValidationError for a card
    that was taken out: its owner puts a new one, or nothing.
    """
    fresh = _editable(card, by)
    if fresh.withdrawn_on is not None:
        raise ValidationError(_("This card was taken out of the box: put a new one, if the person wishes."))
    today = timezone.localdate()
    left_on = fresh.owner_resident.departed_on if fresh.owner_resident else None
    fresh.confirmed_on = max(today, left_on or today)
    if fresh.valid_until is not None and fresh.valid_until < today + ASKED_BEFORE:
        fresh.valid_until = today + STILL_TRUE_FOR
    fresh.save()
    record(Event.CARD_CONFIRMED, by=by, subject=fresh)
    return fresh


def _editable(card: Card, by: User) -> Card:
    fresh = Card.objects.editable_by(by).select_for_update(of=("self",)).filter(pk=card.pk).first()
    if fresh is None:
        raise PermissionDenied("change this card")
    return fresh


def _check_owner(card: Card, by: User) -> None:
    if not may(by, Permission.WRITE_CARDS, card.centre_id):
        require(by, Permission.OWN_CARDS, card.centre_id)
        own = card.owner_user == by or (card.owner_resident and card.owner_resident.account_id == by.pk)
        if not own:
            raise PermissionDenied("put a card for someone else")
    if card.owner_resident and card.owner_resident.centre_id != card.centre_id:
        raise ValidationError({"resident": _("This person does not live in this centre: choose someone who does.")})
    if card.owner_user and not Posting.objects.active().filter(user=card.owner_user, centre=card.centre).exists():
        raise ValidationError({"member": _("This person does not work in this centre: choose someone who does.")})
    if not (card.owner_resident or card.owner_user or card.owner_partner):
        raise ValidationError({"owner": _("Say whose card this is.")})


def _name_of_the_owner(card: Card) -> str:
    if card.owner_resident:
        return card.owner_resident.display_name
    if card.owner_user:
        return card.owner_user.full_name.split(" ")[0][:60]
    return card.owner_partner[:60]


def _next_number(centre: Centre) -> int:
    """One more than the highest. The lock on the centre makes two clerks wait for each other, not collide."""
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    return (Card.objects.filter(centre=centre).aggregate(highest=Max("number"))["highest"] or 0) + 1


def _save(card: Card) -> None:
    if card.skill and (card.skill.centre_id not in (None, card.centre_id)):
        raise ValidationError({"skill": _("This skill is not in the list of this centre: choose it again.")})
    card.clean_fields(exclude=["folded"])
    card.validate_constraints()
    card.save()


def _set_languages(card: Card, languages: Iterable[str]) -> None:
    card.languages.all().delete()
    CardLanguage.objects.bulk_create([CardLanguage(card=card, language=code) for code in dict.fromkeys(languages)])

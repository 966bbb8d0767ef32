"""Create and change the record of a resident, and note the day they leave."""

from collections.abc import Iterable
from datetime import date
from typing import cast
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ForeignObjectRel, Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import may, require
from cada_peers.accounts.models import Centre, User
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from cada_peers.ui.conflict import refuse_if_changed
from residents.events import Event
from residents.models import Resident, ResidentLanguage
from residents.staff import staff_of

Spoken = Iterable[tuple[str, str]]
# What the form of a resident shows and changes; the languages come beside.
COLUMNS = (
    "name",
    "family_name",
    "preferred_name",
    "display_name",
    "phone",
    "arrived_on",
    "referent_id",
    "adult_from",
)
# What the form of a departure shows and changes.
DEPARTURE = ("departed_on", "stays_in_touch", "phone")


@transaction.atomic
def add_resident(
    *,
    centre: Centre,
    name: str,
    by: User,
    arrived_on: date | None = None,
    family_name: str = "",
    preferred_name: str = "",
    display_name: str = "",
    phone: str = "",
    referent: User | None = None,
    adult_from: date | None = None,
    languages: Spoken = (),
    key: UUID | None = None,
) -> Resident:
    """Create the record of someone who arrives; `languages` are pairs (code, level). Raises ValidationError.

    `key` is drawn by the form: the same form sent again gives the record that is there already.
    """
    require(by, Permission.WRITE_RESIDENTS, centre)
    resident = Resident(
        centre=centre,
        name=name,
        family_name=family_name,
        preferred_name=preferred_name,
        display_name=display_name,
        phone=phone,
        arrived_on=arrived_on or timezone.localdate(),
        referent=referent,
        adult_from=adult_from,
    )
    if referent is not None:
        _check_referent(resident)
    if key:
        # The lock on the centre makes the second of two presses wait, and find what the first one made.
        Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
        resident.pk = key_of_resident(
            key, centre=centre, by=by, name=name, family_name=family_name, arrived_on=resident.arrived_on
        )
        there = Resident.objects.filter(pk=resident.pk).first()
        if there:
            return there
    _save(resident)
    _set_languages(resident, languages)
    record(Event.RESIDENT_ADDED, by=by, subject=resident)
    return resident


def key_of_resident(
    key: UUID | None, *, centre: Centre, by: User, name: str, family_name: str, arrived_on: date, **_more: object
) -> UUID | None:
    """The key of the record that a form with this `key` makes; None without one.

    The names and the day are part of it: a form that a browser shows again (« back ») and that somebody fills in for
    the next person makes a second record.
    """
    if key is None:
        return None
    return uuid5(key, "\0".join((str(centre.pk), str(by.pk), name, family_name, arrived_on.isoformat())))


@transaction.atomic
def remove_resident(*, resident: Resident, by: User) -> Resident:
    """Remove a record on which nothing hangs (somebody recorded twice): the management only, and for good.

    Returns what was removed. Raises ValidationError as long as anything points at the record: an interview, a card, a
    tie, an account, whatever a room above keeps about the person.
    """
    require(by, Permission.REMOVE_RESIDENTS, resident.centre_id)
    fresh = Resident.objects.select_for_update(of=("self",)).get(pk=resident.pk)
    if fresh.account_id or any(_points_at(relation, fresh) for relation in Resident._meta.related_objects):
        raise ValidationError(
            _("Something hangs on this record: an interview, a card, a tie, a file. Note the departure instead.")
        )
    record(Event.RESIDENT_REMOVED, by=by, subject=fresh)
    fresh.delete()
    return fresh


def _points_at(relation: ForeignObjectRel, resident: Resident) -> bool:
    if relation.related_model is ResidentLanguage:
        return False
    model = cast(type[Model], relation.related_model)
    return model._base_manager.filter(**{relation.field.name: resident}).exists()


@transaction.atomic
def change_resident(
    *,
    resident: Resident,
    by: User,
    languages: Spoken | None = None,
    seen: str | None = None,
    **changes: object,
) -> Resident:
    """Change columns of `COLUMNS` (`referent` for `referent_id`) and, if given, all the languages.

    `seen` is the fingerprint of what the form showed: raises ChangedMeanwhile if the record was saved since.
    Raises ValidationError for a value that the record cannot hold, and for a referent who is a colleague still here
    and does not hand over; TypeError for a column that is not of the form.
    """
    fresh = Resident.objects.select_for_update(of=("self",)).get(pk=resident.pk)
    require(by, Permission.WRITE_RESIDENTS, fresh.centre_id)
    refuse_if_changed(fresh, COLUMNS, seen)
    referent_before = fresh.referent_id
    for column, value in changes.items():
        if column not in COLUMNS and column != "referent":
            raise TypeError(f"{column} is not changed here")
        setattr(fresh, column, value)
    is_handed_over = fresh.referent_id != referent_before
    if is_handed_over:
        check_hand_over(fresh, referent_before, by)
    _save(fresh)
    if languages is not None:
        _set_languages(fresh, languages)
    record(Event.REFERENT_CHANGED if is_handed_over else Event.RESIDENT_CHANGED, by=by, subject=fresh)
    return fresh


@transaction.atomic
def note_departure(
    *,
    resident: Resident,
    departed_on: date | None,
    by: User,
    stays_in_touch: bool | None = None,
    phone: str | None = None,
    seen: str | None = None,
) -> Resident:
    """Note the day of departure (None: still here after all), whether the person stays in touch, and their telephone.

    What is None stays as it is. Raises ValidationError, and ChangedMeanwhile if the record was saved since the form
    was shown (`seen`).
    """
    fresh = Resident.objects.select_for_update(of=("self",)).get(pk=resident.pk)
    require(by, Permission.WRITE_RESIDENTS, fresh.centre_id)
    refuse_if_changed(fresh, DEPARTURE, seen)
    _carry_confirmations(fresh, departed_on)
    fresh.departed_on = departed_on
    fresh.stays_in_touch = fresh.stays_in_touch if stays_in_touch is None else stays_in_touch
    fresh.phone = fresh.phone if phone is None else phone
    fresh.last_contact_on = max(departed_on or timezone.localdate(), fresh.last_contact_on)
    _save(fresh)
    record(Event.DEPARTURE_NOTED, by=by, subject=fresh)
    return fresh


@transaction.atomic
def note_return(*, resident: Resident, by: User) -> Resident:
    """A former resident lives here again; their cards that waited are in the box again. A second click changes nothing.

    The wish to stay in touch goes with the departure: it is asked again at the next one.
    """
    fresh = Resident.objects.select_for_update(of=("self",)).get(pk=resident.pk)
    require(by, Permission.WRITE_RESIDENTS, fresh.centre_id)
    if fresh.departed_on is not None:
        fresh.departed_on, fresh.stays_in_touch = None, False
        fresh.last_contact_on = max(timezone.localdate(), fresh.last_contact_on)
        _save(fresh)
        record(Event.RETURN_NOTED, by=by, subject=fresh)
    return fresh


def _carry_confirmations(resident: Resident, departed_on: date | None) -> None:
    """A card that holds after the departure holds after a later one, too: nobody is asked twice."""
    before = resident.departed_on
    if before and departed_on and before < departed_on:
        resident.cards.filter(confirmed_on__gte=before, confirmed_on__lt=departed_on).update(confirmed_on=departed_on)


def check_hand_over(resident: Resident, before: UUID | None, by: User) -> None:
    """A referent reads the interviews: nobody takes a person over from a colleague who is still here."""
    if resident.referent_id is not None:
        _check_referent(resident)
    if before in (None, by.pk) or may(by, Permission.READ_ALL_NOTES, resident.centre_id):
        return
    colleague = staff_of(resident.centre).filter(pk=str(before)).first()
    if colleague:
        sentence = _("%(name)s is the referent: ask them to hand over, or ask the management.")
        raise ValidationError({"referent": sentence % {"name": colleague.full_name}})


def _check_referent(resident: Resident) -> None:
    if not staff_of(resident.centre).filter(pk=str(resident.referent_id)).exists():
        raise ValidationError({"referent": _("Choose a referent among the staff of this centre.")})


def _save(resident: Resident) -> None:
    resident.display_name = resident.display_name or (resident.preferred_name or resident.name)[:60]
    resident.clean_fields(exclude=["folded", "account"])
    resident.validate_constraints()
    resident.save()


def _set_languages(resident: Resident, languages: Spoken) -> None:
    resident.languages.all().delete()
    rows = [ResidentLanguage(resident=resident, language=code, level=level) for code, level in languages]
    ResidentLanguage.objects.bulk_create(rows)

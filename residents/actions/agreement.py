"""What is kept about a person is explained to them, in a language they speak; they agree, and may take it back."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import may, require
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from cada_peers.ui.conflict import refuse_if_changed
from residents.events import Event
from residents.models import Resident

# What the form of the agreement shows and changes.
AGREEMENT = ("informed_on", "informed_in")


@transaction.atomic
def note_agreement(
    *, resident: Resident, informed_on: date, informed_in: str, by: User, seen: str | None = None
) -> Resident:
    """Note that what is kept was explained on this day in this language, and that the person agreed.

    An agreement that was taken back holds again. Raises ValidationError for a day to come or without a language, and
    ChangedMeanwhile if somebody noted it since the form was shown (`seen`).
    """
    fresh = Resident.objects.select_for_update(of=("self",)).get(pk=resident.pk)
    require(by, Permission.WRITE_RESIDENTS, fresh.centre_id)
    refuse_if_changed(fresh, AGREEMENT, seen)
    if informed_on > timezone.localdate():
        raise ValidationError({"informed_on": _("This day is still to come: note it once it was explained.")})
    fresh.informed_on, fresh.informed_in, fresh.agreement_ended_on = informed_on, informed_in, None
    fresh.clean_fields(exclude=["folded", "account"])
    fresh.validate_constraints()
    fresh.save()
    record(Event.AGREEMENT_NOTED, by=by, subject=fresh)
    return fresh


@transaction.atomic
def end_agreement(*, resident: Resident, by: User) -> Resident:
    """The person takes their agreement back, themselves or through the team. Pressed twice, the first day counts."""
    fresh = Resident.objects.select_for_update(of=("self",)).get(pk=resident.pk)
    if fresh.account_id != by.pk and not may(by, Permission.WRITE_RESIDENTS, fresh.centre_id):
        raise PermissionDenied("take back an agreement")
    if fresh.informed_on and fresh.agrees:
        fresh.agreement_ended_on = max(timezone.localdate(), fresh.informed_on)
        fresh.save()
        record(Event.AGREEMENT_ENDED, by=by, subject=fresh)
    return fresh

"""Bring a list of residents in: hand over the file, check what was read, have its people added, or forget it."""

from base64 import b64encode

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import require
from cada_peers.accounts.models import Centre, User
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from residents.events import Event
from residents.models import Intake, IntakeState
from residents.tasks import add_people, forget_later, read_file

# One list may keep the only worker busy for half a minute: of one person, so many wait for it or are in its hands.
MOST_AT_ONCE = 3


@transaction.atomic
def begin_intake(*, centre: Centre, content: bytes, by: User) -> Intake:
    """Keep the bytes of a file (encrypted) and have them read in the background; lists of yesterday go.

    The name of the file is not kept: it says whose list it is. Raises ValidationError for a list too many.
    """
    require(by, Permission.WRITE_RESIDENTS, centre)
    empty_old_intakes()
    _leave_room_for_others(by)
    intake = Intake.objects.create(centre=centre, by=by, content=b64encode(content).decode())
    record(Event.INTAKE_BEGUN, by=by, subject=intake)
    read_file.enqueue(str(intake.pk))
    forget_later(intake)
    return intake


@transaction.atomic
def bring_in(*, intake: Intake, by: User) -> Intake:
    """Have the people of a list that was read added in the background.

    Raises ValidationError if it is not ready, and while too many others are in the hands of the background.
    """
    require(by, Permission.WRITE_RESIDENTS, intake.centre_id)
    fresh = Intake.objects.select_for_update(of=("self",)).defer("content", "ready", "refused").get(pk=intake.pk)
    if fresh.state in {IntakeState.ADDING, IntakeState.ADDED}:
        # A second click on the same button.
        return fresh
    if fresh.state != IntakeState.READ or not fresh.number_ready:
        raise ValidationError(_("There is nobody to add from this list: import another one."))
    _leave_room_for_others(by)
    Intake.objects.filter(pk=fresh.pk).update(state=IntakeState.ADDING, begun_at=timezone.now())
    add_people.enqueue(str(fresh.pk))
    fresh.refresh_from_db(fields=["state"])
    return fresh


@transaction.atomic
def discard_intake(*, intake: Intake, by: User) -> None:
    """Forget a list and all that it held. What was added from it stays."""
    require(by, Permission.WRITE_RESIDENTS, intake.centre_id)
    record(Event.INTAKE_DISCARDED, by=by, subject=intake)
    Intake.objects.filter(pk=intake.pk).delete()


def _leave_room_for_others(by: User) -> None:
    # Two lists handed over at the same moment wait for one another here.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if Intake.objects.visible_to(by).going_on().count() >= MOST_AT_ONCE:
        sentence = _("%(number)d of your lists are being read or added already: wait until one of them is done.")
        raise ValidationError({"file": sentence % {"number": MOST_AT_ONCE}})


def empty_old_intakes() -> int:
    """Forget the lists whose last step is more than a day old, whoever brought them; how many."""
    _all, kinds = Intake.objects.old().delete()
    return kinds.get(Intake._meta.label, 0)

"""What the background does with a list: read the file, then, once somebody said yes, add its people."""

import json
from base64 import b64decode
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from cada_peers.accounts.access import require
from cada_peers.accounts.models import Centre
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from residents.events import Event
from residents.intake.adding import Arrivals
from residents.intake.reading import ListRefused, Reading, read_list
from residents.models import Intake, IntakeState

LONGEST_PROBLEM = 300


def read_intake(key: UUID) -> None:
    """Read the file, telling how far it is; keep what it found, or the sentence that says what is wrong.

    Raises PermissionDenied when whoever brought it may bring no more lists in: nothing of it is read.
    """
    intake = _to_do(key, IntakeState.READING)
    if intake is None:
        return
    require(intake.by, Permission.WRITE_RESIDENTS, intake.centre)
    mine = Intake.objects.filter(pk=key, state=IntakeState.READING)
    with override(intake.by.language):
        try:
            reading = read_list(
                b64decode(intake.content),
                centre=intake.centre,
                begin=lambda rows: mine.update(rows=rows),
                progress=lambda done: mine.update(rows_done=done),
            )
        except ListRefused as refused:
            problem = str(refused)[:LONGEST_PROBLEM]
            mine.update(state=IntakeState.FAILED, content="", problem=problem, begun_at=timezone.now())
        else:
            mine.update(state=IntakeState.READ, content="", begun_at=timezone.now(), **_found(reading))


def _to_do(key: UUID, state: IntakeState) -> Intake | None:
    """The list, unless it was thrown away, or waited for the worker so long that it is forgotten."""
    Intake.objects.old().delete()
    return Intake.objects.select_related("by", "centre").filter(pk=key, state=state).first()


def _found(reading: Reading) -> dict[str, object]:
    return {
        "ready": json.dumps(reading.ready, ensure_ascii=False),
        "refused": json.dumps(reading.refused, ensure_ascii=False),
        "rows": reading.rows,
        "rows_done": reading.rows,
        "number_ready": len(reading.ready["people"]),
        "number_known": reading.known,
        "number_refused": len(reading.refused["rows"]),
    }


def add_intake(key: UUID) -> None:
    """Add everyone, or nobody: one transaction, one line in the journal. Raises PermissionDenied, DoesNotExist."""
    intake = _to_do(key, IntakeState.ADDING)
    if intake is None:
        return
    require(intake.by, Permission.WRITE_RESIDENTS, intake.centre)
    arrivals = Arrivals(json.loads(intake.ready)["people"], intake.centre)
    with transaction.atomic():
        # Two lists for one house at the same moment: the second sees whom the first has added.
        Centre.objects.select_for_update(no_key=True).get(pk=intake.centre_id)
        # Still there, and still to be added: it may have been thrown away, or be in other hands.
        Intake.objects.select_for_update(of=("self",)).only("pk").get(pk=key, state=IntakeState.ADDING)
        added = arrivals.save()
        Intake.objects.filter(pk=key).update(
            state=IntakeState.ADDED,
            ready="",
            number_added=added,
            number_known=intake.number_known + len(arrivals.residents) - added,
            begun_at=timezone.now(),
        )
        record(Event.RESIDENTS_BROUGHT_IN, by=intake.by, subject=intake, amount=added)


def fail_intake(key: UUID) -> None:
    """Something broke: nobody was added, and nothing of the list is kept."""
    waiting = Intake.objects.filter(pk=key, state__in=(IntakeState.READING, IntakeState.ADDING))
    waiting.update(state=IntakeState.FAILED, content="", ready="", refused="", begun_at=timezone.now())

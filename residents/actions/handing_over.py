"""Several people are given to another referent at once: a colleague leaves, or the house is shared out anew."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from cada_peers.accounts.access import require
from cada_peers.accounts.models import Centre, User
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from residents.actions.residents import check_hand_over
from residents.events import Event
from residents.models import Resident


@transaction.atomic
def hand_over(*, people: Collection[UUID], centre: Centre, referent: User, by: User) -> list[Resident]:
    """Make `referent` the referent of `people` of `centre`, all or none; those who change, each with a journal line.

    Raises what `change_resident` raises about a referent: one from elsewhere, or a colleague still here who does not
    hand over.
    """
    require(by, Permission.WRITE_RESIDENTS, centre)
    rows = Resident.objects.select_for_update(of=("self",)).filter(centre=centre, pk__in=people).order_by("pk")
    moved = [resident for resident in rows if resident.referent_id != referent.pk]
    for resident in moved:
        before, resident.referent = resident.referent_id, referent
        check_hand_over(resident, before, by)
        resident.save()
        record(Event.REFERENT_CHANGED, by=by, subject=resident)
    return moved

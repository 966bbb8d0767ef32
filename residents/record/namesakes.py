"""Is this person in the list already? Asked before somebody is recorded by hand."""

from uuid import UUID

from cada_peers.accounts.models import Centre
from residents.intake.people import names_of
from residents.models import Resident

MOST_SHOWN = 8


def namesakes_of(name: str, family_name: str, centre: Centre, *, but: UUID | None = None) -> list[Resident]:
    """Those of `centre` whose names are the same words in any order, former residents too; the last arrived first.

    Somebody is also known by the name they are called by. `but`: the key of a record that does not count. One query.
    """
    wanted = names_of(name, family_name)
    near = Resident.objects.filter(centre=centre).search(f"{name} {family_name}")
    if but:
        near = near.exclude(pk=but)
    return [each for each in near.order_by("-arrived_on", "pk") if wanted in _names(each)][:MOST_SHOWN]


def _names(resident: Resident) -> set[str]:
    return {names_of(first, resident.family_name) for first in (resident.name, resident.preferred_name) if first}

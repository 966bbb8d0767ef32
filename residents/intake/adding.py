"""From what was read to rows of the tables, all at once: twenty thousand people one by one would take minutes."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils import timezone

from cada_peers.accounts.models import Centre
from residents.intake.cells import day_of
from residents.intake.people import identity, those_here
from residents.intake.rows import Newcomer
from residents.models import Resident, ResidentLanguage
from residents.staff import staff_of

BATCH = 500


class Arrivals:
    """Residents that are built and compared, not saved: all that can be done before the transaction is done here."""

    def __init__(self, people: Sequence[Newcomer], centre: Centre) -> None:
        self.centre = centre
        staff = {str(key) for key in staff_of(centre).values_list("pk", flat=True)}
        self.residents = [self._resident(person, staff) for person in people]
        self.identities = [identity(each.name, each.family_name, each.arrived_on) for each in self.residents]
        self.languages = [
            [ResidentLanguage(resident=resident, language=code, level=level) for code, level in person["languages"]]
            for resident, person in zip(self.residents, people, strict=True)
        ]
        self.here = those_here(centre)

    def _resident(self, person: Newcomer, staff: set[str]) -> Resident:
        today = timezone.localdate()
        departed_on = day_of(person["departed_on"])
        resident = Resident(
            centre=self.centre,
            name=person["name"],
            family_name=person["family_name"],
            preferred_name=person["preferred_name"],
            display_name=(person["preferred_name"] or person["name"])[:60],
            phone=person["phone"],
            arrived_on=date.fromisoformat(person["arrived_on"]),
            departed_on=departed_on,
            adult_from=day_of(person["adult_from"]),
            # Whoever has left the team since the list was read refers nobody any more.
            referent_id=UUID(person["referent"]) if person["referent"] in staff else None,
            stays_in_touch=person["stays_in_touch"],
            # Of somebody who left, nothing is known since that day: their data are not kept two years more.
            last_contact_on=min(departed_on or today, today),
        )
        resident.folded = resident.names_for_search()
        return resident

    def save(self) -> int:
        """Add those who are not here yet; how many. To be called in a transaction that holds the centre."""
        here = set(those_here(self.centre, self.here).values())
        rows = zip(self.identities, self.residents, self.languages, strict=True)
        new = [(resident, spoken) for who, resident, spoken in rows if who not in here]
        Resident.objects.bulk_create([resident for resident, _spoken in new], batch_size=BATCH)
        ResidentLanguage.objects.bulk_create([row for _resident, spoken in new for row in spoken], batch_size=BATCH)
        return len(new)

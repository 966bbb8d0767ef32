"""The list of the residents as a sheet: who, since when, which languages, with whom. Nothing that was told."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from residents.intake.columns import Meaning
from residents.intake.tongues import written
from residents.models import Resident
from residents.sheets.values import Row

COLUMNS = (
    Meaning.NAME,
    Meaning.FAMILY_NAME,
    Meaning.PREFERRED_NAME,
    Meaning.LANGUAGES,
    Meaning.ARRIVED_ON,
    Meaning.DEPARTED_ON,
    Meaning.REFERENT,
    Meaning.PHONE,
    Meaning.ADULT_FROM,
    Meaning.STAYS_IN_TOUCH,
)
EACH = 500


def titles() -> Row:
    """The names of the columns, by which the same list is understood when it comes in."""
    return [str(meaning.label) for meaning in COLUMNS]


def rows_of(residents: QuerySet[Resident]) -> Iterator[Row]:
    """A row for each person, read 500 at a time: the whole list is never held."""
    whole = residents.select_related("referent").prefetch_related("languages").order_by("folded", "pk")
    for resident in whole.iterator(chunk_size=EACH):
        yield (
            resident.name,
            resident.family_name,
            resident.preferred_name,
            written((spoken.language, spoken.level) for spoken in resident.languages.all()),
            resident.arrived_on,
            resident.departed_on or "",
            resident.referent.full_name if resident.referent else "",
            resident.phone,
            resident.adult_from or "",
            _("yes") if resident.stays_in_touch else "",
        )

"""The list of the residents: what each line says, and how many people there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cada_peers.ui.dates import day, month_year
from residents.models import Resident, ResidentLanguage, SkillFound


@dataclass(frozen=True)
class Line:
    """One person as `residents/resident/_line.html` draws them. `can_be_asked`: adult, and never asked to help."""

    person: Resident
    name: str
    url: str
    languages: str
    referent: str
    when: str
    skills: str
    is_former: bool
    helps_as: str
    is_approved: bool
    can_be_asked: bool


_SHOWN = (
    "centre",
    "name",
    "family_name",
    "preferred_name",
    "adult_from",
    "arrived_on",
    "departed_on",
    "stays_in_touch",
)


def with_lines(residents: QuerySet[Resident]) -> QuerySet[Resident]:
    """With what `lines_of` reads. A sub-query counts the skills of the people of the page, of nobody else."""
    found = SkillFound.objects.filter(resident=OuterRef("pk")).order_by().values("resident").values(n=Count("pk"))
    lines = residents.annotate(skills=Subquery(found), referent_name=F("referent__full_name")).only(*_SHOWN)
    spoken = Prefetch("languages", ResidentLanguage.objects.order_by("pk"))
    return lines.prefetch_related(spoken, "peer_helper_files")


def lines_of(residents: Iterable[Resident]) -> list[Line]:
    """The lines of people read through `with_lines`."""
    today = timezone.localdate()
    return [_line(resident, today) for resident in residents]


def _line(resident: Resident, today: date) -> Line:
    files = resident.peer_helper_files.all()
    here = [file for file in files if file.centre_id == resident.centre_id and file.is_going_on]
    return Line(
        person=resident,
        name=resident.called,
        url=reverse("residents:detail", args=[resident.pk]),
        languages=", ".join(map(str, resident.languages.all())) or _("language not noted"),
        referent=resident.referent_name or _("no referent yet"),
        when=_when(resident, today),
        skills=_skills(resident.skills) if resident.skills else "",
        is_former=bool(resident.departed_on and resident.departed_on <= today),
        helps_as=here[0].get_status_display() if here else "",
        is_approved=bool(here) and here[0].status == "approved",
        can_be_asked=not files and resident.is_adult(today),
    )


def _skills(number: int) -> str:
    return ngettext("%(number)s skill", "%(number)s skills", number) % {"number": number}


def _when(resident: Resident, today: date) -> str:
    leaves = resident.departed_on
    if not leaves:
        return _("since %(month)s") % {"month": month_year(resident.arrived_on)}
    return (_("left on %(day)s") if leaves <= today else _("leaves on %(day)s")) % {"day": day(leaves)}


def numbers_of(everyone: QuerySet[Resident], found: QuerySet[Resident]) -> dict[str, int]:
    """How many of `everyone` are `here`, have `left`, and are `found`. One query."""
    left = Q(departed_on__lte=timezone.localdate())
    return everyone.aggregate(
        here=Count("pk", filter=~left | Q(departed_on=None)),
        left=Count("pk", filter=left),
        found=Count("pk", filter=Q(pk__in=found.order_by().values("pk"))),
    )

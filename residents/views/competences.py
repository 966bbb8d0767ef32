"""What the whole house can do, on one page, for management."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cada_peers.accounts.access import may, require
from cada_peers.accounts.acting import centre_of
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from residents.box.owners import OwnerKind
from residents.events import Event
from residents.forms.competences import CompetenceFilter
from residents.models import Domain
from residents.skills.competences import Cell, DomainPart, House, SkillPart
from residents.views.common import address_without


@dataclass(frozen=True)
class Column:
    """One kind of people, above the picture: how many of them stand in it by name."""

    kind: OwnerKind
    count: int
    is_current: bool


@dataclass(frozen=True)
class Row:
    """One compartment of the picture. `is_current`: it is the one that was asked for."""

    part: DomainPart
    cells: list[Cell]
    is_current: bool


def competences(request: HttpRequest) -> HttpResponse:
    """The picture of the house, and under it the skills and the people that the filters of the address keep."""
    centre = centre_of(request)
    require(request.user, Permission.VIEW_COMPETENCES, centre)
    domains = list(Domain.objects.all())
    filters = CompetenceFilter(request.GET, centre=centre, domains=domains)
    question = filters.question()
    opens_records = may(request.user, Permission.VIEW_RESIDENTS, centre)
    house = House(centre, question, domains, opens_records=opens_records)
    answer, totals = house.answer(), house.totals()
    record(Event.COMPETENCES_READ, by=request.user, centre=centre, amount=_named(answer))
    context = {
        "rows": [Row(part, cells, part.domain.code == question.domain) for part, cells in house.matrix()],
        "columns": [Column(kind, totals[kind], kind == question.who) for kind in OwnerKind],
        "answer": answer,
        "question": question,
        "filters": filters,
        "query": address_without(request, "who", "domain", "skill"),
        "whole": address_without(request, "skill"),
        "centre": centre,
        "today": timezone.localdate(),
    }
    return render(request, "residents/competences/show.html", context)


def _named(answer: list[tuple[Domain, list[SkillPart]]]) -> int:
    """How many different people stand on the page by name."""
    shown = (able.person.key for _domain, skills in answer for part in skills for able in part.shown)
    return len(set(shown))

"""The list of the residents, and their records."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cada_peers.accounts.access import may, require
from cada_peers.accounts.acting import centre_of
from cada_peers.accounts.models import Centre
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from cada_peers.ui.shared_sql import read_or_404
from cada_peers.ui.verbs import attempt
from residents.actions import change_resident
from residents.actions.interviews import FIRST_INTERVIEW
from residents.actions.residents import COLUMNS
from residents.events import Event
from residents.forms.resident import ResidentFilter, ResidentForm, language_rows
from residents.models import Resident
from residents.record.listing import lines_of, numbers_of, with_lines
from residents.record.page import for_its_page, page_of
from residents.views.common import address_without, resident_to_write

PER_PAGE = 25


def resident_list(request: HttpRequest) -> HttpResponse:
    """Everyone of the centre, narrowed by the filters of the address, 25 a page."""
    centre = centre_of(request)
    everyone = Resident.objects.visible_to(request.user).filter(centre=centre)
    filters = ResidentFilter(request.GET, centre=centre)
    role = request.posting.role if request.posting else None
    found = filters.narrow(everyone, user=request.user, kind_to_meet=FIRST_INTERVIEW.get(role))
    found = found.by_name(found=bool(filters.cleaned_data.get("q")))
    counts = numbers_of(everyone, found)
    paginator = Paginator(with_lines(found), PER_PAGE)
    paginator.count = counts["found"]
    page = paginator.get_page(request.GET.get("page"))
    record(Event.RESIDENTS_READ, by=request.user, centre=centre, amount=len(page))
    context = {
        "page": page,
        "lines": lines_of(page),
        "filters": filters,
        "counts": counts,
        "query": address_without(request, "page"),
        "may_write": may(request.user, Permission.WRITE_RESIDENTS, centre),
        "may_take_out": may(request.user, Permission.EXPORT_RESIDENTS, centre),
        "may_see_competences": may(request.user, Permission.VIEW_COMPETENCES, centre),
        "centre": centre,
    }
    return render(request, "residents/resident/list.html", context)


def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page of one person, for the team."""
    resident = read_or_404(for_its_page, request.user, pk)
    # One's own record is read on one's own pages: this one says what the team says among itself.
    require(request.user, Permission.VIEW_RESIDENTS, resident.centre_id)
    record(Event.RESIDENT_READ, by=request.user, subject=resident)
    context = {"resident": resident, **page_of(resident, request.user)}
    return render(request, "residents/resident/detail.html", context)


def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same form on a record that exists; two people who save at once are told."""
    resident = resident_to_write(request, pk)
    form = ResidentForm(request.POST or None, instance=resident, centre=resident.centre)
    form.remember(resident, COLUMNS)
    rows = language_rows(request.POST or None, resident=resident)
    if request.method == "POST" and form.is_valid() & rows.is_valid():
        changes = {"resident": resident, "by": request.user, "languages": rows.spoken(), **form.cleaned_data}
        if attempt(form, change_resident, **changes):
            messages.success(request, _("Saved."))
            return redirect("residents:detail", resident.pk)
    record(Event.RESIDENT_READ, by=request.user, subject=resident)
    status = 409 if form.is_a_conflict else 200
    context = {"form": form, "rows": rows, "resident": resident}
    return render(request, "residents/resident/edit.html", context, status=status)


def people_of_the_list(request: HttpRequest, centre: Centre | None) -> QuerySet[Resident]:
    """Everyone whom the filters of the address show, for what is done with all of them; nobody if a filter is wrong."""
    filters = ResidentFilter(request.GET, centre=centre)
    people = Resident.objects.visible_to(request.user).filter(centre=centre)
    if not filters.is_valid():
        return people.none()
    return filters.narrow(people, user=request.user, kind_to_meet=FIRST_INTERVIEW.get(request.posting.role))

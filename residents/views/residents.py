"""The list of the residents, their records, their departure."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cada_peers.accounts.access import may, require
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from residents.actions import add_resident, change_resident, kinds_led_by, note_departure
from residents.actions.interviews import FIRST_INTERVIEW
from residents.actions.residents import COLUMNS
from residents.events import Event
from residents.forms.resident import DepartureForm, ResidentFilter, ResidentForm, language_rows
from residents.growth import moments_of
from residents.models import Interview, InterviewKind, Resident, SkillFound
from residents.prompts import PICTOGRAMS
from residents.views.common import address_without, attempt, centre_of

PER_PAGE = 25


def resident_list(request: HttpRequest) -> HttpResponse:
    """Everyone of the centre, narrowed by the filters of the address, 25 a page."""
    centre = centre_of(request)
    everyone = Resident.objects.visible_to(request.user).filter(centre=centre)
    filters = ResidentFilter(request.GET, centre=centre)
    role = request.posting.role if request.posting else None
    found = filters.narrow(everyone, user=request.user, kind_to_meet=FIRST_INTERVIEW.get(role))
    # What is known of the people of the page is read after they are found: a search counts nothing for the others.
    known = Prefetch("skills_found", SkillFound.objects.order_by().only("resident"))
    found = found.select_related("referent").prefetch_related("languages", "peer_helper_files", known)
    page = Paginator(found.order_by("folded", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    record(Event.RESIDENTS_READ, by=request.user, centre=centre, amount=len(page))
    context = {
        "page": page,
        "filters": filters,
        "counts": _counts(everyone),
        "query": address_without(request, "page"),
        "may_write": may(request.user, Permission.WRITE_RESIDENTS, centre),
        "may_take_out": may(request.user, Permission.EXPORT_RESIDENTS, centre),
        "centre": centre,
    }
    return render(request, "residents/resident/list.html", context)


def _counts(everyone: object) -> dict[str, int]:
    left = Q(departed_on__lte=timezone.localdate())
    return everyone.aggregate(here=Count("pk", filter=~left | Q(departed_on=None)), left=Count("pk", filter=left))


def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One page: who, what the person can do, how it came to light, their cards, their file as a peer helper."""
    residents = Resident.objects.visible_to(request.user).select_related("referent", "centre")
    resident = get_object_or_404(residents, pk=pk)
    # The notes are not for this page: they are not even decrypted.
    interviews = list(resident.interviews.select_related("author").defer(*PICTOGRAMS))
    readable = set(Interview.objects.visible_to(request.user).filter(resident=resident).values_list("pk", flat=True))
    found = list(resident.skills_found.select_related("skill__domain"))
    cards = list(resident.cards.visible_to(request.user).select_related("domain"))
    record(Event.RESIDENT_READ, by=request.user, subject=resident)
    files = list(resident.peer_helper_files.visible_to(request.user).order_by("-identified_on"))
    context = {
        "resident": resident,
        "languages": resident.languages.all(),
        "moments": moments_of(interviews, found),
        "readable": readable,
        "found": found,
        "with_a_card": {card.skill_id for card in cards if card.is_in_the_box},
        "cards": cards,
        "files": files,
        "has_open_file": any(file.is_going_on for file in files),
        "could_help": any(interview.could_help == "yes" for interview in interviews),
        "talks": _talks(request, resident, interviews),
        "may_write": may(request.user, Permission.WRITE_RESIDENTS, resident.centre_id),
    }
    return render(request, "residents/resident/detail.html", context)


def _talks(request: HttpRequest, resident: Resident, interviews: list[Interview]) -> list[tuple[InterviewKind, bool]]:
    """The interviews to propose, drafts first: what was confirmed once is followed up, not begun again."""
    held = {interview.kind for interview in interviews if not interview.is_draft} - {InterviewKind.FOLLOW_UP}
    drafts = {interview.kind for interview in interviews if interview.is_draft and interview.author == request.user}
    kinds = [kind for kind in kinds_led_by(request.user, resident) if kind not in held or kind in drafts]
    return sorted(((kind, kind in drafts) for kind in kinds), key=lambda talk: not talk[1])


def add(request: HttpRequest) -> HttpResponse:
    """The form of someone who arrives."""
    centre = centre_of(request)
    require(request.user, Permission.WRITE_RESIDENTS, centre)
    form = ResidentForm(request.POST or None, centre=centre)
    rows = language_rows(request.POST or None)
    if request.method == "POST" and form.is_valid() & rows.is_valid():
        resident = attempt(
            form, add_resident, centre=centre, by=request.user, languages=rows.spoken(), **form.cleaned_data
        )
        if resident:
            messages.success(request, _("%(name)s is in the list.") % {"name": resident.called})
            return redirect("residents:detail", resident.pk)
    return render(request, "residents/resident/edit.html", {"form": form, "rows": rows})


def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same form on a record that exists; two people who save at once are told."""
    resident = get_object_or_404(Resident.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.WRITE_RESIDENTS, resident.centre_id)
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


def depart(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The day of departure, and the list of what to hand over or to propose before it."""
    resident = get_object_or_404(Resident.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.WRITE_RESIDENTS, resident.centre_id)
    form = DepartureForm(request.POST or None, instance=resident)
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["departed_on"]
        if attempt(form, note_departure, resident=resident, departed_on=day, by=request.user):
            said = _("The departure is noted.") if day else _("Noted: this person is still here.")
            messages.success(request, said)
            return redirect("residents:depart", resident.pk)
    record(Event.RESIDENT_READ, by=request.user, subject=resident)
    context = {
        "resident": resident,
        "form": form,
        "cards": resident.cards.visible_to(request.user).in_the_box(),
        "files": resident.peer_helper_files.visible_to(request.user),
    }
    return render(request, "residents/resident/depart.html", context)

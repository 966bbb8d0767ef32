"""The list of the residents, and their records."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from cada_peers.accounts.access import may, require
from cada_peers.accounts.acting import centre_of
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from cada_peers.ui.verbs import attempt
from residents.actions import change_resident, kinds_to_begin
from residents.actions.interviews import FIRST_INTERVIEW
from residents.actions.preidentifying import may_take_back
from residents.actions.residents import COLUMNS
from residents.events import Event
from residents.forms.resident import ResidentFilter, ResidentForm, language_rows
from residents.introductions.reciprocity import reciprocity_of
from residents.languages.prompts import PICTOGRAMS
from residents.models import CouldHelp, Interview, Resident
from residents.record.family import apart_of, family_of, with_circle
from residents.record.listing import lines_of, numbers_of, with_lines
from residents.skills.growth import growth_of
from residents.views.common import address_without

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
    """One page: who, what the person can do, how it came to light, their cards, their file as a peer helper."""
    residents = Resident.objects.visible_to(request.user).select_related("referent", "centre")
    resident = get_object_or_404(with_circle(residents), pk=pk)
    # One's own record is read on one's own pages: this one says what the team says among itself.
    require(request.user, Permission.VIEW_RESIDENTS, resident.centre_id)
    # The notes are not for this page: they are not even decrypted.
    mine_to_read = Interview.objects.visible_to(request.user).filter(pk=OuterRef("pk"))
    mine_to_finish = Interview.objects.to_take_over_by(request.user).filter(pk=OuterRef("pk"))
    interviews = list(
        resident.interviews.select_related("author")
        .defer(*PICTOGRAMS)
        .annotate(is_readable=Exists(mine_to_read), is_left_behind=Exists(mine_to_finish))
    )
    found = list(resident.skills_found.select_related("skill__domain", "noted_as", "found_by"))
    cards = list(resident.cards.visible_to(request.user).select_related("domain"))
    record(Event.RESIDENT_READ, by=request.user, subject=resident)
    files = list(resident.peer_helper_files.visible_to(request.user).order_by("-identified_on"))
    family = family_of(resident, request.user) if resident.has_family else []
    apart = apart_of(resident, request.user) if resident.has_apart else []
    story = {"interviews": interviews, "found": found, "cards": cards}
    is_bare = not (any(story.values()) or files or family or apart or resident.account_id)
    context = {
        "resident": resident,
        "languages": resident.languages.all(),
        "growth": growth_of(resident, today=timezone.localdate(), mirrored=get_language_bidi(), **story),
        "found": found,
        "to_take_off": {row.pk for row in found if may_take_back(row, request.user)},
        "with_a_card": {card.skill_id for card in cards if card.is_in_the_box},
        "cards": cards,
        "files": files,
        "has_open_file": any(file.is_going_on for file in files),
        # The last answer counts; the interviews come the latest first.
        "could_help": next((held.could_help for held in interviews if held.could_help), "") == CouldHelp.YES,
        "talks": kinds_to_begin(request.user, resident, interviews),
        "left_behind": [interview for interview in interviews if interview.is_left_behind],
        "family": family,
        "apart": apart,
        "reciprocity": reciprocity_of(resident),
        "may_write": may(request.user, Permission.WRITE_RESIDENTS, resident.centre_id),
        "may_note": may(request.user, Permission.WRITE_INTERVIEWS, resident.centre_id),
        "may_remove": is_bare and may(request.user, Permission.REMOVE_RESIDENTS, resident.centre_id),
    }
    return render(request, "residents/resident/detail.html", context)


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

"""The list, the page of a peer helper, and the steps of the file."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cada_peers.accounts.access import may, require
from cada_peers.accounts.acting import centre_of
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from cada_peers.ui.verbs import attempt, attempt_aloud
from peerhelpers import actions
from peerhelpers.actions.pathway import COLUMNS
from peerhelpers.events import Event
from peerhelpers.files.listing import chips, query_of, row_of, rows_of
from peerhelpers.files.page import page_of
from peerhelpers.files.reading import for_its_page
from peerhelpers.forms.pathway import EndForm, FileForm, FormaliseForm, IdentifyForm, ListFilter
from peerhelpers.models import PeerHelper
from peerhelpers.views.files import carried_file, file_or_404, show_file
from residents.models import Resident

FILES_A_PAGE = 25


def list_files(request: HttpRequest) -> HttpResponse:
    """The files of the centre in which one acts, by status and referent."""
    centre = centre_of(request)
    seen = PeerHelper.objects.visible_to(request.user).filter(centre=centre)
    filters = ListFilter(request.GET, centre=centre)
    wanted = filters.wanted()
    page = Paginator(rows_of(seen, **wanted), FILES_A_PAGE).get_page(request.GET.get("page"))
    record(Event.LIST_READ, by=request.user, centre=centre, amount=len(page))
    today = timezone.localdate()
    context = {
        "centre": centre,
        "page": page,
        "rows": [row_of(peer_helper, today=today) for peer_helper in page],
        "chips": chips(seen, **wanted),
        "filters": filters,
        "query": query_of(**wanted),
        "may_see_badges": may(request.user, Permission.PREPARE_PAPERS, centre),
    }
    return render(request, "peerhelpers/peer_helper/list.html", context)


def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page of one peer helper."""
    seen = PeerHelper.objects.visible_to(request.user)
    peer_helper = get_object_or_404(for_its_page(seen, request.user), pk=pk)
    context = page_of(peer_helper, request.user)
    return show_file(request, "peerhelpers/peer_helper/detail.html", peer_helper, context)


def identify(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From a resident: open the file of a candidate."""
    resident = get_object_or_404(Resident.objects.visible_to(request.user).select_related("centre"), pk=pk)
    require(request.user, Permission.WRITE_PEER_HELPERS, resident.centre_id)
    form = IdentifyForm(request.POST or None)
    if form.is_valid() and attempt(
        form, actions.identify, resident=resident, why=form.cleaned_data["why"], by=request.user
    ):
        messages.success(request, _("The file is open. Next: the formalisation meeting."))
        return redirect("peerhelpers:detail", resident.peer_helper_files.going_on().get().pk)
    record(Event.FILE_READ, by=request.user, subject=resident)
    there = resident.peer_helper_files.going_on().first()
    return render(
        request, "peerhelpers/peer_helper/identify.html", {"resident": resident, "form": form, "there": there}
    )


def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name on the badge, form of address, referent."""
    peer_helper = carried_file(request, pk)
    form = FileForm(request.POST or None, instance=peer_helper)
    form.remember(peer_helper, COLUMNS)
    if form.is_valid() and attempt(
        form, actions.change_file, peer_helper=peer_helper, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("The file is up to date."))
        return redirect("peerhelpers:detail", pk)
    return show_file(
        request,
        "peerhelpers/peer_helper/change.html",
        peer_helper,
        {"form": form, "heading": _("Name, form of address, referent")},
        status=409 if form.is_a_conflict else 200,
    )


def formalise(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note the formalisation meeting."""
    peer_helper = carried_file(request, pk)
    form = FormaliseForm(request.POST or None)
    if form.is_valid() and attempt(
        form, actions.formalise, peer_helper=peer_helper, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("The meeting is noted. Next: the agreement and the pledge."))
        return redirect("peerhelpers:detail", pk)
    return show_file(
        request,
        "peerhelpers/peer_helper/formalise.html",
        peer_helper,
        {"form": form, "heading": _("Formalisation meeting")},
    )


def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Management ends the pathway."""
    peer_helper = file_or_404(request, pk)
    require(request.user, Permission.DECIDE_STATUS, peer_helper.centre_id)
    form = EndForm(request.POST or None)
    if form.is_valid() and attempt(
        form, actions.end_status, peer_helper=peer_helper, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("The file is closed. What was done stays noted."))
        return redirect("peerhelpers:detail", pk)
    return show_file(
        request,
        "peerhelpers/peer_helper/end.html",
        peer_helper,
        {"form": form, "heading": _("End the pathway")},
    )


@require_POST
def note_pause(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note a pause for someone who asked for it aloud."""
    peer_helper = carried_file(request, pk)
    if attempt_aloud(request, actions.pause, peer_helper=peer_helper, by=request.user):
        messages.success(request, _("The pause has begun today. It shifts the end of the trial."))
    return redirect("peerhelpers:detail", pk)


@require_POST
def note_resume(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note that the pause is over."""
    actions.resume(peer_helper=carried_file(request, pk), by=request.user)
    messages.success(request, _("The pause is over."))
    return redirect("peerhelpers:detail", pk)

"""Missions: the list, one mission, and what is done with it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cada_peers.accounts.access import may, require
from cada_peers.accounts.acting import centre_of
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from cada_peers.ui.verbs import attempt, attempt_aloud
from peerhelpers import actions
from peerhelpers.actions.missions import COLUMNS
from peerhelpers.events import Event
from peerhelpers.forms.missions import MissionForm, ProposeForm
from peerhelpers.missions.pages import for_the_list, page_of
from peerhelpers.models import Assignment, Mission

MISSIONS_A_PAGE = 24


def list_missions(request: HttpRequest) -> HttpResponse:
    """Staff: those of the centre. Volunteers: those they co-lead."""
    centre = centre_of(request)
    missions = Mission.objects.visible_to(request.user).filter(centre=centre)
    over = "over" in request.GET
    shown = missions.exclude(ended_on=None) if over else missions.going_on()
    page = Paginator(for_the_list(shown), MISSIONS_A_PAGE).get_page(request.GET.get("page"))
    record(Event.MISSIONS_READ, by=request.user, centre=centre, amount=len(page))
    may_write = may(request.user, Permission.WRITE_MISSIONS, centre)
    query = "over=1" if over else ""
    context = {"centre": centre, "page": page, "over": over, "may_write": may_write, "query": query}
    return render(request, "peerhelpers/mission/list.html", context)


def mission_or_404(request: HttpRequest, pk: UUID) -> Mission:
    """The mission, if the person may see it."""
    return get_object_or_404(Mission.objects.visible_to(request.user).select_related("centre"), pk=pk)


def written_mission(request: HttpRequest, pk: UUID) -> Mission:
    """The mission, if the person may see it (else 404) and change it (else 403)."""
    mission = mission_or_404(request, pk)
    require(request.user, Permission.WRITE_MISSIONS, mission.centre_id)
    return mission


def show_mission(
    request: HttpRequest, template: str, mission: Mission, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    """A page about one mission, journalled as one reading."""
    record(Event.MISSION_READ, by=request.user, subject=mission)
    return render(request, template, {"mission": mission, **context}, status=status)


def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who does it, when, and what was noted."""
    mission = mission_or_404(request, pk)
    return show_mission(request, "peerhelpers/mission/detail.html", mission, page_of(mission, request.user))


def create(request: HttpRequest) -> HttpResponse:
    """Write a new mission of the centre in which one acts."""
    centre = centre_of(request)
    require(request.user, Permission.WRITE_MISSIONS, centre)
    form = MissionForm(request.POST or None, centre=centre)
    if form.is_valid() and attempt(form, actions.create_mission, centre=centre, by=request.user, **form.cleaned_data):
        messages.success(request, _("The mission is there. Next: propose it to someone."))
        return redirect("peerhelpers:missions")
    return render(request, "peerhelpers/mission/create.html", {"form": form})


def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change what a mission says."""
    mission = written_mission(request, pk)
    form = MissionForm(request.POST or None, instance=mission, centre=mission.centre)
    form.remember(mission, COLUMNS)
    if form.is_valid() and attempt(form, actions.change_mission, mission=mission, by=request.user, **form.cleaned_data):
        messages.success(request, _("The mission is up to date."))
        return redirect("peerhelpers:mission", pk)
    return show_mission(
        request,
        "peerhelpers/mission/change.html",
        mission,
        {"form": form, "heading": _("Change the mission")},
        status=409 if form.is_a_conflict else 200,
    )


@require_POST
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a mission."""
    if attempt_aloud(request, actions.end_mission, mission=written_mission(request, pk), by=request.user):
        messages.success(request, _("The mission is over. What was done stays noted."))
    return redirect("peerhelpers:mission", pk)


def propose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Propose a mission to a helper."""
    mission = written_mission(request, pk)
    form = ProposeForm(request.POST or None, mission=mission)
    if form.is_valid() and attempt(
        form, actions.propose_mission, mission=mission, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("Proposed. The person says yes, or not this time."))
        return redirect("peerhelpers:mission", pk)
    return show_mission(
        request,
        "peerhelpers/mission/propose.html",
        mission,
        {"form": form, "heading": _("Propose it to someone")},
    )


def proposal_or_404(request: HttpRequest, pk: UUID) -> Assignment:
    """A proposal of a mission that the person may see."""
    proposals = Assignment.objects.filter(mission__in=Mission.objects.visible_to(request.user))
    return get_object_or_404(proposals.select_related("peer_helper"), pk=pk)


@require_POST
def note_yes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note that the helper said yes."""
    proposal = proposal_or_404(request, pk)
    if attempt_aloud(request, actions.accept_mission, assignment=proposal, by=request.user):
        messages.success(request, _("Noted: yes."))
    return redirect("peerhelpers:mission", proposal.mission_id)


@require_POST
def note_not_this_time(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note that the helper said « not this time », or leaves the mission."""
    proposal = proposal_or_404(request, pk)
    if attempt_aloud(request, actions.decline_mission, assignment=proposal, by=request.user):
        messages.success(request, _("Noted: not this time. It counts for nothing."))
    return redirect("peerhelpers:mission", proposal.mission_id)

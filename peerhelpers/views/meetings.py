"""Meetings of a mission: plan one, cancel one, note what was done."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cada_peers.accounts.access import require
from cada_peers.accounts.permissions import Permission
from cada_peers.ui.verbs import attempt, attempt_aloud
from peerhelpers import actions
from peerhelpers.forms.missions import MeetingForm, NoteForm
from peerhelpers.missions.clashes import meetings_on_the_same_day
from peerhelpers.models import Meeting, Mission, Participation
from peerhelpers.views.missions import show_mission, written_mission


def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Plan one meeting; whoever has another one that day is named, for the planner to judge."""
    mission = written_mission(request, pk)
    form = MeetingForm(request.POST or None, initial={"place": mission.place})
    if form.is_valid() and attempt(form, actions.plan_meeting, mission=mission, by=request.user, **form.planned()):
        messages.success(request, _("The meeting is planned."))
        warn_of_full_days(request, mission.meetings.get(starts_at=form.planned()["starts_at"]))
        return redirect("peerhelpers:mission", pk)
    return show_mission(
        request, "peerhelpers/meeting/plan.html", mission, {"form": form, "heading": _("Plan a meeting")}
    )


def warn_of_full_days(request: HttpRequest, meeting: Meeting) -> None:
    """One sentence for each helper who has another meeting on the same day."""
    for other in meetings_on_the_same_day(meeting):
        names = {"name": other.peer_helper.chosen_name, "mission": other.meeting.mission.title}
        messages.warning(request, _("%(name)s also has “%(mission)s” that day: ask if it is not too much.") % names)


@require_POST
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Cancel a meeting."""
    missions = Mission.objects.visible_to(request.user)
    meeting = get_object_or_404(Meeting.objects.filter(mission__in=missions), pk=pk)
    if attempt_aloud(request, actions.cancel_meeting, meeting=meeting, by=request.user):
        messages.success(request, _("The meeting is cancelled."))
    return redirect("peerhelpers:mission", meeting.mission_id)


def note(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note for a helper that a meeting took place."""
    missions = Mission.objects.visible_to(request.user)
    participations = Participation.objects.filter(meeting__mission__in=missions).defer("line")
    participation = get_object_or_404(participations.select_related("meeting__mission__centre", "peer_helper"), pk=pk)
    require(request.user, Permission.WRITE_MISSIONS, participation.centre_id)
    form = NoteForm(request.POST or None, initial=_as_noted(participation))
    mission = participation.meeting.mission
    if form.is_valid() and attempt(
        form, actions.note_done, participation=participation, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("Noted. Thank you."))
        return redirect("peerhelpers:mission", mission.pk)
    context = {"form": form, "participation": participation, "heading": _("Note what was done")}
    return show_mission(request, "peerhelpers/meeting/note.html", mission, context)


def _as_noted(participation: Participation) -> dict[str, object]:
    """What was noted before; else the length of the meeting."""
    meeting = participation.meeting
    planned = round((meeting.ends_at - meeting.starts_at).total_seconds() / 60)
    return {"minutes": participation.minutes or planned, "people_helped": participation.people_helped}

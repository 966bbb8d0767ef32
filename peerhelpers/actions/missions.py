"""Missions: created, proposed, accepted or « not this time »."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cada_peers.accounts.access import may, require
from cada_peers.accounts.models import Centre, User
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from cada_peers.ui.conflict import refuse_if_changed
from peerhelpers.actions.guard import locked, refuse_outside
from peerhelpers.events import Event
from peerhelpers.missions.apart import asked, is_kept_apart, pairs_of, who_can_join
from peerhelpers.models import Assignment, Function, Meeting, Mission, Participation, PeerHelper
from peerhelpers.people import CO_LEADERS, members
from residents.actions.holding import hold
from residents.models import Resident

# What the form of a mission shows and changes.
COLUMNS = ("title", "details", "function_id", "co_leader_id", "partner", "place", "rhythm")

IS_OVER = gettext_noop("This proposal has been answered, or is over: there is nothing more to do.")


@transaction.atomic
def create_mission(
    *,
    centre: Centre,
    title: str,
    by: User,
    details: str = "",
    function: Function | None = None,
    partner: str = "",
    co_leader: User | None = None,
    place: str = "",
    rhythm: str = "",
) -> Mission:
    """Create a mission; it is then proposed to helpers one by one.

    Raises ValidationError for a function or somebody in tandem of elsewhere: who co-leads a mission sees it.
    """
    require(by, Permission.WRITE_MISSIONS, centre)
    _refuse_function(centre, function)
    _refuse_co_leader(centre, co_leader)
    mission = Mission.objects.create(
        centre=centre,
        title=title,
        details=details,
        function=function,
        partner=partner,
        co_leader=co_leader,
        place=place,
        rhythm=rhythm,
        created_by=by,
    )
    record(Event.MISSION_CREATED, by=by, subject=mission)
    return mission


@transaction.atomic
def change_mission(
    *,
    mission: Mission,
    title: str,
    details: str,
    function: Function | None,
    partner: str,
    co_leader: User | None,
    place: str,
    rhythm: str,
    by: User,
    seen: str | None = None,
) -> Mission:
    """Change what a mission says; who accepted it stays.

    Raises ValidationError as `create_mission` does, for what is changed; ChangedMeanwhile if the mission was saved
    since the form was shown (`seen`).
    """
    mission = _locked_to_write(mission, by)
    refuse_if_changed(mission, COLUMNS, seen)
    if function and function.pk != mission.function_id:
        _refuse_function(mission.centre, function)
    if co_leader and co_leader.pk != mission.co_leader_id:
        _refuse_co_leader(mission.centre, co_leader)
    meets_others = (co_leader and co_leader.pk, partner) != (mission.co_leader_id, mission.partner)
    mission.title, mission.details, mission.function = title, details, function
    mission.partner, mission.co_leader = partner, co_leader
    mission.place, mission.rhythm = place, rhythm
    _hold_people(mission)
    if meets_others and pairs_of(mission, mission.assignments.accepted()).exists():
        raise ValidationError(_("Two people of this mission are not to be brought together: look at their records."))
    mission.save()
    record(Event.MISSION_CHANGED, by=by, subject=mission)
    return mission


@transaction.atomic
def end_mission(*, mission: Mission, by: User) -> Mission:
    """End a mission: its coming meetings are cancelled, what was done stays noted."""
    mission = _locked_to_write(mission, by)
    today = timezone.localdate()
    mission.ended_on = today
    mission.save()
    mission.assignments.filter(ended_on__isnull=True).update(ended_on=today)
    _coming_meetings(mission).update(cancelled_at=timezone.now())
    record(Event.MISSION_ENDED, by=by, subject=mission)
    return mission


@transaction.atomic
def propose_mission(*, mission: Mission, peer_helper: PeerHelper, by: User) -> Assignment:
    """Propose a mission to a helper who is engaged, not in a pause, and kept apart from nobody of the mission."""
    mission = _locked_to_write(mission, by)
    _hold_people(mission, peer_helper)
    peer_helper = locked(peer_helper)
    if not who_can_join(mission).filter(pk=peer_helper.pk).exists():
        refusal = _("This person cannot be asked for this mission now: look at their page and at their record.")
        raise ValidationError({"peer_helper": refusal})
    if mission.assignments.filter(peer_helper=peer_helper, declined_at=None, ended_on=None).exists():
        raise ValidationError({"peer_helper": _("This mission is already proposed to this person.")})
    assignment = Assignment.objects.create(
        centre=mission.centre, mission=mission, peer_helper=peer_helper, proposed_by=by
    )
    record(Event.MISSION_PROPOSED, by=by, subject=assignment)
    return assignment


@transaction.atomic
def accept_mission(*, assignment: Assignment, by: User) -> Assignment:
    """The helper says yes (or the team notes it for them): the coming meetings become theirs too."""
    _hold_people(assignment.mission, assignment.peer_helper)
    assignment = _locked_to_answer(assignment, by)
    if assignment.accepted_at:
        return assignment
    if is_kept_apart(assignment):
        raise ValidationError(_not_any_more(assignment, by))
    assignment.accepted_at = timezone.now()
    assignment.save()
    Participation.objects.bulk_create(
        (
            Participation(centre=meeting.centre, meeting=meeting, peer_helper=assignment.peer_helper)
            for meeting in _coming_meetings(assignment.mission)
        ),
        ignore_conflicts=True,
    )
    record(Event.MISSION_ACCEPTED, by=by, subject=assignment)
    return assignment


@transaction.atomic
def decline_mission(*, assignment: Assignment, by: User) -> Assignment:
    """« Not this time. » No reason is asked, nothing counts; an accepted mission is left the same way."""
    assignment = _locked_to_answer(assignment, by)
    if assignment.accepted_at:
        assignment.ended_on = timezone.localdate()
    else:
        assignment.declined_at = timezone.now()
    assignment.save()
    coming = _coming_meetings(assignment.mission)
    assignment.peer_helper.participations.filter(meeting__in=coming, done=False).delete()
    record(Event.MISSION_DECLINED, by=by, subject=assignment)
    return assignment


def _not_any_more(assignment: Assignment, by: User) -> str:
    """Whoever is kept apart from somebody is not told: for them, it is over. The team is told where to look."""
    if assignment.peer_helper.resident.account_id == by.pk:
        return _(IS_OVER)
    return _("This person cannot join this mission now: look at their record.")


def may_answer_for(user: User, peer_helper: PeerHelper) -> bool:
    """The helper answers for themselves; for someone without an account, the team notes what they said."""
    if peer_helper.resident.account_id == user.pk:
        return may(user, Permission.OWN_PATHWAY, peer_helper.centre_id)
    return may(user, Permission.WRITE_MISSIONS, peer_helper.centre_id)


def _locked_to_answer(assignment: Assignment, by: User) -> Assignment:
    """The proposal, its file locked, if `by` may answer it. Raises ValidationError once it is over."""
    peer_helper = locked(assignment.peer_helper)
    if not may_answer_for(by, peer_helper):
        raise PermissionDenied("answer for this person")
    assignment = Assignment.objects.select_related("mission").get(pk=assignment.pk)
    if assignment.ended_on or assignment.declined_at:
        raise ValidationError(_(IS_OVER))
    assignment.peer_helper = peer_helper
    return assignment


def _locked_to_write(mission: Mission, by: User) -> Mission:
    """The mission, locked, if `by` may change it. Raises ValidationError once it is over."""
    mission = Mission.objects.select_for_update(of=("self",)).select_related("centre").get(pk=mission.pk)
    require(by, Permission.WRITE_MISSIONS, mission.centre_id)
    if mission.ended_on:
        raise ValidationError(_("This mission is over."))
    return mission


def _hold_people(mission: Mission, *more: PeerHelper) -> None:
    """Wait for whoever notes at this moment that two of the mission are kept apart, or brings another one into it."""
    there = asked(mission).values("peer_helper__resident")
    hold(Resident.objects.filter(Q(pk__in=there) | Q(pk__in=[helper.resident_id for helper in more])))


def _refuse_function(centre: Centre, function: Function | None) -> None:
    refusal = _("Choose a function that this centre offers.")
    refuse_outside("function", function, among=Function.objects.offered_in(centre), refusal=refusal)


def _refuse_co_leader(centre: Centre, co_leader: User | None) -> None:
    refusal = _("Choose somebody of the team of this centre.")
    refuse_outside("co_leader", co_leader, among=members(centre, CO_LEADERS), refusal=refusal)


def _coming_meetings(mission: Mission) -> QuerySet[Meeting]:
    return mission.meetings.filter(cancelled_at__isnull=True, starts_at__gt=timezone.now())

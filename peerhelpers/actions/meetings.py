"""Meetings of a mission: planned, answered, noted afterwards. Absences are not noted."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cada_peers.accounts.access import require
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from peerhelpers.actions.guard import locked, refuse_another_reader
from peerhelpers.actions.missions import may_answer_for
from peerhelpers.events import Event
from peerhelpers.missions.apart import pairs_of
from peerhelpers.missions.clashes import meetings_at_the_same_hour
from peerhelpers.models import Meeting, Mission, Participation, PeerHelper
from peerhelpers.models.mission import Coming
from peerhelpers.people import who_accompanies, who_can_be_asked

LONGEST = timedelta(hours=12)
FARTHEST = timedelta(days=366)
OLDEST = timedelta(days=3 * 366)


@transaction.atomic
def plan_meeting(*, mission: Mission, starts_at: datetime, ends_at: datetime, by: User, place: str = "") -> Meeting:
    """Plan one meeting for those who accepted the mission. Nobody is asked in two places at the same hour.

    Raises ValidationError as well while two of them are kept apart: a mission that began before is not gone on with.
    """
    mission = Mission.objects.select_for_update(of=("self",)).get(pk=mission.pk)
    require(by, Permission.WRITE_MISSIONS, mission.centre_id)
    _refuse_odd_times(mission, starts_at, ends_at)
    if pairs_of(mission, mission.assignments.accepted()).exists():
        raise ValidationError(_("Two people of this mission are not to be brought together: look at their records."))
    helpers = _who_accepted(mission)
    for participation in meetings_at_the_same_hour(helpers, starts_at, ends_at):
        raise ValidationError({"starts_at": _clash(participation)})
    meeting = Meeting.objects.create(
        centre_id=mission.centre_id, mission=mission, starts_at=starts_at, ends_at=ends_at, place=place
    )
    Participation.objects.bulk_create(
        Participation(centre_id=mission.centre_id, meeting=meeting, peer_helper=helper) for helper in helpers
    )
    record(Event.MEETING_PLANNED, by=by, subject=meeting)
    return meeting


def _refuse_odd_times(mission: Mission, starts_at: datetime, ends_at: datetime) -> None:
    if mission.ended_on:
        raise ValidationError(_("This mission is over."))
    if ends_at <= starts_at:
        raise ValidationError({"ends_at": _("The meeting ends before it starts: correct the time.")})
    if ends_at - starts_at > LONGEST:
        raise ValidationError({"ends_at": _("A meeting lasts twelve hours at most: correct the time.")})
    if not timezone.now() - OLDEST < starts_at < timezone.now() + FARTHEST:
        raise ValidationError({"day": _("Choose a day in the last three years or in the year to come.")})
    if mission.meetings.filter(starts_at=starts_at).exists():
        raise ValidationError({"starts_at": _("This mission already has a meeting at that time.")})


def _who_accepted(mission: Mission) -> list[PeerHelper]:
    """Locked in a fixed order, so that two meetings planned at the same moment see each other."""
    accepted = mission.assignments.accepted().values("peer_helper")
    asked = who_can_be_asked(mission.centre).filter(pk__in=accepted)
    return list(asked.select_for_update(of=("self",)).order_by("pk"))


def _clash(participation: Participation) -> str:
    meeting = participation.meeting
    return _("%(name)s is already at “%(mission)s” from %(start)s to %(end)s: choose another time.") % {
        "name": participation.peer_helper.chosen_name,
        "mission": meeting.mission.title,
        "start": f"{timezone.localtime(meeting.starts_at):%H:%M}",
        "end": f"{timezone.localtime(meeting.ends_at):%H:%M}",
    }


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, by: User) -> Meeting:
    """Cancel a meeting of which nothing was noted as done."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    require(by, Permission.WRITE_MISSIONS, meeting.centre_id)
    if meeting.participations.filter(done=True).exists():
        raise ValidationError(_("Someone noted that this meeting took place: it cannot be cancelled."))
    if meeting.cancelled_at:
        return meeting
    meeting.cancelled_at = timezone.now()
    meeting.save()
    record(Event.MEETING_CANCELLED, by=by, subject=meeting)
    return meeting


@transaction.atomic
def answer_meeting(*, participation: Participation, coming: str, by: User) -> Participation:
    """« I am coming » or « not this time »: both weigh the same, and may change until the meeting begins."""
    participation = _mine(participation, by)
    meeting = participation.meeting
    if meeting.cancelled_at or meeting.starts_at <= timezone.now():
        raise ValidationError(_("This meeting is cancelled or has begun: there is nothing more to answer."))
    if coming == Coming.YES:
        clashes = meetings_at_the_same_hour([participation.peer_helper], meeting.starts_at, meeting.ends_at)
        for other in clashes.filter(coming=Coming.YES).exclude(pk=participation.pk):
            raise ValidationError(_clash(other))
    participation.coming = Coming(coming)
    participation.save()
    record(Event.MEETING_ANSWERED, by=by, subject=participation)
    return participation


@transaction.atomic
def note_done(
    *,
    participation: Participation,
    minutes: int | None,
    by: User,
    people_helped: int | None = None,
    mood: str = "",
    line: str = "",
    told_to: User | None = None,
) -> Participation:
    """Note afterwards that it took place. How it was is for the helper alone to say, and for `told_to` to hear.

    `told_to`: the referent named on the page as they say it (None: they have none, and nobody reads it). Noted by a
    member of the team, what the helper said stays as it was. Raises ValidationError if somebody else accompanies the
    helper meanwhile: what was meant for one is not read by another.
    """
    participation = _mine(participation, by)
    if participation.meeting.cancelled_at or participation.meeting.starts_at > timezone.now():
        raise ValidationError(_("This meeting is cancelled or has not begun: note it afterwards."))
    participation.done, participation.minutes = True, minutes
    participation.people_helped, participation.noted_at = people_helped, timezone.now()
    if by.pk == participation.peer_helper.resident.account_id:
        _tell(participation, mood, line, told_to)
    participation.save()
    record(Event.DONE_NOTED, by=by, subject=participation)
    return participation


def _tell(participation: Participation, mood: str, line: str, told_to: User | None) -> None:
    """How it was, in the row; said in no face and no word, it was told to nobody."""
    said = bool(mood or line)
    if said:
        refuse_another_reader(told_to, reader=who_accompanies(participation.peer_helper))
    participation.mood, participation.line, participation.told_to = mood, line, told_to if said else None


def _mine(participation: Participation, by: User) -> Participation:
    """The participation as it is now, if `by` is the helper or notes it for them."""
    peer_helper = locked(participation.peer_helper)
    if not may_answer_for(by, peer_helper):
        raise PermissionDenied("answer for this person")
    participation = Participation.objects.select_related("meeting__mission").get(pk=participation.pk)
    participation.peer_helper = peer_helper
    return participation

"""What the list and the page of the missions show."""

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from cada_peers.accounts.access import may
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from peerhelpers.missions.apart import asked, pairs_of
from peerhelpers.models import Assignment, Meeting, Mission, Participation

PAST_SHOWN = 12


def for_the_list(missions: QuerySet[Mission]) -> QuerySet[Mission]:
    """Each mission with who accepted it, who is asked, and its coming meetings: three queries."""
    open_proposals = Assignment.objects.filter(declined_at=None, ended_on=None).select_related("peer_helper")
    coming = Meeting.objects.filter(cancelled_at=None, ends_at__gt=timezone.now())
    return missions.select_related("function", "co_leader").prefetch_related(
        Prefetch("assignments", open_proposals.order_by("peer_helper__chosen_name"), to_attr="proposals"),
        Prefetch("meetings", coming, to_attr="coming"),
    )


def page_of(mission: Mission, user: User) -> dict[str, object]:
    """The context of the page of one mission: who, the coming meetings, the last past ones."""
    now = timezone.now()
    # How a meeting felt is not read here: it is for the helper and the referent.
    participations = Participation.objects.defer("line", "mood").select_related("peer_helper")
    meetings = mission.meetings.prefetch_related(Prefetch("participations", participations))
    open_proposals = mission.assignments.filter(declined_at=None, ended_on=None)
    return {
        "may_write": may(user, Permission.WRITE_MISSIONS, mission.centre_id) and mission.ended_on is None,
        "apart": pairs_of(mission, asked(mission)).visible_to(user),
        "proposals": open_proposals.select_related("peer_helper").order_by("peer_helper__chosen_name"),
        "coming": meetings.filter(ends_at__gt=now, cancelled_at=None),
        "past": meetings.filter(ends_at__lte=now, cancelled_at=None).order_by("-starts_at")[:PAST_SHOWN],
    }

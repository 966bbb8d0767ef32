"""Missions, and the people whom nobody brings together: noted by the team, without a reason, and never told to them."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from cada_peers.accounts.models import Centre
from peerhelpers.models import Assignment, Mission, PeerHelper
from peerhelpers.people import who_can_be_asked
from residents.models import KeptApart

Residents = QuerySet | list


def who_can_join(mission: Mission) -> QuerySet[PeerHelper]:
    """Of those who can be asked, whom nothing keeps apart from somebody of the mission, be it only proposed to them."""
    return who_can_be_asked(mission.centre).exclude(_apart_from(_asked(mission).values("peer_helper__resident")))


def is_kept_apart(assignment: Assignment) -> bool:
    """Whether somebody said yes to the mission with whom nobody brings its helper together."""
    return _of_missions_closed_to(assignment.peer_helper).filter(mission=assignment.mission_id).exists()


def still_open(assignments: QuerySet[Assignment], peer_helper: PeerHelper) -> QuerySet[Assignment]:
    """Of the proposals of `peer_helper`, those that they can still accept: the others go, without a word to them."""
    return assignments.exclude(mission__in=_of_missions_closed_to(peer_helper).values("mission"))


def pairs_of(mission: Mission) -> QuerySet[KeptApart]:
    """The pairs kept apart among those who said yes to the mission, or are asked."""
    there = _asked(mission).values("peer_helper__resident")
    return KeptApart.objects.filter(one__in=there, other__in=there).select_related("one", "other")


def missions_to_part(centre: Centre | None) -> QuerySet[Mission]:
    """The missions that go on to which two people said yes whom nobody brings together."""
    there = Assignment.objects.accepted().filter(mission=OuterRef(OuterRef("pk"))).values("peer_helper__resident")
    pairs = KeptApart.objects.filter(one__in=there, other__in=there)
    return Mission.objects.going_on().filter(Exists(pairs), centre=centre)


def _asked(mission: Mission) -> QuerySet[Assignment]:
    return mission.assignments.filter(declined_at=None, ended_on=None)


def _of_missions_closed_to(peer_helper: PeerHelper) -> QuerySet[Assignment]:
    others = PeerHelper.objects.filter(_apart_from([peer_helper.resident_id]))
    return Assignment.objects.accepted().filter(peer_helper__in=others)


def _apart_from(residents: Residents) -> Q:
    """Of peer helpers: those whom nobody brings together with one of `residents` (keys)."""
    # Only pairs of two residents: a NULL among what is excluded would exclude everyone.
    pairs = KeptApart.objects.filter(other__isnull=False)
    return Q(resident__in=pairs.filter(one__in=residents).values("other")) | Q(
        resident__in=pairs.filter(other__in=residents).values("one")
    )

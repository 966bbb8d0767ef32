"""Missions, and those whom nobody brings together: noted by the team, without a reason, and never told to them.

A mission brings together its helpers, whoever co-leads it, and the partner with whom it takes place.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from cada_peers.accounts.models import Centre
from peerhelpers.models import Assignment, Mission, PeerHelper
from peerhelpers.people import who_can_be_asked
from residents.models import KeptApart
from residents.models.partner import partner_key
from residents.models.tie import ApartQuerySet


def who_can_join(mission: Mission) -> QuerySet[PeerHelper]:
    """Of those who can be asked, whom nothing keeps apart from somebody of the mission, be it only proposed to them."""
    there, pairs = asked(mission).values("peer_helper__resident"), KeptApart.objects.filter(centre=mission.centre_id)
    beside = Q(other__in=there) | _around(mission)
    # Only pairs of two residents on this side: a NULL among what is excluded would exclude everyone.
    opposite = pairs.filter(Q(one__in=there) | _led_by("one", mission), other__isnull=False)
    apart = Q(resident__in=pairs.filter(beside).values("one")) | Q(resident__in=opposite.values("other"))
    return who_can_be_asked(mission.centre).exclude(apart)


def is_kept_apart(assignment: Assignment) -> bool:
    """Whether the mission has somebody with whom nobody brings its helper together; what is only proposed is not."""
    said_yes = Q(accepted_at__isnull=False, ended_on__isnull=True)
    there = assignment.mission.assignments.filter(said_yes | Q(pk=assignment.pk))
    pairs = KeptApart.objects.of(assignment.peer_helper.resident)
    return pairs.filter(pk__in=pairs_of(assignment.mission, there).values("pk")).exists()


def still_open(proposals: QuerySet[Assignment]) -> list[Assignment]:
    """The proposals that their helper can still accept: the others go, without a word to them.

    Most people are kept apart from nobody: only for the others is each mission asked. One query, and one for each of
    their proposals.
    """
    helper = OuterRef("peer_helper__resident")
    noted = proposals.annotate(is_noted=Exists(KeptApart.objects.filter(Q(one=helper) | Q(other=helper))))
    return [proposal for proposal in noted if not (proposal.is_noted and is_kept_apart(proposal))]


def pairs_of(mission: Mission, among: QuerySet[Assignment]) -> ApartQuerySet:
    """The pairs kept apart in the mission, between the helpers of `among`, who co-leads it, and its partner."""
    there = among.values("peer_helper__resident")
    led = _led_by("one", mission) & Q(other__in=there)
    pairs = KeptApart.objects.filter(Q(one__in=there) & (Q(other__in=there) | _around(mission)) | led)
    return pairs.select_related("one", "other", "account")


def missions_to_part(centre: Centre | None) -> QuerySet[Mission]:
    """The missions that go on to which two people said yes whom nobody brings together, or one and who co-leads it."""
    there = Assignment.objects.accepted().filter(mission=OuterRef(OuterRef("pk"))).values("peer_helper__resident")
    co_leader = OuterRef("co_leader")
    beside = Q(other__in=there) | Q(account=co_leader) | Q(other__account=co_leader)
    pairs = KeptApart.objects.filter(Q(one__in=there) & beside | Q(one__account=co_leader, other__in=there))
    return Mission.objects.going_on().filter(Exists(pairs), centre=centre)


def asked(mission: Mission) -> QuerySet[Assignment]:
    """Of those who said yes, and of those who have not answered."""
    return mission.assignments.filter(declined_at=None, ended_on=None)


def _around(mission: Mission) -> Q:
    """Of pairs: those whose other one co-leads the mission, or is its partner."""
    member = Q(account__isnull=False, account=mission.co_leader_id)
    partner = Q(partner_key=partner_key(mission.partner)) & ~Q(partner_key="")
    return member | partner | _led_by("other", mission)


def _led_by(side: str, mission: Mission) -> Q:
    """Of pairs: those in which whoever co-leads the mission stands on `side`, with a record of their own."""
    return Q(**{f"{side}__account__isnull": False, f"{side}__account": mission.co_leader_id})

"""Who may be asked which questionnaire."""

from django.db.models import QuerySet

from assessments.models import Audience, Questionnaire
from cada_peers.accounts.models import Posting, User
from cada_peers.accounts.roles import Role
from peerhelpers.models import PeerHelper

# Volunteers stand beside the peers and work with the team: both may ask them. People helped who have no
# account are heard through their words, noted by staff.
ROLES: dict[str, frozenset[Role]] = {
    Audience.PEER: frozenset({Role.PEER_HELPER, Role.VOLUNTEER}),
    Audience.EMPLOYEE: frozenset({Role.MANAGEMENT, Role.SOCIAL_WORKER, Role.VOLUNTEER}),
    Audience.BENEFICIARY: frozenset({Role.PEER_HELPER}),
    Audience.SELF: frozenset({Role.PEER_HELPER}),
}


def may_be_asked(questionnaire: Questionnaire, peer_helper: PeerHelper) -> QuerySet[User]:
    """The accounts of the centre, in a role that this questionnaire asks.

    The peer helper answers their own questionnaire and no other: nobody judges themselves among the others.
    """
    postings = Posting.objects.active().filter(centre=peer_helper.centre_id, role__in=ROLES[questionnaire.audience])
    people = User.objects.filter(pk__in=postings.values("user"), is_active=True)
    own = people.filter(resident=peer_helper.resident)
    return own if questionnaire.audience == Audience.SELF else people.exclude(resident=peer_helper.resident)

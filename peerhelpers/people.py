"""Who may be chosen in a form: the members of the centre, by role, and the helpers who can be asked."""

from collections.abc import Iterable

from django.db.models import QuerySet

from cada_peers.accounts.models import Centre, Posting, User
from cada_peers.accounts.roles import Role
from peerhelpers.models import PeerHelper
from peerhelpers.models.helper import AFTER_ENGAGEMENT
from residents.staff import STAFF

CO_LEADERS = (*STAFF, Role.VOLUNTEER)


def members(centre: Centre | None, roles: Iterable[Role]) -> QuerySet[User]:
    """The people who hold one of these roles in the centre today, by name."""
    held = Posting.objects.active().filter(centre=centre, role__in=list(roles))
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def who_accompanies(peer_helper: PeerHelper) -> User | None:
    """The referent, while they work in the house; nobody else reads « I need to talk »."""
    if peer_helper.referent_id is None:
        return None
    return members(peer_helper.centre, STAFF).filter(pk=peer_helper.referent_id).first()


def who_can_be_asked(centre: Centre) -> QuerySet[PeerHelper]:
    """The helpers to whom a mission may be proposed: engaged, and not in a pause."""
    paused = PeerHelper.objects.filter(pauses__ends_on__isnull=True, pauses__isnull=False)
    helpers = PeerHelper.objects.filter(centre=centre, status__in=AFTER_ENGAGEMENT)
    return helpers.exclude(pk__in=paused.values("pk")).select_related("resident")

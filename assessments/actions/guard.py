"""What every verb of this room asks before it writes."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from cada_peers.accounts.access import require
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from peerhelpers.actions.guard import locked
from peerhelpers.models import PeerHelper


def assessed(peer_helper: PeerHelper, by: User, permission: Permission = Permission.RUN_QUESTIONNAIRES) -> PeerHelper:
    """The locked file, if `by` may assess it. Nobody assesses themselves: raises PermissionDenied."""
    fresh = locked(peer_helper)
    require(by, permission, fresh.centre_id)
    if fresh.resident.account_id == by.pk:
        raise PermissionDenied("assess oneself")
    return fresh


def refuse_closed_file(peer_helper: PeerHelper) -> None:
    """Raise ValidationError when the person stopped: what was noted stays, nothing is added."""
    if not peer_helper.is_going_on:
        raise ValidationError(_("This person has stopped: nothing more is noted in this file."))

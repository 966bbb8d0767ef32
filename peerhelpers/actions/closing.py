"""What ends with a file, whoever ends it: the helper by stopping, or management."""

from django.utils import timezone

from cada_peers.accounts.models import User
from cada_peers.documents.actions import end_credential
from peerhelpers.models import PeerHelper, Status
from peerhelpers.models.recognition import BadgeEnd


def close_file(*, peer_helper: PeerHelper, by: User, reason: str = "") -> PeerHelper:
    """Close a locked file at once: trial, missions, pause and badge end with it. What was done stays noted.

    The verb that calls this has checked who asks, and writes the journal line.
    """
    today = timezone.localdate()
    peer_helper.trials.filter(ended_on__isnull=True).update(ended_on=today, ended_by=by)
    peer_helper.pauses.filter(ends_on__isnull=True).update(ends_on=today)
    peer_helper.assignments.filter(ended_on__isnull=True).update(ended_on=today)
    peer_helper.participations.filter(meeting__starts_at__gt=timezone.now(), done=False).delete()
    _end_badge(peer_helper)
    peer_helper.status, peer_helper.stopped_on, peer_helper.stopped_by = Status.STOPPED, today, by
    peer_helper.stop_reason = reason
    peer_helper.save()
    return peer_helper


def _end_badge(peer_helper: PeerHelper) -> None:
    for badge in peer_helper.badges.filter(ended_on__isnull=True).select_related("credential"):
        badge.ended_on, badge.ended_why = timezone.localdate(), BadgeEnd.STATUS_ENDED
        badge.save()
        end_credential(badge.credential)

"""Which badges are to be made and handed over, and which period a certificate would tell of."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from peerhelpers.models import Badge, PeerHelper, Status


def badges_to_make(files: QuerySet[PeerHelper]) -> QuerySet[PeerHelper]:
    """Approved helpers without a badge, or whose badge is past its last day."""
    today = timezone.localdate()
    still_valid = Q(credential__valid_until__isnull=True) | Q(credential__valid_until__gte=today)
    in_use = Badge.objects.current().filter(still_valid, peer_helper=OuterRef("pk"))
    approved = files.filter(~Exists(in_use), status=Status.APPROVED)
    return approved.select_related("resident").order_by("approved_on")


def badges_to_hand_over(files: QuerySet[PeerHelper]) -> QuerySet[Badge]:
    """Badges that are printed and wait for their day."""
    waiting = Badge.objects.current().filter(peer_helper__in=files, handed_over_on__isnull=True)
    return waiting.select_related("peer_helper__resident", "credential").order_by("issued_on")


def period_to_certify(peer_helper: PeerHelper) -> dict[str, date]:
    """From the first day of the trial until today, or until the person stopped; empty before a trial."""
    first = peer_helper.trials.order_by("starts_on").first()
    if first is None:
        return {}
    return {"starts_on": first.starts_on, "ends_on": peer_helper.stopped_on or timezone.localdate()}

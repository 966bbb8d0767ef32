"""Meetings that meet: at the same hour (refused), on the same day (said, for whoever plans to judge)."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from peerhelpers.models import Meeting, Participation, PeerHelper
from peerhelpers.models.mission import Coming


def meetings_at_the_same_hour(
    helpers: Iterable[PeerHelper], starts_at: datetime, ends_at: datetime
) -> QuerySet[Participation]:
    """Where these helpers are expected between the two times."""
    expected = _expected(helpers)
    return expected.filter(meeting__starts_at__lt=ends_at, meeting__ends_at__gt=starts_at)


def meetings_on_the_same_day(meeting: Meeting) -> QuerySet[Participation]:
    """The other meetings of its helpers on the day (of the house) when `meeting` starts."""
    day = timezone.localtime(meeting.starts_at).date()
    midnight = timezone.make_aware(datetime.combine(day, time.min))
    tomorrow = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    helpers = [participation.peer_helper for participation in meeting.participations.select_related("peer_helper")]
    return _expected(helpers).filter(meeting__starts_at__range=(midnight, tomorrow)).exclude(meeting=meeting)


def _expected(helpers: Iterable[PeerHelper]) -> QuerySet[Participation]:
    rows = Participation.objects.filter(peer_helper__in=helpers, meeting__cancelled_at__isnull=True)
    return rows.exclude(coming=Coming.NOT_THIS_TIME).select_related("meeting__mission", "peer_helper__resident")

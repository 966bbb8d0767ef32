"""What this room tells head office: numbers, no person."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cada_peers.ui.counts import Column, count_by_centre, provides_counts
from peerhelpers.models import PeerHelper, Status


@provides_counts
def trials_and_statuses(centres: Collection[UUID]) -> Iterator[Column]:
    """Those who try, and those whose status is approved."""
    here = PeerHelper.objects.filter(centre__in=centres)
    yield Column(_("In trial"), count_by_centre(here.in_trial()))
    yield Column(_("Approved"), count_by_centre(here.filter(status=Status.APPROVED)))

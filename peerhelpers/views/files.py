"""Opening a file: found among those one may see, shown with exactly one line in the journal."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from cada_peers.accounts.access import require
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from peerhelpers.actions.guard import may_carry
from peerhelpers.events import Event
from peerhelpers.models import PeerHelper


def file_or_404(request: HttpRequest, pk: UUID) -> PeerHelper:
    """The file, if the person may see it."""
    files = PeerHelper.objects.visible_to(request.user).select_related("centre", "resident", "referent")
    return get_object_or_404(files, pk=pk)


def carried_file(request: HttpRequest, pk: UUID) -> PeerHelper:
    """The file, if the person may see it (else 404) and carry it (else 403)."""
    peer_helper = file_or_404(request, pk)
    if not may_carry(request.user, peer_helper):
        raise PermissionDenied("carry this file")
    return peer_helper


def show_file(
    request: HttpRequest, template: str, peer_helper: PeerHelper, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    """A page of the team about one peer helper, journalled as one reading.

    Raises PermissionDenied for one's own file in a house where one is not of the team: it is read on one's own pages.
    """
    require(request.user, Permission.VIEW_PEER_HELPERS, peer_helper.centre_id)
    record(Event.FILE_READ, by=request.user, subject=peer_helper)
    return render(request, template, {"peer_helper": peer_helper, **context}, status=status)

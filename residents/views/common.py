"""What the pages of this room share: a resident to write about, the address of a filtered list."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from cada_peers.accounts.access import require
from cada_peers.accounts.permissions import Permission
from residents.models import Resident


def resident_to_write(request: HttpRequest, pk: UUID, *, right: Permission = Permission.WRITE_RESIDENTS) -> Resident:
    """The resident, if the person may see them (else 404) and has this right over them (else 403)."""
    residents = Resident.objects.visible_to(request.user).select_related("centre")
    resident = get_object_or_404(residents, pk=pk)
    require(request.user, right, resident.centre_id)
    return resident


def address_without(request: HttpRequest, *names: str) -> str:
    """The filters of the address, encoded, without those named."""
    kept = request.GET.copy()
    for name in names:
        kept.pop(name, None)
    return kept.urlencode()

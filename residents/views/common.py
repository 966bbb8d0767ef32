"""What the pages of this room share: the place one acts in, and the way from a verb's refusal to the form."""

from django.http import HttpRequest

from cada_peers.accounts.models import Centre
from cada_peers.ui.verbs import attempt, attempt_aloud, show_refusal

__all__ = ["address_without", "attempt", "attempt_aloud", "centre_of", "show_refusal"]


def centre_of(request: HttpRequest) -> Centre | None:
    """The centre in which the person acts; None for someone posted above the centres, or nowhere any more."""
    return request.posting.centre if request.posting else None


def address_without(request: HttpRequest, *names: str) -> str:
    """The filters of the address, encoded, without those named."""
    kept = request.GET.copy()
    for name in names:
        kept.pop(name, None)
    return kept.urlencode()

"""Where somebody acts: a request belongs to one of their postings."""

from django.http import HttpRequest

from cada_peers.accounts.models import Centre


def centre_of(request: HttpRequest) -> Centre | None:
    """The centre in which the person acts; None for someone posted above the centres, or nowhere any more."""
    return request.posting.centre if request.posting else None

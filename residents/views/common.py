"""What the pages of this room share: the address of a filtered list."""

from django.http import HttpRequest


def address_without(request: HttpRequest, *names: str) -> str:
    """The filters of the address, encoded, without those named."""
    kept = request.GET.copy()
    for name in names:
        kept.pop(name, None)
    return kept.urlencode()

"""What the code printed on a badge or a certificate answers: valid or not, never who.

An unknown code, a withdrawn credential and one that its holder switched off are all « not found »: nobody
learns from the answer that something once stood there.
"""

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse

from cada_peers.documents.codes import normalise_token
from cada_peers.documents.models import Credential
from cada_peers.privacy.keys import keyed_digest
from cada_peers.ui.folding import fold

# Trying names: a person checks one or two. (tries at most, within so many seconds)
TRIES_OF_ONE_ADDRESS = (10, 10 * 60)
TRIES_ON_ONE_CODE = (60, 24 * 60 * 60)


def address_of(token: str) -> str:
    """The address that stands in the QR code."""
    return settings.PUBLIC_ADDRESS + reverse("documents:verify", args=[token])


def find(typed: str) -> Credential | None:
    """The credential whose code was typed or scanned, if it may answer."""
    token = normalise_token(typed)
    answering = Credential.objects.filter(ended_at__isnull=True, hidden_at__isnull=True)
    return answering.filter(token=token).first() if token else None


def digest_of_name(token: str, name: str) -> str:
    """What is kept of the printed name: enough to say yes or no to a typed one, accents and case apart."""
    return keyed_digest("credential", token, fold(name) or name.strip())


def bears_name(credential: Credential, typed: str) -> bool:
    """Whether `typed` is the name printed on the paper."""
    return digest_of_name(credential.token, typed) == credential.name_digest


def count_try(credential: Credential, *, address: str) -> bool:
    """Count one try from this network address on this code; False when there were too many."""
    within = [
        _count(f"verify:from:{address}", *TRIES_OF_ONE_ADDRESS),
        _count(f"verify:code:{credential.token}", *TRIES_ON_ONE_CODE),
    ]
    return all(within)


def _count(key: str, most: int, seconds: int) -> bool:
    if cache.add(key, 1, seconds):
        return True
    try:
        return cache.incr(key) <= most
    except ValueError:  # it ran out in between: this is the first try again
        return cache.add(key, 1, seconds)

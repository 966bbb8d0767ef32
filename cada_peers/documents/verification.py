"""What the code printed on a badge or a certificate answers: valid or not, never who.

An unknown code, a withdrawn credential and one that its holder switched off are all « not found »: nobody
learns from the answer that something once stood there.
"""

import time

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
    """Count one try from this network address on this code; False when there were too many.

    Two tries at the very same moment may count as one: the limit slows a guesser down, it need not be exact.
    """
    within = [
        _count(f"verify-from-{keyed_digest('verification', address)}", *TRIES_OF_ONE_ADDRESS),
        _count(f"verify-code-{credential.pk}", *TRIES_ON_ONE_CODE),
    ]
    return all(within)


def _count(key: str, most: int, seconds: int) -> bool:
    # Not `incr`: with the shared cache it would begin the time anew at each try.
    now = time.time()
    tries, until = cache.get(key, (0, now + seconds))
    cache.set(key, (tries + 1, until), max(1, until - now))
    return tries < most

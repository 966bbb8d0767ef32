"""How a line is told to the person whom it is about: « read your file », not « file of a peer helper read »."""

from collections.abc import Mapping

from django.db import models
from django.utils.functional import Promise

from cada_peers.journal.record import label_of

_WORDS: dict[str, str | Promise] = {}


def tell(words: Mapping[models.TextChoices, str | Promise]) -> None:
    """Say each event of `words` so to the person (called below a room's `events.Event`)."""
    _WORDS.update({event.value: said for event, said in words.items()})


def told_as(event: str) -> str | Promise:
    """The words for the person; those of the journal where a room has no others."""
    return _WORDS.get(event) or label_of(event)

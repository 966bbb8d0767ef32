"""Lines that their author alone reads: the journal of a centre must not tell what a room keeps between two people."""

from django.db import models

_EVENTS: set[str] = set()


def reserve(*events: models.TextChoices) -> None:
    """Keep the lines of `events` from everyone but whoever they are by (called below a room's `events.Event`)."""
    _EVENTS.update(event.value for event in events)


def reserved() -> frozenset[str]:
    """The events that management does not read in the journal of its centre."""
    return frozenset(_EVENTS)

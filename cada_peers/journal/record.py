"""Write a line in the journal, in the transaction of what it tells."""

from uuid import UUID

from django.db import models
from django.utils.functional import Promise

from cada_peers.accounts.models import Centre, User
from cada_peers.journal.models import Entry

_LABELS: dict[str, str | Promise] = {}


def readable(events: type[models.TextChoices]) -> type[models.TextChoices]:
    """Class decorator of each room's `events.Event`: its values may be journalled and its labels are shown."""
    for event in events:
        if event.value in _LABELS:
            raise ValueError(f"two rooms journal the event {event.value}")
        _LABELS[event.value] = event.label
    return events


def label_of(event: str) -> str | Promise:
    """The words for an event; its bare name if the room that wrote it is gone."""
    return _LABELS.get(event, event)


def events() -> list[tuple[str, str | Promise]]:
    """Every event that may be journalled with its words, in the order of the alphabet of the active language."""
    return sorted(_LABELS.items(), key=lambda pair: str(pair[1]))


def record(
    event: models.TextChoices,
    *,
    by: User | None,
    subject: models.Model | None = None,
    centre: Centre | UUID | None = None,
    amount: int | None = None,
) -> Entry:
    """Add one line. `centre` is taken from the subject if not given; `amount` counts records of a list or export.

    Raises ValueError for an event whose class is not `@readable`.
    """
    if event.value not in _LABELS:
        raise ValueError(f"{event.value} is not a journal event: decorate its class with @readable")
    place = centre if centre is not None else getattr(subject, "centre_id", None)
    return Entry.objects.create(
        event=event.value,
        actor_id=by.pk if by else None,
        centre_id=place.pk if isinstance(place, Centre) else place,
        subject_type=(subject._meta.model_name or "") if subject else "",
        subject_id=subject.pk if subject and isinstance(subject.pk, UUID) else None,
        amount=amount,
    )

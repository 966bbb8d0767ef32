"""Write a line in the journal, in the transaction of what it tells."""

from datetime import timedelta
from uuid import UUID

from django.db import models
from django.utils import timezone
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


def record_once_an_hour(event: models.TextChoices, *, by: User, subject: models.Model) -> None:
    """Add the line of `record`, unless `by` left the same one about `subject` within the last hour.

    For what saves itself every other second: a hundred lines a conversation would hide the others. Each stretch of
    work still begins with its line, in the transaction of its first saving; lock `subject` before, or two savings at
    once both write one.
    """
    lines = Entry.objects.about(subject.pk).filter(event=event.value, actor_id=by.pk)
    if not lines.filter(at__gt=timezone.now() - timedelta(hours=1)).exists():
        record(event, by=by, subject=subject)

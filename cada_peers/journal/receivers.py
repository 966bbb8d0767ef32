"""The accounts lie below the journal and cannot call it: it listens to what they tell (`accounts/events.py`)."""

from django.db import models
from django.dispatch import receiver

from cada_peers.accounts.events import Event, happened
from cada_peers.accounts.models import Centre, User
from cada_peers.journal.record import readable, record

readable(Event)


@receiver(happened)
def write_the_line(
    sender: object,
    *,
    event: Event,
    by: User | None,
    subject: models.Model | None,
    centre: Centre | None,
    amount: int | None,
    **kwargs: object,
) -> None:
    record(event, by=by, subject=subject, centre=centre, amount=amount)

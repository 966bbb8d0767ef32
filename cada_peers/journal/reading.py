"""A page of the journal: lines narrowed down, in readable words, fifty at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.apps import apps
from django.db.models import Model
from django.utils import timezone
from django.utils.functional import Promise

from cada_peers.accounts.models import User
from cada_peers.journal.models import Entry, EntryQuerySet
from cada_peers.journal.record import label_of

PAGE = 50


@dataclass(frozen=True)
class Line:
    """An entry in words: when, what, who (None: the machine), about what kind of record."""

    at: datetime
    label: str | Promise
    actor: str | None
    subject: str | Promise
    subject_id: UUID | None
    amount: int | None


@dataclass(frozen=True)
class Page:
    """Lines, the newest first; `older`: the moment before which the next page begins (None at the end)."""

    lines: list[Line]
    older: datetime | None


def narrowed(entries: EntryQuerySet, wanted: dict) -> EntryQuerySet:
    """`wanted`: the cleaned data of `FilterForm`, whole or in part."""
    if wanted.get("event"):
        entries = entries.filter(event=wanted["event"])
    if wanted.get("person"):
        entries = entries.filter(actor_id=wanted["person"].pk)
    if wanted.get("about"):
        entries = entries.about(wanted["about"])
    if wanted.get("day"):
        morning = timezone.make_aware(datetime.combine(wanted["day"], time.min))
        entries = entries.filter(at__gte=morning, at__lt=morning + timedelta(days=1))
    return entries


def read_page(entries: EntryQuerySet, before: datetime | None) -> Page:
    """Fifty lines older than `before`, found by their moment: the hundredth page costs no more than the first."""
    asked = entries.filter(at__lt=before) if before else entries
    found = list(asked[: PAGE + 1])
    if len(found) <= PAGE:
        return Page(_in_words(found), None)
    border = found[PAGE - 1]
    # Lines of the very same moment stay on one page, or the next one would leave them out.
    twins = list(asked.filter(at=border.at, id__lt=border.pk)) if found[PAGE].at == border.at else []
    return Page(_in_words(found[:PAGE] + twins), border.at)


def _in_words(entries: Iterable[Entry]) -> list[Line]:
    entries = list(entries)
    names = dict(User.objects.filter(pk__in={entry.actor_id for entry in entries}).values_list("pk", "full_name"))
    kinds = {model._meta.model_name: model._meta.verbose_name for model in apps.get_models() if _is_named(model)}
    return [
        Line(
            at=entry.at,
            label=label_of(entry.event),
            actor=names.get(entry.actor_id) if entry.actor_id else None,
            subject=kinds.get(entry.subject_type) or "",
            subject_id=entry.subject_id,
            amount=entry.amount,
        )
        for entry in entries
    ]


def _is_named(model: type[Model]) -> bool:
    """Whether a model has words of its own; those that Django makes of its class name are English for everybody."""
    return isinstance(model._meta.verbose_name, Promise)

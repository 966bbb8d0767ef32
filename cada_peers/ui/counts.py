"""Counts of centres, without any person: each room adds its columns, head office reads them side by side."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.functional import Promise

from cada_peers.accounts.models import Centre


@dataclass(frozen=True)
class Column:
    """One number for each centre; a centre without rows is not in `numbers`."""

    label: str | Promise
    numbers: dict[UUID, int]


Provider = Callable[[Collection[UUID]], Iterable[Column]]
_PROVIDERS: list[Provider] = []


def provides_counts(provider: Provider) -> Provider:
    """Decorator: `provider(keys of centres)` gives the columns of one room, one query each."""
    _PROVIDERS.append(provider)
    return provider


def count_by_centre(rows: QuerySet) -> dict[UUID, int]:
    """How many of `rows` each centre has."""
    return dict(rows.order_by().values_list("centre").annotate(number=Count("pk")))


def side_by_side(centres: Collection[Centre]) -> tuple[list[str | Promise], list[tuple[Centre, list[int]]]]:
    """The labels of the columns, and for each centre its numbers in the same order."""
    keys = [centre.pk for centre in centres]
    columns = [column for provider in _PROVIDERS for column in provider(keys)]
    rows = [(centre, [column.numbers.get(centre.pk, 0) for column in columns]) for centre in centres]
    return [column.label for column in columns], rows

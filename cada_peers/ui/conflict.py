"""Two people, or two tabs, write on one record: the second is told, and nobody's words are lost."""

from collections.abc import Iterable

from django.db import models

from cada_peers.privacy.keys import keyed_digest


class ChangedMeanwhile(Exception):
    """The record was saved since the form was opened; `current` is the record as it stands now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__(f"{current._meta.label} {current.pk} was saved meanwhile")
        self.current = current


def fingerprint(record: models.Model, columns: Iterable[str]) -> str:
    """What a form showed of a record, as 64 characters: the columns, then what `shown_beside()` adds, if it can."""
    values = [str(getattr(record, column)) for column in columns]
    beside: Iterable[str] = record.shown_beside() if hasattr(record, "shown_beside") else ()
    return keyed_digest("ui.fingerprint", *values, *beside)


def refuse_if_changed(record: models.Model, columns: Iterable[str], seen: str | None) -> None:
    """Raise `ChangedMeanwhile` when `record`, locked and fresh, is not what `seen` is the fingerprint of.

    `seen` None: the caller showed nothing before (a script, an import), there is nothing to compare.
    """
    if seen is not None and seen != fingerprint(record, columns):
        raise ChangedMeanwhile(record)

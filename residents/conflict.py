"""Two people, or two tabs, write on one record: the second is told, and nobody's words are lost."""

from collections.abc import Iterable

from django.db import models

from cada_peers.privacy.keys import keyed_digest
from residents.models import Card, Resident, Skill


class ChangedMeanwhile(Exception):
    """The record was saved since the form was opened; `current` is the record as it stands now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__(f"{current._meta.label} {current.pk} was saved meanwhile")
        self.current = current


def fingerprint(record: Resident | Card | Skill, columns: Iterable[str]) -> str:
    """What a form showed of a record, as 64 characters: the columns, then the languages, if it has any, in order."""
    values = [str(getattr(record, column)) for column in columns]
    languages = record.languages.all() if hasattr(record, "languages") else ()
    spoken = [f"{row.language}/{getattr(row, 'level', '')}" for row in languages]
    return keyed_digest("residents.fingerprint", *values, *spoken)


def refuse_if_changed(record: Resident | Card | Skill, columns: Iterable[str], seen: str | None) -> None:
    """Raise `ChangedMeanwhile` when `record`, locked and fresh, is not what `seen` is the fingerprint of.

    `seen` None: the caller showed nothing before (a script, an import), there is nothing to compare.
    """
    if seen is not None and seen != fingerprint(record, columns):
        raise ChangedMeanwhile(record)

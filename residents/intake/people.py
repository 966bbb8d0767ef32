"""Who works here, who is already here: what the rows of a list are compared with."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from uuid import UUID

from django.utils.translation import gettext as _

from cada_peers.accounts.models import Centre
from cada_peers.ui.folding import fold
from residents.intake.cells import SHOWN, CellRefused
from residents.models import Resident
from residents.staff import staff_of

COURTESY = frozenset({"m", "mme", "mlle", "mr", "mrs", "ms", "miss"})
Identity = tuple[str, str]


def names_of(*names: str) -> str:
    """The words of a name, in the order of the alphabet: « AZIZI Samim » and « Samim Azizi » are one."""
    words = " ".join(names)
    return " ".join(sorted(fold(words).split())) or words.casefold()


def identity(name: str, family_name: str, arrived_on: date) -> Identity:
    """By what a person of a list is known again: first and family name, in any order, and the day of arrival.

    Not by the name they are called by, nor by a file number: the first changes, the second does not come in.
    """
    return names_of(name, family_name), arrived_on.isoformat()


def those_here(centre: Centre, before: Mapping[UUID, Identity] = MappingProxyType({})) -> dict[UUID, Identity]:
    """The identity of everyone of the centre, those who left included; those of `before` are not worked out again."""
    rows = Resident.objects.filter(centre=centre).order_by().values_list("pk", "name", "family_name", "arrived_on")
    return {row[0]: before.get(row[0]) or identity(*row[1:]) for row in rows.iterator(chunk_size=2000)}


class Team:
    """The staff of a centre, found by e-mail address or by name."""

    def __init__(self, centre: Centre) -> None:
        self.by_address: dict[str, UUID] = {}
        self.by_word: dict[str, set[UUID]] = defaultdict(set)
        for person in staff_of(centre):
            self.by_address[person.email.casefold()] = person.pk
            for word in fold(person.full_name).split():
                self.by_word[word].add(person.pk)

    def find(self, words: str) -> str | None:
        """The key of the one person whose name holds all of `words`; None for no word. Raises CellRefused."""
        if not words:
            return None
        if key := self.by_address.get(words.casefold()):
            return str(key)
        found = self._named(word for word in fold(words).split() if word not in COURTESY)
        if len(found) != 1:
            said = {"words": words[:SHOWN]}
            if found:
                raise CellRefused(
                    _("several people of the team are called “%(words)s”: write the e-mail address") % said
                )
            raise CellRefused(_("nobody of the team here is called “%(words)s”: correct it, or leave it empty") % said)
        return str(found.pop())

    def _named(self, words: Iterable[str]) -> set[UUID]:
        each = [self.by_word.get(word, set()) for word in words]
        return set.intersection(*each) if each else set()

"""The rule as a page and docs/matching.md tell it to a social worker. The numbers are those of the rule itself."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from residents.matching import rule


class Told(NamedTuple):
    """A line of a table: what speaks for two cards, or against them."""

    sentence: Promise
    points: int
    is_each: bool = False

    @property
    def signed(self) -> str:
        """« 50 », « −30 » with the sign that a printer would set."""
        return str(self.points).replace("-", "−")


ABOUT = (
    Told(_("same skill, named on both"), rule.SAME_SKILL),
    Told(_("same skill, read in the words of a handwritten card"), rule.SAME_MEANT),
    Told(_("a skill close to it, or in a neighbouring domain"), rule.CLOSE_SKILL),
    Told(_("the same, read in the words of a handwritten card"), rule.CLOSE_MEANT),
    Told(_("same compartment, and one of the two says no more than that"), rule.SAME_COMPARTMENT),
)
MEETING = (
    Told(_("a word on both cards (three words at most)"), rule.WORD, is_each=True),
    Told(_("both speak a language well (Dari and Persian count as one)"), rule.LANGUAGE),
    Told(_("both speak one, one of the two at level A2 (at A1 it does not count)"), rule.SOME_LANGUAGE),
    Told(_("both free at the same time of the week"), rule.TIME),
    Told(_("both said when, and it is not the same time"), rule.OTHER_TIME),
    Told(_("both by telephone"), rule.BY_TELEPHONE),
    Told(_("asked by telephone, offered otherwise"), rule.NOT_BY_TELEPHONE),
    Told(_("offered by telephone, asked otherwise"), rule.ONLY_BY_TELEPHONE),
    Told(_("both in a group"), rule.IN_A_GROUP),
    Told(_("same place"), rule.PLACE),
    Told(_("a wish of a woman or of a man that is met (each side)"), rule.WISH),
    Told(_("proposed before, and it was « not this time »"), rule.NOT_THAT_TIME),
)

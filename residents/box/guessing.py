"""Into which compartment a slip goes, guessed from its words and the names of the catalogue, French and English.

A word that stands in the names of one domain only speaks for it loudly, in several faintly; a verb that goes with
everything (learn, find, make) hardly speaks. When no domain is clearly heard, nothing is guessed: a person is asked.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from cada_peers.accounts.models import Centre
from cada_peers.ui.folding import fold
from residents.matching.words import TOOL_WORDS
from residents.models import Domain, Skill

# They say little of a compartment, and something all the same: unlike the other words that stand on any card.
FAINT = frozenset(
    fold(
        "aide aider aller apprendre atelier avoir chercher commencer comprendre cours créer donner écrire enseigner "
        "être expliquer faire gens jouer lire mieux montrer nouveau parler partager personne personnes petit petite "
        "petits peux pouvoir premier première prendre préparer rencontrer savoir servir tenir trouver utiliser veux "
        "voudrais vouloir "
        "ask can explain find get give go help know lead learn look make meet need people play practise prepare put "
        "read share show small speak start take talk teach understand use want work write"
    ).split()
)
SILENT = TOOL_WORDS - FAINT
FAINTLY = 0.3
# Letters that two words share at their beginning: enough alone; enough for short words, or for one inside the other.
ROOT, SHORT_ROOT, SHORT_WORD = 5, 4, 6
# What the loudest domain needs at least, and more than the next.
HEARD = 0.5
CLEARLY = 0.2


@dataclass(frozen=True)
class Guess:
    """The skill is guessed only when all the words of its name are said."""

    domain: Domain
    skill: Skill | None = None


class Catalogue:
    """The names that a centre uses, read once for a whole pile. Two queries."""

    def __init__(self, centre: Centre) -> None:
        self.domains = {domain.code: domain for domain in Domain.objects.all()}
        self._skills = list(Skill.objects.offered_in(centre).select_related("stands_for"))
        self._places: dict[str, set[str]] = defaultdict(set)
        domains = [(code, domain.name_fr, domain.name_en) for code, domain in self.domains.items()]
        for code, *names in (*domains, *((skill.domain_id, *skill.names) for skill in self._skills)):
            for word in _words(" ".join(names)):
                self._places[word].add(code)

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(domain.code, domain.label) for domain in self.domains.values()]

    def guess(self, words: str) -> Guess | None:
        """The compartment that `words` speak of, or None when none is clearly heard."""
        said = list(dict.fromkeys(_words(words)))
        voices: dict[str, float] = defaultdict(float)
        for word in said:
            places = self._where(word)
            for code in places:
                voices[code] += (FAINTLY if word in FAINT else 1) / len(places)
        best, next_best = sorted([*voices.items(), ("", 0.0), ("", 0.0)], key=lambda voice: -voice[1])[:2]
        if best[1] < HEARD or best[1] - next_best[1] < CLEARLY:
            return None
        return Guess(self.domains[best[0]], self._skill(said, best[0]))

    def _where(self, word: str) -> set[str]:
        """The domains whose names hold the word; only if none does, those that hold one like it."""
        alike = {code for known, codes in self._places.items() if _alike(word, known) for code in codes}
        return self._places.get(word) or alike

    def _skill(self, said: Iterable[str], code: str) -> Skill | None:
        """The one skill of the domain of which a whole name is said, in any language; the longest of several."""
        whole = [
            (len(name), skill)
            for skill in self._skills
            if skill.domain_id == code
            for name in map(_words, skill.names)
            if name and all(any(_alike(word, known) for word in said) for known in name)
        ]
        return max(whole, key=lambda found: found[0])[1] if whole else None


def _words(text: str) -> list[str]:
    return [word for word in fold(text).split() if word not in SILENT]


def _alike(one: str, other: str) -> bool:
    """« vélo » and « vélos », « foot » and « football », « cuisine » and « cuisiner », « lettre » and "letter"."""
    if one == other:
        return True
    shared = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))
    shorter, longer = sorted((len(one), len(other)))
    return shared >= ROOT or (shared >= SHORT_ROOT and (shared == shorter or longer <= SHORT_WORD))

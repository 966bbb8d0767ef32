"""Which names resemble one another, among hundreds, without comparing each with each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from cada_peers.ui.folding import fold

# Of a word so much counts: « réparer », « réparation ».
BEGINNING = 5
# What a skill is about is said by then.
MOST_WORDS = 8
# Words that say nothing of a skill, folded; a single letter never does.
_SMALL = frozenset(
    {"an", "and", "at", "au", "aux", "avec", "de", "des", "du", "en", "et", "for", "in", "la", "le", "les", "of", "on"}
    | {"one", "ou", "par", "pour", "sa", "ses", "son", "sur", "the", "to", "un", "une", "with"}
)

Index = dict[str, set[int]]


class Names:
    """The names of many skills in one language, each known by its number in the list.

    Two names are alike when every telling word of the shorter one stands in the longer one; a name of one word is
    alike only to another of one word. Two words are one when they are the same without one letter (« clé », « clés »)
    or, long ones, without one letter of each (« danse », « dance »; but « pain » is not « bain »).
    """

    def __init__(self, names: Sequence[str]) -> None:
        words = [telling(name) for name in names]
        self.found_by = [[_found_by(word) for word in each] for each in words]
        self.known_by = [frozenset().union(*map(_known_by, each)) for each in words]
        holding: Index = defaultdict(set)
        for number, keys in enumerate(self.known_by):
            for key in keys:
                holding[key].add(number)
        # To hold all the words of a name is to hold its rarest one: of common ones, nearly all names hold some.
        self.holders: list[set[int]] = []
        self.told_by: Index = defaultdict(set)
        for number, each in enumerate(words):
            holders = [(_at(holding, _found_by(word)), word) for word in each]
            fewest, rarest = min(holders, key=lambda those: len(those[0]), default=(set(), ""))
            self.holders.append(fewest)
            for key in _known_by(rarest):
                self.told_by[key].add(number)

    def near(self, number: int) -> set[int]:
        """The other names that may be alike: they hold its rarest word, or it holds theirs."""
        shorter = (_at(self.told_by, keys) for keys in self.found_by[number])
        return self.holders[number].union(*shorter) - {number}

    def closeness(self, one: int, other: int) -> float:
        """0 (not alike) to 1 (the same words, in whatever order)."""
        if len(self.found_by[one]) > len(self.found_by[other]):
            one, other = other, one
        words, there = self.found_by[one], self.known_by[other]
        fewer, more = len(words), len(self.found_by[other])
        if not fewer or (fewer == 1 and more > 1):
            return 0
        for keys in words:
            if keys.isdisjoint(there):
                return 0
        return fewer / more


@lru_cache(16)
def compared(names: tuple[str, ...]) -> Names:
    """`Names` of these very names, made once as long as none of them changes."""
    return Names(names)


def _at(index: Index, keys: Iterable[str]) -> set[int]:
    return set().union(*(index[key] for key in keys if key in index))


@lru_cache(4096)
def telling(name: str) -> tuple[str, ...]:
    """« Réparer les vélos » → (« repar », « velos »)."""
    words = [word[:BEGINNING] for word in fold(name).split() if len(word) > 1 and word not in _SMALL]
    return tuple(words[:MOST_WORDS])


def _rests(word: str) -> set[str]:
    """What is left of a word without one of its letters."""
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


@lru_cache(65536)
def _known_by(word: str) -> frozenset[str]:
    """The word, and behind a sign its rests: see `_found_by`."""
    return frozenset({word} | {f"-{rest}" for rest in _rests(word)})


@lru_cache(65536)
def _found_by(word: str) -> frozenset[str]:
    """Another word is the same as this one when it is known by something in here: by the word, by the word as its own
    rest, by a rest of this one, or, both being long, by a rest that they share."""
    rests = _rests(word)
    shared = {f"-{rest}" for rest in rests} if len(word) == BEGINNING else set()
    return frozenset({word, f"-{word}"} | rests | shared)

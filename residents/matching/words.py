"""What the words of a card mean: many cards are written by hand, name no skill and leave the accents out.

Words are compared by their root: « vélo » and « vélos », « réparer » and « réparation ». From them a card without a
skill says which one it means, a card without ticked moments says when, and a card says which language it is about.
"""

import re
import tomllib
import unicodedata
from collections import defaultdict
from functools import cache
from pathlib import Path
from uuid import UUID

from residents.catalogue import SKILLS, key_of
from residents.matching.near import TEACHES_A_LANGUAGE
from residents.models.card_choices import Moment

_SAID = tomllib.loads((Path(__file__).parent / "words.toml").read_text())
# Words that say nothing of what a card is about, here and where a compartment is guessed.
TOOL_WORDS = frozenset(_SAID["tool_words"].split())
# From the longest to the shortest: the first that leaves a root is taken off.
_ENDINGS = (
    *("issement", "atrice"),
    *("ateur", "ation", "ition", "ement", "iere"),
    *("ance", "ence", "euse"),
    *("age", "ait", "ant", "ent", "eur", "ier", "ing", "ive", "ons", "ure"),
    *("ee", "er", "ez", "ir", "re"),
    "e",
)
_SHORTEST_ROOT = 3
_WORD = re.compile(r"\w+")
_ACCENTS = re.compile("[\u0300-\u036f]")

_MOMENTS = {
    "matin": Moment.MORNING,
    "matinee": Moment.MORNING,
    "morning": Moment.MORNING,
    "apres-midi": Moment.AFTERNOON,
    "afternoon": Moment.AFTERNOON,
    "soir": Moment.EVENING,
    "soirs": Moment.EVENING,
    "soiree": Moment.EVENING,
    "evening": Moment.EVENING,
    "week-end": Moment.WEEKEND,
    "weekend": Moment.WEEKEND,
    "samedi": Moment.WEEKEND,
    "dimanche": Moment.WEEKEND,
    "saturday": Moment.WEEKEND,
    "sunday": Moment.WEEKEND,
}
_MOMENT = re.compile(rf"\b({'|'.join(_MOMENTS)})\b")


def bare(text: str) -> str:
    """`text` in small letters, without accents."""
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold()


@cache
def root_of(word: str) -> str:
    """The root of a bare word: « réparation » and « réparer » → « repar »; it is compared, never shown."""
    one = word[:-1] if word[-1] in "sx" and len(word) > _SHORTEST_ROOT else word
    fitting = (end for end in _ENDINGS if one.endswith(end) and len(one) - len(end) >= _SHORTEST_ROOT)
    return one[: -len(end)] if (end := next(fitting, "")) else one


def roots_of(text: str) -> dict[str, str]:
    """The roots of what `text` is about, each with its word in small letters."""
    written = _WORD.findall(text.lower())
    return {root: word for word in reversed(written) for root in roots_in(word)}


def roots_in(text: str) -> list[str]:
    """The same roots, without their words. One letter is a word in scripts that are not ours."""
    words = _WORD.findall(bare(text))
    return [root_of(word) for word in words if word not in TOOL_WORDS and (len(word) > 1 or not word.isascii())]


_LANGUAGE_OF = {root_of(name): code for code, names in _SAID["languages"].items() for name in names.split()}


# The skills by a number of ours, which counts quicker than their keys.
_SKILLS = [(key_of(english), code) for code, skills in SKILLS.items() for _, english in skills]


def _roots_of_the_skills() -> dict[str, list[int]]:
    said: dict[str, list[int]] = defaultdict(list)
    names = [names for skills in SKILLS.values() for names in skills]
    for number, (french, english) in enumerate(names):
        for root in set(roots_in(f"{french} {english} {_SAID['skills'].get(english, '')}")):
            said[root].append(number)
    for root in _LANGUAGE_OF:
        said[root].append(next(number for number, skill in enumerate(_SKILLS) if skill[0] == TEACHES_A_LANGUAGE))
    return dict(said)


_SAYS = _roots_of_the_skills()
_SEVERAL = 3


def skills_meant(text: str, domain: str) -> frozenset[UUID]:
    """The skills that a card of this compartment most likely means; none when its words are about too many."""
    hits: dict[int, int] = {}
    for root in set(roots_in(text)):
        for skill in _SAYS.get(root, ()):
            # The compartment speaks for its own skills.
            hits[skill] = hits.get(skill, _SKILLS[skill][1] == domain) + 1
    best = max(hits.values(), default=0)
    meant = [_SKILLS[skill][0] for skill, number in hits.items() if number == best]
    return frozenset(meant if len(meant) <= _SEVERAL else ())


def languages_named(roots: dict[str, str]) -> frozenset[str]:
    """The codes of the languages that the words name."""
    return frozenset(_LANGUAGE_OF[root] for root in roots if root in _LANGUAGE_OF)


def moments_named(text: str) -> int:
    """The parts of the week that `text` names, as `Card.moments` holds them."""
    named = 0
    for word in _MOMENT.findall(bare(text)):
        named |= _MOMENTS[word]
    return named

"""« français B1, dari » : the languages of a cell, by their names in French, in English or in themselves."""

import re
from collections.abc import Iterable
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import override

from cada_peers.ui.folding import fold
from residents.intake.cells import SHOWN, CellRefused
from residents.intake.words import WORDS
from residents.languages import LANGUAGES, Level

BETWEEN = re.compile(r"[,;/+&|\n•·]|\s[-–]\s|\bet\b|\band\b", re.IGNORECASE)
# A comma inside « (parlée, pas écrite) » separates nothing.
IN_BRACKETS = re.compile(r"\(([^()]*)\)")


@cache
def names() -> dict[str, str]:
    """The code of each language, by its folded names. The French ones come from the translations."""
    found = {fold(name): code for name, code in WORDS.languages.items()}
    for code, language in LANGUAGES.items():
        found[fold(language.autonym)] = found[fold(code)] = code
        for tongue in ("fr", "en"):
            with override(tongue):
                found[fold(str(language.name))] = code
    return found


@cache
def longest_name() -> int:
    """Of how many words the longest name of a language is: a cell may hold a thousand."""
    return max(len(name.split()) for name in names())


@cache
def levels() -> dict[str, str]:
    """The level, by its folded names."""
    found = dict(WORDS.levels)
    for tongue in ("fr", "en"):
        with override(tongue):
            found |= {fold(str(level.label)): level.value for level in Level}
    return found


def languages_in(words: str) -> list[tuple[str, str]]:
    """Pairs (code, level), each language once. Raises CellRefused for a language that is not in the list.

    Without a level, the first is noted as the mother tongue (French excepted: it is mostly learnt here), the others as
    spoken.
    """
    spoken: dict[str, str] = {}
    plain = IN_BRACKETS.sub(lambda found: " " + re.sub(r"[,;/]", " ", found[1]) + " ", words)
    for part in filter(str.strip, BETWEEN.split(plain)):
        code, level = _one(part)
        if level is None:
            level = Level.NATIVE.value if not spoken and code != "fr" else Level.SPOKEN.value
        spoken.setdefault(code, level)
    return list(spoken.items())


def _one(part: str) -> tuple[str, str | None]:
    """« français B1 », « B1 français » or « arabe »."""
    told, is_language = fold(part).split(), False
    for cut in range(min(len(told), longest_name()), 0, -1):
        for name, rest in ((told[:cut], told[cut:]), (told[-cut:], told[:-cut])):
            code, level = names().get(" ".join(name)), _level(rest)
            if code and (level or not rest):
                return code, level
            is_language = is_language or code is not None
    said = {"words": part.strip()[:SHOWN]}
    if is_language:
        raise CellRefused(_("“%(words)s”: after the language, write a level from A1 to C2, or nothing") % said)
    raise CellRefused(_("“%(words)s” is not in the list of languages: write another name for it, or nothing") % said)


def _level(words: list[str]) -> str | None:
    told = " ".join(word for word in words if word not in {"niveau", "level", "pas", "not"})
    return levels().get(" ".join(words)) or levels().get(told)


def written(spoken: Iterable[tuple[str, str]]) -> str:
    """The opposite of `languages_in`: « dari (langue maternelle), français B1 »."""
    return ", ".join(_written(code, level) for code, level in spoken)


def _written(code: str, level: str) -> str:
    name = str(LANGUAGES[code].name)
    return f"{name} ({Level(level).label})" if level in {Level.NATIVE, Level.SPOKEN} else f"{name} {level}"

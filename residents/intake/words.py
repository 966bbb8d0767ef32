"""The vocabulary of `words.toml`, ready for look-ups."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Words:
    """`titles`: what a whole title means; `words`: what one word of a title means; names of languages and levels."""

    fillers: frozenset[str]
    kept_out: frozenset[str]
    titles: dict[str, str]
    words: dict[str, frozenset[str]]
    languages: dict[str, str]
    levels: dict[str, str]


def _load() -> Words:
    with Path(__file__).with_name("words.toml").open("rb") as file:
        told = tomllib.load(file)
    return Words(
        fillers=frozenset(told["fillers"].split()),
        kept_out=frozenset(told["kept_out"].split()),
        words={meaning: frozenset(words.split()) for meaning, words in told["words"].items()},
        **{part: _turned(told[part]) for part in ("titles", "languages", "levels")},
    )


def _turned(names: dict[str, list[str]]) -> dict[str, str]:
    return {name: meant for meant, those in names.items() for name in those}


WORDS = _load()

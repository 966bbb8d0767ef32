"""What the residents of the demonstration like and can do (callings.toml)."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Calling:
    """`skills`: name in the catalogue, how it was acquired, the wish; `offers`: cards, the skill by name."""

    likes: list[str]
    passions: list[str]
    abilities: list[str]
    skills: list[tuple[str, str, str]]
    offers: list[dict[str, str]]


_FILE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text())
CALLINGS = {name: Calling(**words) for name, words in _FILE["callings"].items()}
DREAMS: list[str] = _FILE["dreams"]
DESIRES: list[str] = _FILE["desires"]

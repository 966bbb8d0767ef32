"""Every pair of words and ground can be read (WCAG AA), and no style sheet of ours reaches outside."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.BASE_DIR) / "static" / "css"
TOKEN = re.compile(r"--([a-z-]+): (#[0-9a-f]{6})\b")
GROUNDS = ("paper", "card", "mute")
WORDS_ON_GROUNDS = [
    *((words, ground) for words in ("ink", "soft", "teal", "rose-ink") for ground in GROUNDS),
    *((f"{tone}-ink", f"{tone}-soft") for tone in ("ochre", "leaf", "plum", "rose")),
    *(("ink", f"{tone}-soft") for tone in ("teal", "ochre", "leaf", "plum", "rose")),
    ("teal-strong", "teal-soft"),
    ("on-teal", "teal"),
    ("on-teal", "teal-strong"),
    ("on-hero", "hero"),
    ("on-rose", "rose"),
    ("wood-ink", "wood-slot"),
    ("ink", "wood-slot"),
    ("ochre-ink", "card"),
]
SHAPES_ON_GROUNDS = [
    ("edge", "card"),
    ("edge", "paper"),
    ("teal", "card"),
    ("ochre", "card"),
    ("leaf", "card"),
]


def palettes() -> dict[str, dict[str, str]]:
    light, dark = (CSS / "tokens.css").read_text().split("@media screen and (prefers-color-scheme: dark)")
    bright = dict(TOKEN.findall(light))
    return {"light": bright, "dark": bright | dict(TOKEN.findall(dark))}


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_stand_out_from_their_ground(theme: str) -> None:
    palette = palettes()[theme]
    faint = {pair: contrast(palette[pair[0]], palette[pair[1]]) for pair in WORDS_ON_GROUNDS}
    assert {pair: round(ratio, 2) for pair, ratio in faint.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_shapes_and_borders_stand_out_from_their_ground(theme: str) -> None:
    palette = palettes()[theme]
    faint = {pair: contrast(palette[pair[0]], palette[pair[1]]) for pair in SHAPES_ON_GROUNDS}
    assert {pair: round(ratio, 2) for pair, ratio in faint.items() if ratio < 3} == {}


@pytest.mark.parametrize("sheet", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_a_style_sheet_fetches_nothing(sheet: Path) -> None:
    assert re.findall(r"@import|url\(|https?:", sheet.read_text()) == []


@pytest.mark.parametrize("sheet", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_a_style_sheet_mirrors_for_languages_read_from_the_right(sheet: Path) -> None:
    physical = re.findall(r"(?:margin|padding|border)-(?:left|right)|text-align: (?:left|right)", sheet.read_text())
    assert physical == []

"""Pictograms, initials, positions."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from cada_peers.ui.context import ENTRIES
from cada_peers.ui.templatetags.pairs import initials, percent, pictogram

ROOT = Path(settings.BASE_DIR)
SPRITE = (ROOT / "static" / "img" / "pictograms.svg").read_text()
DRAWN = set(re.findall(r'<symbol id="([a-z-]+)"', SPRITE))


def test_a_pictogram_is_decoration_unless_it_speaks() -> None:
    assert 'aria-hidden="true"' in pictogram("print")
    assert 'role="img" aria-label="Print &lt;it&gt;"' in pictogram("print", "Print <it>")


def test_every_pictogram_named_in_a_template_is_drawn() -> None:
    named = set()
    for template in (ROOT / "templates").rglob("*.html"):
        named |= set(re.findall(r'{% pictogram "([^"]+)"|pictogram="([^"]+)"', template.read_text()))
    assert {one or other for one, other in named} - DRAWN == set()


def test_every_door_of_the_navigation_has_its_pictogram() -> None:
    assert {entry.pictogram for entry in ENTRIES} <= DRAWN


def test_pictograms_take_the_colour_of_the_words() -> None:
    colours = re.findall(r'(?:fill|stroke)="([^"]+)"', SPRITE)
    assert set(colours) == {"none", "currentColor"}
    assert "style" not in SPRITE


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Nour Belkacem", "NB"),
        ("nour", "N"),
        ("Jean-Luc de Roy", "JR"),
        ("نور", "ن"),
        ("Nour B.", "NB"),
        ("", ""),
        (None, ""),
    ],
)
def test_initials_are_those_of_the_first_and_last_word(name: str | None, letters: str) -> None:
    assert initials(name) == letters


def test_a_position_keeps_its_point_in_french() -> None:
    with translation.override("fr"):
        assert percent(12.5) == "12.5%"

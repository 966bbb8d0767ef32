"""French is complete and well set: non-breaking spaces, guillemets, typographic apostrophes."""

import ast
import gettext
import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, modules

FRENCH = ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.po"
BARE_SIGN = re.compile(
    r"(?<![\u00a0\u202f\d&%\w/])[;!?»]|[^\u00a0\u202f][»]|«(?![\u00a0\u202f])|[ \w][!?;](?=\s|$)| :|\w :"
    r"|\d (?:h|mois|ans|%)(?!\w)"
)
QUOTES = set("“”")
MARKS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}
MARKUP = re.compile(r"<[^>]+>|%\([a-z_]+\)[sd]|&[a-z]+;|https?:\S+|{[^}]*}")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> dict[object, str]:
    target = tmp_path_factory.mktemp("mo") / "fr.mo"
    subprocess.run(["msgfmt", "-o", target, FRENCH], check=True)
    with Path(target).open("rb") as file:
        return gettext.GNUTranslations(file)._catalog


def test_no_french_string_is_missing_or_doubtful() -> None:
    for wrong in ("--untranslated", "--only-fuzzy"):
        left = subprocess.run(
            ["msgattrib", wrong, "--no-obsolete", FRENCH], check=True, capture_output=True, text=True
        ).stdout
        assert left == "", f"{wrong}\n{left[:2000]}"


def test_french_is_set_as_in_a_book(catalogue: dict[object, str]) -> None:
    texts = [MARKUP.sub("", text) for source, text in catalogue.items() if source]
    straight = [text for text in texts if "'" in text or '"' in text]
    assert straight == [], "straight apostrophes or quotes: ’ and « » are needed"
    loose = [text for text in texts if BARE_SIGN.search(text)]
    assert loose == [], "a non-breaking space is needed before : ; ! ? » and after «, and between a figure and its unit"


def test_no_words_to_translate_hide_in_an_f_string() -> None:
    """The extraction does not look inside: such words, and the quotes of the language, would stay English unseen."""
    hidden = []
    for module, path in modules():
        for text in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.JoinedStr)):
            calls = (node for node in ast.walk(text) if isinstance(node, ast.Call))
            names = (call.func.id for call in calls if isinstance(call.func, ast.Name))
            hidden += [f"{module}:{text.lineno}" for name in names if name in MARKS]
            parts = (part.value for part in text.values if isinstance(part, ast.Constant))
            hidden += [f"{module}:{text.lineno}" for part in parts if QUOTES & set(str(part))]
    assert hidden == []

"""Templates: no inline code, no foreign address, none unused."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, modules

TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
PAGES = [path for path in TEMPLATES if "documents" not in path.parent.name or "verify" in path.name]
INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=\"|javascript:", re.IGNORECASE)
# Names that Django, allauth or crispy look up themselves.
CALLED_BY_LIBRARIES = re.compile(
    r"^(400|403|403_csrf|404|429|500)\.html$|^(account|mfa|usersessions|allauth|bootstrap5|django)/"
)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT / "templates").as_posix()


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_no_code_and_no_style_inside_a_page(path: Path) -> None:
    assert INLINE.search(path.read_text()) is None


@pytest.mark.parametrize("path", [*TEMPLATES, *sorted((ROOT / "static").rglob("*.css"))], ids=lambda path: path.name)
def test_nothing_is_fetched_from_elsewhere(path: Path) -> None:
    foreign = re.findall(r"(?:src|href|url\()\W{0,2}(?:https?:)?//[^\s\"')]+", path.read_text())
    assert foreign == []


def test_no_template_is_left_without_a_caller() -> None:
    texts = [path.read_text() for path in TEMPLATES] + [path.read_text() for _, path in modules()]
    called = "\n".join(texts)
    unused = [name_of(p) for p in TEMPLATES if not CALLED_BY_LIBRARIES.search(name_of(p)) and name_of(p) not in called]
    assert unused == []

"""What docs/ say of the code is compared with the code."""

import re

import pytest

from peerhelpers.files.gates import missing_for_approval
from tests.architecture.source import ROOMS, ROOT
from tests.cast import Cast
from tests.peerhelpers import steps

ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text()


def section(title: str) -> str:
    return ARCHITECTURE.split(f"## {title}\n")[1].split("\n## ")[0]


@pytest.mark.django_db
def test_what_approval_demands_is_written_as_the_rooms_ask_for_it(cast: Cast) -> None:
    """Each room adds its own (ADR 5): the document is the one place where the whole list is read."""
    asked = [requirement.label for requirement in missing_for_approval(steps.an_engaged_person(cast))]
    assert re.findall(r"^- \*\*(.+?)\*\*", section("What approval demands"), flags=re.MULTILINE) == asked


def test_the_rooms_are_drawn_in_their_order() -> None:
    drawn = re.findall(r"^(\w[\w.]*)  ", section("One direction"), flags=re.MULTILINE)
    assert sorted(drawn) == sorted(ROOMS)
    ours = [room for room in drawn if "." not in room]
    assert ours == [room for room in reversed(ROOMS) if "." not in room]

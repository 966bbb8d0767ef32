"""An interview that has begun, and a few skills to find in it."""

import pytest

from residents.actions import confirm_interview, save_interview, start_interview
from residents.models import Domain, Interview, Skill
from tests.cast import Cast


@pytest.fixture
def school(db: None) -> Domain:
    return Domain.objects.create(
        code="school", name_fr="École et études", name_en="School", pictogram="school", position=1
    )


@pytest.fixture
def enrol(school: Domain) -> Skill:
    return Skill.objects.create(
        domain=school, name_fr="Inscrire un enfant à l’école", name_en="Enrol a child at school"
    )


@pytest.fixture
def homework(school: Domain) -> Skill:
    return Skill.objects.create(domain=school, name_fr="Aide aux devoirs", name_en="Homework help")


@pytest.fixture
def draft(cast: Cast) -> Interview:
    """The reception interview of Samim, led by Hélène, not confirmed."""
    return start_interview(resident=cast.samim, kind="reception", by=cast.helene)


def confirmed(draft: Interview) -> Interview:
    """`draft` once one sentence was noted in it and read back."""
    save_interview(interview=draft, likes="Les enfants", by=draft.author)
    return confirm_interview(interview=draft, by=draft.author)


NOTES = {
    "held_on": "2026-01-05",
    "language": "fa-AF",
    "interpreting": "present",
    "likes": "",
    "passions": "",
    "dreams": "",
    "desires": "",
    "abilities": "",
}


def sheet_of(interview: Interview, **changes: object) -> dict[str, object]:
    """What the screen of `interview` posts, with `changes`."""
    interview.refresh_from_db()
    held_on = interview.held_on.isoformat()
    return NOTES | {"held_on": held_on, "revision": interview.revision} | changes

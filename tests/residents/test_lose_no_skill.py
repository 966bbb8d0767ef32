"""Whatever skills are merged in whatever order, nobody loses one, and the neighbours' rows are untouched."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from residents.actions import merge_skills
from residents.models import Card, Domain, Skill, SkillFound
from tests.cast import Cast, a_resident

HOUSE, SHARED, PEOPLE = 5, 2, 3
DAY = date(2026, 1, 1)

# person, skill, days until it was found, wish, days until it was confirmed (if it was)
ROWS = st.lists(
    st.tuples(
        st.integers(0, PEOPLE - 1),
        st.integers(0, HOUSE + SHARED - 1),
        st.integers(0, 40),
        st.sampled_from(["", "keep", "me_first", "share"]),
        st.none() | st.integers(0, 40),
    ),
    unique_by=lambda row: row[:2],
    max_size=PEOPLE * (HOUSE + SHARED),
)
MERGERS = st.lists(st.tuples(st.integers(0, HOUSE - 1), st.integers(0, HOUSE + SHARED - 1)), max_size=8)


@given(rows=ROWS, mergers=MERGERS)
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_nobody_loses_a_skill(cast: Cast, rows: list[tuple], mergers: list[tuple[int, int]]) -> None:
    with transaction.atomic():
        _merge_and_compare(cast, rows, mergers)
        transaction.set_rollback(True)


def _merge_and_compare(cast: Cast, rows: list[tuple], mergers: list[tuple[int, int]]) -> None:
    skills = _skills(cast)
    people = [a_resident(f"personne {number}", cast.tilleuls) for number in range(PEOPLE)]
    before = [_note(cast, people[row[0]], skills[row[1]], *row[2:]) for row in rows]
    cards = [_card(cast, skill, number) for number, skill in enumerate(skills)]
    next_door = _next_door(cast, skills)
    for source, target in mergers:
        try:
            merge_skills(skill=skills[source], into=skills[target], by=cast.claire)
        except ValidationError:
            continue
    final = {skill.pk: skill.merged_into_id or skill.pk for skill in Skill.objects.all()}
    assert set(final.values()) <= set(Skill.objects.filter(merged_into=None).values_list("pk", flat=True)), "chains"
    for person in people:
        had = [row for row in before if row.resident_id == person.pk]
        now = {row.skill_id: row for row in person.skills_found.all()}
        assert now.keys() == {final[row.skill_id] for row in had}
        for skill_id, row in now.items():
            _check_joined(row, [old for old in had if final[old.skill_id] == skill_id])
    assert [card.skill_id for card in Card.objects.order_by("number")] == [final[card.skill_id] for card in cards]
    assert list(SkillFound.objects.filter(centre=cast.erables).values()) == next_door


def _check_joined(row: SkillFound, parts: list[SkillFound]) -> None:
    assert row.found_on == min(part.found_on for part in parts)
    assert row.wish in {part.wish for part in parts}
    assert row.wish or not any(part.wish for part in parts)
    confirmed = max((part.confirmed_on for part in parts if part.confirmed_on and part.wish == row.wish), default=None)
    # Of three and more, a wish in between that was not confirmed may have undone an older confirmation.
    assert row.confirmed_on == confirmed or (len(parts) > 2 and row.confirmed_on is None)
    assert (row.noted_as_id or row.skill_id) in {part.skill_id for part in parts}


def _skills(cast: Cast) -> list[Skill]:
    domain = Domain.objects.create(code="diy", name_fr="Bricolage", pictogram="diy")
    centres = [cast.tilleuls] * HOUSE + [None] * SHARED
    return [
        Skill.objects.create(domain=domain, centre=centre, name_fr=f"savoir {number}")
        for number, centre in enumerate(centres)
    ]


def _note(cast: Cast, person: object, skill: Skill, found: int, wish: str, confirmed: int | None) -> SkillFound:
    confirmed_on = DAY + timedelta(days=found + confirmed) if wish and confirmed is not None else None
    return SkillFound.objects.create(
        centre=cast.tilleuls,
        resident=person,
        skill=skill,
        found_on=DAY + timedelta(days=found),
        wish=wish,
        confirmed_on=confirmed_on,
    )


def _card(cast: Cast, skill: Skill, number: int) -> Card:
    return Card.objects.create(
        centre=cast.tilleuls, number=number, title="x", domain=skill.domain, skill=skill, owner_resident=cast.nour
    )


def _next_door(cast: Cast, skills: list[Skill]) -> list[dict]:
    for skill in skills[HOUSE:]:
        SkillFound.objects.create(centre=cast.erables, resident=cast.voisin, skill=skill, wish="share")
    return list(SkillFound.objects.filter(centre=cast.erables).values())


pytestmark = pytest.mark.django_db

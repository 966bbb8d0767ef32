"""The growth of a person's skills across time: seen by the team, confirmed by the person, put on a card."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from residents.actions import confirm_interview, note_skill, put_card, save_interview, start_interview
from residents.models import Card, Interview, Resident, Skill, SkillFound
from residents.skills.growth import Growth, growth_of
from tests.cast import Cast
from tests.conftest import SignIn

TODAY = date(2026, 5, 1)


@pytest.fixture
def helene(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.helene)


def a_person(**fields: object) -> Resident:
    return Resident(name="Ana", arrived_on=date(2026, 1, 1), **fields)


def held(day: date, kind: str = "reception") -> Interview:
    return Interview(kind=kind, held_on=day)


def seen(day: date, confirmed: date | None = None) -> SkillFound:
    return SkillFound(skill=Skill(name_fr="Coudre"), found_on=day, confirmed_on=confirmed)


def drawn(interviews: list[Interview], found: list[SkillFound], cards: tuple[Card, ...] = (), **how: object) -> Growth:
    return growth_of(a_person(), interviews=interviews, found=found, cards=cards, **{"today": TODAY} | how)


def test_nothing_is_drawn_before_anything_happened() -> None:
    assert growth_of(a_person(), interviews=[], found=[], cards=[], today=TODAY) is None


def test_a_line_begins_where_the_skill_was_seen_and_thickens_where_it_was_confirmed() -> None:
    growth = drawn([held(date(2026, 1, 1))], [seen(date(2026, 3, 2), date(2026, 4, 1))])
    (strand,) = growth.strands
    assert (growth.starts, growth.ends) == (date(2026, 1, 1), TODAY)
    assert (strand.seen.x, strand.seen.width) == (50, 25)
    assert (strand.confirmed.x, strand.confirmed.width) == (75, 25)


def test_what_nobody_confirmed_stays_a_thin_line_until_today() -> None:
    (strand,) = drawn([], [seen(date(2026, 3, 2))]).strands
    assert (strand.confirmed, strand.seen.x + strand.seen.width) == (None, 100)


def test_the_first_card_of_a_skill_stands_on_its_line() -> None:
    found = seen(date(2026, 1, 1), date(2026, 1, 1))
    cards = [
        Card(skill=found.skill, published_on=date(2026, 4, 1)),
        Card(skill=found.skill, published_on=date(2026, 3, 2)),
    ]
    (strand,) = drawn([], [found], tuple(cards)).strands
    assert (strand.card_x, strand.carded_on) == (50, date(2026, 3, 2))


def test_each_kind_of_interview_has_its_shape_in_the_order_of_time() -> None:
    talks = [held(date(2026, 4, 1), "follow_up"), held(date(2026, 1, 5)), held(date(2026, 2, 1), "admission")]
    assert [mark.shape for mark in drawn(talks, []).marks] == ["circle", "square", "diamond"]


def test_from_right_to_left_time_begins_at_the_right() -> None:
    growth = drawn([held(date(2026, 1, 1))], [seen(date(2026, 3, 2))], mirrored=True)
    assert growth.marks[0].x == 100
    assert (growth.strands[0].seen.x, growth.strands[0].seen.width) == (0, 50)


def test_what_is_known_is_not_drawn_beyond_today() -> None:
    growth = drawn([], [seen(date(2026, 1, 1), date(2026, 1, 1)), seen(date(2026, 1, 1))], today=date(2026, 1, 31))
    assert growth.ends == date(2026, 3, 2)
    assert [strand.confirmed.width for strand in growth.strands if strand.confirmed] == [50]
    assert growth.strands[1].seen.width == 50


def test_a_first_day_has_a_picture_too() -> None:
    growth = drawn([held(date(2026, 1, 1))], [seen(date(2026, 1, 1), date(2026, 1, 1))], today=date(2026, 1, 1))
    assert growth.ends > growth.starts
    assert growth.strands[0].seen.width == 0


@pytest.mark.parametrize(("mirrored", "x"), [(False, 98.5), (True, 0)])
def test_what_was_seen_today_is_drawn(mirrored: bool, x: float) -> None:
    """Noted apart, it has no interview whose sign would tell of it."""
    (strand,) = drawn([held(date(2026, 1, 1))], [seen(TODAY)], mirrored=mirrored).strands
    assert (strand.seen.x, strand.seen.width) == (x, 1.5)


def test_somebody_who_left_is_drawn_until_they_left() -> None:
    left = a_person(departed_on=date(2026, 4, 1))
    growth = growth_of(left, interviews=[held(date(2026, 1, 5))], found=[], cards=[], today=TODAY)
    assert growth.ends == date(2026, 4, 1)


@pytest.mark.parametrize("months", [1, 7, 18, 40, 70])
def test_the_months_are_few_enough_to_be_read(months: int) -> None:
    end = date(2026 + (months - 1) // 12, (months - 1) % 12 + 1, 20)
    labels = [tick.label for tick in drawn([held(date(2026, 1, 1))], [], today=end).ticks]
    assert len(labels) <= 7
    assert months < 13 or "2027" in labels


def test_the_page_says_in_words_what_it_draws(
    cast: Cast, helene: Client, draft: Interview, enrol: Skill, homework: Skill
) -> None:
    save_interview(interview=draft, held_on="2026-01-05", by=cast.helene)
    note_skill(interview=draft, skill=enrol, wish="share", by=cast.helene)
    confirm_interview(interview=draft, by=cast.helene, on=date(2026, 1, 6))
    put_card(centre=cast.tilleuls, kind="offer", title="x", skill=enrol, owner_resident=cast.samim, by=cast.helene)
    later = start_interview(resident=cast.samim, kind="follow_up", by=cast.karim)
    note_skill(interview=later, skill=homework, by=cast.karim)
    response = helene.get(reverse("residents:detail", args=[cast.samim.pk]))
    growth = response.context["growth"]
    assert [(str(row.found.skill), bool(row.confirmed), bool(row.carded_on)) for row in growth.strands] == [
        ("Enrol a child at school", True, True),
        ("Homework help", False, False),
    ]
    body = response.content.decode()
    assert '<th scope="row">Homework help</th>' in body
    assert "5 January 2026 · Hélène" in body


def test_an_interview_that_is_not_for_me_is_drawn_and_not_linked(cast: Cast, sign_in: SignIn, draft: Interview) -> None:
    body = sign_in(cast.karim).get(reverse("residents:detail", args=[cast.samim.pk])).content.decode()
    assert "Reception interview" in body
    assert reverse("residents:interview", args=[draft.pk]) not in body

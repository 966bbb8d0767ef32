"""How what a person knows came to light: interviews, and each skill from seen to confirmed to shared, across time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from cada_peers.ui.dates import month_short
from cada_peers.ui.drawing import Scale, Span
from residents.models import Card, Interview, InterviewKind, Resident, SkillFound

# Each kind of interview has its shape.
SHAPES = {InterviewKind.RECEPTION: "circle", InterviewKind.ADMISSION: "square", InterviewKind.FOLLOW_UP: "diamond"}
SHORTEST = timedelta(days=60)
# In parts of a hundred: what came to light today is drawn as well.
NARROWEST = 1.5
MOST_TICKS = 6
STEPS = (1, 2, 3, 6, 12)


@dataclass(frozen=True)
class Tick:
    """A month written above the picture; a year in January."""

    x: float
    label: str
    is_year: bool


@dataclass(frozen=True)
class Mark:
    """An interview on the line of time."""

    x: float
    shape: str
    interview: Interview


@dataclass(frozen=True)
class Strand:
    """A skill: seen by the team from `seen.starts` on, confirmed by the person, put on a card (None: not yet)."""

    found: SkillFound
    seen: Span
    confirmed: Span | None
    card_x: float | None
    carded_on: date | None


@dataclass(frozen=True)
class Growth:
    """What the picture and its table show. `strands`: the skills in the order in which they came to light."""

    starts: date
    ends: date
    ticks: list[Tick]
    marks: list[Mark]
    strands: list[Strand]

    @property
    def legend(self) -> list[tuple[str, str]]:
        """The shapes that the picture holds, with their kind of interview."""
        held = {mark.interview.kind for mark in self.marks}
        return [(shape, str(kind.label)) for kind, shape in SHAPES.items() if kind in held]


def growth_of(
    resident: Resident,
    *,
    interviews: Iterable[Interview],
    found: Iterable[SkillFound],
    cards: Iterable[Card],
    today: date,
    mirrored: bool = False,
) -> Growth | None:
    """The growth from the arrival until today, or until the departure; None as long as there is nothing to show."""
    interviews, found = sorted(interviews, key=lambda held: held.held_on), list(found)
    days = [*(held.held_on for held in interviews), *(row.found_on for row in found)]
    if not days:
        return None
    last = min(resident.departed_on or today, today)
    scale = _scale([resident.arrived_on, *days], [last, *days], mirrored)
    first_cards = _first_cards(cards)
    return Growth(
        starts=scale.starts,
        ends=scale.ends,
        ticks=_ticks(scale),
        marks=[Mark(scale.at(held.held_on), SHAPES[InterviewKind(held.kind)], held) for held in interviews],
        strands=[_strand(scale, row, first_cards.get(row.skill_id), last) for row in found],
    )


def _scale(firsts: Sequence[date], lasts: Sequence[date], mirrored: bool) -> Scale:
    starts = min(firsts)
    return Scale(starts, max(*lasts, starts + SHORTEST), mirrored)


def _first_cards(cards: Iterable[Card]) -> dict[object, date]:
    """By skill, the day on which it was first put on a card."""
    first: dict[object, date] = {}
    for card in cards:
        if card.skill_id:
            first[card.skill_id] = min(first.get(card.skill_id, card.published_on), card.published_on)
    return first


def _strand(scale: Scale, row: SkillFound, carded_on: date | None, last: date) -> Strand:
    # The picture of a short stay goes on after today; what is known does not.
    until = max(last, row.confirmed_on or row.found_on)
    seen = scale.span(row.found_on, row.confirmed_on or until)
    return Strand(
        found=row,
        seen=seen if row.confirmed_on else _to_be_seen(seen),
        confirmed=_to_be_seen(scale.span(row.confirmed_on, until)) if row.confirmed_on else None,
        card_x=scale.at(carded_on) if carded_on else None,
        carded_on=carded_on,
    )


def _to_be_seen(span: Span) -> Span:
    """At least as wide as the eye needs, and not beyond the picture."""
    return replace(span, x=min(span.x, 100 - NARROWEST), width=max(span.width, NARROWEST))


def _ticks(scale: Scale) -> list[Tick]:
    """The first of some months, few enough to be read on a phone."""
    months = (scale.ends.year - scale.starts.year) * 12 + scale.ends.month - scale.starts.month
    step = next((step for step in STEPS if months / step <= MOST_TICKS), STEPS[-1])
    first = (scale.starts + relativedelta(months=1)).replace(day=1)
    days = [first + relativedelta(months=number) for number in range(months)]
    shown = [day for day in days if (day.month - 1) % step == 0 and day <= scale.ends]
    return [Tick(scale.at(day), _label(day), day.month == 1) for day in shown]


def _label(day: date) -> str:
    return str(day.year) if day.month == 1 else month_short(day)

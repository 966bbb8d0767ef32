"""The geometry of the pictures that the server draws: dates in, positions out, no model and no colour.

Horizontal positions are percentages of the width, so that a drawing stretches with the page while its
words keep their size; `mirrored` counts them from the right, for languages written from right to left.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta

State = Literal["done", "now", "ahead"]
TONES = ("teal", "leaf", "plum")


@dataclass(frozen=True)
class Step:
    """A station of the pathway before it is drawn.

    `progress`: the share (0 to 1) of a step that lasts; `mark`: the number or letter inside its circle.
    """

    label: str
    reached_on: date | None = None
    note: str = ""
    progress: float = 0
    mark: str = ""


@dataclass(frozen=True)
class Station:
    """A station on the line. `ring`: percent of its circle to draw while the person stands there."""

    label: str
    state: State
    reached_on: date | None = None
    note: str = ""
    mark: str = ""
    ring: float = 0


def line_of_stations(steps: Sequence[Step]) -> list[Station]:
    """The line of the pathway: what is dated is done, the first step after the last dated one is now."""
    reached = [number for number, step in enumerate(steps) if step.reached_on]
    here = reached[-1] + 1 if reached else 0

    def state(number: int, step: Step) -> State:
        if step.reached_on:
            return "done"
        return "now" if number == here else "ahead"

    return [
        Station(step.label, state(n, step), step.reached_on, step.note, step.mark, _percent(step.progress))
        for n, step in enumerate(steps)
    ]


@dataclass(frozen=True)
class FunctionRow:
    """One function of a trial: when it began, when it ended (None: it goes on), the days of its reviews."""

    label: str
    began: date | None
    ended: date | None = None
    reviews: Sequence[date] = ()


@dataclass(frozen=True)
class Span:
    """A bar, in percent of the width from the left edge."""

    x: float
    width: float
    starts: date
    ends: date

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True)
class Tick:
    """A month whose name is written above the bars."""

    x: float
    month: date
    is_now: bool = False


@dataclass(frozen=True)
class Dot:
    x: float
    day: date


@dataclass(frozen=True)
class GridRow:
    label: str
    tone: str
    bars: list[Span]
    pauses: list[Span]
    dots: list[Dot]


@dataclass(frozen=True)
class TrialGrid:
    """What `components/trial_grid.html` draws."""

    starts: date
    ends: date
    ticks: list[Tick]
    rows: list[GridRow]
    today: float | None
    pauses: list[Span] = field(default_factory=list)


def draw_trial(
    functions: Sequence[FunctionRow],
    *,
    starts: date,
    ends: date,
    today: date,
    pauses: Sequence[tuple[date, date | None]] = (),
    mirrored: bool = False,
) -> TrialGrid:
    """The grid of a trial: one row for each function, from `starts` to `ends` (as pauses have shifted it).

    A pause without an end lasts until today. Bars run until today, until the function ended or until the
    trial ends, whichever comes first. Raises `ValueError` if the trial ends before it starts.
    """
    if ends <= starts:
        raise ValueError("a trial ends after it starts")
    scale = Scale(starts, ends, mirrored)
    now = min(today, ends)
    still = [(begin, min(end or now, now)) for begin, end in pauses if begin < now]
    rows = [_row(scale, row, now, still, TONES[number % len(TONES)]) for number, row in enumerate(functions)]
    return TrialGrid(
        starts=starts,
        ends=ends,
        ticks=_ticks(scale, today),
        rows=rows,
        today=scale.at(today) if starts <= today <= ends else None,
        pauses=[scale.span(begin, end) for begin, end in still],
    )


@dataclass(frozen=True)
class Scale:
    """Days on a line of time, as percent of its width."""

    starts: date
    ends: date
    mirrored: bool

    def at(self, day: date) -> float:
        share = (min(max(day, self.starts), self.ends) - self.starts) / (self.ends - self.starts)
        return _percent(1 - share if self.mirrored else share)

    def span(self, begin: date, end: date) -> Span:
        left, right = sorted((self.at(begin), self.at(end)))
        return Span(left, round(right - left, 2), begin, end)


def _row(scale: Scale, row: FunctionRow, now: date, pauses: Sequence[tuple[date, date]], tone: str) -> GridRow:
    last = min(row.ended or now, now)
    if not row.began or row.began >= last:
        return GridRow(row.label, tone, [], [], [])
    mine = [(max(begin, row.began), min(end, last)) for begin, end in pauses if begin < last and end > row.began]
    bars, cursor = [], row.began
    for begin, end in sorted(mine):
        if begin > cursor:
            bars.append(scale.span(cursor, begin))
        cursor = max(cursor, end)
    if cursor < last:
        bars.append(scale.span(cursor, last))
    dots = [Dot(scale.at(day), day) for day in row.reviews if scale.starts <= day <= scale.ends]
    return GridRow(row.label, tone, bars, [scale.span(begin, end) for begin, end in mine], dots)


def _ticks(scale: Scale, today: date, every: int = 3) -> list[Tick]:
    months = (scale.ends.year - scale.starts.year) * 12 + scale.ends.month - scale.starts.month
    step = every if months <= every * 7 else every * 2
    ticks = []
    for number in range(0, months + 1, step):
        month = scale.starts + relativedelta(months=number)
        now = month <= today < month + relativedelta(months=step) and today <= scale.ends + timedelta(days=31)
        ticks.append(Tick(scale.at(month), month, now))
    return ticks


# Percent of the width of a compartment; and how far below its edge each card ends, in pixels: hands put them in.
SLIP_WIDTH = 22
SLIP_PITCH = 18
SLIP_DEPTHS = (9, 3, 13, 6, 15, 4, 11)


@dataclass(frozen=True)
class Slip:
    """A card that sticks out of its compartment: its left edge (percent), its top (pixels), what it is."""

    x: float
    y: int
    kind: Literal["offer", "demand"]


def slips(offers: int, demands: int, *, most: int = 14, mirrored: bool = False) -> list[Slip]:
    """The cards of one compartment, offers first, one half before the other; `most` fit, in their proportion."""
    total = offers + demands
    if total > most:
        kept = min(max(round(most * offers / total), 1 if offers else 0), most - (1 if demands else 0))
        offers, total = kept, most
    pitch = min(SLIP_PITCH, (100 - SLIP_WIDTH) / max(total - 1, 1))
    return [
        Slip(
            round(100 - SLIP_WIDTH - number * pitch if mirrored else number * pitch, 2),
            SLIP_DEPTHS[number % len(SLIP_DEPTHS)],
            "offer" if number < offers else "demand",
        )
        for number in range(total)
    ]


@dataclass(frozen=True)
class Voice:
    """One point of view on one criterion; `value` is None when too few people answered to show it."""

    kind: str
    value: float | None


@dataclass(frozen=True)
class Mark:
    kind: str
    x: float
    value: float


@dataclass(frozen=True)
class VoiceRow:
    """One criterion: the marks side by side, and the stretch between the farthest two."""

    label: str
    marks: list[Mark]
    left: float
    width: float
    diverges: bool


def draw_voices(
    criteria: Sequence[tuple[str, Sequence[Voice]]],
    *,
    lowest: float = 1,
    highest: float = 5,
    divergence: float = 1.5,
    mirrored: bool = False,
) -> list[VoiceRow]:
    """The points of view by criterion, the widest divergence first (`divergence`: points of the scale)."""
    rows = [_voice_row(label, voices, (lowest, highest), divergence, mirrored) for label, voices in criteria]
    return sorted(rows, key=lambda row: -row.width)


def _voice_row(
    label: str, voices: Sequence[Voice], scale: tuple[float, float], divergence: float, mirrored: bool
) -> VoiceRow:
    lowest, highest = scale
    marks = []
    for voice in voices:
        if voice.value is not None:
            share = (min(max(voice.value, lowest), highest) - lowest) / (highest - lowest)
            marks.append(Mark(voice.kind, _percent(1 - share if mirrored else share), voice.value))
    places, values = [mark.x for mark in marks], [mark.value for mark in marks]
    left = min(places, default=0)
    return VoiceRow(
        label=label,
        marks=marks,
        left=left,
        width=round(max(places, default=0) - left, 2),
        diverges=len(values) > 1 and max(values) - min(values) >= divergence,
    )


def _percent(share: float) -> float:
    return round(min(max(share, 0), 1) * 100, 2)

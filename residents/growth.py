"""How what a person knows came to light: interviews and skills on one line of time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from residents.models import Interview, SkillFound


@dataclass
class Moment:
    """One day: the interviews held, the skills found, and how many are known from then on (`percent` of all)."""

    day: date
    interviews: list[Interview] = field(default_factory=list)
    found: list[SkillFound] = field(default_factory=list)
    total: int = 0
    percent: float = 0


def moments_of(interviews: Iterable[Interview], found: Iterable[SkillFound]) -> list[Moment]:
    """The days on which something happened, the latest first."""
    days: dict[date, Moment] = defaultdict(lambda: Moment(date.min))
    for interview in interviews:
        days[interview.held_on].interviews.append(interview)
    for skill in found:
        days[skill.found_on].found.append(skill)
    total, number = 0, sum(len(moment.found) for moment in days.values())
    for day in sorted(days):
        moment = days[day]
        total += len(moment.found)
        moment.day, moment.total = day, total
        moment.percent = 100 * total / number if number else 0
    return sorted(days.values(), key=lambda moment: moment.day, reverse=True)

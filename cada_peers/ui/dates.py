"""Dates as people say them, in the active language.

A date-time is first brought to the local time of the house (Europe/Paris); nothing (None, "") gives "".
"""

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from cada_peers.ui.bilingual import in_french

Day = date | datetime | None
HALF_A_YEAR = timedelta(days=183)


def local_date(value: date | datetime) -> date:
    """The calendar day of `value` where the house stands."""
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


def day(value: Day) -> str:
    """« 3 mars 2026 », « 1er mars 2026 », "3 March 2026"."""
    return _with_first(value, "F Y")


def day_short(value: Day) -> str:
    """« 3 mars », « 1er mars », "3 March"."""
    return _with_first(value, "F")


def month_year(value: Day) -> str:
    """« mars 2026 », "March 2026"."""
    return _written(local_date(value), "F Y", get_language()) if value else ""


def month_short(value: Day) -> str:
    """« janv. », « mars », "Sept.": for the axis of a drawing."""
    return _written(local_date(value), "N", get_language()) if value else ""


def weekday_day(value: Day) -> str:
    """« mardi 24 novembre », "Tuesday 24 November"."""
    return f"{_written(local_date(value), 'l', get_language())} {day_short(value)}" if value else ""


def near_day(value: Day, today: date | None = None) -> str:
    """« aujourd’hui », « demain », « hier », else « mardi 24 novembre »; `today` is for tests.

    Half a year away, in the past or to come, the year follows: nobody guesses it any more.
    """
    if not value:
        return ""
    gap = local_date(value) - (today or timezone.localdate())
    words = {
        timedelta(days=-1): gettext("yesterday"),
        timedelta(): gettext("today"),
        timedelta(days=1): gettext("tomorrow"),
    }
    if abs(gap) > HALF_A_YEAR:
        return f"{_written(local_date(value), 'l', get_language())} {day(value)}"
    return words.get(gap) or weekday_day(value)


def hour(value: datetime | None) -> str:
    """« 14 h », « 14 h 30 » in French (narrow habits of typography kept), "14:30" elsewhere."""
    if not value:
        return ""
    moment = timezone.localtime(value) if timezone.is_aware(value) else value
    if not in_french():
        return f"{moment:%H:%M}"
    return f"{moment.hour}\u00a0h\u00a0{moment:%M}" if moment.minute else f"{moment.hour}\u00a0h"


def _with_first(value: Day, rest: str) -> str:
    if not value:
        return ""
    when = local_date(value)
    number = "1er" if when.day == 1 and in_french() else str(when.day)
    return f"{number} {_written(when, rest, get_language())}"


@lru_cache(maxsize=4096)
def _written(when: date, form: str, _language: str | None) -> str:
    """A day in words hangs on nothing but the language, and one page says the same ones again and again."""
    return date_format(when, form)

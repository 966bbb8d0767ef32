"""Dates as people say them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from django.utils.translation import gettext

from cada_peers.ui import dates
from residents.models import Domain


@pytest.fixture
def in_french() -> object:
    with translation.override("fr"):
        yield


@pytest.mark.usefixtures("in_french")
def test_a_french_date_has_its_month_in_words() -> None:
    assert dates.day(date(2026, 3, 3)) == "3 mars 2026"
    assert dates.day_short(date(2026, 8, 12)) == "12 août"
    assert dates.month_year(date(2026, 12, 1)) == "décembre 2026"


@pytest.mark.usefixtures("in_french")
def test_the_first_of_the_month_is_said_1er() -> None:
    assert dates.day(date(2026, 5, 1)) == "1er mai 2026"
    assert dates.day_short(date(2026, 5, 1)) == "1er mai"
    assert dates.weekday_day(date(2026, 5, 1)) == "vendredi 1er mai"


def test_an_english_date_starts_with_its_day() -> None:
    assert dates.day(date(2026, 3, 1)) == "1 March 2026"
    assert dates.month_short(date(2026, 9, 1)) == "Sept."


def test_where_no_language_is_active_dates_and_names_speak_english_like_the_words() -> None:
    domain = Domain(name_fr="Démarches", name_en="Procedures")
    translation.deactivate_all()
    assert gettext("tomorrow") == "tomorrow"
    assert (dates.day(date(2026, 3, 1)), str(domain)) == ("1 March 2026", "Procedures")


def test_the_day_is_the_one_of_the_house_not_of_the_server() -> None:
    just_after_midnight_in_paris = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    assert dates.day(just_after_midnight_in_paris) == "1 July 2026"


@pytest.mark.usefixtures("in_french")
def test_a_near_day_is_said_by_its_distance() -> None:
    tuesday = date(2026, 11, 24)
    said = [dates.near_day(date(2026, 11, day), today=tuesday) for day in (24, 26)]
    assert said[1] == "jeudi 26 novembre"
    assert dates.near_day(date(2025, 4, 18), today=tuesday) == "vendredi 18 avril 2025", "which April nobody guesses"
    with translation.override("en"):
        nearby = [dates.near_day(date(2026, 11, day), today=tuesday) for day in (23, 24, 25)]
    assert nearby == ["yesterday", "today", "tomorrow"]


def test_hours_follow_the_habits_of_the_language() -> None:
    afternoon, sharp = datetime(2026, 1, 5, 13, 30, tzinfo=UTC), datetime(2026, 1, 5, 13, 0, tzinfo=UTC)
    assert dates.hour(afternoon) == "14:30"
    with translation.override("fr"):
        assert dates.hour(afternoon) == "14\u00a0h\u00a030"
        assert dates.hour(sharp) == "14\u00a0h"


@pytest.mark.parametrize(
    "say",
    [
        dates.day,
        dates.day_short,
        dates.month_year,
        dates.month_short,
        dates.weekday_day,
        dates.near_day,
        dates.hour,
    ],
)
def test_no_date_says_nothing(say: object) -> None:
    assert say(None) == ""

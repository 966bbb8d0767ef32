"""The grid of a trial, in percent of its width."""

from datetime import date

import pytest

from cada_peers.ui.drawing import FunctionRow, TrialGrid, draw_trial

STARTS, ENDS, TODAY = date(2026, 1, 1), date(2027, 7, 1), date(2026, 10, 1)


def a_grid(*functions: FunctionRow, today: date = TODAY, **options: object) -> TrialGrid:
    return draw_trial(functions, starts=STARTS, ends=ENDS, today=today, **options)


def test_a_function_begun_with_the_trial_runs_until_today() -> None:
    (row,) = a_grid(FunctionRow("French", STARTS)).rows
    (bar,) = row.bars
    assert bar.x == 0
    assert bar.width == pytest.approx(50, abs=0.1)


def test_a_pause_cuts_the_bar_in_two() -> None:
    (row,) = a_grid(FunctionRow("French", STARTS), pauses=[(date(2026, 4, 1), date(2026, 5, 1))]).rows
    assert [(bar.starts, bar.ends) for bar in row.bars] == [
        (STARTS, date(2026, 4, 1)),
        (date(2026, 5, 1), TODAY),
    ]
    assert len(row.pauses) == 1


def test_a_pause_that_goes_on_lasts_until_today() -> None:
    (row,) = a_grid(FunctionRow("French", STARTS), pauses=[(date(2026, 9, 1), None)]).rows
    assert row.pauses[0].ends == TODAY
    assert row.bars[-1].ends == date(2026, 9, 1)


def test_a_pause_before_a_function_began_does_not_touch_it() -> None:
    (row,) = a_grid(FunctionRow("City", date(2026, 6, 1)), pauses=[(date(2026, 2, 1), date(2026, 3, 1))]).rows
    assert (len(row.bars), row.pauses) == (1, [])


def test_a_function_that_has_not_begun_has_no_bar() -> None:
    not_planned, later = a_grid(FunctionRow("City", None), FunctionRow("Procedures", date(2026, 12, 1))).rows
    assert (not_planned.bars, later.bars) == ([], [])


def test_nothing_is_drawn_after_the_end_of_the_trial() -> None:
    grid = a_grid(FunctionRow("French", STARTS), today=date(2028, 1, 1))
    assert grid.rows[0].bars[0].ends == ENDS
    assert grid.today is None


def test_a_mirrored_grid_counts_from_the_right() -> None:
    (row,) = a_grid(FunctionRow("French", STARTS, reviews=[STARTS]), mirrored=True).rows
    assert row.bars[0].x + row.bars[0].width == pytest.approx(100)
    assert row.dots[0].x == 100


@pytest.mark.parametrize(("ends", "most"), [(date(2027, 7, 1), 7), (date(2029, 1, 1), 7)])
def test_the_names_of_the_months_never_crowd(ends: date, most: int) -> None:
    grid = draw_trial([], starts=STARTS, ends=ends, today=TODAY)
    assert len(grid.ticks) <= most
    assert sum(tick.is_now for tick in grid.ticks) == 1


def test_a_trial_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        draw_trial([], starts=ENDS, ends=STARTS, today=TODAY)

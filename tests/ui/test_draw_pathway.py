"""The line of stations."""

from datetime import date

from cada_peers.ui.drawing import Step, line_of_stations


def states(*reached: date | None) -> list[str]:
    return [station.state for station in line_of_stations([Step("a step", day) for day in reached])]


def test_one_stands_at_the_first_station_without_a_date() -> None:
    assert states(date(2026, 1, 12), None, None) == ["done", "now", "ahead"]


def test_a_newcomer_stands_at_the_first_station() -> None:
    assert states(None, None) == ["now", "ahead"]


def test_whoever_has_reached_everything_stands_nowhere_on_the_way() -> None:
    assert states(date(2026, 1, 12), date(2027, 9, 3)) == ["done", "done"]


def test_a_station_passed_over_is_not_the_present_one() -> None:
    assert states(date(2026, 1, 12), None, date(2026, 3, 3), None) == ["done", "ahead", "done", "now"]


def test_the_ring_shows_the_share_of_a_step_that_lasts() -> None:
    (station,) = line_of_stations([Step("trial", progress=9 / 18, mark="9")])
    assert (station.ring, station.mark) == (50, "9")


def test_a_step_that_overruns_keeps_a_full_ring() -> None:
    (station,) = line_of_stations([Step("trial", progress=20 / 18)])
    assert station.ring == 100

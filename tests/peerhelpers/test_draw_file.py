"""The line of stations, the grid of the trial, what is missing at each gate, and the boundary cards."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from peerhelpers import actions
from peerhelpers.catalogue import FUNCTIONS, load
from peerhelpers.documents import BadgeSheet, render_badge
from peerhelpers.files.drawing import how_far, stations, trial_grid
from peerhelpers.files.gates import missing_now
from peerhelpers.models import Function, Pause, PeerHelper
from residents.models import Card, Domain
from tests.cast import Cast
from tests.peerhelpers import steps


def line(file: PeerHelper, today: date) -> dict[str, str]:
    return {station.label: station.state for station in stations(file, today=today)}


def test_a_candidate_stands_before_the_box(cast: Cast) -> None:
    drawn = line(steps.a_candidate(cast), timezone.localdate())
    assert list(drawn) == [
        "Identified",
        "Box",
        "Formalised",
        "Engaged",
        "Trial",
        "Status",
        "Badge",
        "Certificate",
    ]
    assert (drawn["Identified"], drawn["Box"], drawn["Formalised"]) == ("done", "now", "ahead")


def test_the_first_card_dates_the_box(cast: Cast) -> None:
    file = steps.a_candidate(cast)
    domain = Domain.objects.create(code="sport", name_fr="Sport", pictogram="sport")
    for number, day in ((1, "2024-03-20"), (2, "2024-03-04")):
        Card.objects.create(
            centre=cast.tilleuls,
            number=number,
            owner_resident=cast.nour,
            display_name="Nour",
            title="Boxe",
            domain=domain,
            published_on=date.fromisoformat(day),
        )
    drawn = {station.label: station for station in stations(file, today=timezone.localdate())}
    assert drawn["Box"].reached_on == date(2024, 3, 4)
    assert missing_now(file)[0].met


def test_a_trial_says_how_far_it_is(cast: Cast) -> None:
    file = steps.someone_in_trial(cast)
    drawn = {station.label: station for station in stations(file, today=date(2024, 12, 15))}
    assert (drawn["Trial"].state, drawn["Trial"].mark, drawn["Trial"].ring) == ("now", "9", 50)
    assert drawn["Trial"].note.startswith("9 months of 18")
    late = {station.label: station for station in stations(file, today=date(2026, 12, 15))}
    assert (late["Trial"].mark, late["Trial"].ring) == ("18", 100)
    assert "complete since" in late["Trial"].note
    assert how_far(file.trials.get(), date(2024, 4, 11)) == "1 month of 18"


def test_a_closed_file_shows_what_was_reached_and_its_end(cast: Cast) -> None:
    file = steps.an_engaged_person(cast)
    actions.end_status(peer_helper=file, reason="fin", by=cast.claire)
    file.refresh_from_db()
    drawn = line(file, timezone.localdate())
    assert list(drawn) == ["Identified", "Formalised", "Engaged", "Stopped"]
    assert set(drawn.values()) == {"done"}


def test_the_grid_shows_functions_pauses_and_reviews(cast: Cast) -> None:
    file = steps.someone_in_trial(cast)
    integration = Function.objects.get(code="integration")
    actions.add_function(peer_helper=file, function=integration, starts_on=date(2024, 9, 10), by=cast.helene)
    about = {"centre": cast.tilleuls, "peer_helper": file}
    Pause.objects.create(**about, starts_on="2024-02-01", ends_on="2024-02-20")  # before the trial
    Pause.objects.create(**about, starts_on="2024-06-01", ends_on="2024-06-30")
    trial = file.trials.get()
    grid = trial_grid(trial, reviews=[date(2024, 6, 12), date(2024, 10, 1)], today=date(2024, 12, 10))
    french, city = grid.rows
    assert (len(french.bars), len(french.pauses), len(french.dots)) == (2, 1, 2)
    assert (len(city.bars), len(city.pauses), len(city.dots)) == (1, 0, 1)
    assert len(grid.pauses) == 1
    assert grid.ends == trial.due_on
    assert grid.today is not None


def test_a_decided_trial_ends_at_the_decision(cast: Cast) -> None:
    file = steps.someone_in_trial(cast)
    file.trials.update(ended_on="2025-01-10", ended_by=cast.claire)
    grid = trial_grid(file.trials.get(), reviews=[], today=date(2025, 6, 1))
    assert (grid.ends, grid.today) == (date(2025, 1, 10), None)
    assert grid.rows[0].bars[0].ends == date(2025, 1, 10)


def test_a_trial_that_began_today_is_drawn(cast: Cast) -> None:
    load()
    file = steps.an_engaged_person(cast)
    today = timezone.localdate()
    french = list(Function.objects.filter(code="fle"))
    trial = actions.start_trial(peer_helper=file, starts_on=today, functions=french, by=cast.helene)
    assert trial_grid(trial, reviews=[today], today=today).rows[0].bars == []
    trial.ended_on = today
    assert trial_grid(trial, reviews=[], today=today + timedelta(days=3)).starts == today


@pytest.mark.parametrize(
    ("station", "open_labels"),
    [
        (steps.a_candidate, ["A card in the exchange box", "Formalisation meeting"]),
        (steps.a_formalised_person, ["Commitment agreement signed", "Confidentiality pledge signed"]),
        (steps.an_engaged_person, ["Trial started, with its functions"]),
        (steps.an_approved_person, ["Badge issued", "Badge handed over", "Certificate issued"]),
    ],
)
def test_each_gate_says_what_is_missing_and_who_holds_it(cast: Cast, station: object, open_labels: list[str]) -> None:
    missing = [requirement for requirement in missing_now(station(cast)) if not requirement.met]
    assert [requirement.label for requirement in missing] == open_labels
    assert all(requirement.holder in {"Hélène", "Management"} for requirement in missing)


def test_a_paper_that_is_prepared_waits_for_management(cast: Cast) -> None:
    file = steps.a_formalised_person(cast)
    steps.a_commitment(file, "pledge", cast.helene)
    agreement, pledge = missing_now(file)
    assert (agreement.holder, agreement.detail) == ("Hélène", "to prepare")
    assert (pledge.holder, pledge.detail) == ("Management", "ready to sign")


def test_a_file_that_is_closed_misses_nothing(cast: Cast) -> None:
    file = actions.end_status(peer_helper=steps.a_candidate(cast), reason="fin", by=cast.claire)
    assert missing_now(file) == []


def test_the_catalogue_adds_what_is_missing_and_overwrites_no_edit(db: None) -> None:
    assert load() == len(FUNCTIONS)
    Function.objects.filter(code="fle").update(name_fr="Cours de français")
    Function.objects.filter(code="procedures").delete()
    assert load() == 1
    assert load() == 0
    assert Function.objects.get(code="fle").name_fr == "Cours de français"


@pytest.mark.parametrize("text", FUNCTIONS, ids=lambda text: text.code)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_boundary_card_fits_on_a_badge(db: None, text: object, language: str) -> None:
    load()
    function = Function.objects.get(code=text.code)
    with translation.override(language):
        sheet = BadgeSheet(
            chosen_name="Nour",
            centre_public_name="Les Tilleuls",
            short_number="K7R-42M",
            verification_url="https://pairs.example/v/abc",
            functions=(function.label,),
            i_do=function.i_do,
            i_do_not=function.i_do_not,
            i_call=function.i_call,
            language=language,
        )
        assert render_badge(sheet).startswith(b"%PDF")
        assert len(function.tasks) >= 3
        assert function.in_words("verbs")

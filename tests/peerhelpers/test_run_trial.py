"""The trial: eighteen calendar months over functions; a pause shifts its end, a decision adds to it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cada_peers.journal.models import Entry
from peerhelpers import actions
from peerhelpers.catalogue import load
from peerhelpers.models import Function, Pause, PeerHelper, Trial
from tests.cast import Cast
from tests.conftest import SignIn
from tests.peerhelpers import steps


@pytest.fixture
def engaged(cast: Cast) -> PeerHelper:
    load()
    return steps.an_engaged_person(cast)


@pytest.fixture
def trial(cast: Cast) -> Trial:
    return steps.someone_in_trial(cast).trials.get()


def _functions(*codes: str) -> list[Function]:
    return list(Function.objects.filter(code__in=codes))


def test_the_trial_starts_over_its_functions(cast: Cast, engaged: PeerHelper, sign_in: SignIn) -> None:
    path = reverse("peerhelpers:start_trial", args=[engaged.pk])
    typed = {"starts_on": "2024-03-12", "functions": ["fle", "procedures"]}
    assert sign_in(cast.helene).post(path, typed).status_code == 302
    engaged.refresh_from_db()
    trial = engaged.trials.get()
    assert engaged.status == "in_trial"
    assert {tried.function_id for tried in trial.functions.all()} == {"fle", "procedures"}
    assert trial.due_on == date(2025, 9, 12)
    assert Entry.objects.filter(event="peerhelpers.trial_started").count() == 1


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("functions", []),
        ("functions", ["nothing"]),
        ("starts_on", "2024-03-09"),
        ("starts_on", "2999-01-01"),
        ("starts_on", ""),
        ("starts_on", "31 février"),
    ],
)
def test_a_trial_that_cannot_start_is_refused_beside_its_field(
    cast: Cast, engaged: PeerHelper, sign_in: SignIn, field: str, typed: object
) -> None:
    post = {"starts_on": "2024-03-12", "functions": ["fle"], field: typed}
    response = sign_in(cast.helene).post(reverse("peerhelpers:start_trial", args=[engaged.pk]), post)
    assert response.context["form"].errors[field]
    assert not Trial.objects.exists()


def test_two_running_trials_are_refused_by_the_verb_and_by_the_database(cast: Cast, trial: Trial) -> None:
    with pytest.raises(ValidationError, match="already running"):
        actions.start_trial(
            peer_helper=trial.peer_helper,
            starts_on=timezone.localdate(),
            functions=_functions("fle"),
            by=cast.helene,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Trial.objects.create(centre=cast.tilleuls, peer_helper=trial.peer_helper, started_by=cast.helene)


def test_a_colleague_who_is_not_the_referent_starts_nothing(cast: Cast, engaged: PeerHelper) -> None:
    with pytest.raises(PermissionDenied):
        actions.start_trial(
            peer_helper=engaged,
            starts_on=timezone.localdate(),
            functions=_functions("fle"),
            by=cast.karim,
        )


def test_months_of_the_calendar_are_counted(cast: Cast, trial: Trial) -> None:
    assert trial.months_done(date(2024, 4, 9)) == 0
    assert trial.months_done(date(2024, 4, 10)) == 1
    assert trial.months_done(date(2025, 9, 10)) == 18


def test_a_pause_shifts_the_end_by_its_days(cast: Cast, trial: Trial) -> None:
    about = {"centre": cast.tilleuls, "peer_helper": trial.peer_helper}
    Pause.objects.create(**about, starts_on="2024-05-01", ends_on="2024-05-31")
    trial = Trial.objects.get()
    assert trial.due_on == date(2025, 10, 10)
    assert trial.months_done(date(2024, 6, 10)) == 2


def test_a_pause_after_the_decision_moves_nothing(cast: Cast, trial: Trial) -> None:
    trial.ended_on, trial.ended_by = date(2025, 9, 10), cast.claire
    trial.save()
    about = {"centre": cast.tilleuls, "peer_helper": trial.peer_helper}
    Pause.objects.create(**about, starts_on="2025-10-01", ends_on="2025-11-01")
    assert Trial.objects.get().due_on == date(2025, 9, 10)


def test_an_open_pause_goes_on_shifting_the_end(cast: Cast) -> None:
    load()
    with time_machine.travel("2026-01-15 12:00+01:00", tick=False):
        engaged = steps.an_engaged_person(cast)
        actions.start_trial(
            peer_helper=engaged, starts_on=date(2026, 1, 15), functions=_functions("fle"), by=cast.helene
        )
        actions.pause(peer_helper=engaged, by=cast.helene)
    with time_machine.travel("2026-01-25 12:00+01:00", tick=False):
        assert engaged.trials.get().due_on == date(2027, 7, 25)


def test_a_function_is_added_and_ended(cast: Cast, trial: Trial, sign_in: SignIn) -> None:
    client, pk = sign_in(cast.helene), trial.peer_helper_id
    added = client.post(
        reverse("peerhelpers:add_function", args=[pk]), {"function": "integration", "starts_on": "2024-06-01"}
    )
    ended = client.post(reverse("peerhelpers:end_function", args=[pk]), {"function": "fle", "ends_on": "2024-07-01"})
    assert (added.status_code, ended.status_code) == (302, 302)
    spans = {tried.function_id: (tried.starts_on, tried.ends_on) for tried in trial.functions.all()}
    assert spans["integration"] == (date(2024, 6, 1), None)
    assert spans["fle"] == (date(2024, 3, 10), date(2024, 7, 1))


@pytest.mark.parametrize(
    "case",
    [
        ("add_function", "fle", "2024-06-01", "function"),
        ("add_function", "integration", "2024-01-01", "starts_on"),
        ("end_function", "integration", "2024-06-01", "function"),
        ("end_function", "fle", "2024-01-01", "ends_on"),
        ("end_function", "fle", "2999-01-01", "ends_on"),
    ],
)
def test_a_function_is_not_added_twice_nor_ended_before_it_began(
    cast: Cast, trial: Trial, sign_in: SignIn, case: tuple[str, str, str, str]
) -> None:
    page, function, day, field = case
    response = sign_in(cast.helene).post(
        reverse(f"peerhelpers:{page}", args=[trial.peer_helper_id]),
        {"function": function, "starts_on": day, "ends_on": day},
    )
    assert response.context["form"].errors[field]
    tried = trial.functions.get()
    assert (tried.function_id, tried.ends_on) == ("fle", None)


def test_management_extends_by_eighteen_months_at_most(cast: Cast, trial: Trial) -> None:
    actions.extend_trial(peer_helper=trial.peer_helper, months=6, by=cast.claire)
    actions.extend_trial(peer_helper=trial.peer_helper, months=12, by=cast.claire)
    assert Trial.objects.get().due_on == date(2027, 3, 10)
    for months in (1, 0, -3):
        with pytest.raises(ValidationError, match="can still get"):
            actions.extend_trial(peer_helper=trial.peer_helper, months=months, by=cast.claire)
    with pytest.raises(IntegrityError), transaction.atomic():
        Trial.objects.update(extended_months=19)


def test_the_referent_extends_nothing_alone(cast: Cast, trial: Trial) -> None:
    with pytest.raises(PermissionDenied):
        actions.extend_trial(peer_helper=trial.peer_helper, months=3, by=cast.helene)


def test_the_database_refuses_an_end_without_author_or_before_the_start(cast: Cast, trial: Trial) -> None:
    for row in ({"ended_on": timezone.localdate()}, {"ended_by": cast.claire}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Trial.objects.update(**row)
    early = {"ended_on": trial.starts_on - timedelta(days=1), "ended_by": cast.claire}
    with pytest.raises(IntegrityError), transaction.atomic():
        Trial.objects.update(**early)

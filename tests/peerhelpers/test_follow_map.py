"""The map of the pathway: what the verbs refuse, the database refuses as well."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from peerhelpers import actions
from peerhelpers.catalogue import load
from peerhelpers.models import Function, PeerHelper
from peerhelpers.models.helper import NEXT, Status
from tests.cast import Cast
from tests.peerhelpers import steps

AT: dict[str, Callable[[Cast], PeerHelper]] = {
    Status.CANDIDATE: steps.a_candidate,
    Status.FORMALISED: steps.a_formalised_person,
    Status.ENGAGED: steps.an_engaged_person,
    Status.IN_TRIAL: steps.someone_in_trial,
    Status.APPROVED: steps.an_approved_person,
    Status.STOPPED: lambda cast: actions.end_status(
        peer_helper=steps.a_candidate(cast), reason="de son choix", by=cast.claire
    ),
}
FORBIDDEN = [(before, after) for before in Status for after in Status if after not in NEXT[before] | {before}]
TODAY = date(2025, 10, 1)


def _formalise(cast: Cast, file: PeerHelper) -> None:
    actions.formalise(
        peer_helper=file, held_on=timezone.localdate(), person_present=True, by=cast.claire, **steps.WORDS
    )


def _start(cast: Cast, file: PeerHelper) -> None:
    load()
    french = [Function.objects.get(code="fle")]
    actions.start_trial(peer_helper=file, starts_on=timezone.localdate(), functions=french, by=cast.claire)


def _approve(cast: Cast, file: PeerHelper) -> None:
    actions.approve(peer_helper=file, proposed_by=cast.helene, by=cast.claire)


def _extend(cast: Cast, file: PeerHelper) -> None:
    actions.extend_trial(peer_helper=file, months=3, by=cast.claire)


def _end(cast: Cast, file: PeerHelper) -> None:
    actions.end_status(peer_helper=file, reason="une raison", by=cast.claire)


def _prepare(cast: Cast, file: PeerHelper) -> None:
    actions.prepare_commitment(peer_helper=file, kind="pledge", by=cast.claire)


REFUSED = [
    (_formalise, {Status.ENGAGED, Status.IN_TRIAL, Status.APPROVED, Status.STOPPED}),
    (_prepare, {Status.CANDIDATE, Status.STOPPED}),
    (_start, {Status.CANDIDATE, Status.FORMALISED, Status.IN_TRIAL, Status.APPROVED, Status.STOPPED}),
    (_approve, set(Status)),  # in trial, it is refused for what is missing
    (_extend, {Status.CANDIDATE, Status.FORMALISED, Status.ENGAGED, Status.APPROVED, Status.STOPPED}),
    (_end, {Status.STOPPED}),
]


@pytest.mark.parametrize(
    ("verb", "status"), [(verb, status) for verb, statuses in REFUSED for status in sorted(statuses)]
)
def test_a_verb_out_of_its_time_is_refused_and_changes_nothing(cast: Cast, verb: Callable, status: str) -> None:
    file = AT[status](cast)
    with pytest.raises(ValidationError):
        verb(cast, file)
    file.refresh_from_db()
    assert file.status == status


@pytest.mark.parametrize(("before", "after"), FORBIDDEN)
def test_the_database_refuses_a_step_that_is_not_on_the_map(cast: Cast, before: str, after: str) -> None:
    file = AT[before](cast)
    row = PeerHelper.objects.filter(pk=file.pk)
    stopped = {"stopped_on": TODAY, "stopped_by": cast.claire} if after == Status.STOPPED else {}
    opened = {"stopped_on": None, "stopped_by": None} if before == Status.STOPPED else {}
    dates = {"formalised_on": TODAY, "engaged_on": TODAY, "approved_on": TODAY}
    people = {"proposed_by": cast.helene, "approved_by": cast.claire}
    with pytest.raises(IntegrityError, match="not on the map"), transaction.atomic():
        row.update(status=after, **dates, **people, **stopped, **opened)


@pytest.mark.parametrize("status", [status for status in Status if status != Status.CANDIDATE])
def test_the_database_refuses_a_file_that_begins_further(cast: Cast, status: str) -> None:
    stopped = {"stopped_on": TODAY, "stopped_by": cast.claire} if status == Status.STOPPED else {}
    with pytest.raises(IntegrityError, match="begins as a candidate"), transaction.atomic():
        PeerHelper.objects.create(
            centre=cast.tilleuls,
            resident=cast.nour,
            chosen_name="Nour",
            status=status,
            formalised_on=TODAY,
            engaged_on=TODAY,
            approved_on=TODAY,
            proposed_by=cast.helene,
            approved_by=cast.claire,
            **stopped,
        )


@pytest.mark.parametrize(
    ("status", "column"),
    [
        (Status.FORMALISED, "formalised_on"),
        (Status.ENGAGED, "engaged_on"),
        (Status.APPROVED, "approved_on"),
        (Status.APPROVED, "approved_by"),
        (Status.APPROVED, "proposed_by"),
    ],
)
def test_a_station_without_its_date_or_author_is_refused(cast: Cast, status: str, column: str) -> None:
    file = AT[status](cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        PeerHelper.objects.filter(pk=file.pk).update(**{column: None})


def test_a_status_approved_by_its_proposer_is_refused_by_the_database(cast: Cast) -> None:
    file = steps.an_approved_person(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        PeerHelper.objects.filter(pk=file.pk).update(proposed_by=cast.claire)

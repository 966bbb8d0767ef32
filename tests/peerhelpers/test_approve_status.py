"""The status: nobody decides alone, nothing is missing, and one click is one decision."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cada_peers.journal.models import Entry
from peerhelpers import actions
from peerhelpers.files.gates import NotReady, missing_for_approval
from peerhelpers.models import PeerHelper
from tests.cast import Cast
from tests.peerhelpers import steps


@pytest.fixture
def ready(cast: Cast) -> PeerHelper:
    return steps.someone_with_everything(cast)


def approve(cast: Cast, file: PeerHelper, **changed: object) -> PeerHelper:
    return actions.approve(**{"peer_helper": file, "proposed_by": cast.helene, "by": cast.claire} | changed)


def labels(refusal: NotReady) -> set[str]:
    return {requirement.label for requirement in refusal.missing}


def test_management_approves_and_the_trial_is_closed(cast: Cast, ready: PeerHelper) -> None:
    file = approve(cast, ready)
    assert (file.status, file.approved_on) == ("approved", timezone.localdate())
    assert (file.proposed_by, file.approved_by) == (cast.helene, cast.claire)
    trial = file.trials.get()
    assert (trial.ended_on, trial.ended_by, trial.early_reason) == (timezone.localdate(), cast.claire, "")
    assert Entry.objects.filter(event="peerhelpers.approved").count() == 1


def test_a_second_click_is_told_and_changes_nothing(cast: Cast, ready: PeerHelper) -> None:
    approve(cast, ready)
    with pytest.raises(ValidationError, match="already approved"):
        approve(cast, ready, by=cast.marc)
    ready.refresh_from_db()
    assert ready.approved_by == cast.claire
    assert Entry.objects.filter(event="peerhelpers.approved").count() == 1


def test_nobody_approves_on_their_own_proposal(cast: Cast, ready: PeerHelper) -> None:
    with pytest.raises(ValidationError, match="another manager"):
        approve(cast, ready, proposed_by=cast.claire)
    assert approve(cast, ready, proposed_by=cast.claire, by=cast.marc).status == "approved"


@pytest.mark.parametrize("name", ["helene", "karim", "mireille", "nour_account", "siege", "admin", "victor"])
def test_only_management_of_the_centre_decides(cast: Cast, ready: PeerHelper, name: str) -> None:
    with pytest.raises(PermissionDenied):
        approve(cast, ready, by=getattr(cast, name), proposed_by=cast.marc)


def test_the_refusal_names_all_that_is_missing(cast: Cast) -> None:
    file = steps.someone_in_trial(cast)
    file.commitments.filter(kind="pledge").update(signed_on=None, signed_for_centre_by=None, said_back=False)
    file.trials.update(starts_on=timezone.localdate())
    with pytest.raises(NotReady) as refused:
        approve(cast, file)
    mine = {"Confidentiality pledge signed", "Trial complete", "At least one mission done"}
    assert mine <= labels(refused.value)
    assert "Commitment agreement signed" not in labels(refused.value)
    assert all(label in str(refused.value) for label in mine)
    file.refresh_from_db()
    assert file.status == "in_trial"


def test_an_early_decision_needs_its_reason(cast: Cast, ready: PeerHelper) -> None:
    ready.trials.update(starts_on=timezone.localdate())
    with pytest.raises(NotReady) as refused:
        approve(cast, ready)
    assert labels(refused.value) == {"Trial complete"}
    file = approve(cast, ready, early_reason="elle quitte la maison en juin")
    assert file.trials.get().early_reason == "elle quitte la maison en juin"


def test_a_reason_without_need_is_not_kept(cast: Cast, ready: PeerHelper) -> None:
    assert approve(cast, ready, early_reason="par habitude").trials.get().early_reason == ""


def test_a_reason_replaces_nothing_but_the_end_of_the_trial(cast: Cast) -> None:
    file = steps.someone_in_trial(cast)
    with pytest.raises(NotReady) as refused:
        approve(cast, file, early_reason="pressé")
    assert "At least one mission done" in labels(refused.value)


def test_each_requirement_says_who_holds_it(cast: Cast) -> None:
    file = steps.someone_in_trial(cast)
    by_label = {requirement.label: requirement for requirement in missing_for_approval(file)}
    assert by_label["At least one mission done"].holder == cast.helene.full_name
    assert by_label["Commitment agreement signed"].met

"""The end of a file: with a reason when management ends it, and everything that depends on it ends too."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cada_peers.journal.models import Entry
from peerhelpers import actions
from peerhelpers.models import PeerHelper
from tests.cast import Cast
from tests.conftest import SignIn
from tests.peerhelpers import steps


@pytest.fixture
def in_trial(cast: Cast) -> PeerHelper:
    return steps.someone_in_trial(cast)


def test_what_depends_on_the_file_ends_and_what_was_done_stays(cast: Cast, in_trial: PeerHelper) -> None:
    steps.a_meeting_done(cast, in_trial)
    mission = in_trial.assignments.get().mission
    steps.a_meeting(mission, cast.helene)
    actions.pause(peer_helper=in_trial, by=cast.helene)
    file = actions.end_status(peer_helper=in_trial, reason="déménage", by=cast.claire)
    assert (file.status, file.stopped_by, file.stop_reason) == ("stopped", cast.claire, "déménage")
    assert file.trials.get().ended_on == timezone.localdate()
    assert file.pauses.get().ends_on == timezone.localdate()
    assert not file.assignments.filter(ended_on=None).exists()
    assert file.participations.get().done
    assert Entry.objects.filter(event="peerhelpers.status_ended").count() == 1


def test_the_badge_ends_with_the_status(cast: Cast) -> None:
    file = steps.an_approved_person(cast)
    badge = actions.issue_badge(peer_helper=file, by=cast.claire)
    actions.end_status(peer_helper=file, reason="fin", by=cast.claire)
    badge.refresh_from_db()
    assert badge.ended_why == "status_ended"
    assert badge.credential.ended_at is not None


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501, "a\x00"])
def test_no_end_without_a_reason_that_can_be_read(
    cast: Cast, in_trial: PeerHelper, sign_in: SignIn, reason: str
) -> None:
    path = reverse("peerhelpers:end", args=[in_trial.pk])
    response = sign_in(cast.claire).post(path, {"reason": reason})
    assert response.context["form"].errors["reason"]
    in_trial.refresh_from_db()
    assert in_trial.status == "in_trial"


def test_the_verb_wants_a_reason_as_well(cast: Cast, in_trial: PeerHelper) -> None:
    with pytest.raises(ValidationError, match="reason"):
        actions.end_status(peer_helper=in_trial, reason=" ", by=cast.claire)


def test_a_second_click_is_told(cast: Cast, in_trial: PeerHelper, sign_in: SignIn) -> None:
    client, path = sign_in(cast.claire), reverse("peerhelpers:end", args=[in_trial.pk])
    assert client.post(path, {"reason": "fin"}).status_code == 302
    assert "already closed" in client.post(path, {"reason": "fin"}).content.decode()
    assert Entry.objects.filter(event="peerhelpers.status_ended").count() == 1


@pytest.mark.parametrize("name", ["helene", "karim", "mireille", "nour_account", "siege", "victor"])
def test_only_management_ends_a_status(cast: Cast, in_trial: PeerHelper, name: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.end_status(peer_helper=in_trial, reason="x", by=getattr(cast, name))


def seen_by(client: Client, path: str) -> str:
    """What the form of the page keeps of the record that it shows."""
    return client.get(path).context["form"]["seen"].value()


def test_the_badges_name_and_the_referent_can_change(cast: Cast, in_trial: PeerHelper, sign_in: SignIn) -> None:
    path = reverse("peerhelpers:change", args=[in_trial.pk])
    typed = {"chosen_name": "Nour B", "form_of_address": "pair-aidante", "referent": str(cast.karim.pk)}
    helene = sign_in(cast.helene)
    typed["seen"] = seen_by(helene, path)
    assert helene.post(path, typed).status_code == 302
    in_trial.refresh_from_db()
    assert (in_trial.chosen_name, in_trial.referent) == ("Nour B", cast.karim)
    assert helene.post(path, typed).status_code == 403


@pytest.mark.parametrize("name", ["victor", "mireille", "nour_account"])
def test_the_referent_is_of_the_team_of_the_centre(
    cast: Cast, in_trial: PeerHelper, sign_in: SignIn, name: str
) -> None:
    typed = {"chosen_name": "Nour", "form_of_address": "pair-aidante", "referent": str(getattr(cast, name).pk)}
    response = sign_in(cast.helene).post(reverse("peerhelpers:change", args=[in_trial.pk]), typed)
    assert response.context["form"].errors["referent"]


def test_a_form_moves_nothing_that_it_does_not_offer(cast: Cast, in_trial: PeerHelper, sign_in: SignIn) -> None:
    names = [field.name for field in PeerHelper._meta.fields]
    smuggled = dict.fromkeys(names, "approved") | {"centre": str(cast.erables.pk), "status": "approved"}
    typed = {"chosen_name": "Nour", "form_of_address": "pair-aidante", "referent": ""}
    helene, path = sign_in(cast.helene), reverse("peerhelpers:change", args=[in_trial.pk])
    assert helene.post(path, smuggled | typed | {"seen": seen_by(helene, path)}).status_code == 302
    in_trial.refresh_from_db()
    assert (in_trial.status, in_trial.centre, in_trial.approved_on) == ("in_trial", cast.tilleuls, None)

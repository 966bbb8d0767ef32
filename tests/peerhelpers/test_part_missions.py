"""No mission brings together two people who are kept apart; they themselves learn nothing of it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from peerhelpers import actions
from peerhelpers.models import Assignment, Mission, PeerHelper
from residents.actions import keep_apart
from tests.cast import Cast
from tests.conftest import SignIn
from tests.peerhelpers import steps
from tests.peerhelpers.owners import samim_approved


@pytest.fixture
def press(cast: Cast) -> Mission:
    """The mission of Nour."""
    return steps.an_accepted_mission(cast, steps.an_engaged_person(cast)).mission


@pytest.fixture
def samim(cast: Cast) -> PeerHelper:
    return samim_approved(cast)[0]


def note(cast: Cast) -> None:
    keep_apart(one=cast.samim, other=cast.nour, by=cast.helene)


def page(name: str, row: object) -> str:
    return reverse(f"peerhelpers:{name}", args=[row.pk])


def propose(cast: Cast, mission: Mission, helper: PeerHelper) -> Assignment:
    return actions.propose_mission(mission=mission, peer_helper=helper, by=cast.karim)


def test_a_colleague_who_does_not_know_finds_nobody_to_ask(
    cast: Cast, press: Mission, samim: PeerHelper, sign_in: SignIn
) -> None:
    note(cast)
    response = sign_in(cast.karim).get(page("propose_mission", press))
    assert samim not in response.context["form"].fields["peer_helper"].queryset
    with pytest.raises(ValidationError, match="cannot be asked") as refusal:
        propose(cast, press, samim)
    assert "Nour" not in str(refusal.value)
    assert propose(cast, steps.a_mission(cast, "Football"), samim).pk, "another mission is as open as before"


def test_a_mission_only_proposed_to_the_other_is_not_proposed_either(cast: Cast, samim: PeerHelper) -> None:
    football, nour = steps.a_mission(cast, "Football"), steps.an_engaged_person(cast)
    asked = propose(cast, football, nour)
    note(cast)
    with pytest.raises(ValidationError, match="cannot be asked"):
        propose(cast, football, samim)
    actions.decline_mission(assignment=asked, by=cast.nour_account)
    assert propose(cast, football, samim).pk


def test_a_yes_that_comes_after_the_note_finds_a_proposal_that_is_over(
    cast: Cast, press: Mission, samim: PeerHelper, sign_in: SignIn
) -> None:
    asked, other = propose(cast, press, samim), propose(cast, steps.a_mission(cast, "Football"), samim)
    note(cast)
    client = sign_in(cast.samim.account)
    own = client.get(reverse("peerhelpers:my_missions")).content.decode()
    assert page("accept_my_mission", asked) not in own
    assert page("accept_my_mission", other) in own
    answer = client.post(page("accept_my_mission", asked), follow=True).content.decode()
    assert "This proposal has been answered, or is over" in answer, "the words of any proposal that is over"
    with pytest.raises(ValidationError, match="look at their record"):
        actions.accept_mission(assignment=asked, by=cast.karim)
    asked.refresh_from_db()
    assert asked.accepted_at is None


def test_a_mission_both_already_do_is_told_to_the_team_and_goes_no_further(
    cast: Cast, press: Mission, samim: PeerHelper, sign_in: SignIn
) -> None:
    actions.accept_mission(assignment=propose(cast, press, samim), by=cast.samim.account)
    karim, told = sign_in(cast.karim), "not to be brought together"
    assert told not in karim.get(page("mission", press)).content.decode()
    note(cast)
    assert told in karim.get(page("mission", press)).content.decode()
    assert told in karim.get(reverse("home")).content.decode()
    with pytest.raises(ValidationError, match="Two people of this mission"):
        steps.a_meeting(press, cast.helene)
    press.co_leader = cast.mireille
    press.save()
    assert told not in sign_in(cast.mireille).get(page("mission", press)).content.decode(), "a volunteer knows no pair"
    actions.decline_mission(assignment=press.assignments.get(peer_helper=samim), by=cast.karim)
    assert told not in karim.get(page("mission", press)).content.decode()
    assert steps.a_meeting(press, cast.helene).participations.count() == 1


@pytest.mark.parametrize("apart_from", ["mireille", "The town library"])
def test_who_co_leads_and_the_partner_count_as_much(
    cast: Cast, press: Mission, samim: PeerHelper, sign_in: SignIn, apart_from: str
) -> None:
    whom = getattr(cast, apart_from, apart_from)
    asked = propose(cast, press, samim)
    Mission.objects.filter(pk=press.pk).update(co_leader=cast.mireille, partner="the Town  Library")
    press.refresh_from_db()
    keep_apart(one=cast.samim, other=whom, by=cast.helene)
    with pytest.raises(ValidationError, match="look at their record"):
        actions.accept_mission(assignment=asked, by=cast.karim)
    own = sign_in(cast.samim.account).get(reverse("peerhelpers:my_missions")).content.decode()
    assert page("accept_my_mission", asked) not in own
    assert str(whom) in sign_in(cast.karim).get(page("mission", press)).content.decode().partition("split")[0]
    actions.decline_mission(assignment=asked, by=cast.karim)
    with pytest.raises(ValidationError, match="cannot be asked"):
        propose(cast, press, samim)


def test_a_mission_changes_to_nobody_from_whom_a_helper_is_kept_apart(cast: Cast, press: Mission) -> None:
    keep_apart(one=cast.nour, other=cast.mireille, by=cast.helene)
    said = {"title": "Revue", "details": "", "function": None, "place": "", "rhythm": "", "by": cast.karim}
    with pytest.raises(ValidationError, match="Two people of this mission"):
        actions.change_mission(mission=press, co_leader=cast.mireille, partner="", **said)
    assert actions.change_mission(mission=press, co_leader=cast.helene, partner="", **said).co_leader == cast.helene

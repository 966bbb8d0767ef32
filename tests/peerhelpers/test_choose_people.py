"""Whoever is chosen in a verb belongs to the centre, whatever form or list calls it: they see what they hold."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cada_peers.accounts.models import User
from peerhelpers import actions
from peerhelpers.models import Function, Mission, PeerHelper
from tests.cast import Cast
from tests.peerhelpers.steps import a_candidate, a_mission

OF_MISSION = {"title": "Revue", "details": "", "partner": "", "place": "", "rhythm": ""}
WORDS = dict.fromkeys(("name_fr", "verbs_fr", "i_do_fr", "i_do_not_fr", "i_call_fr"), "x")


def refer_to(referent: User | None, file: PeerHelper, cast: Cast) -> PeerHelper:
    named = {"chosen_name": "Nour", "form_of_address": "pair-aidante", "referent": referent}
    return actions.change_file(peer_helper=file, by=cast.claire, **named)


def changed(mission: Mission, cast: Cast, **chosen: object) -> Mission:
    return actions.change_mission(mission=mission, by=cast.karim, **OF_MISSION, **chosen)


def refuses(field: str, verb: object, *given: object, **named: object) -> None:
    with pytest.raises(ValidationError) as refusal:
        verb(*given, **named)
    assert set(refusal.value.error_dict) == {field}


@pytest.mark.parametrize("name", ["victor", "lou", "mireille", "nour_account", "siege", "admin"])
def test_a_referent_is_staff_of_the_centre(cast: Cast, name: str) -> None:
    file = a_candidate(cast)
    refuses("referent", refer_to, getattr(cast, name), file, cast)
    file.refresh_from_db()
    assert file.referent == cast.helene


def test_a_referent_who_left_stays_until_another_is_chosen(cast: Cast) -> None:
    file = a_candidate(cast)
    cast.helene.postings.update(ends_on=timezone.localdate())
    assert refer_to(cast.helene, file, cast).referent == cast.helene
    assert refer_to(cast.marc, file, cast).referent == cast.marc
    refuses("referent", refer_to, cast.helene, file, cast)


@pytest.mark.parametrize("name", ["victor", "nour_account", "siege"])
def test_whoever_co_leads_is_of_the_team(cast: Cast, name: str) -> None:
    stranger = getattr(cast, name)
    new = {"centre": cast.tilleuls, "title": "Revue", "by": cast.karim}
    refuses("co_leader", actions.create_mission, co_leader=stranger, **new)
    mission = a_mission(cast, co_leader=cast.mireille)
    refuses("co_leader", changed, mission, cast, co_leader=stranger, function=None)
    mission.refresh_from_db()
    assert mission.co_leader == cast.mireille


def test_a_function_is_offered_in_the_centre_or_was_there_before(cast: Cast) -> None:
    own = Function.objects.create(code="own", centre=cast.tilleuls, **WORDS)
    foreign = Function.objects.create(code="foreign", centre=cast.erables, **WORDS)
    refuses("function", actions.create_mission, centre=cast.tilleuls, title="x", function=foreign, by=cast.karim)
    mission = a_mission(cast, function=own)
    refuses("function", changed, mission, cast, function=foreign, co_leader=None)
    Function.objects.filter(pk="own").update(retired_on=timezone.localdate())
    assert changed(mission, cast, function=own, co_leader=None).function == own

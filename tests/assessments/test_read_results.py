"""Results: closed, from the minimum group on, never by difference, never to the helper nor to a volunteer."""

import random
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments import actions
from assessments.models import Audience, Campaign
from assessments.results import results_of, triangulate
from cada_peers.accounts.roles import Role
from cada_peers.journal.models import Entry
from cada_peers.policy import POLICY
from peerhelpers.models import PeerHelper
from tests.assessments.story import answered, asked, colleagues, full_answers, in_trial
from tests.cast import Cast
from tests.conftest import SignIn


@pytest.fixture
def nour(cast: Cast) -> PeerHelper:
    return in_trial(cast.nour, cast.helene)


def read(campaign: Campaign) -> Campaign:
    """The campaign as the pages read it."""
    return Campaign.objects.with_progress().get(pk=campaign.pk)


def page(campaign: Campaign) -> str:
    return reverse("assessments:campaign", args=[campaign.pk])


def test_four_answers_show_nothing_and_five_do(cast: Cast, nour: PeerHelper) -> None:
    people = colleagues(cast, 5)
    few = answered(nour, Audience.EMPLOYEE, people[:4], cast.helene)
    assert results_of(read(few)) is None
    assert triangulate(nour).rows == []
    enough = answered(nour, Audience.EMPLOYEE, people, cast.helene)
    assert {result.mean for result in results_of(read(enough)) if result.count} == {4.0}
    assert len(triangulate(nour).rows) == 8


def test_a_centre_may_ask_for_a_larger_group(cast: Cast, nour: PeerHelper) -> None:
    cast.tilleuls.minimum_group = 6
    cast.tilleuls.save()
    campaign = answered(nour, Audience.EMPLOYEE, colleagues(cast, 5), cast.helene)
    assert results_of(read(campaign)) is None


def test_an_open_questionnaire_shows_nothing_so_nobody_subtracts_yesterday_from_today(
    cast: Cast, nour: PeerHelper, sign_in: SignIn
) -> None:
    campaign = answered(nour, Audience.EMPLOYEE, colleagues(cast, 6), cast.helene, close=False)
    assert results_of(read(campaign)) is None
    assert triangulate(nour).rows == []
    text = sign_in(cast.claire).get(page(campaign)).text
    assert "6 answers, 6 asked" in text
    assert "mot 4" not in text


def test_a_sentence_that_too_few_could_answer_is_not_shown(cast: Cast, nour: PeerHelper) -> None:
    """Six answer, but only four know about listening: that mean would be theirs."""
    people = colleagues(cast, 6)
    campaign = asked(nour, Audience.EMPLOYEE, people, cast.helene)
    listening = campaign.questionnaire.questions.get(criterion="listening").pk
    for number, person in enumerate(people):
        answers = full_answers(campaign, 3) | ({listening: None} if number < 2 else {})
        actions.answer(campaign=campaign, answers=answers, by=person)
    actions.close_campaign(campaign=campaign, by=cast.helene)
    shown = {r.question.criterion_id: r for r in results_of(read(campaign)) if r.question.criterion_id}
    assert shown.pop("listening").mean is None
    assert {result.count for result in shown.values()} == {6}
    assert "Good listening" not in [row.label for row in triangulate(nour).rows]


def test_two_campaigns_are_never_added_up(cast: Cast, nour: PeerHelper) -> None:
    """Five say 4, later five say 1: the last ones are shown, alone."""
    people = colleagues(cast, 5)
    with time_machine.travel(timezone.now() - timedelta(days=90)):
        answered(nour, Audience.EMPLOYEE, people, cast.helene, face=4)
    answered(nour, Audience.EMPLOYEE, people, cast.helene, face=1)
    assert {mark.value for row in triangulate(nour).rows for mark in row.marks} == {1.0}


def test_a_later_campaign_with_too_few_answers_does_not_hide_the_former(cast: Cast, nour: PeerHelper) -> None:
    people = colleagues(cast, 5)
    answered(nour, Audience.EMPLOYEE, people, cast.helene, face=4)
    answered(nour, Audience.EMPLOYEE, people[:3], cast.helene, face=1)
    assert {mark.value for row in triangulate(nour).rows for mark in row.marks} == {4.0}


def test_of_many_campaigns_none_shows_a_group_under_the_minimum(cast: Cast, nour: PeerHelper) -> None:
    dice, people = random.Random(20), colleagues(cast, 7)  # noqa: S311
    for _ in range(12):
        campaign = asked(nour, Audience.EMPLOYEE, people, cast.helene)
        for person in people[: dice.randint(0, 7)]:
            faces = {key: dice.choice([None, 1, 2, 3, 4]) for key in full_answers(campaign)}
            words = {key: value for key, value in full_answers(campaign).items() if value == ""}
            actions.answer(campaign=campaign, answers=faces | words, by=person)
        actions.close_campaign(campaign=campaign, by=cast.helene)
        shown = [result for result in results_of(read(campaign)) or [] if result.mean is not None]
        assert all(result.count >= cast.tilleuls.minimum_group for result in shown)


def test_the_widest_divergence_comes_first(cast: Cast, nour: PeerHelper) -> None:
    answered(nour, Audience.PEER, colleagues(cast, 5, Role.VOLUNTEER), cast.helene, face=4)
    people = colleagues(cast, 5)
    campaign = asked(nour, Audience.EMPLOYEE, people, cast.helene)
    stepping_back = campaign.questionnaire.questions.get(criterion="stepping_back").pk
    for person in people:
        answers = full_answers(campaign, 4) | {stepping_back: 2}
        actions.answer(campaign=campaign, answers=answers, by=person)
    actions.close_campaign(campaign=campaign, by=cast.helene)
    rows = triangulate(nour).rows
    assert (rows[0].label, rows[0].diverges) == ("Able to step back", True)
    assert not any(row.diverges for row in rows[1:])
    assert [(mark.kind, mark.value) for mark in rows[0].marks] == [("circle", 4.0), ("square", 2.0)]


def test_groups_without_enough_answers_are_named_as_absent(cast: Cast, nour: PeerHelper, sign_in: SignIn) -> None:
    answered(nour, Audience.EMPLOYEE, colleagues(cast, 5), cast.helene)
    seen = triangulate(nour)
    assert [str(label) for _kind, label in seen.legend] == ["team"]
    assert [str(label) for label in seen.hidden] == ["peers", "people helped"]
    text = sign_in(cast.helene).get(reverse("assessments:reviews_of", args=[nour.pk])).text
    assert "Not enough answers yet:" in text
    assert "mark-square" in text
    assert "mark-circle" not in text


def test_the_helpers_own_questionnaire_is_read_with_them(cast: Cast, nour: PeerHelper) -> None:
    own = answered(nour, Audience.SELF, [cast.nour_account], cast.helene, face=3)
    assert {result.mean for result in results_of(read(own)) if result.count} == {3.0}
    assert triangulate(nour).rows == []


def test_the_helpers_own_questionnaire_is_read_by_their_referent_alone(
    cast: Cast, nour: PeerHelper, sign_in: SignIn
) -> None:
    """The page on which it is answered says so."""
    own = answered(nour, Audience.SELF, [cast.nour_account], cast.helene, face=3)
    for reader, reads in ((cast.helene, True), (cast.karim, False), (cast.claire, False)):
        page_read = sign_in(reader).get(page(own))
        assert ("The answers" in page_read.text, page_read.status_code) == (reads, 200), reader
        assert ("nobody else does" in page_read.text) is not reads


def test_progress_tells_how_many_never_who(cast: Cast, nour: PeerHelper, sign_in: SignIn) -> None:
    campaign = asked(nour, Audience.EMPLOYEE, [cast.karim, cast.marc], cast.helene)
    actions.answer(campaign=campaign, answers=full_answers(campaign), by=cast.karim)
    text = sign_in(cast.helene).get(page(campaign)).text
    assert "1 answer, 2 asked" in text
    assert "Karim" not in text


@pytest.mark.parametrize(("name", "status"), [("mireille", 403), ("nour_account", 403), ("victor", 404), ("lou", 404)])
def test_results_are_for_the_staff_of_the_centre(
    cast: Cast, nour: PeerHelper, sign_in: SignIn, name: str, status: int
) -> None:
    campaign = answered(nour, Audience.EMPLOYEE, [*colleagues(cast, 5), cast.mireille], cast.helene)
    client = sign_in(getattr(cast, name))
    for address in (page(campaign), reverse("assessments:reviews_of", args=[nour.pk])):
        assert client.get(address).status_code == status


def test_closing_from_the_page_shows_the_results_and_is_one_line(cast: Cast, nour: PeerHelper, sign_in: SignIn) -> None:
    campaign = answered(nour, Audience.EMPLOYEE, colleagues(cast, 5), cast.helene, close=False)
    client, url = sign_in(cast.claire), reverse("assessments:campaign_close", args=[campaign.pk])
    assert client.get(url).status_code == 405
    assert "mot 4" in client.post(url, follow=True).text
    client.post(url)
    assert Entry.objects.filter(event="assessments.campaign_closed").count() == 1


def test_reading_is_one_line_about_the_helper(cast: Cast, nour: PeerHelper, sign_in: SignIn) -> None:
    campaign = asked(nour, Audience.EMPLOYEE, [cast.karim], cast.helene)
    client, before = sign_in(cast.claire), Entry.objects.count()
    client.get(page(campaign))
    client.get(reverse("assessments:reviews_of", args=[nour.pk]))
    lines = Entry.objects.order_by("id")[before:]
    assert [line.event for line in lines] == ["assessments.campaign_read", "assessments.voices_read"]
    assert {line.subject_id for line in lines} == {nour.pk}


@pytest.mark.parametrize("name", ["assessments:reviews_of", "assessments:review_prepare"])
def test_results_stay_within_the_queries_of_their_page(
    cast: Cast, nour: PeerHelper, sign_in: SignIn, name: str
) -> None:
    answered(nour, Audience.EMPLOYEE, colleagues(cast, 5), cast.helene)
    client = sign_in(cast.helene)
    with CaptureQueriesContext(connection) as captured:
        assert "mot 4" in client.get(reverse(name, args=[nour.pk])).text
    assert sum(query["sql"].startswith("SELECT") for query in captured) <= POLICY[name].queries

"""What waits: the list of the staff, the lines of the first page, and when a review is due."""

from datetime import date

import pytest
from dateutil.relativedelta import relativedelta
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments import actions
from assessments.models import Audience, Decision
from assessments.schedule import month_to_review, next_review, reviews_due, running_trials
from assessments.waiting import assessments_waiting
from cada_peers.accounts.access import active_postings
from cada_peers.accounts.models import User
from cada_peers.ui.waiting import written
from peerhelpers.models import Pause, PeerHelper
from tests.assessments.story import asked, full_answers, in_trial
from tests.cast import Cast, a_resident
from tests.conftest import SignIn

LIST = "assessments:reviews"


def review_of(helper: PeerHelper, month: int, by: User) -> None:
    actions.prepare_review(peer_helper=helper, month=month, strengths="bien", recommendation=Decision.EXTEND, by=by)


def lines(user: User) -> list[str]:
    posting = active_postings(user)[0]
    return [line.label for line in written(assessments_waiting(user, posting), user, posting)]


# --- when a review is due ---


@pytest.mark.parametrize(
    ("months", "reviewed", "due"), [(1, 0, 3), (7, 0, 6), (7, 3, 6), (7, 6, 12), (13, 0, 12), (19, 12, 18)]
)
def test_reviews_are_held_at_3_6_12_and_18_months(cast: Cast, months: int, reviewed: int, due: int) -> None:
    trial = in_trial(cast.nour, cast.helene, months=months).trials.get()
    found = next_review(trial, reviewed)
    assert (found.month, found.on) == (due, trial.starts_on + relativedelta(months=due))


def test_after_the_last_review_nothing_is_due_unless_the_trial_was_extended(cast: Cast) -> None:
    trial = in_trial(cast.nour, cast.helene, months=19).trials.get()
    assert next_review(trial, 18) is None
    trial.extended_months = 4
    assert next_review(trial, 18).month == 22


def test_a_pause_shifts_the_review(cast: Cast) -> None:
    helper = in_trial(cast.nour, cast.helene, months=2)
    start = helper.trials.get().starts_on
    Pause.objects.create(
        centre=cast.tilleuls, peer_helper=helper, starts_on=start, ends_on=start + relativedelta(days=20)
    )
    trial = running_trials(PeerHelper.objects.filter(pk=helper.pk)).get()
    assert next_review(trial, 0).on == start + relativedelta(months=3, days=20)


@pytest.mark.parametrize(("months", "proposed"), [(2, 2), (3, 3), (5, 3), (7, 6), (17, 12), (19, 18)])
def test_the_proposed_month_is_the_one_that_is_due(cast: Cast, months: int, proposed: int) -> None:
    helper = in_trial(cast.nour, cast.helene, months=months)
    assert month_to_review(PeerHelper.objects.filter(pk=helper.pk)) == proposed


def test_the_earliest_review_comes_first_and_knows_its_month(cast: Cast) -> None:
    in_trial(cast.samim, cast.helene, months=1)
    in_trial(cast.nour, cast.helene, months=7)
    late, soon = reviews_due(running_trials(PeerHelper.objects.all()))
    assert (str(late.peer_helper), late.begins) == ("Nour B.", None)
    assert soon.begins == date(soon.on.year, soon.on.month, 1)


# --- the list ---


def test_the_list_shows_what_is_open_what_waits_and_what_is_due(cast: Cast, sign_in: SignIn) -> None:
    nour, samim = in_trial(cast.nour, cast.helene), in_trial(cast.samim, cast.helene)
    asked(nour, Audience.EMPLOYEE, [cast.karim], cast.helene)
    review_of(samim, 6, cast.helene)
    text = sign_in(cast.claire).get(reverse(LIST)).text
    assert "0 answers, 1 asked" in text
    assert reverse("assessments:review_decide", args=[samim.reviews.get().pk]) in text
    assert "after 6 months" in text


def test_the_one_who_prepared_it_is_not_asked_to_decide(cast: Cast, sign_in: SignIn) -> None:
    nour = in_trial(cast.nour, cast.helene)
    review_of(nour, 6, cast.claire)
    decide = reverse("assessments:review_decide", args=[nour.reviews.get().pk])
    assert decide not in sign_in(cast.claire).get(reverse(LIST)).text
    assert decide in sign_in(cast.marc).get(reverse(LIST)).text


def test_an_empty_list_says_what_comes(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.helene).get(reverse(LIST)).text
    assert "No trial is running" in text


def test_a_neighbour_sees_nothing_of_it(cast: Cast, sign_in: SignIn) -> None:
    nour = in_trial(cast.nour, cast.helene)
    asked(nour, Audience.EMPLOYEE, [cast.karim], cast.helene)
    assert "Nour" not in sign_in(cast.victor).get(reverse(LIST)).text


@pytest.mark.parametrize("name", [LIST, "assessments:reviews_of"])
def test_more_people_cost_no_more_queries(cast: Cast, sign_in: SignIn, name: str) -> None:
    nour = in_trial(cast.nour, cast.helene)
    url = reverse(name, args=[] if name == LIST else [nour.pk])
    client = sign_in(cast.claire)
    counts = []
    for number in range(3):
        for resident in [a_resident(f"Personne{number}{n}", cast.tilleuls) for n in range(number)]:
            helper = in_trial(resident, cast.helene, months=2)
            asked(helper, Audience.EMPLOYEE, [cast.karim], cast.helene)
            review_of(helper, 2, cast.helene)
        actions.note_feedback(peer_helper=nour, words="merci", by=cast.karim)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        counts.append(len(captured))
    assert counts[1] == counts[2]


# --- the lines of the first page ---


def test_a_questionnaire_waits_until_it_is_answered(cast: Cast) -> None:
    nour = in_trial(cast.nour, cast.helene, months=1)
    campaign = asked(nour, Audience.EMPLOYEE, [cast.mireille, cast.karim], cast.helene)
    assert lines(cast.mireille) == ["A questionnaire waits for your answer"]
    actions.answer(campaign=campaign, answers=full_answers(campaign), by=cast.mireille)
    assert lines(cast.mireille) == []
    actions.close_campaign(campaign=campaign, by=cast.helene)
    assert lines(cast.karim) == []


def test_the_name_of_the_helper_does_not_stand_on_the_first_page(cast: Cast) -> None:
    nour = in_trial(cast.nour, cast.helene, months=1)
    asked(nour, Audience.EMPLOYEE, [cast.mireille], cast.helene)
    posting = active_postings(cast.mireille)[0]
    (line,) = written(assessments_waiting(cast.mireille, posting), cast.mireille, posting)
    assert "Nour" not in f"{line.label} {line.detail}"


def test_a_review_waits_for_every_manager_but_its_author(cast: Cast) -> None:
    review_of(in_trial(cast.nour, cast.helene, months=1), 1, cast.claire)
    assert lines(cast.marc) == ["A review waits for your decision"]
    assert lines(cast.claire) == lines(cast.victor) == []


def test_the_referent_is_told_of_a_review_that_comes_soon(cast: Cast) -> None:
    in_trial(cast.nour, cast.helene, months=7)
    in_trial(cast.samim, cast.karim, months=1)
    assert lines(cast.helene) == ["A review to prepare"]
    assert lines(cast.karim) == []


def test_a_shared_review_waits_for_its_helper(cast: Cast) -> None:
    nour = in_trial(cast.nour, cast.helene, months=7)
    review_of(nour, 6, cast.helene)
    assert lines(cast.nour_account) == []
    chosen = {"decision": Decision.EXTEND, "reason": "encore", "extension_months": 2}
    review = actions.decide(review=nour.reviews.get(), by=cast.claire, **chosen)
    actions.share_review(review=review, by=cast.helene)
    assert lines(cast.nour_account) == ["Your review was shared with you"]
    review.refresh_from_db()
    assert review.shared_on == timezone.localdate()

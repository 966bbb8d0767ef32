"""A review is prepared by one, decided by another, and an approval waits until all is there."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from assessments import actions
from assessments.models import Audience, Decision, Review
from cada_peers.journal.models import Entry
from peerhelpers.files.gates import NotReady, missing_for_approval
from peerhelpers.models import PeerHelper, Status
from tests.assessments.story import answered, asked, do_a_mission, hear_everyone, in_trial, sign_papers
from tests.cast import Cast
from tests.conftest import SignIn

LABELS = [
    "Questionnaire of the peers",
    "Questionnaire of the team",
    "Words of the people helped",
    "Observations of the team",
    "Review that recommends the status",
]


@pytest.fixture
def nour(cast: Cast) -> PeerHelper:
    return in_trial(cast.nour, cast.helene, months=19)


def prepared(helper: PeerHelper, cast: Cast, recommendation: str = Decision.APPROVE, **by: object) -> Review:
    return actions.prepare_review(
        peer_helper=helper,
        month=18,
        strengths="une présence calme",
        recommendation=recommendation,
        **({"by": cast.helene} | by),
    )


def all_is_there(cast: Cast, helper: PeerHelper) -> None:
    sign_papers(helper, cast.claire)
    do_a_mission(helper)
    hear_everyone(cast, helper)


def mine(helper: PeerHelper) -> dict[str, object]:
    """The requirements of this room, by label."""
    return {line.label: line for line in missing_for_approval(helper) if line.label in LABELS}


# --- what an approval needs ---


def test_at_first_everything_is_missing_and_someone_holds_each(cast: Cast, nour: PeerHelper) -> None:
    lines = mine(nour)
    assert list(lines) == LABELS
    assert not any(line.met for line in lines.values())
    assert {line.holder for line in lines.values()} == {cast.helene.full_name}
    assert all(line.url and line.detail for line in lines.values())


def test_a_questionnaire_tells_how_far_it_is(cast: Cast, nour: PeerHelper) -> None:
    campaign = asked(nour, Audience.EMPLOYEE, [cast.karim, cast.marc, cast.claire], cast.helene)
    line = mine(nour)["Questionnaire of the team"]
    assert (line.met, line.detail) == (False, "0 of 3")
    assert line.url == reverse("assessments:campaign", args=[campaign.pk])


def test_one_answer_of_each_group_one_fact_and_a_favourable_review_are_enough(cast: Cast, nour: PeerHelper) -> None:
    hear_everyone(cast, nour)
    prepared(nour, cast)
    assert all(line.met for line in mine(nour).values())


def test_the_answer_of_a_person_helped_is_a_voice_as_well(cast: Cast, nour: PeerHelper) -> None:
    samim = in_trial(cast.samim, cast.helene)
    answered(samim, Audience.BENEFICIARY, [cast.nour_account], cast.helene)
    assert mine(samim)["Words of the people helped"].met


@pytest.mark.parametrize("recommendation", [Decision.EXTEND, Decision.STOP])
def test_a_review_that_recommends_something_else_does_not_count(
    cast: Cast, nour: PeerHelper, recommendation: str
) -> None:
    prepared(nour, cast, recommendation)
    assert not mine(nour)["Review that recommends the status"].met


def test_a_recommendation_that_was_refused_counts_no_more(cast: Cast, nour: PeerHelper) -> None:
    review = prepared(nour, cast)
    actions.decide(review=review, decision=Decision.EXTEND, reason="encore un peu", extension_months=3, by=cast.claire)
    assert not mine(nour)["Review that recommends the status"].met


# --- prepare ---


def test_the_referent_and_management_prepare_a_review(cast: Cast, nour: PeerHelper) -> None:
    assert prepared(nour, cast, by=cast.helene).prepared_by == cast.helene


@pytest.mark.parametrize("name", ["karim", "mireille", "victor", "nour_account"])
def test_nobody_else_prepares_one(cast: Cast, nour: PeerHelper, name: str) -> None:
    with pytest.raises(PermissionDenied):
        prepared(nour, cast, by=getattr(cast, name))


def test_a_second_review_waits_until_the_first_is_decided(cast: Cast, nour: PeerHelper) -> None:
    prepared(nour, cast)
    with pytest.raises(ValidationError, match="already waits for its decision"):
        prepared(nour, cast)


def test_a_review_belongs_to_a_running_trial(cast: Cast, nour: PeerHelper) -> None:
    nour.trials.update(ended_on=timezone.localdate(), ended_by=cast.claire)
    with pytest.raises(ValidationError, match="belongs to a trial"):
        prepared(nour, cast)


def form(**changes: str) -> dict[str, str]:
    texts = {"strengths": "une présence calme", "support": "", "helper_words": "je suis contente 🙂"}
    today = timezone.localdate().isoformat()
    return {"month": "18", "held_on": today, "recommendation": "approve"} | texts | changes


def address(name: str, about: PeerHelper | Review) -> str:
    return reverse(f"assessments:{name}", args=[about.pk])


def test_the_month_is_proposed_from_the_trial(cast: Cast, sign_in: SignIn) -> None:
    helper = in_trial(cast.nour, cast.helene, months=7)
    page = sign_in(cast.helene).get(address("review_prepare", helper))
    assert page.context["form"].initial["month"] == 6


def test_a_review_is_prepared_from_the_page(cast: Cast, nour: PeerHelper, sign_in: SignIn) -> None:
    answer = sign_in(cast.helene).post(address("review_prepare", nour), form())
    assert answer.status_code == 302
    assert nour.reviews.get().recommendation == Decision.APPROVE


def test_a_colleague_who_is_not_the_referent_reads_but_does_not_prepare(
    cast: Cast, nour: PeerHelper, sign_in: SignIn
) -> None:
    assert sign_in(cast.karim).get(address("reviews_of", nour)).status_code == 200
    assert sign_in(cast.karim).get(address("review_prepare", nour)).status_code == 403


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"month": ""}, "month"),
        ({"month": "-1"}, "month"),
        ({"month": "40000"}, "month"),
        ({"held_on": "1990-01-01"}, "held_on"),
        ({"held_on": (timezone.localdate() + timedelta(days=2)).isoformat()}, "held_on"),
        ({"strengths": ""}, "strengths"),
        ({"strengths": "x" * 1_000_000}, "strengths"),
        ({"support": "a\x00b"}, "support"),
        ({"recommendation": "canonise"}, "recommendation"),
    ],
)
def test_a_wrong_review_is_said_beside_its_field_and_stays(
    cast: Cast, nour: PeerHelper, sign_in: SignIn, change: dict[str, str], field: str
) -> None:
    answer = sign_in(cast.helene).post(address("review_prepare", nour), form(**change))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert "je suis contente 🙂" in answer.text
    assert not Review.objects.exists()


# --- decide ---


def test_whoever_prepared_the_review_does_not_decide_on_it(cast: Cast, nour: PeerHelper) -> None:
    all_is_there(cast, nour)
    review = prepared(nour, cast, by=cast.claire)
    with pytest.raises(ValidationError, match="another manager"):
        actions.decide(review=review, decision=Decision.APPROVE, reason="oui", by=cast.claire)
    nour.refresh_from_db()
    assert nour.status == Status.IN_TRIAL


def test_the_database_refuses_it_as_well(cast: Cast, nour: PeerHelper) -> None:
    review = prepared(nour, cast, by=cast.claire)
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(
            decision="extend", reason="oui", decided_on=timezone.localdate(), decided_by=cast.claire
        )


@pytest.mark.parametrize("name", ["helene", "karim", "mireille", "victor", "siege"])
def test_only_management_decides(cast: Cast, nour: PeerHelper, name: str) -> None:
    review = prepared(nour, cast, by=cast.marc)
    with pytest.raises(PermissionDenied):
        actions.decide(review=review, decision=Decision.STOP, reason="non", by=getattr(cast, name))


def test_an_approval_is_refused_with_all_that_is_missing(cast: Cast, nour: PeerHelper) -> None:
    review = prepared(nour, cast)
    with pytest.raises(NotReady) as refusal:
        actions.decide(review=review, decision=Decision.APPROVE, reason="oui", by=cast.claire)
    missing = {line.label for line in refusal.value.missing}
    assert missing >= set(LABELS[:4])
    assert "Commitment agreement signed" in missing
    review.refresh_from_db()
    assert (review.decision, review.decided_on) == ("", None)


def test_the_page_shows_what_is_missing_who_holds_it_and_keeps_the_reason(
    cast: Cast, nour: PeerHelper, sign_in: SignIn
) -> None:
    review = prepared(nour, cast)
    answer = sign_in(cast.claire).post(
        address("review_decide", review), {"decision": "approve", "reason": "une évidence"}
    )
    assert answer.status_code == 200
    assert "Not yet. What is missing:" in answer.text
    assert "une évidence" in answer.text
    assert all(label in answer.text for label in LABELS)
    assert answer.text.count(cast.helene.full_name) >= 4


def test_when_all_is_there_management_approves_and_the_pathway_moves(
    cast: Cast, nour: PeerHelper, sign_in: SignIn
) -> None:
    all_is_there(cast, nour)
    review = prepared(nour, cast)
    answer = sign_in(cast.claire).post(
        address("review_decide", review), {"decision": "approve", "reason": "une évidence"}
    )
    assert answer.status_code == 302
    nour.refresh_from_db()
    review.refresh_from_db()
    assert (nour.status, nour.proposed_by, nour.approved_by) == (Status.APPROVED, cast.helene, cast.claire)
    assert (review.decision, review.decided_by) == (Decision.APPROVE, cast.claire)
    assert Entry.objects.filter(event="assessments.review_decided", subject_id=review.pk).count() == 1


def test_before_the_end_an_approval_says_why_now(cast: Cast) -> None:
    helper = in_trial(cast.nour, cast.helene, months=9)
    all_is_there(cast, helper)
    review = prepared(helper, cast)
    with pytest.raises(NotReady) as refusal:
        actions.decide(review=review, decision=Decision.APPROVE, reason="oui", by=cast.claire)
    assert [line.label for line in refusal.value.missing] == ["Trial complete"]
    actions.decide(review=review, decision=Decision.APPROVE, reason="oui", early_reason="elle déménage", by=cast.claire)
    helper.refresh_from_db()
    assert helper.status == Status.APPROVED


def test_the_trial_goes_on_for_some_months(cast: Cast, nour: PeerHelper) -> None:
    review = prepared(nour, cast, Decision.EXTEND)
    actions.decide(review=review, decision=Decision.EXTEND, reason="encore", extension_months=4, by=cast.claire)
    assert nour.trials.get().extended_months == 4
    assert Review.objects.get().extension_months == 4


def test_half_way_the_trial_goes_on_as_planned(cast: Cast) -> None:
    helper = in_trial(cast.nour, cast.helene, months=6)
    planned = helper.trials.get().due_on
    actions.decide(review=prepared(helper, cast, Decision.EXTEND), decision="extend", reason="tout va", by=cast.claire)
    assert helper.trials.get().due_on == planned
    assert Review.objects.get().decision == Decision.EXTEND


def test_to_stop_ends_the_pathway_with_its_reason(cast: Cast, nour: PeerHelper) -> None:
    review = prepared(nour, cast, Decision.STOP)
    actions.decide(review=review, decision=Decision.STOP, reason="d’un commun accord", by=cast.claire)
    nour.refresh_from_db()
    assert (nour.status, nour.stop_reason) == (Status.STOPPED, "d’un commun accord")


def test_a_decision_is_taken_once_and_stays(cast: Cast, nour: PeerHelper) -> None:
    review = prepared(nour, cast, Decision.EXTEND)
    chosen = {"decision": Decision.EXTEND, "reason": "encore", "extension_months": 4}
    actions.decide(review=review, by=cast.claire, **chosen)
    with pytest.raises(ValidationError, match="already been made"):
        actions.decide(review=review, by=cast.marc, **chosen)
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.update(decision="stop")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "   "}, "reason"),
        ({"reason": "x" * 1_000_000}, "reason"),
        ({"reason": "a\x00b"}, "reason"),
        ({"months": ""}, "months"),
        ({"months": "0"}, "months"),
        ({"months": "19"}, "months"),
        ({"months": "beaucoup"}, "months"),
        ({"decision": "9"}, "decision"),
        ({"early_reason": "x" * 501}, "early_reason"),
    ],
)
def test_a_wrong_decision_is_said_beside_its_field(
    cast: Cast, nour: PeerHelper, sign_in: SignIn, change: dict[str, str], field: str
) -> None:
    review = prepared(nour, cast)
    said = {"decision": "extend", "reason": "encore un peu", "months": "3", "early_reason": ""} | change
    answer = sign_in(cast.claire).post(address("review_decide", review), said)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert "encore un peu" in answer.text or field == "reason"
    assert Review.objects.undecided().count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"decision": "approve", "months": "3"}, "months"),
        ({"decision": "stop", "months": "3"}, "months"),
        ({"decision": "extend", "months": "3", "early_reason": "elle déménage"}, "early_reason"),
        ({"decision": "stop", "early_reason": "elle déménage"}, "early_reason"),
    ],
)
def test_what_only_another_decision_asks_for_is_not_dropped_without_a_word(
    cast: Cast, nour: PeerHelper, sign_in: SignIn, said: dict[str, str], field: str
) -> None:
    """It stays in its field, which is seen when it is refused, whatever is chosen."""
    all_is_there(cast, nour)
    review = prepared(nour, cast)
    answer = sign_in(cast.claire).post(address("review_decide", review), said | {"reason": "oui"})
    assert list(answer.context["form"].errors) == [field]
    assert "choose that, or empty this" in answer.text
    assert said[field] in answer.text
    assert Review.objects.undecided().count() == 1


def test_more_months_than_a_trial_can_get_are_refused_beside_the_field(
    cast: Cast, nour: PeerHelper, sign_in: SignIn
) -> None:
    nour.trials.update(extended_months=16)
    review = prepared(nour, cast)
    said = {"decision": "extend", "reason": "encore un peu", "months": "3"}
    answer = sign_in(cast.claire).post(address("review_decide", review), said)
    assert list(answer.context["form"].errors) == ["months"]


# --- share ---


def decided(cast: Cast, helper: PeerHelper) -> Review:
    review = prepared(helper, cast, Decision.EXTEND)
    chosen = {"decision": Decision.EXTEND, "reason": "encore", "extension_months": 4}
    return actions.decide(review=review, by=cast.claire, **chosen)


def test_a_review_is_shared_once_it_is_decided(cast: Cast, nour: PeerHelper, sign_in: SignIn) -> None:
    review = prepared(nour, cast)
    answer = sign_in(cast.helene).post(address("review_share", review), follow=True)
    assert "it is shared afterwards" in answer.text
    assert Review.objects.get().shared_on is None


def test_the_helper_reads_their_review_once_shared_and_never_who_said_what(
    cast: Cast, nour: PeerHelper, sign_in: SignIn
) -> None:
    actions.note_feedback(peer_helper=nour, words="elle prend le temps", by=cast.karim)
    review = decided(cast, nour)
    client = sign_in(cast.nour_account)
    assert client.get(address("my_review", review)).status_code == 404
    sign_in(cast.helene).post(address("review_share", review))
    text = client.get(address("my_review", review)).text
    assert "une présence calme" in text
    assert "elle prend le temps" not in text
    assert client.get(address("review", review)).status_code == 403
    assert Entry.objects.filter(event="assessments.own_review_read", subject_id=nour.pk).count() == 1


@pytest.mark.parametrize("name", ["claire", "helene", "mireille", "victor"])
def test_nobody_else_reads_it_at_the_helpers_address(cast: Cast, nour: PeerHelper, sign_in: SignIn, name: str) -> None:
    review = actions.share_review(review=decided(cast, nour), by=cast.helene)
    assert sign_in(getattr(cast, name)).get(address("my_review", review)).status_code == 403

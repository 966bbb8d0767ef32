"""Answering: once, complete, on the scale, and without a trace of who said what."""

import base64
from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from assessments import actions
from assessments.actions import answering
from assessments.models import Answer, Audience, Campaign, Invitee, Response
from cada_peers.accounts.models import User
from cada_peers.journal.models import Entry
from tests.assessments.story import answered, asked, colleagues, full_answers, in_trial
from tests.cast import Cast
from tests.conftest import SignIn


@pytest.fixture
def campaign(cast: Cast) -> Campaign:
    """The team is asked about Nour: Hélène, Karim and Mireille."""
    nour = in_trial(cast.nour, cast.helene)
    return asked(nour, Audience.EMPLOYEE, [cast.helene, cast.karim, cast.mireille], cast.helene)


def columns(model: type) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


def test_no_column_ties_an_answer_to_a_person_or_to_an_hour() -> None:
    """Whatever is common to both sides is the campaign; nothing is a time."""
    assert columns(Invitee) == {"id", "campaign", "user", "has_answered"}
    assert columns(Response) == {"id", "campaign", "month"}
    assert columns(Answer) == {"id", "response", "question", "value", "words"}


def test_keys_are_random_and_months_are_the_same_for_all(cast: Cast) -> None:
    nour = in_trial(cast.nour, cast.helene)
    answered(nour, Audience.EMPLOYEE, colleagues(cast, 6), cast.helene)
    assert all(response.pk.version == 4 for response in Response.objects.all())
    assert all(answer.pk.version == 4 for answer in Answer.objects.all())
    assert len(set(Response.objects.values_list("month", flat=True))) == 1


def lying() -> list[str]:
    """The keys of the responses in the order in which the database keeps them."""
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM assessments_response ORDER BY {place}")  # noqa: S608
        return [str(row[0]).replace("-", "") for row in cursor.fetchall()]


def test_the_last_answer_does_not_lie_last(cast: Cast) -> None:
    """Eight people answer one after the other (by chance alone this fails once in 40,320 runs)."""
    nour, people = in_trial(cast.nour, cast.helene), colleagues(cast, 8)
    campaign = asked(nour, Audience.EMPLOYEE, people, cast.helene)
    lies_last, known = [], set()
    for person in people:
        actions.answer(campaign=campaign, answers=full_answers(campaign), by=person)
        (newest,) = set(lying()) - known
        known.add(newest)
        lies_last.append(lying()[-1] == newest)
    assert len(lies_last) == 8
    assert not all(lies_last)


def test_words_carry_no_hour_inside_their_cipher(cast: Cast, campaign: Campaign) -> None:
    actions.answer(campaign=campaign, answers=full_answers(campaign, words="merci"), by=cast.karim)
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM assessments_answer WHERE words <> ''")
        tokens = [row[0] for row in cursor.fetchall()]
    assert tokens
    stamps = {int.from_bytes(base64.urlsafe_b64decode(token)[1:9], "big") for token in tokens}
    assert {datetime.fromtimestamp(stamp, UTC).year for stamp in stamps} == {1970}


def test_the_journal_says_that_someone_answered_never_who(cast: Cast, campaign: Campaign) -> None:
    actions.answer(campaign=campaign, answers=full_answers(campaign), by=cast.karim)
    line = Entry.objects.get(event="assessments.answered")
    assert (line.actor_id, line.subject_id) == (None, campaign.pk)


def test_laying_the_answers_anew_loses_none(cast: Cast, campaign: Campaign) -> None:
    for face, person in enumerate((cast.helene, cast.karim, cast.mireille), start=1):
        actions.answer(campaign=campaign, answers=full_answers(campaign, face, f"mot {face}"), by=person)
    assert Response.objects.count() == 3
    for response in Response.objects.all():
        faces = {answer.value for answer in response.answers.all() if answer.value}
        words = {answer.words for answer in response.answers.all() if answer.words}
        assert words == {f"mot {face}" for face in faces}
        assert response.answers.count() == 12


def test_nobody_answers_twice(cast: Cast, campaign: Campaign) -> None:
    actions.answer(campaign=campaign, answers=full_answers(campaign, 1), by=cast.karim)
    with pytest.raises(answering.AlreadyAnswered):
        actions.answer(campaign=campaign, answers=full_answers(campaign, 4), by=cast.karim)
    assert Response.objects.count() == 1
    assert set(Answer.objects.exclude(value=None).values_list("value", flat=True)) == {1}


def test_the_database_keeps_who_has_answered(cast: Cast, campaign: Campaign) -> None:
    actions.answer(campaign=campaign, answers=full_answers(campaign), by=cast.karim)
    with pytest.raises(IntegrityError), transaction.atomic():
        campaign.invitees.filter(user=cast.karim).update(has_answered=False)


def test_whoever_was_not_invited_cannot_answer(cast: Cast, campaign: Campaign) -> None:
    with pytest.raises(ValidationError, match="not invited"):
        actions.answer(campaign=campaign, answers=full_answers(campaign), by=cast.marc)
    with pytest.raises(PermissionDenied):
        actions.answer(campaign=campaign, answers=full_answers(campaign), by=cast.victor)
    assert not Response.objects.exists()


@pytest.mark.parametrize("face", [0, 5, 9, -1, "x"])
def test_a_face_that_is_not_on_the_scale_is_refused_and_the_person_may_still_answer(
    cast: Cast, campaign: Campaign, face: object
) -> None:
    with pytest.raises(ValidationError):
        actions.answer(campaign=campaign, answers=full_answers(campaign, face), by=cast.karim)
    assert not Response.objects.exists()
    assert not campaign.invitees.get(user=cast.karim).has_answered


def test_the_database_refuses_a_face_that_is_not_on_the_scale(cast: Cast, campaign: Campaign) -> None:
    response = Response.objects.create(campaign=campaign, month="2026-01-01")
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(response=response, question=campaign.questionnaire.questions.first(), value=5)


def test_a_sentence_left_out_is_refused(cast: Cast, campaign: Campaign) -> None:
    answers = full_answers(campaign)
    answers.pop(next(iter(answers)))
    with pytest.raises(ValidationError, match="no answer yet"):
        actions.answer(campaign=campaign, answers=answers, by=cast.karim)


def test_a_closed_questionnaire_takes_no_answer(cast: Cast, campaign: Campaign) -> None:
    actions.close_campaign(campaign=campaign, by=cast.helene)
    with pytest.raises(ValidationError, match="closed"):
        actions.answer(campaign=campaign, answers=full_answers(campaign), by=cast.karim)
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.create(campaign=campaign, month="2026-01-01")


def test_a_closed_questionnaire_is_not_opened_again(cast: Cast, campaign: Campaign) -> None:
    actions.close_campaign(campaign=campaign, by=cast.helene)
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.update(closed_on=None)


def filled(campaign: Campaign, **changes: str) -> dict[str, str]:
    """What a browser sends: faces, one « I do not know », words."""
    said = {f"q{key}": str(value) for key, value in full_answers(campaign, 3, "avec le sourire").items()}
    return said | {next(iter(said)): "0"} | changes


def first(campaign: Campaign) -> str:
    return f"q{campaign.questionnaire.questions.first().pk}"


def page(campaign: Campaign) -> str:
    return reverse("assessments:answer", args=[campaign.pk])


@pytest.mark.parametrize("name", ["helene", "karim", "mireille"])
def test_whoever_is_invited_answers_on_one_page(cast: Cast, campaign: Campaign, sign_in: SignIn, name: str) -> None:
    client = sign_in(getattr(cast, name))
    assert client.get(page(campaign)).text.count('type="radio"') == 10 * 5
    answer = client.post(page(campaign), filled(campaign))
    assert (answer.status_code, answer.url) == (302, "/")
    assert Answer.objects.filter(value=3).count() == 9
    assert "You have answered" in client.get(page(campaign)).text


def test_the_helper_does_not_learn_from_the_journal_who_was_asked(
    cast: Cast, campaign: Campaign, sign_in: SignIn
) -> None:
    sign_in(cast.karim).get(page(campaign))
    assert Entry.objects.filter(event="assessments.questionnaire_read").count() == 1
    assert not Entry.objects.about(campaign.peer_helper_id).exists()


def test_answering_twice_from_the_page_changes_nothing(cast: Cast, campaign: Campaign, sign_in: SignIn) -> None:
    client = sign_in(cast.karim)
    client.post(page(campaign), filled(campaign))
    assert "You have answered" in client.post(page(campaign), filled(campaign)).text
    assert Response.objects.count() == 1


@pytest.mark.parametrize("name", ["claire", "marc", "nour_account", "victor", "lou"])
def test_whoever_is_not_invited_gets_404(cast: Cast, campaign: Campaign, sign_in: SignIn, name: str) -> None:
    assert sign_in(getattr(cast, name)).get(page(campaign)).status_code == 404
    assert sign_in(getattr(cast, name)).post(page(campaign), filled(campaign)).status_code == 404


def test_an_ended_posting_answers_no_more(cast: Cast, campaign: Campaign, sign_in: SignIn) -> None:
    cast.karim.postings.update(ends_on="2024-06-01")
    assert sign_in(User.objects.get(pk=cast.karim.pk)).get(page(campaign)).status_code in {403, 404}


@pytest.mark.parametrize("wrong", ["9", "", "-4", "trois", "\x00", "4" * 1_000_000])
def test_a_wrong_face_is_said_beside_it_and_the_rest_stays(
    cast: Cast, campaign: Campaign, sign_in: SignIn, wrong: str
) -> None:
    answer = sign_in(cast.karim).post(page(campaign), filled(campaign, **{first(campaign): wrong}))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [first(campaign)]
    assert answer.text.count("checked") == 9
    assert "avec le sourire" in answer.text
    assert not Response.objects.exists()


@pytest.mark.parametrize("wrong", ["a\x00b", "x" * 1_000_000, "\n" * 50])
def test_words_that_do_not_fit_are_said_beside_them_and_the_faces_stay(
    cast: Cast, campaign: Campaign, sign_in: SignIn, wrong: str
) -> None:
    name = f"q{campaign.questionnaire.questions.last().pk}"
    answer = sign_in(cast.karim).post(page(campaign), filled(campaign, **{name: f"a{wrong}b"}))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [name]
    assert answer.text.count("checked") == 10
    assert not Response.objects.exists()


def test_missing_answers_are_each_said_beside_their_sentence(cast: Cast, campaign: Campaign, sign_in: SignIn) -> None:
    answer = sign_in(cast.karim).post(page(campaign), {})
    assert len(answer.context["form"].errors) == 10
    assert "Choose a face" in answer.text


def test_the_helper_is_told_that_their_own_answers_are_read(cast: Cast, sign_in: SignIn) -> None:
    nour = in_trial(cast.nour, cast.helene)
    own = asked(nour, Audience.SELF, [cast.nour_account], cast.helene)
    text = sign_in(cast.nour_account).get(page(own)).text
    assert "not anonymous" in text
    assert "Nobody will know" not in text

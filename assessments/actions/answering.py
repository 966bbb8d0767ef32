"""Answer a questionnaire, without a trace of who said what.

« Has answered » and the answer are two rows with nothing in common: no key, no hour, no author in the
journal. The order in which rows lie in a table is the order of their arrival, so the whole campaign is laid
down anew, shuffled, each time someone answers.
"""

from collections.abc import Mapping
from random import SystemRandom

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from assessments.events import Event
from assessments.models import Answer, Campaign, Invitee, Question, Response
from assessments.models.questionnaire import QuestionKind
from cada_peers.accounts.access import require
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record

Answers = Mapping[int, int | str | None]


class AlreadyAnswered(ValidationError):
    """This person has answered; their answer cannot be found again, so it cannot be changed."""

    def __init__(self) -> None:
        super().__init__(_("You have already answered this questionnaire. Thank you."))


@transaction.atomic
def answer(*, campaign: Campaign, answers: Answers, by: User) -> Campaign:
    """Keep `answers`: for the key of each question a face from 1 to 4, None (« I do not know »), or words.

    Raises ValidationError when the questionnaire is closed, a sentence was left out or a value is not on the
    scale; AlreadyAnswered the second time; PermissionDenied for someone who was not invited.
    """
    require(by, Permission.ANSWER_QUESTIONNAIRES, campaign.centre_id)
    fresh = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if fresh.closed_on:
        raise ValidationError(_("This questionnaire is closed: it takes no more answers."))
    _tick_off(fresh, by)
    month = fresh.opened_on.replace(day=1)
    _lay_down(fresh, Response(campaign=fresh, month=month), _checked(fresh, answers))
    # Nobody is named: the journal keeps the hour.
    record(Event.ANSWERED, by=None, subject=fresh)
    return fresh


def _tick_off(campaign: Campaign, user: User) -> None:
    invitee = Invitee.objects.filter(campaign=campaign, user=user)
    if not invitee.filter(has_answered=False).update(has_answered=True):
        if invitee.exists():
            raise AlreadyAnswered
        raise ValidationError(_("You were not invited to this questionnaire."))


def _checked(campaign: Campaign, answers: Answers) -> list[Answer]:
    """The answers that say something, on the scale and complete."""
    questions = {question.pk: question for question in campaign.questionnaire.questions.all()}
    left_out = [q for q in questions.values() if q.required and q.pk not in answers]
    if left_out or set(answers) - set(questions):
        raise ValidationError(_("Some sentences have no answer yet."))
    given = [_answer(questions[key], said) for key, said in answers.items() if said not in (None, "")]
    for one in given:
        one.clean_fields(exclude=["response", "question"])
    return given


def _answer(question: Question, said: int | str | None) -> Answer:
    if question.kind == QuestionKind.TEXT:
        return Answer(question=question, words=str(said))
    return Answer(question=question, value=said)


def _lay_down(campaign: Campaign, response: Response, given: list[Answer]) -> None:
    for one in given:
        one.response = response
    responses = [*campaign.responses.all(), response]
    answers = [*Answer.objects.filter(response__campaign=campaign), *given]
    for rows in (responses, answers):
        SystemRandom().shuffle(rows)
    campaign.responses.all().delete()
    Response.objects.bulk_create(responses)
    Answer.objects.bulk_create(answers)

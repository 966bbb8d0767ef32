"""What every rule of this room needs: a helper in trial, people to ask, a questionnaire they answered."""

import hashlib
from collections.abc import Iterable
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from assessments import actions, catalogue
from assessments.models import Audience, Campaign, Questionnaire
from assessments.models.questionnaire import QuestionKind
from cada_peers.accounts.models import User
from cada_peers.accounts.roles import Role
from cada_peers.documents.models import Paper
from peerhelpers.models import (
    Commitment,
    Function,
    Meeting,
    Mission,
    Participation,
    PeerHelper,
    Trial,
    TrialFunction,
)
from residents.models import Resident
from tests.cast import Cast, a_user

FACTS = "elle a expliqué le bus à trois personnes, puis les a laissées faire"


def in_trial(resident: Resident, referent: User | None, *, months: int = 7) -> PeerHelper:
    """A file on its way, whose trial began `months` months ago."""
    began = timezone.localdate() - relativedelta(months=months)
    helper = PeerHelper.objects.create(
        centre=resident.centre,
        resident=resident,
        referent=referent,
        chosen_name=resident.display_name,
        identified_on=began - timedelta(days=60),
    )
    for status in ("formalised", "engaged", "in_trial"):
        helper.status, helper.formalised_on, helper.engaged_on = status, began, began
        helper.save()
    trial = Trial.objects.create(
        centre=resident.centre,
        peer_helper=helper,
        starts_on=began,
        started_by=referent or helper.identified_by,
    )
    TrialFunction.objects.create(trial=trial, function=a_function(), starts_on=began)
    return helper


def a_function() -> Function:
    texts = dict.fromkeys(("verbs_fr", "i_do_fr", "i_do_not_fr", "i_call_fr"), "x")
    return Function.objects.get_or_create(code="fle", defaults={"name_fr": "FLE", **texts})[0]


def sign_papers(helper: PeerHelper, by: User) -> None:
    """Both papers, signed."""
    for kind in ("agreement", "pledge"):
        content = f"%PDF-1.7 {kind} {helper.pk}".encode()
        paper = Paper.objects.create(
            centre=helper.centre,
            kind=kind,
            template_version="1",
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            made_by=by,
        )
        Commitment.objects.create(
            centre=helper.centre,
            peer_helper=helper,
            kind=kind,
            paper=paper,
            prepared_by=by,
            said_back=True,
            signed_on=timezone.localdate(),
            signed_for_centre_by=by,
        )


def do_a_mission(helper: PeerHelper) -> None:
    """One meeting that took place."""
    mission = Mission.objects.create(centre=helper.centre, title="Revue de presse")
    start = timezone.now() - timedelta(days=3)
    meeting = Meeting.objects.create(
        centre=helper.centre, mission=mission, starts_at=start, ends_at=start + timedelta(hours=1)
    )
    Participation.objects.create(centre=helper.centre, meeting=meeting, peer_helper=helper, done=True, minutes=60)


def questionnaire(audience: Audience) -> Questionnaire:
    catalogue.load()
    return Questionnaire.objects.get(audience=audience)


def colleagues(cast: Cast, number: int, role: Role = Role.SOCIAL_WORKER) -> list[User]:
    """More accounts of Les Tilleuls in one role."""
    return [a_user(f"{role}{n}", role, centre=cast.tilleuls) for n in range(number)]


def full_answers(campaign: Campaign, face: int = 4, words: str = "") -> dict[int, int | str]:
    """Every sentence of a campaign, answered with the same face and the same words."""
    return {
        question.pk: words if question.kind == QuestionKind.TEXT else face
        for question in campaign.questionnaire.questions.all()
    }


def asked(helper: PeerHelper, audience: Audience, people: Iterable[User], by: User) -> Campaign:
    """An open campaign."""
    return actions.open_campaign(questionnaire=questionnaire(audience), peer_helper=helper, people=people, by=by)


def answered(
    helper: PeerHelper, audience: Audience, people: list[User], by: User, *, face: int = 4, close: bool = True
) -> Campaign:
    """A campaign to which everyone answered with the same face."""
    campaign = asked(helper, audience, people, by)
    for person in people:
        actions.answer(campaign=campaign, answers=full_answers(campaign, face, f"mot {face}"), by=person)
    return actions.close_campaign(campaign=campaign, by=by) if close else campaign


def hear_everyone(cast: Cast, helper: PeerHelper) -> None:
    """One answer of a peer, one of the team, the words of someone helped, one fact."""
    answered(helper, Audience.PEER, [cast.mireille], cast.helene)
    answered(helper, Audience.EMPLOYEE, [cast.karim], cast.helene)
    actions.note_feedback(peer_helper=helper, words="elle prend le temps", by=cast.karim)
    criterion = catalogue.Criterion.objects.get(pk="listening")
    actions.note_observation(peer_helper=helper, criterion=criterion, seen="often", evidence=FACTS, by=cast.karim)

"""The questionnaire, seen by those who are invited: one page, faces, a phone is enough."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from assessments import actions
from assessments.events import Event
from assessments.forms import AnswerForm
from assessments.models import Audience, Campaign
from assessments.views.fetch import campaign_asked_or_404
from cada_peers.journal.record import record
from cada_peers.ui.verbs import attempt, posted


def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer once. Nothing here says afterwards who answered what."""
    campaign = campaign_asked_or_404(request.user, pk)
    # About the campaign: « who read my file » must not tell the helper who was asked.
    record(Event.QUESTIONNAIRE_READ, by=request.user, subject=campaign)
    if campaign.closed_on or campaign.invitees.filter(user=request.user, has_answered=True).exists():
        return render(request, "assessments/campaign/over.html", {"campaign": campaign})
    form = AnswerForm(posted(request), questions=list(campaign.questionnaire.questions.all()))
    if form.is_valid() and attempt(form, actions.answer, campaign=campaign, answers=form.answers(), by=request.user):
        messages.success(request, _thanks(campaign))
        return redirect("home")
    is_own = campaign.questionnaire.audience == Audience.SELF
    return render(request, "assessments/campaign/answer.html", {"campaign": campaign, "form": form, "is_own": is_own})


def _thanks(campaign: Campaign) -> str:
    if campaign.questionnaire.audience == Audience.SELF:
        return _("Thank you. Your referent will read it with you.")
    return _("Thank you. Your answers are kept without your name.")

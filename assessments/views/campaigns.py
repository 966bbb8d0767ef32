"""Questionnaires, seen by those who ask: choose and invite, follow, close."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments import actions
from assessments.events import Event
from assessments.forms import InvitationForm
from assessments.models import Audience, Campaign, Questionnaire
from assessments.people import may_be_asked
from assessments.results import is_for, results_of, smallest_group
from assessments.views.fetch import campaign_or_404, helper_or_404, key_or_404
from cada_peers.accounts.models import User
from cada_peers.journal.record import record
from cada_peers.ui.verbs import attempt, posted
from peerhelpers.models import PeerHelper


def campaign_open(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose a questionnaire (in the query string), then whom to ask."""
    helper = helper_or_404(request.user, pk)
    record(Event.FORM_READ, by=request.user, subject=helper)
    offered = Questionnaire.objects.filter(retired_on__isnull=True)
    if "questionnaire" not in request.GET:
        return render(request, "assessments/campaign/choose.html", _choice(helper, offered))
    questionnaire = get_object_or_404(offered, pk=key_or_404(request.GET["questionnaire"]))
    people = may_be_asked(questionnaire, helper)
    form = InvitationForm(posted(request), people=people)
    if form.is_valid() and _open(form, questionnaire, helper, request.user):
        messages.success(request, _("The questionnaire is open: it waits on the first page of those you chose."))
        return redirect("assessments:reviews_of", pk=helper.pk)
    context = {
        "helper": helper,
        "questionnaire": questionnaire,
        "questions": questionnaire.questions.all(),
        "form": form,
        "is_own": questionnaire.audience == Audience.SELF,
    }
    return render(request, "assessments/campaign/open.html", context)


def _open(form: InvitationForm, questionnaire: Questionnaire, helper: PeerHelper, user: User) -> bool:
    chosen = {"questionnaire": questionnaire, "peer_helper": helper, **form.cleaned_data}
    return attempt(form, actions.open_campaign, **chosen, by=user)


def _choice(helper: PeerHelper, offered: QuerySet[Questionnaire]) -> dict[str, object]:
    running = {c.questionnaire_id: c for c in Campaign.objects.filter(peer_helper=helper).open().with_progress()}
    return {"helper": helper, "offered": [(one, running.get(one.pk)) for one in offered]}


@require_safe
def campaign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How many were asked and answered; the results once it is closed, if enough people answered."""
    found = campaign_or_404(request.user, pk)
    record(Event.CAMPAIGN_READ, by=request.user, subject=found.peer_helper)
    context = {
        "campaign": found,
        "helper": found.peer_helper,
        "results": results_of(found) if is_for(found, request.user) else None,
        "least": smallest_group(found),
        "is_own": found.questionnaire.audience == Audience.SELF,
    }
    return render(request, "assessments/campaign/read.html", context)


@require_POST
def campaign_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = campaign_or_404(request.user, pk)
    actions.close_campaign(campaign=found, by=request.user)
    messages.success(request, _("The questionnaire is closed."))
    return redirect("assessments:campaign", pk=found.pk)

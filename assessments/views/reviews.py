"""Reviews: what waits, prepare one, read it, decide on it, share it, read one's own."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments import actions
from assessments.events import Event
from assessments.forms import DecisionForm, ReviewForm
from assessments.models import Campaign, Decision, Review
from assessments.schedule import month_to_review, reviews_due, running_trials
from assessments.views.fetch import assessable_by, helper_or_404, review_or_404
from assessments.views.voices import voices
from cada_peers.accounts.access import may
from cada_peers.accounts.acting import centre_of
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from cada_peers.ui.verbs import attempt, attempt_aloud, posted
from peerhelpers.actions.guard import may_carry
from peerhelpers.files.gates import missing_for_approval
from peerhelpers.models import PeerHelper


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """Reviews to decide, reviews due, questionnaires that are open, in the centre where one acts."""
    user, centre = request.user, centre_of(request)
    about = ("peer_helper__resident", "prepared_by")
    undecided = Review.objects.visible_to(user).undecided().filter(centre=centre).select_related(*about)
    running = Campaign.objects.visible_to(user).open().filter(centre=centre).with_progress()
    running = running.select_related("questionnaire", "peer_helper__resident")
    due = reviews_due(running_trials(assessable_by(user).filter(centre=centre)))
    record(Event.LIST_READ, by=user, centre=centre, amount=len(undecided) + len(running) + len(due))
    context = {
        "undecided": undecided,
        "due": due,
        "campaigns": running,
        "may_decide": may(user, Permission.DECIDE_STATUS, centre),
    }
    return render(request, "assessments/review/list.html", context)


def review_prepare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The voices beside the form: one writes while looking at them."""
    helper = helper_or_404(request.user, pk)
    if not may_carry(request.user, helper):
        raise PermissionDenied("carry this file")
    record(Event.FORM_READ, by=request.user, subject=helper)
    month = month_to_review(PeerHelper.objects.filter(pk=helper.pk))
    form = ReviewForm(posted(request), initial={"month": month})
    if form.is_valid() and attempt(
        form, actions.prepare_review, peer_helper=helper, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("The review is ready: management decides."))
        return redirect("assessments:reviews_of", pk=helper.pk)
    return render(request, "assessments/review/prepare.html", voices(helper) | {"form": form})


@require_safe
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One review, with the voices as they were on the day of the decision."""
    found = review_or_404(request.user, pk)
    record(Event.REVIEW_READ, by=request.user, subject=found.peer_helper)
    context = voices(found.peer_helper, until=found.decided_on) | {
        "review": found,
        "may_decide": may(request.user, Permission.DECIDE_STATUS, found.centre_id),
        "may_share": may_carry(request.user, found.peer_helper),
    }
    return render(request, "assessments/review/read.html", context)


def review_decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Approve, go on or stop, with a reason; what the approval still lacks stands beside the form."""
    found = review_or_404(request.user, pk)
    if found.decided_on:
        return redirect("assessments:review", pk=found.pk)
    # The end of the trial is counted twice in what is missing, each time from the pauses.
    prefetch_related_objects([found.peer_helper], "pauses")
    record(Event.FORM_READ, by=request.user, subject=found.peer_helper)
    form = DecisionForm(posted(request), initial={"decision": found.recommendation})
    if form.is_valid() and attempt(form, actions.decide, review=found, by=request.user, **_decided(form)):
        messages.success(request, _("The decision is noted. Now share the review with the peer helper."))
        return redirect("assessments:review", pk=found.pk)
    context = {
        "review": found,
        "helper": found.peer_helper,
        "form": form,
        "requirements": missing_for_approval(found.peer_helper),
        "is_refused": form.is_bound and form.data.get("decision") == Decision.APPROVE,
    }
    return render(request, "assessments/review/decide.html", context)


def _decided(form: DecisionForm) -> dict[str, object]:
    said = dict(form.cleaned_data)
    return {"extension_months": said.pop("months"), **said}


@require_POST
def review_share(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = review_or_404(request.user, pk)
    if attempt_aloud(request, actions.share_review, review=found, by=request.user):
        messages.success(request, _("The review is open to the peer helper, on their own pages."))
    return redirect("assessments:review", pk=found.pk)


@require_safe
def my_review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The helper reads their own review, once it was shared."""
    mine = Review.objects.shared_with(request.user).select_related("peer_helper__referent")
    found = get_object_or_404(mine, pk=pk)
    record(Event.OWN_REVIEW_READ, by=request.user, subject=found.peer_helper)
    return render(request, "assessments/review/mine.html", {"review": found})

"""All that is said about one helper on one page, and the two forms that add to it."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments import actions
from assessments.events import Event
from assessments.forms import FeedbackForm, ObservationForm
from assessments.models import Campaign
from assessments.results import triangulate
from assessments.views.fetch import helper_or_404
from cada_peers.journal.record import record
from cada_peers.ui.verbs import attempt, posted
from peerhelpers.actions.guard import may_carry
from peerhelpers.models import PeerHelper, Status


@require_safe
def reviews_of(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The groups side by side, the words, what was observed, the questionnaires, the reviews."""
    helper = helper_or_404(request.user, pk)
    record(Event.VOICES_READ, by=request.user, subject=helper)
    reviews = list(helper.reviews.select_related("prepared_by", "decided_by"))
    in_trial = helper.status == Status.IN_TRIAL
    waits = any(review.decided_on is None for review in reviews)
    context = voices(helper) | {
        "reviews": reviews,
        "campaigns": Campaign.objects.filter(peer_helper=helper).with_progress().select_related("questionnaire"),
        "may_prepare": in_trial and not waits and may_carry(request.user, helper),
    }
    return render(request, "assessments/peer_helper/voices.html", context)


def voices(helper: PeerHelper, until: date | None = None) -> dict[str, object]:
    """What `assessments/voices.html` shows; with `until`, what was known on that day."""
    feedback = helper.beneficiary_feedback.select_related("collected_by")
    observations = helper.observations.select_related("criterion", "observed_by")
    if until:
        feedback = feedback.filter(said_on__lte=until)
        observations = observations.filter(observed_on__lte=until)
    return {
        "helper": helper,
        "triangulation": triangulate(helper, until),
        "feedback": feedback,
        "observations": observations,
    }


def feedback_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Words of somebody who was helped, without their name."""
    helper = helper_or_404(request.user, pk)
    record(Event.FORM_READ, by=request.user, subject=helper)
    form = FeedbackForm(posted(request))
    if form.is_valid() and attempt(
        form, actions.note_feedback, peer_helper=helper, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("The words are kept."))
        return redirect("assessments:reviews_of", pk=helper.pk)
    return render(request, "assessments/feedback/add.html", {"helper": helper, "form": form})


def observation_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A fact that the team saw, and what it shows."""
    helper = helper_or_404(request.user, pk)
    record(Event.FORM_READ, by=request.user, subject=helper)
    form = ObservationForm(posted(request))
    if form.is_valid() and attempt(
        form, actions.note_observation, peer_helper=helper, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("The observation is kept."))
        return redirect("assessments:reviews_of", pk=helper.pk)
    return render(request, "assessments/observation/add.html", {"helper": helper, "form": form})

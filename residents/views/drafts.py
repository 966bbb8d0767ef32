"""Take a draft over from a colleague who left, or throw one's own away."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cada_peers.ui.conflict import ChangedMeanwhile
from cada_peers.ui.verbs import attempt_aloud
from residents.actions import discard_draft, take_over_draft
from residents.forms.interview import ShownForm
from residents.models import Interview
from residents.views.sheet import own_draft, readable_interview


@require_POST
def interview_take_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The draft is mine from now on, and its screen opens."""
    interview = readable_interview(request, pk)
    if attempt_aloud(request, take_over_draft, interview=interview, by=request.user):
        messages.success(request, _("This draft is yours now: finish it with the person, and read it back."))
    elif Interview.objects.drafts_of(request.user).filter(resident=interview.resident_id).exists():
        # Their page names the drafts that one has with them.
        return redirect("residents:detail", interview.resident_id)
    return redirect("residents:interview", interview.pk)


@require_POST
def interview_discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The draft is gone, unless it is not what this page showed."""
    interview = own_draft(request, pk)
    form = ShownForm(request.POST)
    # A page that does not say what it showed has shown nothing that is still true.
    seen = form.cleaned_data["revision"] if form.is_valid() else -1
    try:
        discard_draft(interview=interview, by=request.user, revision=seen)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    except ChangedMeanwhile:
        messages.warning(request, _("The interview was changed meanwhile: look at it again."))
    else:
        messages.success(request, _("The draft is thrown away."))
        return redirect("residents:detail", interview.resident_id)
    return redirect("residents:interview", interview.pk)

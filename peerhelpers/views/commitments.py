"""The agreement and the pledge: prepare, mark signed, throw away."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cada_peers.accounts.access import require
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from cada_peers.ui.verbs import attempt, attempt_aloud
from peerhelpers import actions
from peerhelpers.forms.commitments import PrepareForm, SignForm
from peerhelpers.models import Commitment, PeerHelper
from peerhelpers.views.files import carried_file, show_file


def seen_commitments(user: User) -> QuerySet[Commitment]:
    """The papers of the files that `user` may see."""
    files = PeerHelper.objects.visible_to(user)
    return Commitment.objects.filter(peer_helper__in=files).select_related("peer_helper__resident")


def prepare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Prepare one paper or both."""
    peer_helper = carried_file(request, pk)
    require(request.user, Permission.PREPARE_PAPERS, peer_helper.centre_id)
    form = PrepareForm(request.POST or None, peer_helper=peer_helper, by=request.user)
    if form.is_valid() and attempt(
        form, actions.prepare_commitments, peer_helper=peer_helper, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("Ready: print, explain in the person’s language, and have it signed."))
        return redirect("peerhelpers:detail", pk)
    return show_file(
        request,
        "peerhelpers/commitment/prepare.html",
        peer_helper,
        {"form": form, "heading": _("Prepare the papers")},
    )


def sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mark a paper signed, and how it was explained."""
    commitment = get_object_or_404(seen_commitments(request.user), pk=pk)
    require(request.user, Permission.SIGN_PAPERS, commitment.centre_id)
    spoken = commitment.peer_helper.resident.languages.first()
    form = SignForm(request.POST or None, initial={"explained_in": spoken.language if spoken else "fr"})
    if form.is_valid() and attempt(
        form, actions.sign_commitment, commitment=commitment, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("The paper is signed."))
        return redirect("peerhelpers:detail", commitment.peer_helper_id)
    context = {"commitment": commitment, "form": form, "heading": _("Mark a paper signed")}
    return show_file(request, "peerhelpers/commitment/sign.html", commitment.peer_helper, context)


@require_POST
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw away a paper that is not signed."""
    commitment = get_object_or_404(seen_commitments(request.user), pk=pk)
    if attempt_aloud(request, actions.discard_commitment, commitment=commitment, by=request.user):
        messages.success(request, _("The paper is thrown away: prepare another."))
    return redirect("peerhelpers:detail", commitment.peer_helper_id)

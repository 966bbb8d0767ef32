"""The trial: start it, try one more function, end one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cada_peers.ui.verbs import attempt
from peerhelpers import actions
from peerhelpers.forms.trials import AddFunctionForm, EndFunctionForm, StartForm
from peerhelpers.models import Function
from peerhelpers.views.files import carried_file, show_file


def start(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Start the eighteen months; beside the form, what each function is."""
    peer_helper = carried_file(request, pk)
    form = StartForm(request.POST or None, peer_helper=peer_helper)
    if form.is_valid() and attempt(
        form, actions.start_trial, peer_helper=peer_helper, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("The trial has started. Next: propose a mission."))
        return redirect("peerhelpers:detail", pk)
    context = {
        "form": form,
        "functions": Function.objects.offered_in(peer_helper.centre),
        "heading": _("Start the trial"),
    }
    return show_file(request, "peerhelpers/trial/start.html", peer_helper, context)


def add_function(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Try one more function."""
    peer_helper = carried_file(request, pk)
    form = AddFunctionForm(request.POST or None, peer_helper=peer_helper)
    if form.is_valid() and attempt(
        form, actions.add_function, peer_helper=peer_helper, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("One more function is being tried."))
        return redirect("peerhelpers:detail", pk)
    return show_file(
        request,
        "peerhelpers/trial/add_function.html",
        peer_helper,
        {"form": form, "heading": _("Try one more function")},
    )


def end_function(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop trying a function."""
    peer_helper = carried_file(request, pk)
    form = EndFunctionForm(request.POST or None, peer_helper=peer_helper)
    if form.is_valid() and attempt(
        form, actions.end_function, peer_helper=peer_helper, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("The function is ended; the trial goes on with the others."))
        return redirect("peerhelpers:detail", pk)
    return show_file(
        request,
        "peerhelpers/trial/end_function.html",
        peer_helper,
        {"form": form, "heading": _("End a function")},
    )

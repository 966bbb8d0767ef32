"""Bring a list in, by steps that can each be left and found again; take the list out."""

import json
from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cada_peers.accounts.access import require
from cada_peers.accounts.acting import centre_of
from cada_peers.accounts.permissions import Permission
from cada_peers.accounts.sessions import fresh_sign_in
from cada_peers.journal.record import record
from cada_peers.ui.verbs import attempt, attempt_aloud
from residents.actions import begin_intake, bring_in, discard_intake
from residents.events import Event
from residents.forms.intake import ListForm, TakeOutForm
from residents.intake.preview import SHOWN, preview_of
from residents.intake.progress import progress_of
from residents.models import Intake, IntakeState
from residents.record.taking_out import rows_of, titles
from residents.sheets.writing import CHOICES, KINDS, file_response
from residents.views.common import address_without
from residents.views.residents import people_of_the_list

HELD = ("content", "ready", "refused")


def intake_start(request: HttpRequest) -> HttpResponse:
    """The file to choose, what its columns may be, and the lists that are not done with."""
    centre = centre_of(request)
    require(request.user, Permission.WRITE_RESIDENTS, centre)
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read()
        intake = attempt(form, begin_intake, centre=centre, content=content, by=request.user)
        if intake:
            return redirect("residents:intake", intake.pk)
    lists = Intake.objects.visible_to(request.user).filter(centre=centre).defer(*HELD)
    context = {"form": form, "lists": lists, "kinds": CHOICES}
    return render(request, "residents/intake/start.html", context)


@require_GET
def intake_template(request: HttpRequest) -> HttpResponseBase:
    """An empty list whose columns have their names; `?kind=` xlsx, ods or csv."""
    kind = request.GET.get("kind")
    return file_response(kind if kind in KINDS else "xlsx", _("pairs-template"), titles(), [])


@require_GET
def intake(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One list, at whatever step it is: being read, to check, being added, added, refused."""
    found = get_object_or_404(Intake.objects.visible_to(request.user).defer("content"), pk=pk)
    context = {"intake": found, "progress": progress_of(found), "shown": SHOWN}
    if found.state == IntakeState.READ:
        context["preview"] = preview_of(found)
        record(Event.INTAKE_READ, by=request.user, subject=found, amount=found.number_ready + found.number_refused)
    return render(request, "residents/intake/show.html", context)


@require_GET
def intake_state(request: HttpRequest, pk: UUID) -> JsonResponse:
    """How far a list is, for the script of its page: numbers and a sentence, nobody's name."""
    found = get_object_or_404(Intake.objects.visible_to(request.user).defer(*HELD), pk=pk)
    return JsonResponse(asdict(progress_of(found)))


@require_POST
def intake_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Intake.objects.visible_to(request.user).defer(*HELD), pk=pk)
    attempt_aloud(request, bring_in, intake=found, by=request.user)
    return redirect("residents:intake", found.pk)


@require_POST
def intake_discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Intake.objects.visible_to(request.user).defer(*HELD), pk=pk)
    discard_intake(intake=found, by=request.user)
    messages.success(request, _("This list is forgotten, with all that it held."))
    return redirect("residents:intake_start")


def _page_of_the_list(request: HttpRequest) -> str:
    """Where the file is taken: an answer that is a file would leave the question for the password on the screen."""
    return reverse("residents:intake", kwargs=request.resolver_match.kwargs) + "#give-back"


@require_GET
@fresh_sign_in(come_back_to=_page_of_the_list)
def intake_refused(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The refused rows as a file of the same format, each with its reason: to correct, and to bring again."""
    read = Intake.objects.visible_to(request.user).exclude(state__in=(IntakeState.READING, IntakeState.FAILED))
    found = get_object_or_404(read.filter(number_refused__gt=0).defer("content", "ready"), pk=pk)
    refused = json.loads(found.refused)
    record(Event.REFUSED_ROWS_TAKEN, by=request.user, subject=found, amount=found.number_refused)
    rows = ([*row["cells"], row["reason"]] for row in refused["rows"])
    return file_response(refused["kind"], _("pairs-to-correct"), [*refused["titles"], _("Reason")], rows)


@fresh_sign_in()
def take_out(request: HttpRequest) -> HttpResponseBase:
    """Everyone whom the filters of the list show, as a file; a filter that does not hold lets nobody out."""
    centre = centre_of(request)
    require(request.user, Permission.EXPORT_RESIDENTS, centre)
    form = TakeOutForm(request.POST or None)
    found = people_of_the_list(request, centre)
    amount = found.count()
    if request.method == "POST" and amount and form.is_valid():
        record(Event.RESIDENTS_TAKEN_OUT, by=request.user, centre=centre, amount=amount)
        return file_response(form.cleaned_data["kind"], _("pairs-list"), titles(), rows_of(found))
    context = {"form": form, "amount": amount, "query": address_without(request, "page"), "columns": titles()}
    return render(request, "residents/resident/take_out.html", context)

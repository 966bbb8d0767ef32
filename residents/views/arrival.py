"""Somebody arrives: recorded once, whatever is pressed twice; and a record that was opened by mistake is removed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cada_peers.accounts.access import require
from cada_peers.accounts.acting import centre_of
from cada_peers.accounts.permissions import Permission
from cada_peers.accounts.sessions import fresh_sign_in
from cada_peers.journal.record import record
from cada_peers.ui.verbs import attempt, attempt_aloud
from residents.actions import add_resident, key_of_resident, remove_resident
from residents.box.whose import told_apart
from residents.events import Event
from residents.forms.resident import ArrivalForm, language_rows
from residents.models import Resident
from residents.record.namesakes import namesakes_of

ANYWAY = "anyway"


def add(request: HttpRequest) -> HttpResponse:
    """The form of someone who arrives; of somebody with the same names one asks first whether it is the same person."""
    centre = centre_of(request)
    require(request.user, Permission.WRITE_RESIDENTS, centre)
    form = ArrivalForm(request.POST or None, centre=centre)
    rows = language_rows(request.POST or None)
    namesakes: list[Resident] = []
    if request.method == "POST" and form.is_valid() & rows.is_valid():
        said = {"centre": centre, "by": request.user, **form.cleaned_data}
        if ANYWAY not in request.POST:
            namesakes = namesakes_of(said["name"], said["family_name"], centre, but=key_of_resident(**said))
        if namesakes:
            record(Event.RESIDENTS_READ, by=request.user, centre=centre, amount=len(namesakes))
        elif resident := attempt(form, add_resident, languages=rows.spoken(), **said):
            messages.success(request, _("%(name)s is in the list.") % {"name": resident.called})
            return redirect("residents:detail", resident.pk)
    context = {"form": form, "rows": rows, "namesakes": [(told_apart(each), each) for each in namesakes]}
    return render(request, "residents/resident/edit.html", context)


def _page_of_the_person(request: HttpRequest) -> str:
    return reverse("residents:detail", kwargs=request.resolver_match.kwargs)


@require_POST
@fresh_sign_in(come_back_to=_page_of_the_person)
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Pressed by the management on the page of somebody on whom nothing hangs."""
    resident = get_object_or_404(Resident.objects.visible_to(request.user), pk=pk)
    if attempt_aloud(request, remove_resident, resident=resident, by=request.user):
        messages.success(request, _("The record of %(name)s is removed.") % {"name": resident.called})
        return redirect("residents:list")
    return redirect("residents:detail", pk)

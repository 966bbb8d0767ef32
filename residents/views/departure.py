"""Somebody moves out: the day, staying in touch, and what is handed over before the door closes. And back again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cada_peers.journal.record import record
from cada_peers.ui.verbs import attempt
from residents.actions import note_departure, note_return
from residents.actions.residents import DEPARTURE
from residents.events import Event
from residents.forms.resident import DepartureForm
from residents.record.departure import to_hand_over
from residents.views.common import resident_to_write


def depart(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The day of departure, and the hand-over list: what there is, with the buttons that settle it."""
    resident = resident_to_write(request, pk)
    form = DepartureForm(request.POST or None, instance=resident)
    form.remember(resident, DEPARTURE)
    if request.method == "POST" and form.is_valid():
        if attempt(form, note_departure, resident=resident, by=request.user, **form.cleaned_data):
            is_leaving = form.cleaned_data["departed_on"]
            said = _("The departure is noted.") if is_leaving else _("Noted: this person is still here.")
            messages.success(request, said)
            return redirect("residents:depart", resident.pk)
        resident.refresh_from_db()
    record(Event.RESIDENT_READ, by=request.user, subject=resident)
    context = {"resident": resident, "form": form, **to_hand_over(resident, request.user)}
    return render(request, "residents/resident/depart.html", context, status=409 if form.is_a_conflict else 200)


@require_POST
def come_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A former resident lives here again."""
    resident = note_return(resident=resident_to_write(request, pk), by=request.user)
    messages.success(request, _("%(name)s is among the people here again.") % {"name": resident.called})
    return redirect("residents:detail", resident.pk)

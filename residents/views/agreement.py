"""The agreement of a person to what is kept about them: explained, noted, taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cada_peers.journal.record import record
from cada_peers.ui.verbs import attempt
from residents.actions import end_agreement, note_agreement
from residents.actions.agreement import AGREEMENT
from residents.events import Event
from residents.forms.agreement import AgreementForm
from residents.models import Resident
from residents.views.common import resident_to_write


def agreement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What to explain, and when it was explained."""
    resident = resident_to_write(request, pk)
    form = AgreementForm(request.POST or None, instance=resident)
    form.remember(resident, AGREEMENT)
    if request.method == "POST" and form.is_valid():
        if attempt(form, note_agreement, resident=resident, by=request.user, **form.cleaned_data):
            messages.success(request, _("The agreement is noted."))
            return redirect("residents:detail", pk)
        resident.refresh_from_db()
    record(Event.RESIDENT_READ, by=request.user, subject=resident)
    context = {"resident": resident, "form": form}
    return render(request, "residents/resident/agreement.html", context, status=409 if form.is_a_conflict else 200)


@require_POST
def agreement_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    resident = resident_to_write(request, pk)
    end_agreement(resident=resident, by=request.user)
    messages.success(request, _("Noted: the agreement was taken back. Look together at what is to be taken out."))
    return redirect("residents:detail", pk)


@require_POST
def my_agreement_end(request: HttpRequest) -> HttpResponse:
    """Take one's own agreement back, from the page of one's own record."""
    mine = get_object_or_404(Resident, account=request.user)
    end_agreement(resident=mine, by=request.user)
    messages.success(
        request, _("You took your agreement back. Your referent sees it, and looks with you at what to do.")
    )
    return redirect("residents:my_record")

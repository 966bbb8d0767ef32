"""Family ties and people kept apart: noted and removed from the page of a resident, by the team."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cada_peers.journal.record import record
from cada_peers.ui.verbs import attempt
from residents.actions import end_keeping_apart, keep_apart, note_tie, remove_tie
from residents.events import Event
from residents.forms.tie import ApartForm, OtherForm, TieForm
from residents.models import KeptApart, Resident, Tie
from residents.views.common import resident_to_write


def tie_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who belongs to the family of this person."""
    resident = resident_to_write(request, pk)
    form = TieForm(request.POST or None, resident=resident, user=request.user)
    if request.method == "POST" and form.is_valid() and attempt(form, note_tie, by=request.user, **form.tie()):
        messages.success(request, _("The family tie is noted on both pages."))
        return redirect("residents:detail", pk)
    return _show(request, "residents/tie/add.html", resident, form)


def apart_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """With whom nobody brings this person together. No reason is asked."""
    resident = resident_to_write(request, pk)
    form = ApartForm(request.POST or None, resident=resident, user=request.user)
    if request.method == "POST" and form.is_valid() and attempt(form, keep_apart, by=request.user, **form.pair()):
        messages.success(request, _("Noted on both pages: nobody brings them together."))
        return redirect("residents:detail", pk)
    return _show(request, "residents/tie/keep_apart.html", resident, form)


@require_POST
def tie_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Pressed on the page of either of the two; back to the one whose page it was."""
    tie = get_object_or_404(Tie.objects.visible_to(request.user), pk=pk)
    remove_tie(tie=tie, by=request.user)
    messages.success(request, _("The family tie is removed."))
    return _back(request, tie)


@require_POST
def apart_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    pair = get_object_or_404(KeptApart.objects.visible_to(request.user), pk=pk)
    end_keeping_apart(pair=pair, by=request.user)
    messages.success(request, _("Removed: they may be brought together again."))
    return _back(request, pair)


def _show(request: HttpRequest, template: str, resident: Resident, form: OtherForm) -> HttpResponse:
    """The form lists the people of the house: one reading of the list."""
    people = list(form.fields["other"].queryset)
    record(Event.RESIDENTS_READ, by=request.user, centre=resident.centre, amount=len(people))
    return render(request, template, {"resident": resident, "form": form, "is_alone": not people})


def _back(request: HttpRequest, row: Tie | KeptApart) -> HttpResponse:
    asked_from = request.POST.get("page") == str(row.other_id)
    return redirect("residents:detail", row.other_id if asked_from else row.one_id)

"""The people of a filtered list get another referent."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from cada_peers.accounts.access import require
from cada_peers.accounts.acting import centre_of
from cada_peers.accounts.models import Centre
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from cada_peers.ui.verbs import attempt
from residents.actions import hand_over
from residents.events import Event
from residents.forms.handing_over import HandOverForm
from residents.views.common import address_without
from residents.views.residents import people_of_the_list

MOST_AT_ONCE = 100


def hand_over_people(request: HttpRequest) -> HttpResponse:
    """Everyone whom the filters of the list show, `MOST_AT_ONCE` at most; a filter that does not hold shows nobody."""
    centre = centre_of(request)
    require(request.user, Permission.WRITE_RESIDENTS, centre)
    found = people_of_the_list(request, centre)
    people = list(found.select_related("referent").order_by("folded", "pk")[:MOST_AT_ONCE])
    form = HandOverForm(request.POST or None, people=people, centre=centre)
    if "tick" in request.POST:
        form = _ticked(request, form, centre)
    elif request.method == "POST" and form.is_valid():
        moved = attempt(form, hand_over, centre=centre, by=request.user, **form.cleaned_data)
        if moved is not None:
            said = ngettext(
                "%(number)d person has a new referent.", "%(number)d people have a new referent.", len(moved)
            )
            messages.success(request, said % {"number": len(moved)})
            return redirect("residents:list")
    record(Event.RESIDENTS_READ, by=request.user, centre=centre, amount=len(people))
    context = {"form": form, "people": people, "query": address_without(request, "page"), "most": MOST_AT_ONCE}
    return render(request, "residents/resident/hand_over.html", context)


def _ticked(request: HttpRequest, form: HandOverForm, centre: Centre | None) -> HandOverForm:
    """The same page with other boxes ticked; the referent chosen stays, and nothing is checked or saved."""
    ticks = form.ticked_by(request.POST["tick"], request.POST.getlist("people"))
    return HandOverForm(people=form.listed, centre=centre, initial={"referent": request.POST.get("referent"), **ticks})

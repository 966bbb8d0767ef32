"""A pile of handwritten slips becomes cards: one line each, and their numbers to write on the paper."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cada_peers.accounts.access import require
from cada_peers.accounts.acting import centre_of
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from residents.actions.piles import MOST_LINES, cards_of_pile, put_pile
from residents.events import Event
from residents.forms.pile import Pile


def pile(request: HttpRequest) -> HttpResponse:
    """The good lines are hung and numbered, the others come back with their reason beside."""
    centre = centre_of(request)
    require(request.user, Permission.WRITE_CARDS, centre)
    sent = Pile(request.POST if request.method == "POST" else None, centre=centre, by=request.user)
    slips = sent.slips()
    if sent.key:
        sent.take(put_pile(centre=centre, key=sent.key, slips=slips, by=request.user))
        if slips and not sent.lines:
            return redirect(f"{reverse('residents:pile_hung')}?pile={sent.key}")
    # The page offers the names of the people of the house.
    record(Event.RESIDENTS_READ, by=request.user, centre=centre, amount=sent.house.count)
    hung = cards_of_pile(sent.key, centre=centre, by=request.user) if sent.key else []
    return render(request, "residents/card/pile.html", {"pile": sent, "hung": hung, "most": MOST_LINES})


@require_safe
def pile_hung(request: HttpRequest) -> HttpResponse:
    """The numbers to write on the slips of one's own pile."""
    centre = centre_of(request)
    require(request.user, Permission.WRITE_CARDS, centre)
    key = _key(request.GET.get("pile", ""))
    cards = cards_of_pile(key, centre=centre, by=request.user) if key else []
    if not cards:
        return redirect("residents:pile")
    record(Event.BOX_READ, by=request.user, centre=centre, amount=len(cards))
    return render(request, "residents/card/pile_hung.html", {"cards": cards, "key": key})


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

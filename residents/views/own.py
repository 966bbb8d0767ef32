"""What is written about me: the own record of a resident with an account, to be read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cada_peers.journal.record import record
from residents.events import Event
from residents.languages.prompts import PICTOGRAMS
from residents.models import Resident
from residents.record.family import family_of


@require_safe
def my_record(request: HttpRequest) -> HttpResponse:
    """Own record, skills, cards, and which interviews there are; what was noted in them is read on request."""
    mine = Resident.objects.filter(account=request.user).select_related("referent", "centre").first()
    if mine is None:
        return render(request, "residents/own/no_record.html")
    record(Event.OWN_RECORD_READ, by=request.user, subject=mine)
    cards = mine.cards.visible_to(request.user).select_related("domain", "owner_resident")
    context = {
        "mine": mine,
        "languages": mine.languages.all(),
        "family": family_of(mine, request.user),
        "found": mine.skills_found.select_related("skill__domain"),
        "cards": cards.filter(withdrawn_on=None),
        "interviews": mine.interviews.select_related("author").defer(*PICTOGRAMS),
    }
    return render(request, "residents/own/record.html", context)

"""The people pre-identified and not yet asked."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cada_peers.accounts.acting import centre_of
from cada_peers.journal.record import record
from peerhelpers.events import Event
from peerhelpers.files.candidates import people_to_ask, rows_of, with_reasons

PEOPLE_A_PAGE = 25


@require_safe
def candidates(request: HttpRequest) -> HttpResponse:
    """Everyone of the centre in which one acts, or only those whom one accompanies (`mine`)."""
    centre = centre_of(request)
    people = people_to_ask(request.user, centre)
    mine = request.GET.get("mine") == "1"
    people = people.filter(referent=request.user) if mine else people
    page = Paginator(with_reasons(people), PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    record(Event.CANDIDATES_READ, by=request.user, centre=centre, amount=len(page))
    context = {"centre": centre, "page": page, "rows": rows_of(page), "mine": mine, "query": "mine=1" if mine else ""}
    return render(request, "peerhelpers/candidate/list.html", context)

"""The exchange box: its compartments, and the wall of its cards."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cada_peers.accounts.access import may
from cada_peers.accounts.acting import centre_of
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from residents.box.wall import compartments, face_of, with_faces
from residents.events import Event
from residents.forms.wall import WallFilter
from residents.models import Card
from residents.views.common import address_without

PER_PAGE = 24


def box(request: HttpRequest) -> HttpResponse:
    """The box from the front, and under it the cards that the filters of the address keep."""
    centre = centre_of(request)
    for_staff = may(request.user, Permission.WRITE_CARDS, centre)
    cards = Card.objects.visible_to(request.user).filter(centre=centre)
    filters = WallFilter(request.GET, cards=cards, for_staff=for_staff)
    page = Paginator(with_faces(filters.narrow()), PER_PAGE).get_page(request.GET.get("page"))
    current = filters.cleaned_data.get("domain")
    front = compartments(cards, current=current, others=address_without(request, "page", "domain"))
    record(Event.BOX_READ, by=request.user, centre=centre, amount=len(page))
    context = {
        "compartments": front,
        "offers": sum(compartment.offers for compartment in front),
        "demands": sum(compartment.demands for compartment in front),
        "faces": [face_of(card) for card in page],
        "page": page,
        "filters": filters,
        "in_use": [(words, address_without(request, "page", name)) for name, words in filters.in_use()],
        "query": address_without(request, "page"),
        "current": current,
        "may_add": may(request.user, Permission.OWN_CARDS, centre),
        "for_staff": for_staff,
        "may_see_competences": may(request.user, Permission.VIEW_COMPETENCES, centre),
        "centre": centre,
    }
    return render(request, "residents/card/box.html", context)

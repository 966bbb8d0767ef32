"""« Still true? »: the cards that staff ask about, and one's own cards, each with its two answers."""

from itertools import zip_longest

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cada_peers.accounts.access import require
from cada_peers.accounts.acting import centre_of
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from residents.box.asking import why_asked
from residents.box.wall import face_of, with_faces
from residents.events import Event
from residents.forms.asking import Focus
from residents.models import Card

PER_PAGE = 25


@require_safe
def still_true(request: HttpRequest) -> HttpResponse:
    """For staff: whose last day is over or near, whose owner left. The most pressing first."""
    centre = centre_of(request)
    require(request.user, Permission.WRITE_CARDS, centre)
    asked = with_faces(Card.objects.visible_to(request.user).filter(centre=centre).to_ask_again())
    asked = asked.order_by(F("valid_until").asc(nulls_first=True), "number")
    page = Paginator(asked, PER_PAGE).get_page(request.GET.get("page"))
    record(Event.BOX_READ, by=request.user, centre=centre, amount=len(page))
    keys = [card.pk for card in page]
    context = {
        "page": page,
        "rows": [(card, face_of(card), why_asked(card), then) for card, then in zip_longest(page, keys[1:])],
        "focus": Focus(request.GET).kept().get("next"),
    }
    return render(request, "residents/card/still_true.html", context)


@require_safe
def my_cards(request: HttpRequest) -> HttpResponse:
    """One's own cards, for a thumb: those that ask « still true? » first, those taken out last."""
    centre = centre_of(request)
    require(request.user, Permission.OWN_CARDS, centre)
    own = Card.objects.visible_to(request.user).owned_by(request.user).filter(centre=centre).with_team_left()
    cards = [(card, face_of(card), why_asked(card)) for card in with_faces(own).order_by("-published_on", "-number")]
    record(Event.OWN_CARDS_READ, by=request.user, centre=centre, amount=len(cards))
    context = {
        "hanging": sorted((row for row in cards if not row[0].withdrawn_on), key=lambda row: not row[2]),
        "taken_out": [face for card, face, _why in cards if card.withdrawn_on],
    }
    return render(request, "residents/card/mine.html", context)

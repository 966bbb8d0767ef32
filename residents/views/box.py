"""The exchange box: its compartments, and the wall of its cards."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from cada_peers.accounts.access import may
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from cada_peers.ui.dates import month_year
from cada_peers.ui.drawing import Slip, slips
from residents.events import Event
from residents.forms.card import WallFilter
from residents.models import Card, CardKind, Domain
from residents.views.common import address_without, centre_of

PER_PAGE = 24


@dataclass(frozen=True)
class Compartment:
    """What `components/box.html` draws."""

    label: str
    pictogram: str
    offers: int
    demands: int
    url: str
    is_current: bool
    slips: list[Slip]


@dataclass(frozen=True)
class Face:
    """A card as `components/exchange_card.html` draws it: nothing of its owner but the name they are shown by."""

    kind: str
    number: int
    title: str
    detail: str
    owner: str
    foot: str
    url: str
    pictogram: str
    is_peer_helper: bool


def box(request: HttpRequest) -> HttpResponse:
    """The box from the front, and under it the cards that the filters of the address keep."""
    centre = centre_of(request)
    cards = Card.objects.visible_to(request.user).filter(centre=centre)
    filters = WallFilter(request.GET, centre=centre)
    wall = (
        filters.narrow(cards, user=request.user)
        .select_related("domain", "owner_resident")
        .prefetch_related("languages")
    )
    wall = wall.annotate(helps=_approved()).order_by("-published_on", "-number")
    page = Paginator(wall, PER_PAGE).get_page(request.GET.get("page"))
    compartments = _compartments(request, cards, filters.cleaned_data.get("domain"))
    record(Event.BOX_READ, by=request.user, centre=centre, amount=len(page))
    context = {
        "compartments": compartments,
        "offers": sum(compartment.offers for compartment in compartments),
        "demands": sum(compartment.demands for compartment in compartments),
        "faces": [face_of(card) for card in page],
        "page": page,
        "filters": filters,
        "query": address_without(request, "page"),
        "is_filtered": any(filters.cleaned_data.values()),
        "may_add": may(request.user, Permission.OWN_CARDS, centre),
        "centre": centre,
    }
    return render(request, "residents/card/box.html", context)


def _approved() -> Count:
    # The room above keeps the files of the peer helpers; its relation is known here by name only.
    return Count("pk", filter=Q(owner_resident__peer_helper_files__status="approved"), distinct=True)


def _compartments(request: HttpRequest, cards: object, current: Domain | None) -> list[Compartment]:
    rows = cards.in_the_box().order_by().values_list("domain", "kind").annotate(number=Count("pk"))
    numbers = {(domain, kind): number for domain, kind, number in rows}
    others = address_without(request, "page", "domain")
    return [
        _compartment(
            domain,
            numbers.get((domain.code, CardKind.OFFER), 0),
            numbers.get((domain.code, CardKind.DEMAND), 0),
            is_current=domain == current,
            others=others,
        )
        for domain in Domain.objects.all()
    ]


def _compartment(domain: Domain, offers: int, demands: int, *, is_current: bool, others: str) -> Compartment:
    """The address of the open compartment closes it again."""
    query = "&".join(filter(None, ["" if is_current else f"domain={domain.code}", others]))
    return Compartment(
        label=domain.label,
        pictogram=domain.pictogram,
        offers=offers,
        demands=demands,
        url=f"{reverse('residents:box')}?{query}#wall",
        is_current=is_current,
        slips=slips(offers, demands, mirrored=get_language_bidi()),
    )


def face_of(card: Card) -> Face:
    """A card of the wall; `card` comes with its domain, its languages and the annotation `helps`."""
    languages = ", ".join(str(row) for row in card.languages.all())
    details = [languages, card.get_form_display(), card.rhythm, card.get_wished_gender_display()]
    return Face(
        kind=card.kind,
        number=card.number,
        title=card.title,
        detail=" · ".join(filter(None, details)),
        owner=card.display_name,
        foot=_foot(card),
        url=reverse("residents:card", args=[card.pk]),
        pictogram=card.domain.pictogram,
        is_peer_helper=bool(card.helps) and card.is_in_the_box,
    )


def _foot(card: Card) -> str:
    if card.withdrawn_on:
        return _("withdrawn")
    if not card.is_in_the_box:
        return _("expired")
    return _("until %(month)s") % {"month": month_year(card.valid_until)} if card.valid_until else ""

"""What the exchange box and its wall show: compartments with their counts, and cards by display name."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language_bidi, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from cada_peers.ui.dates import day_short, month_year
from cada_peers.ui.drawing import Slip, slips
from cada_peers.ui.folding import fold
from residents.box.owners import OwnerKind, with_owner_kind
from residents.matching.words import roots_in
from residents.models import Card, CardKind, Domain, Introduction, IntroductionStatus

_STANDING = {
    OwnerKind.TEAM: pgettext_lazy("whose card it is", "team"),
    OwnerKind.VOLUNTEER: OwnerKind.VOLUNTEER.one,
    OwnerKind.PARTNER: OwnerKind.PARTNER.one,
}


@dataclass(frozen=True)
class Compartment:
    """What `components/box.html` draws."""

    label: str
    pictogram: str
    offers: int
    offers_said: str
    demands: int
    demands_said: str
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
    standing: str | Promise
    foot: str
    url: str
    pictogram: str
    is_peer_helper: bool


def unanswered(cards: QuerySet[Card]) -> QuerySet[Card]:
    """The demands among `cards` for which nobody is proposed, or met: a « not this time » leaves a demand open."""
    answers = Introduction.objects.filter(demand=OuterRef("pk")).exclude(status=IntroductionStatus.DECLINED)
    return cards.filter(~Exists(answers), kind=CardKind.DEMAND)


def near(cards: QuerySet[Card], words: str) -> QuerySet[Card]:
    """Those that hold, for every word, one of the same root: « vélos » finds « vélo », « réparation » « réparer »."""
    roots = roots_in(fold(words))
    for root in roots:
        cards = cards.filter(Q(folded__startswith=root) | Q(folded__contains=f" {root}"))
    return cards if roots else cards.none()


def with_faces(cards: QuerySet[Card]) -> QuerySet[Card]:
    """`cards` with all that `face_of` reads, in one query and one more for the languages."""
    shown = cards.select_related("domain", "owner_resident").prefetch_related("languages")
    return with_owner_kind(shown)


def face_of(card: Card) -> Face:
    """A card of the wall, read through `with_faces`."""
    spoken = ", ".join(str(row) for row in card.languages.all())
    when = card.rhythm or card.get_moments_display()
    details = [spoken, card.get_form_display(), when, card.get_wished_gender_display()]
    return Face(
        kind=card.kind,
        number=card.number,
        title=card.title,
        detail=" · ".join(filter(None, details)),
        owner=card.display_name,
        standing=_STANDING.get(card.owner_kind, ""),
        foot=_foot(card),
        url=reverse("residents:card", args=[card.pk]),
        pictogram=card.domain.pictogram,
        is_peer_helper=card.owner_kind == OwnerKind.PEER_HELPER and card.is_in_the_box,
    )


def _foot(card: Card) -> str:
    if card.withdrawn_on:
        return _("out of the box since %(day)s") % {"day": day_short(card.withdrawn_on)}
    if not card.is_in_the_box:
        return _("waits: still true?")
    return _("until %(month)s") % {"month": month_year(card.valid_until)} if card.valid_until else ""


def compartments(cards: QuerySet[Card], *, current: Domain | None, others: str) -> list[Compartment]:
    """The box from the front, with what is in it now. `others`: the other filters of the address, encoded."""
    rows = cards.in_the_box().order_by().values_list("domain", "kind").annotate(number=Count("pk"))
    numbers = {(domain, kind): number for domain, kind, number in rows}
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
        offers_said=ngettext("%(number)s offer", "%(number)s offers", offers) % {"number": offers},
        demands=demands,
        demands_said=ngettext("%(number)s demand", "%(number)s demands", demands) % {"number": demands},
        url=f"{reverse('residents:box')}?{query}#wall",
        is_current=is_current,
        slips=slips(offers, demands, mirrored=get_language_bidi()),
    )

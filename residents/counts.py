"""What this room tells head office: numbers, no person."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cada_peers.ui.counts import Column, count_by_centre, provides_counts
from residents.models import Card, Resident


@provides_counts
def residents_and_cards(centres: Collection[UUID]) -> Iterator[Column]:
    """Those who live there today, and the cards in the box."""
    yield Column(_("Residents"), count_by_centre(Resident.objects.filter(centre__in=centres).present()))
    yield Column(_("Cards in the box"), count_by_centre(Card.objects.filter(centre__in=centres).in_the_box()))

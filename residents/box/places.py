"""Where people meet, as the cards of a house name it."""

from django.db.models import Count

from cada_peers.accounts.models import Centre
from cada_peers.ui.folding import fold
from residents.models import Card

MOST = 40


def places_of(centre: Centre) -> list[str]:
    """The places that the cards in the box name, each once as it is written most often, by name. One query."""
    named = Card.objects.filter(centre=centre).in_the_box().exclude(place="").order_by().values_list("place")
    written: dict[str, str] = {}
    for place, _number in named.annotate(number=Count("pk")).order_by("-number", "place"):
        written.setdefault(fold(place), place)
    return sorted(list(written.values())[:MOST], key=fold)

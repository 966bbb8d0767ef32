"""Families as a light link, and two people whom nobody brings together."""

from cada_peers.demo.world import Story, World
from residents.actions import keep_apart, note_tie
from residents.models import TieKind

# In « parent and child », the parent comes first.
FAMILIES = (
    ("Olena", "Petro", TieKind.COUPLE),
    ("Olena", "Валентин", TieKind.RELATIVE),
    ("Parwana", "Bilal", TieKind.PARENT),
    ("Farida", "Parwana", TieKind.RELATIVE),
)
KEPT_APART = ("Moussa", "Adama")
APART_FROM_A_PARTNER = ("Farida", "Le Panier partagé")


def belong_together(world: World) -> Story:
    """Noted last week, when the house thought about who helps whom."""
    clock = world.clock
    yield clock.moment(clock.ago(days=8), 15)
    for one, other, kind in FAMILIES:
        first, second = world.residents[one], world.residents[other]
        note_tie(one=first, other=second, kind=kind, by=world.referent_of(first))
    first, second = (world.residents[name] for name in KEPT_APART)
    keep_apart(one=first, other=second, by=world.referent_of(first))
    name, partner = APART_FROM_A_PARTNER
    keep_apart(one=world.residents[name], other=partner, by=world.referent_of(world.residents[name]))

"""A partner has no record here: its name says who it is."""

from cada_peers.ui.folding import fold

# Some letters unfold into many: whatever the name, its key is no longer.
LONGEST_KEY = 240


def partner_key(name: str) -> str:
    """One key for « La Poste », « la poste » and « LA  POSTE »; a name of signs alone is its own."""
    return (fold(name) or name)[:LONGEST_KEY]

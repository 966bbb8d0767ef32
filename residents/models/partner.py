"""A partner has no record here: its name says who it is."""

from cada_peers.ui.folding import fold


def partner_key(name: str) -> str:
    """One key for « La Poste », « la poste » and « LA  POSTE »; a name of signs alone is its own."""
    return fold(name) or name

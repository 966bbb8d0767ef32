"""What can be done with accounts, postings and places. A refusal is a `ValidationError` whose sentence can be shown."""

from cada_peers.accounts.actions.invitations import (
    accept_invitation,
    invite,
    resend_invitation,
    withdraw_invitation,
)
from cada_peers.accounts.actions.places import create_centre, create_operator
from cada_peers.accounts.actions.postings import end_posting, reset_second_factor

__all__ = [
    "accept_invitation",
    "create_centre",
    "create_operator",
    "end_posting",
    "invite",
    "resend_invitation",
    "reset_second_factor",
    "withdraw_invitation",
]

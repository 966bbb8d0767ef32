"""Who, and where: operators, centres, accounts, postings, invitations."""

from cada_peers.accounts.access import CentrePermission
from cada_peers.accounts.models.people import Invitation, Posting, User
from cada_peers.accounts.models.places import Centre, Operator

__all__ = ["Centre", "CentrePermission", "Invitation", "Operator", "Posting", "User"]

"""A second helper with an account, to show that one never reaches the other."""

from cada_peers.accounts.models import User
from cada_peers.accounts.roles import Role
from peerhelpers.models import PeerHelper
from tests.cast import Cast, a_user
from tests.peerhelpers.steps import an_approved_person, someone_in_trial


def nour_in_trial(cast: Cast, **when: str) -> PeerHelper:
    """Nour, with the account `cast.nour_account`, referred by Hélène."""
    return someone_in_trial(cast, cast.nour, **when)


def samim_approved(cast: Cast) -> tuple[PeerHelper, User]:
    """Samim, approved, with an account of his own."""
    account = a_user("samim", Role.PEER_HELPER, centre=cast.tilleuls)
    cast.samim.account = account
    cast.samim.save()
    return an_approved_person(cast, cast.samim), account

"""The helper's own account: opened from their file, by whoever may invite members of the centre."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cada_peers.accounts.access import require
from cada_peers.accounts.actions import invite, withdraw_invitation
from cada_peers.accounts.models import Invitation, User
from cada_peers.accounts.permissions import Permission
from cada_peers.accounts.roles import Role
from cada_peers.journal.record import record
from peerhelpers.actions.guard import locked
from peerhelpers.events import Event
from peerhelpers.models import PeerHelper
from residents.models import Resident


class AddressOfSomeoneElse(ValidationError):
    """The address opens an account already, here or in another house."""


def open_account(*, peer_helper: PeerHelper, email: str, by: User) -> Invitation:
    """Invite the helper by mail and tie the account to their record.

    Until the invitation is accepted it may be sent again, to the same address or to a corrected one: the
    first link no longer opens. Raises ValidationError, beside `email` where that helps.

    A refusal tells that the platform knows an address. It leaves its line, which does not say which: whoever tries
    one address after another is seen.
    """
    try:
        return _open(peer_helper, email, by)
    except AddressOfSomeoneElse:
        record(Event.ADDRESS_REFUSED, by=by, subject=peer_helper)
        raise


@transaction.atomic
def _open(peer_helper: PeerHelper, email: str, by: User) -> Invitation:
    peer_helper = locked(peer_helper)
    require(by, Permission.INVITE_MEMBERS, peer_helper.centre_id)
    if not peer_helper.is_going_on:
        raise ValidationError(_("This file is closed: no account is opened for it."))
    resident = peer_helper.resident
    _take_back_the_first_invitation(resident, by)
    _refuse_address_of_someone_else(email, resident)
    invitation = invite(
        email=email,
        full_name=resident.full_name[:150],
        role=Role.PEER_HELPER,
        centre=peer_helper.centre,
        by=by,
    )
    resident.account = invitation.user
    resident.save()
    record(Event.ACCOUNT_OPENED, by=by, subject=peer_helper)
    return invitation


def is_waiting_for_acceptance(resident: Resident) -> bool:
    """Whether the account was never used: its invitation may still be sent again or elsewhere."""
    return resident.account is not None and not resident.account.has_usable_password()


def _take_back_the_first_invitation(resident: Resident, by: User) -> None:
    if resident.account is None:
        return
    if not is_waiting_for_acceptance(resident):
        raise ValidationError(_("This person already has an account: they can sign in."))
    for invitation in Invitation.objects.pending().filter(user=resident.account):
        withdraw_invitation(invitation=invitation, by=by)


def _refuse_address_of_someone_else(email: str, resident: Resident) -> None:
    # Written as `invite` writes it: the Kelvin sign is no « K » for the database, and becomes one there.
    holder = User.objects.filter(email=email.strip().lower()).first()
    if holder is not None and holder.pk != resident.account_id:
        sentence = _("This address already opens another account. Write the person’s own address.")
        raise AddressOfSomeoneElse({"email": sentence})

"""What this room has to tell the journal.

The journal stands above the accounts (its lines name them), so this room cannot call it. It says what happened with
the signal `happened`, within the transaction of what it tells; `journal/receivers.py` listens and writes the line.
"""

from django.db import models
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models import Centre, User


class Event(models.TextChoices):
    # Coming and going.
    SIGNED_IN = "accounts.signed_in", _("signed in")
    SIGNED_OUT = "accounts.signed_out", _("signed out")
    WRONG_CODE = "accounts.wrong_code", _("wrong code typed as second factor")
    PASSWORD_CHANGED = "accounts.password_changed", _("password changed")
    PASSWORD_RESET = "accounts.password_reset", _("forgotten password replaced")
    FACTOR_ADDED = "accounts.factor_added", _("second factor set up")
    FACTOR_REMOVED = "accounts.factor_removed", _("second factor removed by its holder")
    FACTOR_RESET = "accounts.factor_reset", _("second factor reset by management")
    # Members.
    MEMBERS_READ = "accounts.members_read", _("list of the members read")
    INVITED = "accounts.invited", _("invitation sent")
    INVITED_AGAIN = "accounts.invited_again", _("invitation sent again")
    INVITATION_WITHDRAWN = "accounts.invitation_withdrawn", _("invitation withdrawn")
    INVITATION_ACCEPTED = "accounts.invitation_accepted", _("invitation accepted")
    POSTING_ENDED = "accounts.posting_ended", _("access ended")
    # Places.
    OPERATOR_READ = "accounts.operator_read", _("page of an operator read")
    OPERATOR_CREATED = "accounts.operator_created", _("operator created")
    CENTRE_CREATED = "accounts.centre_created", _("centre created")


# Arguments: event, by, subject, centre, amount (as in `journal.record.record`).
happened = Signal()


def tell(
    event: Event,
    *,
    by: User | None,
    subject: models.Model | None = None,
    centre: Centre | None = None,
    amount: int | None = None,
) -> None:
    """Say what happened. A line that cannot be written stops the action that it tells."""
    happened.send(sender=Event, event=event, by=by, subject=subject, centre=centre, amount=amount)

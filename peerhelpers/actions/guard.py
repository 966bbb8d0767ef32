"""Before each write: take the row for oneself, and check who may carry it."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from cada_peers.accounts.access import may
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from cada_peers.ui.dates import day
from peerhelpers.models import PeerHelper


def may_carry(user: User, peer_helper: PeerHelper) -> bool:
    """Management carries every file of its centre, a social worker those they refer."""
    if may(user, Permission.WRITE_ALL_PEER_HELPERS, peer_helper.centre_id):
        return True
    return peer_helper.referent_id == user.pk and may(user, Permission.WRITE_PEER_HELPERS, peer_helper.centre_id)


def locked(peer_helper: PeerHelper) -> PeerHelper:
    """The file as it is now in the database, kept from other writers until the end of the transaction."""
    return (
        PeerHelper.objects.select_for_update(of=("self",)).select_related("centre", "resident").get(pk=peer_helper.pk)
    )


def carried(peer_helper: PeerHelper, by: User) -> PeerHelper:
    """The locked file, if `by` may carry it. Raises PermissionDenied."""
    fresh = locked(peer_helper)
    if not may_carry(by, fresh):
        raise PermissionDenied("carry this file")
    return fresh


def refuse_another_reader(named: User | None, *, reader: User | None) -> None:
    """Refuse what is written for `named`, whom the page showed, once somebody else is its `reader`."""
    if reader != named:
        raise ValidationError(
            _("Nothing is sent yet: who accompanies you has changed. Look who would read this, then send it.")
        )


def refuse_outside(field: str, chosen: models.Model | None, *, among: models.QuerySet, refusal: str) -> None:
    """Refuse, beside `field`, what is chosen and not one of `among`, whatever form stands before the verb."""
    if chosen is not None and not among.filter(pk=chosen.pk).exists():
        raise ValidationError({field: refusal})


def refuse_day_outside(field: str, when: date, *, earliest: date, too_early: str) -> None:
    """Refuse, beside `field`, a day to come or before `earliest`; `too_early` holds %(day)s for that one."""
    if when > timezone.localdate():
        raise ValidationError({field: _("This day has not come yet: correct the date.")})
    if when < earliest:
        raise ValidationError({field: too_early % {"day": day(earliest)}})

"""Postings open, end; a lost second factor is taken away."""

from datetime import date

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cada_peers.accounts.access import sync_rights
from cada_peers.accounts.events import Event, tell
from cada_peers.accounts.members import postings_managed_by, require_may_manage
from cada_peers.accounts.models import Centre, Operator, Posting, User
from cada_peers.accounts.roles import Role
from cada_peers.accounts.sessions import end_sessions


def add_posting(user: User, role: Role, centre: Centre | None, operator: Operator | None, starts_on: date) -> Posting:
    """The row of a posting; a second one for the same role and days is refused in words."""
    try:
        with transaction.atomic():
            return Posting.objects.create(user=user, role=role, centre=centre, operator=operator, starts_on=starts_on)
    except IntegrityError as twice:
        message = _("This person already holds this role here, or is already invited to it.")
        raise ValidationError(message) from twice


@transaction.atomic
def end_posting(*, posting: Posting, by: User | None) -> None:
    """End an access now: rights and open sessions go at once. The last manager of a centre stays."""
    require_may_manage(by, role=posting.role, centre=posting.centre, operator=posting.operator)
    _keep_a_manager(posting)
    today = timezone.localdate()
    still_open = Posting.objects.filter(pk=posting.pk).exclude(ends_on__lte=today)
    ended = still_open.update(ends_on=max(today, posting.starts_on), ended_by=by)
    if not ended:
        raise ValidationError(_("This access has already ended."))
    sync_rights([posting.user])
    end_sessions(posting.user)
    tell(Event.POSTING_ENDED, by=by, subject=posting.user, centre=posting.centre)


def _keep_a_manager(posting: Posting) -> None:
    if posting.role != Role.MANAGEMENT:
        return
    # Two managers who end each other at the same moment wait for one another here.
    Centre.objects.select_for_update().get(pk=str(posting.centre_id))
    others = Posting.objects.active().filter(centre=posting.centre_id, role=Role.MANAGEMENT).exclude(pk=posting.pk)
    if not others.exists():
        raise ValidationError(_("A centre keeps at least one manager: invite another one first."))


@transaction.atomic
def reset_second_factor(*, posting: Posting, by: User | None) -> None:
    """Take away a lost second factor; at the next sign-in the person sets up another one.

    Refused for someone who also works where `by` decides nothing: one house does not weaken the door of another.
    """
    require_may_manage(by, role=posting.role, centre=posting.centre, operator=posting.operator)
    user = posting.user
    if by is not None and user.postings.active().exclude(pk__in=postings_managed_by(by)).exists():
        raise ValidationError(_("This person also works elsewhere: ask platform administration."))
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    tell(Event.FACTOR_RESET, by=by, subject=user, centre=posting.centre)

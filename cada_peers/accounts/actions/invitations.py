"""Invitations: a link sent once by mail, of which only the digest is kept. The posting begins when it is accepted."""

import hashlib
import secrets
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cada_peers.accounts.access import may, sync_rights
from cada_peers.accounts.actions.postings import add_posting
from cada_peers.accounts.events import Event, tell
from cada_peers.accounts.mails import invitation_link, send_invitation
from cada_peers.accounts.members import require_may_manage
from cada_peers.accounts.models import Centre, Invitation, Operator, Posting, User
from cada_peers.accounts.permissions import Permission
from cada_peers.accounts.roles import Role


@transaction.atomic
def invite(
    *,
    email: str,
    full_name: str,
    role: Role,
    by: User | None,
    centre: Centre | None = None,
    operator: Operator | None = None,
) -> Invitation:
    """Open an account if there is none, prepare its posting, and mail the link (`.link` on what is given back)."""
    require_may_manage(by, role=role, centre=centre, operator=operator)
    if role == Role.MANAGEMENT:
        _opens_no_living_house(centre, by)
    user, _created = User.objects.get_or_create(
        email=email.strip().lower(), defaults={"full_name": full_name, "password": make_password(None)}
    )
    posting = add_posting(user, role, centre, operator, timezone.localdate())
    invitation = Invitation(user=user, posting=posting)
    _send(invitation, by)
    tell(Event.INVITED, by=by, subject=user, centre=centre)
    return invitation


@transaction.atomic
def resend_invitation(*, invitation: Invitation, by: User | None) -> Invitation:
    """Send a new link for another seven days; the first one no longer opens."""
    _require(invitation, by)
    if invitation.posting.role == Role.MANAGEMENT:
        _opens_no_living_house(invitation.posting.centre, by, but=invitation.posting)
    _still_pending(invitation)
    _send(invitation, by)
    tell(Event.INVITED_AGAIN, by=by, subject=invitation.user, centre=invitation.posting.centre)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User | None) -> None:
    """The link no longer opens, and the posting that it prepared ends before it began."""
    _require(invitation, by)
    _still_pending(invitation)
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    Posting.objects.filter(pk=invitation.posting_id).update(
        ends_on=max(timezone.localdate(), invitation.posting.starts_on), ended_by=by
    )
    tell(Event.INVITATION_WITHDRAWN, by=by, subject=invitation.user, centre=invitation.posting.centre)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, full_name: str = "", password: str = "") -> None:
    """Open the posting. A new account takes the name and password given; one that has a password keeps its own."""
    accepted = Invitation.objects.opening().filter(pk=invitation.pk).update(accepted_at=timezone.now())
    if not accepted:
        raise ValidationError(_("This link has already been used, or is too old."))
    user, posting = invitation.user, invitation.posting
    if not user.has_usable_password():
        user.full_name = full_name
        user.set_password(password)
        user.save(update_fields=["full_name", "password"])
    Posting.objects.filter(pk=posting.pk).update(starts_on=timezone.localdate())
    sync_rights([user])
    tell(Event.INVITATION_ACCEPTED, by=user, subject=user, centre=posting.centre)


def _require(invitation: Invitation, by: User | None) -> None:
    posting = invitation.posting
    require_may_manage(by, role=posting.role, centre=posting.centre, operator=posting.operator)


def _opens_no_living_house(centre: Centre | None, by: User | None, but: Posting | None = None) -> None:
    """The platform invites the *first* manager: otherwise it could let itself in, and read what a house holds.

    A house whose only manager has vanished is opened again by whoever holds the machine (`manage.py invite_manager`).
    """
    if by is None or centre is None or may(by, Permission.INVITE_MEMBERS, centre):
        return
    # Two invitations sent at the same moment wait for one another here.
    Centre.objects.select_for_update().get(pk=centre.pk)
    managers = centre.postings.filter(role=Role.MANAGEMENT)
    managers = managers.exclude(pk=but.pk) if but else managers
    if managers.active().exists() or managers.invited().exists():
        raise ValidationError(_("This centre has a manager, or one is invited already: they invite the others."))


def _still_pending(invitation: Invitation) -> None:
    if not Invitation.objects.pending().select_for_update().filter(pk=invitation.pk).exists():
        raise ValidationError(_("This invitation has already been accepted or withdrawn."))


def _send(invitation: Invitation, by: User | None) -> None:
    token = secrets.token_urlsafe(32)
    invitation.token_digest = digest(token)
    invitation.sent_by = by
    invitation.sent_at = timezone.now()
    invitation.expires_at = invitation.sent_at + timedelta(days=settings.INVITATION_DAYS)
    invitation.save()
    invitation.link = invitation_link(token)
    transaction.on_commit(partial(send_invitation, invitation))


def digest(token: str) -> str:
    """What is kept of a token: it is random and long, so a plain SHA-256 cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()

"""Mails of this room: plain text, a neutral subject, nothing about anyone beyond the address that they are sent to."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from cada_peers.accounts.models import Invitation

SUBJECT = "Pairs"


def invitation_link(token: str) -> str:
    """The address that opens an invitation, on the public address of the installation."""
    return settings.PUBLIC_ADDRESS + reverse("accounts:accept_invitation", kwargs={"token": token})


def send_invitation(invitation: Invitation) -> None:
    """Mail the link, in the language of the account."""
    with translation.override(invitation.user.language):
        body = render_to_string(
            "accounts/invitation/mail.txt", {"link": invitation.link, "days": settings.INVITATION_DAYS}
        )
    send_mail(SUBJECT, body, None, [invitation.user.email])

"""What the commands that invite share: a mail address, a name, and the link that opens the account."""

from argparse import ArgumentParser

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from cada_peers.accounts.actions import invite
from cada_peers.accounts.models import Centre
from cada_peers.accounts.roles import Role


class InvitingCommand(BaseCommand):
    """Invites by mail; the link is printed too, for a machine that sends no mail yet."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("full_name")

    def invite_by_mail(self, *, email: str, full_name: str, role: Role, centre: Centre | None = None) -> None:
        """Raise CommandError with the sentence of what is refused."""
        try:
            validate_email(email)
            invitation = invite(email=email, full_name=full_name, role=role, centre=centre, by=None)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"Open this link within seven days:\n{invitation.link}")

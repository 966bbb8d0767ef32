"""`manage.py invite_administrator someone@example.org "Their name"`: the first account of an installation."""

from argparse import ArgumentParser

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from cada_peers.accounts.actions import invite
from cada_peers.accounts.roles import Role


class Command(BaseCommand):
    help = "Invite a platform administrator, by mail; the link is printed too, for a machine that sends no mail yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("full_name")

    def handle(self, *args: object, email: str, full_name: str, **options: object) -> None:
        try:
            validate_email(email)
            invitation = invite(email=email, full_name=full_name, role=Role.PLATFORM_ADMIN, by=None)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"Open this link within seven days and choose a password:\n{invitation.link}")

"""`manage.py invite_manager someone@example.org "Their name" "The centre"`: when its only manager has vanished.

Platform administration lets nobody into a house that has a manager; whoever holds the
machine may, and it is journalled.
"""

from argparse import ArgumentParser

from django.core.management.base import CommandError

from cada_peers.accounts.management.inviting import InvitingCommand
from cada_peers.accounts.models import Centre
from cada_peers.accounts.roles import Role


class Command(InvitingCommand):
    help = "Invite a manager into a centre, by its name or its key, by mail; the link is printed too."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("centre")

    def handle(self, *args: object, email: str, full_name: str, centre: str, **options: object) -> None:
        found = [place for place in Centre.objects.all() if centre in (place.name, str(place.pk))]
        if len(found) != 1:
            raise CommandError(
                f"{len(found)} centres have the name {centre!r}: give the key that stands in its address."
            )
        self.invite_by_mail(email=email, full_name=full_name, role=Role.MANAGEMENT, centre=found[0])

"""`manage.py invite_administrator someone@example.org "Their name"`: the first account of an installation."""

from cada_peers.accounts.management.inviting import InvitingCommand
from cada_peers.accounts.roles import Role


class Command(InvitingCommand):
    help = "Invite a platform administrator, by mail; the link is printed too."

    def handle(self, *args: object, email: str, full_name: str, **options: object) -> None:
        self.invite_by_mail(email=email, full_name=full_name, role=Role.PLATFORM_ADMIN)

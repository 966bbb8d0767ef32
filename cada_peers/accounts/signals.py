"""What happens at sign-in: dated postings that began since the last time take effect."""

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from cada_peers.accounts.access import sync_rights


@receiver(user_logged_in)
def begin_the_postings_of_today(sender: object, user, **kwargs: object) -> None:
    sync_rights([user])

"""Who works in a house: those who can be a referent."""

from django.db.models import QuerySet

from cada_peers.accounts.models import Centre, Posting, User
from cada_peers.accounts.roles import Role

STAFF = (Role.MANAGEMENT, Role.SOCIAL_WORKER)


def staff_of(centre: Centre | None) -> QuerySet[User]:
    """The managers and social workers posted in `centre` today, each once, by name."""
    posted = Posting.objects.active().filter(centre=centre, centre__isnull=False, role__in=STAFF)
    return User.objects.filter(is_active=True, pk__in=posted.values("user"))

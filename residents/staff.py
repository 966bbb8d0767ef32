"""Who works in a house: those who can be a referent, and the whole team."""

from collections.abc import Iterable

from django.db.models import QuerySet

from cada_peers.accounts.models import Centre, Posting, User
from cada_peers.accounts.roles import Role
from residents.models.resident import ResidentQuerySet

STAFF = (Role.MANAGEMENT, Role.SOCIAL_WORKER)
TEAM = (*STAFF, Role.VOLUNTEER)


def staff_of(centre: Centre | None) -> QuerySet[User]:
    """The managers and social workers posted in `centre` today, each once, by name."""
    return _posted_as(STAFF, centre)


def team_of(centre: Centre | None) -> QuerySet[User]:
    """The staff and the volunteers of `centre` today, each once, by name."""
    return _posted_as(TEAM, centre)


def without_referent_here(residents: ResidentQuerySet, centre: Centre | None) -> ResidentQuerySet:
    """Those of `residents` who have no referent, or one who does not work in `centre` any more."""
    return residents.exclude(referent__in=staff_of(centre))


def _posted_as(roles: Iterable[Role], centre: Centre | None) -> QuerySet[User]:
    posted = Posting.objects.active().filter(centre=centre, centre__isnull=False, role__in=roles)
    return User.objects.filter(is_active=True, pk__in=posted.values("user"))

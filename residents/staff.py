"""Who works in a house: those who can be a referent, and the whole team."""

from collections.abc import Iterable

from django.db.models import QuerySet

from cada_peers.accounts.models import Centre, Posting, User
from cada_peers.accounts.permissions import Permission
from cada_peers.accounts.roles import HOLDERS, Role
from residents.models.resident import Resident, ResidentQuerySet
from residents.models.tie import KeptApart

STAFF = (Role.MANAGEMENT, Role.SOCIAL_WORKER)
TEAM = (*STAFF, Role.VOLUNTEER)


def staff_of(centre: Centre | None) -> QuerySet[User]:
    """The managers and social workers posted in `centre` today, each once, by name."""
    return _posted_as(STAFF, centre)


def team_of(centre: Centre | None) -> QuerySet[User]:
    """The staff and the volunteers of `centre` today, each once, by name."""
    return _posted_as(TEAM, centre)


def who_reads_notes(resident: Resident) -> User | None:
    """Who reads with `resident` what was noted in their interviews: somebody the table of rights lets read all of it.

    Their referent; else whoever led every one of them; else a manager. Nobody from whom they are kept apart.
    """
    apart = KeptApart.objects.filter(one=resident, account__isnull=False).values("account")
    leading = _posted_as(HOLDERS[Permission.WRITE_INTERVIEWS], resident.centre).exclude(pk__in=apart)
    authors = set(resident.interviews.values_list("author", flat=True))
    reading = _posted_as(HOLDERS[Permission.READ_ALL_NOTES], resident.centre).exclude(pk__in=apart)
    return (
        (leading.filter(pk=resident.referent_id).first() if resident.referent_id else None)
        or (leading.filter(pk__in=authors).first() if len(authors) == 1 else None)
        or reading.first()
    )


def without_referent_here(residents: ResidentQuerySet, centre: Centre | None) -> ResidentQuerySet:
    """Those of `residents` who have no referent, or one who does not work in `centre` any more."""
    return residents.exclude(referent__in=staff_of(centre))


def _posted_as(roles: Iterable[Role], centre: Centre | None) -> QuerySet[User]:
    posted = Posting.objects.active().filter(centre=centre, centre__isnull=False, role__in=roles)
    return User.objects.filter(is_active=True, pk__in=posted.values("user"))

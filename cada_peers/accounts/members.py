"""Whom one may invite, end or help back in: the words of the queries, and the rule behind them.

`by` is None when the command line asks: whoever holds the machine holds the application.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from cada_peers.accounts.access import centres_where, may, may_somewhere
from cada_peers.accounts.models import Centre, Invitation, Operator, Posting, User
from cada_peers.accounts.permissions import Permission
from cada_peers.accounts.roles import IN_A_CENTRE, Role

# Platform administration opens the door of a place; whoever it lets in invites the others.
OPENED_BY_THE_PLATFORM = frozenset({Role.MANAGEMENT, Role.HEAD_OFFICE})


def postings_managed_by(user: User) -> QuerySet[Posting]:
    """The postings that `user` may end, past ones included: of their centres; for the platform, those it opens."""
    managed = Q(centre__in=centres_where(user, Permission.INVITE_MEMBERS))
    if may_somewhere(user, Permission.MANAGE_OPERATORS):
        managed |= Q(role__in=OPENED_BY_THE_PLATFORM)
    return Posting.objects.filter(managed).select_related("user", "centre", "operator")


def invitations_managed_by(user: User) -> QuerySet[Invitation]:
    """The invitations that `user` may withdraw or send again."""
    return Invitation.objects.filter(posting__in=postings_managed_by(user)).select_related(
        "user", "posting__centre", "posting__operator"
    )


def require_may_manage(by: User | None, *, role: str, centre: Centre | None, operator: Operator | None) -> None:
    """Raise `PermissionDenied` unless `by` may open and end this role in this place."""
    if by is None:
        return
    in_own_centre = role in IN_A_CENTRE and centre is not None and may(by, Permission.INVITE_MEMBERS, centre)
    by_platform = role in OPENED_BY_THE_PLATFORM and may_somewhere(by, Permission.MANAGE_OPERATORS)
    if not (in_own_centre or by_platform):
        raise PermissionDenied(Permission.INVITE_MEMBERS.label)

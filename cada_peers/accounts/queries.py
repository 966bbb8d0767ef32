"""What the pages of members and operators show, read at once."""

from dataclasses import dataclass
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from cada_peers.accounts.models import Centre, Invitation, Operator, Posting
from cada_peers.accounts.models.people import InvitationQuerySet
from cada_peers.accounts.roles import NEEDS_SECOND_FACTOR, Role

ORDER = [role.value for role in Role]
SHOWN_AFTER_THE_END = timedelta(days=365)


@dataclass(frozen=True)
class Members:
    """The people of a centre: postings that hold (with `.lacks_factor`), invitations sent, postings ended this year."""

    active: list[Posting]
    invitations: list[Invitation]
    ended: list[Posting]

    @property
    def count(self) -> int:
        return len(self.active) + len(self.invitations) + len(self.ended)


def members_of(centre: Centre) -> Members:
    """Three queries, whatever the number of people."""
    postings = Posting.objects.filter(centre=centre).select_related("user", "centre")
    long_ago = timezone.localdate() - SHOWN_AFTER_THE_END
    return Members(
        # The team first, role by role, then the peer helpers; by name within a role.
        active=sorted(_with_factor(postings.active()), key=lambda posting: ORDER.index(posting.role)),
        invitations=list(_pending(Invitation.objects.filter(posting__centre=centre))),
        ended=list(postings.ended().filter(ends_on__gte=long_ago).order_by("-ends_on")),
    )


def _with_factor(postings: QuerySet[Posting]) -> QuerySet[Posting]:
    factor = Authenticator.objects.filter(user=OuterRef("user"), type=Authenticator.Type.TOTP)
    return postings.annotate(lacks_factor=Q(role__in=NEEDS_SECOND_FACTOR) & ~Exists(factor)).order_by("user__full_name")


def _pending(invitations: InvitationQuerySet) -> QuerySet[Invitation]:
    return invitations.pending().select_related("user", "posting__centre")


def operators() -> QuerySet[Operator]:
    """Every operator, with its number of centres."""
    return Operator.objects.annotate(centre_count=Count("centres"))


@dataclass(frozen=True)
class OperatorPage:
    """An operator: its centres (each with `.managers` and `.invited`), head office, invitations that wait."""

    operator: Operator
    centres: list[Centre]
    head_office: list[Posting]
    invitations: list[Invitation]

    @property
    def people(self) -> int:
        return len(self.head_office) + len(self.invitations)


def operator_page(operator: Operator) -> OperatorPage:
    """Managers are counted, not named: the platform opens the door of a centre and does not look inside."""
    managers = Posting.objects.filter(role=Role.MANAGEMENT)
    counts = {
        "managers": Count("postings", filter=Q(postings__in=managers.active())),
        "invited": Count("postings", filter=Q(postings__in=managers.invited())),
    }
    opened = Q(posting__operator=operator) | Q(posting__centre__operator=operator, posting__role=Role.MANAGEMENT)
    return OperatorPage(
        operator=operator,
        centres=list(operator.centres.annotate(**counts)),
        head_office=list(_with_factor(operator.postings.active().select_related("user", "operator"))),
        invitations=list(_pending(Invitation.objects.filter(opened))),
    )

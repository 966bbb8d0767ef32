"""What kind of person is behind a card: one rule for the wall, its filters and the page of the whole house."""

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models import Posting
from cada_peers.accounts.roles import Role
from residents.models import Card, Resident
from residents.staff import STAFF

# The room above keeps the files of the peer helpers; its relation is known here by name only.
APPROVED = Q(peer_helper_files__status="approved", peer_helper_files__centre=F("centre"))


class OwnerKind(models.TextChoices):
    """Whom the pages tell apart, in their order."""

    RESIDENT = "resident", _("Residents")
    PEER_HELPER = "helper", _("Peer helpers")
    TEAM = "team", _("Team")
    VOLUNTEER = "volunteer", _("Volunteers")
    PARTNER = "partner", _("Partners")

    @property
    def one(self) -> str | Promise:
        """The word for one of them."""
        return _DRAWN[self][0]

    @property
    def pictogram(self) -> str:
        return _DRAWN[self][1]


_DRAWN = {
    OwnerKind.RESIDENT: (_("resident"), "resident"),
    OwnerKind.PEER_HELPER: (_("peer helper"), "helper"),
    OwnerKind.TEAM: (_("of the team"), "team"),
    OwnerKind.VOLUNTEER: (_("volunteer"), "volunteer"),
    OwnerKind.PARTNER: (_("partner"), "partner"),
}


def approved_peer_helpers() -> QuerySet[Resident]:
    """The residents whose status their own house approved."""
    return Resident.objects.filter(APPROVED)


def with_owner_kind(cards: QuerySet[Card]) -> QuerySet[Card]:
    """Each with `owner_kind`, an `OwnerKind`.

    Somebody with a record here is a resident, whether the card hangs under the record or under the account. In the
    team, what one is now counts more than what one was; of two roles, staff more than volunteer.
    """
    here, ever = Posting.objects.active(), Posting.objects.all()
    rules = [
        (~Q(owner_partner=""), OwnerKind.PARTNER),
        (_is_among(approved_peer_helpers()), OwnerKind.PEER_HELPER),
        (_is_among(Resident.objects.all()), OwnerKind.RESIDENT),
        (_is_posted(here, *STAFF), OwnerKind.TEAM),
        (_is_posted(here, Role.VOLUNTEER), OwnerKind.VOLUNTEER),
        (_is_posted(ever, *STAFF), OwnerKind.TEAM),
        (_is_posted(ever, Role.VOLUNTEER), OwnerKind.VOLUNTEER),
    ]
    kind = Case(*(When(rule, then=Value(kind.value)) for rule, kind in rules), default=Value(OwnerKind.RESIDENT.value))
    return cards.annotate(owner_kind=kind)


def _is_among(residents: QuerySet[Resident]) -> Q:
    """The owner is one of `residents`, by the record or by the account."""
    by_account = residents.filter(account=OuterRef("owner_user"), centre=OuterRef("centre"))
    return Q(Exists(residents.filter(pk=OuterRef("owner_resident")))) | Q(Exists(by_account))


def _is_posted(postings: QuerySet[Posting], *roles: Role) -> Q:
    mine = postings.filter(user=OuterRef("owner_user"), centre=OuterRef("centre"), role__in=roles)
    return Q(Exists(mine))

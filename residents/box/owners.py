"""What kind of person is behind a card: one rule for the wall, its filters and the page of the whole house."""

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models import Posting
from residents.models import Card, Resident
from residents.staff import STAFF, TEAM

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
        """The word for one person of this kind; the label is for several."""
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
    helpers, by_record = approved_peer_helpers(), Q(pk=OuterRef("owner_resident"))
    by_account = Q(account=OuterRef("owner_user"), centre=OuterRef("centre"))
    rules = [
        (~Q(owner_partner=""), OwnerKind.PARTNER),
        (Q(Exists(helpers.filter(by_record))) | Q(Exists(helpers.filter(by_account))), OwnerKind.PEER_HELPER),
        (Q(owner_resident__isnull=False) | Q(Exists(Resident.objects.filter(by_account))), OwnerKind.RESIDENT),
    ]
    by_rule = [When(rule, then=Value(kind.value)) for rule, kind in rules]
    in_the_team = Coalesce(_place_in_the_team(), Value(OwnerKind.RESIDENT.value))
    return cards.annotate(owner_kind=Case(*by_rule, default=in_the_team))


def _place_in_the_team() -> Subquery:
    """What the owner is, or was, in the team of the house; NULL for somebody who was never of it."""
    posted = Posting.objects.filter(user=OuterRef("owner_user"), centre=OuterRef("centre"), role__in=TEAM)
    holds = Exists(Posting.objects.active().filter(pk=OuterRef("pk")))
    staff = When(role__in=STAFF, then=Value(OwnerKind.TEAM.value))
    standing = Case(staff, default=Value(OwnerKind.VOLUNTEER.value))
    # « team » comes before « volunteer » in the alphabet.
    return Subquery(posted.annotate(standing=standing).order_by(holds.desc(), "standing").values("standing")[:1])

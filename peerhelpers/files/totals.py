"""What adds up over a whole file: meetings, minutes, proposals declined, the first card in the box."""

from dataclasses import dataclass, fields
from datetime import date, timedelta

from django.db.models import Count, Min, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Now

from peerhelpers.models import Assignment, Participation, PeerHelper
from residents.models import Card

# How far back « lately » reaches.
WEEKS = 4


@dataclass(frozen=True)
class Totals:
    """What was noted afterwards (minutes are about), and proposals answered « not this time ».

    Each name is the annotation of `with_totals` as well; None where there is nothing to add up.
    """

    meetings_noted: int | None
    minutes_noted: int | None
    minutes_lately: int | None
    proposals_declined: int | None
    first_card_on: date | None

    @property
    def meetings(self) -> int:
        return self.meetings_noted or 0

    @property
    def hours(self) -> int:
        return round((self.minutes_noted or 0) / 60)

    @property
    def declined(self) -> int:
        return self.proposals_declined or 0


NAMES = [field.name for field in fields(Totals)]


def with_totals(helpers: QuerySet[PeerHelper]) -> QuerySet[PeerHelper]:
    """Each file with what `totals_of` reads, in the query of the files themselves."""
    noted = Participation.objects.filter(peer_helper=OuterRef("pk"), done=True)
    lately = noted.filter(meeting__starts_at__gte=Now() - timedelta(weeks=WEEKS))
    declined = Assignment.objects.filter(peer_helper=OuterRef("pk"), declined_at__isnull=False)
    cards = Card.objects.filter(owner_resident=OuterRef("resident"))
    return helpers.annotate(
        meetings_noted=_over(noted, "peer_helper", Count("pk")),
        minutes_noted=_over(noted, "peer_helper", Sum("minutes")),
        minutes_lately=_over(lately, "peer_helper", Sum("minutes")),
        proposals_declined=_over(declined, "peer_helper", Count("pk")),
        first_card_on=_over(cards, "owner_resident", Min("published_on")),
    )


def _over(rows: QuerySet, owner: str, total: Count | Sum | Min) -> Subquery:
    """`total` over the rows of one owner; NULL without a row."""
    return Subquery(rows.order_by().values(owner).annotate(total=total).values("total"))


def totals_of(peer_helper: PeerHelper) -> Totals:
    """Those of one file: as it was read by `with_totals`, else by one query."""
    known = vars(peer_helper)
    if NAMES[0] not in known:
        known = with_totals(PeerHelper.objects.filter(pk=peer_helper.pk)).values(*NAMES).get()
    return Totals(**{name: known[name] for name in NAMES})

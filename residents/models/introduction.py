"""An offer and a demand brought together by a mediator. Hours are never counted, and nobody owes anything back."""

import uuid
from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import centres_where
from cada_peers.accounts.models import Centre, User
from cada_peers.accounts.permissions import Permission
from residents.models.card import Card
from residents.models.card_choices import CardKind
from residents.models.partner import partner_key
from residents.models.resident import Resident


class IntroductionStatus(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", _("accepted by both")
    HELD = "held", _("took place")
    DECLINED = "declined", _("not this time")


class Outcome(models.TextChoices):
    WELL = "well", _("it went well")
    PARTLY = "partly", _("partly")
    BADLY = "badly", _("it did not work")


# Where no day was noted: so long after both said yes, the mediator is asked whether they met.
ASKED_AFTER = timedelta(days=14)
OPEN = (IntroductionStatus.PROPOSED, IntroductionStatus.ACCEPTED)
# From each status, where an introduction may go.
NEXT: dict[str, frozenset[str]] = {
    IntroductionStatus.PROPOSED: frozenset({IntroductionStatus.ACCEPTED, IntroductionStatus.DECLINED}),
    IntroductionStatus.ACCEPTED: frozenset({IntroductionStatus.HELD, IntroductionStatus.DECLINED}),
    IntroductionStatus.HELD: frozenset(),
    IntroductionStatus.DECLINED: frozenset(),
}


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    def visible_to(self, user: User) -> Self:
        """Staff: those of their centres. The others: those about a card of their own."""
        own = _of_side("offer", user) | _of_side("demand", user)
        here = Q(centre__in=centres_where(user, Permission.OWN_CARDS))
        return self.filter(Q(centre__in=centres_where(user, Permission.WRITE_CARDS)) | (here & own))

    def editable_by(self, user: User) -> Self:
        return self.filter(centre__in=centres_where(user, Permission.WRITE_CARDS))

    def on_cards_of(self, user: User) -> Self:
        """Those about a card of one's own, whatever one's role."""
        return self.filter(_of_side("offer", user) | _of_side("demand", user))

    def to_answer_by(self, user: User) -> Self:
        """Proposals to which the owner `user` has not said yes for their card."""
        offered = _of_side("offer", user) & Q(offer_agreed_on__isnull=True)
        asked = _of_side("demand", user) & Q(demand_agreed_on__isnull=True)
        return self.filter(offered | asked, status=IntroductionStatus.PROPOSED)

    def going_on(self) -> Self:
        return self.filter(status__in=OPEN)

    def to_arrange(self) -> Self:
        """Both said yes, and nothing says yet when and where."""
        return self.filter(status=IntroductionStatus.ACCEPTED, appointment="", meets_on=None)

    def arranged(self) -> Self:
        """Both said yes, and something says when or where; nobody noted that it took place."""
        return self.filter(~Q(appointment="") | Q(meets_on__isnull=False), status=IntroductionStatus.ACCEPTED)

    def to_come(self, on: date | None = None) -> Self:
        """The meetings arranged for a day that is not over, as far as anyone knows; the next one first."""
        day = on or timezone.localdate()
        return self.arranged().filter(Q(meets_on__isnull=True) | Q(meets_on__gte=day)).by_day()

    def to_hear_of(self, on: date | None = None) -> Self:
        """Have they met? Asked from the day after the meeting; where no day was noted, `ASKED_AFTER` both said yes."""
        day = on or timezone.localdate()
        long_ago = {"offer_agreed_on__lte": day - ASKED_AFTER, "demand_agreed_on__lte": day - ASKED_AFTER}
        return self.arranged().filter(Q(meets_on__lt=day) | Q(meets_on__isnull=True, **long_ago))

    def by_day(self) -> Self:
        """The next meeting first; those without a day after it, the latest proposal first."""
        return self.order_by(F("meets_on").asc(nulls_last=True), "-proposed_on", "-pk")

    def held(self) -> Self:
        return self.filter(status=IntroductionStatus.HELD)

    def about(self, card: Card) -> Self:
        return self.filter(Q(offer=card) | Q(demand=card))

    def between(self, one: Resident, other: Resident | User | str) -> Self:
        """Those about a card of each, hung under the record or under the account; `other` may be a partner's name."""
        partners = Card.objects.filter(centre=one.centre_id)
        whom = partners.names_of_partners({partner_key(other)}) if isinstance(other, str) else other
        return self.filter(
            _owned_by("offer", one) & _owned_by("demand", whom) | _owned_by("offer", whom) & _owned_by("demand", one)
        )


def _of_side(side: str, user: User) -> Q:
    return Q(**{f"{side}__owner_user": user}) | Q(**{f"{side}__owner_resident__account": user})


def _owned_by(side: str, whom: Resident | User | list[str]) -> Q:
    if isinstance(whom, Resident):
        return Q(**{f"{side}__owner_resident": whom}) | Q(**{f"{side}__owner_user__resident": whom})
    return _of_side(side, whom) if isinstance(whom, User) else Q(**{f"{side}__owner_partner__in": whom})


class Introduction(models.Model):
    """Proposed by a mediator, accepted by both sides or declined by one (nothing says which), held, and how it went."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="introductions")
    offer = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="introductions_offered")
    demand = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="introductions_asked")
    mediator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("mediator")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=IntroductionStatus.choices, default=IntroductionStatus.PROPOSED
    )
    proposed_on = models.DateField(_("proposed on"), default=timezone.localdate)
    offer_agreed_on = models.DateField(_("accepted by the person who offers on"), null=True, blank=True)
    demand_agreed_on = models.DateField(_("accepted by the person who asks on"), null=True, blank=True)
    meets_on = models.DateField(_("they meet on"), null=True, blank=True)
    appointment = models.CharField(_("when and where"), max_length=120, blank=True)
    held_on = models.DateField(_("took place on"), null=True, blank=True)
    outcome = models.CharField(_("how it went"), max_length=6, choices=Outcome.choices, blank=True)
    words = models.CharField(_("in a few words"), max_length=300, blank=True)
    closed_on = models.DateField(null=True, blank=True, editable=False)

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-proposed_on", "-id"]
        verbose_name = _("introduction")
        indexes = [models.Index(fields=["centre", "status"])]
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "demand"],
                condition=Q(status__in=OPEN),
                name="introduction_open_once",
                violation_error_message=_("These two cards are already being brought together."),
            ),
            models.CheckConstraint(condition=~Q(offer=F("demand")), name="introduction_of_two_cards"),
            models.CheckConstraint(
                condition=Q(status="declined")
                | Q(status="proposed", offer_agreed_on__isnull=True)
                | Q(status="proposed", demand_agreed_on__isnull=True)
                | Q(status__in=("accepted", "held"), offer_agreed_on__isnull=False, demand_agreed_on__isnull=False),
                name="introduction_accepted_by_both",
            ),
            # A refusal keeps no trace of who agreed: nothing then says who did not.
            models.CheckConstraint(
                condition=~Q(status="declined") | Q(offer_agreed_on__isnull=True, demand_agreed_on__isnull=True),
                name="introduction_declined_by_nobody_in_particular",
            ),
            models.CheckConstraint(
                condition=Q(meets_on__isnull=True) | Q(status__in=("accepted", "held"), meets_on__gte=F("proposed_on")),
                name="introduction_meets_once_both_said_yes",
                violation_error_message=_("They meet on a day after it was proposed: correct the day."),
            ),
            models.CheckConstraint(
                condition=Q(status="held", held_on__isnull=False, held_on__gte=F("proposed_on"))
                | (~Q(status="held") & Q(held_on__isnull=True, outcome="")),
                name="introduction_held_on_a_day",
                violation_error_message=_("It took place on a day after it was proposed: correct the day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer.number} – {self.demand.number}"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def accepted_on(self) -> date | None:
        """The day on which the second of the two said yes."""
        if self.offer_agreed_on and self.demand_agreed_on:
            return max(self.offer_agreed_on, self.demand_agreed_on)
        return None

    @property
    def is_arranged(self) -> bool:
        """The rule of `arranged` for an introduction at hand."""
        return self.status == IntroductionStatus.ACCEPTED and bool(self.meets_on or self.appointment)

    @property
    def is_to_hear_of(self) -> bool:
        """The rule of `to_hear_of` for an introduction at hand."""
        today = timezone.localdate()
        if self.meets_on:
            return self.is_arranged and self.meets_on < today
        return bool(self.is_arranged and self.accepted_on and self.accepted_on <= today - ASKED_AFTER)

    def may_become(self, status: str) -> bool:
        return status in NEXT[self.status]

    def agreed_on(self, side: str) -> date | None:
        """The day on which the owner of the offer, or of the demand, said yes."""
        return self.offer_agreed_on if side == CardKind.OFFER else self.demand_agreed_on

    def side_of(self, user: User) -> str | None:
        """Which of the two cards is the user’s own. The cards are loaded with their `owner_resident`."""
        return next((kind for kind in CardKind if getattr(self, kind).is_owned_by(user)), None)

"""The evaluation moment: the voices side by side, a recommendation by one, a decision by another."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import centres_where
from cada_peers.accounts.models import Centre, User
from cada_peers.accounts.permissions import Permission
from peerhelpers.models import PeerHelper


class Decision(models.TextChoices):
    APPROVE = "approve", _("approve the status")
    EXTEND = "extend", _("go on with the trial")
    STOP = "stop", _("stop")


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, user: User) -> Self:
        """Staff of the centre, for the reviews of others: one's own is read once it was shared."""
        read = self.filter(centre__in=centres_where(user, Permission.VIEW_REVIEWS))
        return read.exclude(peer_helper__resident__account=user)

    def shared_with(self, user: User) -> Self:
        """The reviews of this very peer helper that were shared with them."""
        return self.filter(
            centre__in=centres_where(user, Permission.OWN_PATHWAY),
            peer_helper__resident__account=user,
            shared_on__isnull=False,
        )

    def decidable_by(self, user: User) -> Self:
        """The reviews that wait for this manager: none that they prepared themselves."""
        held = self.visible_to(user).filter(centre__in=centres_where(user, Permission.DECIDE_STATUS))
        return held.undecided().exclude(prepared_by=user)

    def undecided(self) -> Self:
        return self.filter(decided_on__isnull=True)


class Review(models.Model):
    """A review at 3, 6, 12 or 18 months (or when needed). Nobody decides on their own recommendation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="reviews")
    peer_helper = models.ForeignKey(PeerHelper, on_delete=models.CASCADE, related_name="reviews")
    month = models.PositiveSmallIntegerField(_("after how many months"))
    held_on = models.DateField(_("date"), default=timezone.localdate)
    strengths = models.TextField(_("what works well"), max_length=2000)
    support = models.TextField(_("what needs support"), max_length=2000, blank=True)
    helper_words = models.TextField(_("what the peer helper says about it"), max_length=2000, blank=True)
    recommendation = models.CharField(_("recommendation"), max_length=8, choices=Decision.choices)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(_("decision"), max_length=8, choices=Decision.choices, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    extension_months = models.PositiveSmallIntegerField(_("months added"), null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    shared_on = models.DateField(_("shared with the peer helper on"), null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-held_on"]
        verbose_name = _("review")
        constraints = [
            models.UniqueConstraint(
                fields=["peer_helper"],
                condition=Q(decided_on__isnull=True),
                name="review_undecided_once",
                violation_error_message=_("A review already waits for its decision: decide on that one first."),
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_on__isnull=True, decided_by__isnull=True)
                | (~Q(decision="") & ~Q(reason="") & Q(decided_on__isnull=False, decided_by__isnull=False)),
                name="review_decided_with_reason_date_and_author",
                violation_error_message=_("A decision needs its reason."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("prepared_by")),
                name="review_not_decided_by_its_author",
                violation_error_message=_("Whoever prepared the review cannot decide on it: another manager does."),
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(decided_on__gte=F("held_on")),
                name="review_decided_after_it_was_held",
            ),
        ]

    def __str__(self) -> str:
        return str(self.held_on)

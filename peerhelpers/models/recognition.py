"""Badge and certificate: each is a frozen paper and a credential that can be verified without a name."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models import Centre, User
from cada_peers.documents.models import Credential, Paper
from peerhelpers.models.helper import PeerHelper


class BadgeEnd(models.TextChoices):
    RETURNED = "returned", _("given back")
    LOST = "lost", _("lost")
    EXPIRED = "expired", _("replaced after its last day")
    STATUS_ENDED = "status_ended", _("the status ended")


class BadgeQuerySet(models.QuerySet["Badge"]):
    def visible_to(self, user: User) -> Self:
        """Those of the files that the person may see."""
        return self.filter(peer_helper__in=PeerHelper.objects.visible_to(user))

    def current(self) -> Self:
        return self.filter(ended_on__isnull=True)


class Badge(models.Model):
    """A sign of responsibility in the house. One is current at a time: a duplicate ends the first."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="badges")
    peer_helper = models.ForeignKey(PeerHelper, on_delete=models.CASCADE, related_name="badges")
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="badge")
    credential = models.OneToOneField(Credential, on_delete=models.PROTECT, related_name="badge")
    issued_on = models.DateField(default=timezone.localdate)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    handed_over_on = models.DateField(_("handed over on"), null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=12, choices=BadgeEnd.choices, blank=True)

    objects = BadgeQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-issued_on"]
        verbose_name = _("badge")
        constraints = [
            models.UniqueConstraint(
                fields=["peer_helper"],
                condition=Q(ended_on__isnull=True),
                name="badge_current_once",
                violation_error_message=_("This person already has a badge: print it again, or end it first."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_why="") | (Q(ended_on__isnull=False) & ~Q(ended_why="")),
                name="badge_end_has_date_and_cause",
            ),
            models.CheckConstraint(
                condition=Q(handed_over_on__isnull=True) | Q(handed_over_on__gte=F("issued_on")),
                name="badge_handed_over_after_it_was_issued",
            ),
        ]

    def __str__(self) -> str:
        return self.credential.short_number

    @property
    def is_current(self) -> bool:
        return self.ended_on is None


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def visible_to(self, user: User) -> Self:
        """Those of the files that the person may see."""
        return self.filter(peer_helper__in=PeerHelper.objects.visible_to(user))


class Certificate(models.Model):
    """Certificate of voluntary commitment: neutral, with rounded hours; never a diploma."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="certificates")
    peer_helper = models.ForeignKey(PeerHelper, on_delete=models.CASCADE, related_name="certificates")
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="certificate")
    credential = models.OneToOneField(Credential, on_delete=models.PROTECT, related_name="certificate")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    hours = models.PositiveSmallIntegerField(_("hours, rounded"), null=True, blank=True)
    issued_on = models.DateField(default=timezone.localdate)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    revoked_on = models.DateField(null=True, blank=True)
    revoked_reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-issued_on"]
        verbose_name = _("certificate")
        constraints = [
            models.UniqueConstraint(
                fields=["peer_helper", "starts_on", "ends_on"],
                condition=Q(revoked_on__isnull=True),
                name="certificate_once_for_a_period",
                violation_error_message=_("There is already a certificate for these dates: print it again."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="certificate_ends_after_it_starts",
                violation_error_message=_("The end comes before the start: correct one of the two dates."),
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True, revoked_reason="")
                | (Q(revoked_on__isnull=False) & ~Q(revoked_reason="")),
                name="certificate_revoked_with_a_reason",
                violation_error_message=_("Write why the certificate is withdrawn."),
            ),
        ]

    def __str__(self) -> str:
        return self.credential.short_number

    @property
    def is_valid(self) -> bool:
        return self.revoked_on is None

"""The two papers that hold the role: the commitment agreement and the confidentiality pledge."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models import Centre
from cada_peers.documents.models import Paper
from peerhelpers.models.helper import PeerHelper
from residents.languages import CHOICES


class CommitmentKind(models.TextChoices):
    AGREEMENT = "agreement", _("commitment agreement")
    PLEDGE = "pledge", _("confidentiality pledge")


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def in_force(self) -> "CommitmentQuerySet":
        """Signed, and not replaced by a revision that is signed as well."""
        return self.filter(signed_on__isnull=False).exclude(replaced_by__signed_on__isnull=False)


class Commitment(models.Model):
    """Prepared (its paper is frozen then), explained, signed by the helper and by management.

    How it was explained is part of it: a signature under words that were not understood binds nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    peer_helper = models.ForeignKey(PeerHelper, on_delete=models.CASCADE, related_name="commitments")
    kind = models.CharField(max_length=10, choices=CommitmentKind.choices)
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="commitment")
    scan = models.OneToOneField(Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    prepared_on = models.DateField(default=timezone.localdate)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    explained_in = models.CharField(_("explained in"), max_length=8, choices=CHOICES, blank=True)
    with_interpreter = models.BooleanField(_("with an interpreter"), default=False)
    read_aloud = models.BooleanField(_("read aloud"), default=False)
    said_back = models.BooleanField(_("the person said it back in their own words"), default=False)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_for_centre_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["kind", "-prepared_on"]
        verbose_name = _("commitment")
        constraints = [
            models.UniqueConstraint(
                fields=["peer_helper", "kind"],
                condition=Q(signed_on__isnull=True),
                name="commitment_waiting_once",
                violation_error_message=_("This paper is already prepared: print it and have it signed."),
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True, signed_for_centre_by__isnull=True)
                | Q(signed_on__isnull=False, signed_for_centre_by__isnull=False, said_back=True),
                name="commitment_signed_by_both_and_understood",
                violation_error_message=_("Signed by the person and by management, once the person has said it back."),
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True) | Q(signed_on__gte=models.F("prepared_on")),
                name="commitment_signed_after_it_was_prepared",
                violation_error_message=_("The signature comes before the paper: correct the date."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

"""Papers, frozen at the moment they are made, and what can be verified about them without a name."""

import hashlib
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models import Centre
from cada_peers.ui.bilingual import in_french


class PaperKind(models.TextChoices):
    AGREEMENT = "agreement", _("Commitment agreement")
    PLEDGE = "pledge", _("Confidentiality pledge")
    BADGE = "badge", _("Badge")
    CERTIFICATE = "certificate", _("Certificate of voluntary commitment")
    SCAN = "scan", _("Scan of a signed paper")


class Paper(models.Model):
    """The bytes of one paper. They are never drawn again: a trigger refuses any change (migration 0002).

    A correction is a new paper that `replaces` this one. The row says nothing of whom it is about: the record that the
    paper belongs to points here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=20, choices=PaperKind.choices)
    template_version = models.CharField(max_length=20)
    language = models.CharField(max_length=8, default="fr")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")

    class Meta:
        default_permissions = ()
        ordering = ["-made_at"]
        verbose_name = _("paper")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.made_at:%Y-%m-%d}"

    @property
    def is_intact(self) -> bool:
        """Whether the bytes are still those that were frozen."""
        return hashlib.sha256(bytes(self.content)).hexdigest() == self.sha256


class Credential(models.Model):
    """What the world may learn from the code printed on a badge or a certificate: never who, never where.

    It stands without the person it was made for: `name_digest` is a keyed digest of the printed name, so that a
    checker who types the name gets a yes or a no, even after the person's record was erased.
    """

    class Kind(models.TextChoices):
        BADGE = "badge", _("Badge")
        CERTIFICATE = "certificate", _("Certificate of voluntary commitment")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="credentials")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    token = models.CharField(max_length=43, unique=True)
    short_number = models.CharField(max_length=12)
    issuer = models.CharField(_("issuer"), max_length=60)
    functions_fr = models.CharField(max_length=300)
    functions_en = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    name_digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["-issued_at"]
        verbose_name = _("credential")
        constraints = [
            models.UniqueConstraint(fields=["centre", "short_number"], name="credential_number_once_per_centre"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("valid_from")),
                name="credential_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.short_number

    @property
    def functions(self) -> str:
        """The functions in the reader's language."""
        return self.functions_fr if in_french() else self.functions_en

    @property
    def is_badge(self) -> bool:
        return self.kind == self.Kind.BADGE

    @property
    def has_expired(self) -> bool:
        """A badge is valid until its last day; a certificate tells of a period that is over, and stays valid."""
        return self.is_badge and self.valid_until is not None and self.valid_until < timezone.localdate()

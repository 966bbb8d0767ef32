"""What staff observe and what the people helped say, in their words."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import centres_where
from cada_peers.accounts.models import Centre, User
from cada_peers.accounts.permissions import Permission
from cada_peers.privacy.fields import EncryptedTextField
from cada_peers.ui.bilingual import Bilingual
from peerhelpers.models import PeerHelper
from residents.languages import CHOICES


class Criterion(Bilingual):
    """A quality that the field looks for in a peer helper. It is observed; it never excludes by itself."""

    code = models.SlugField(primary_key=True, max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=120, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["position"]
        verbose_name = _("criterion")


class VoiceQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Staff of the centre. Nobody reads here what was said about themselves."""
        read = self.filter(centre__in=centres_where(user, Permission.VIEW_REVIEWS))
        return read.exclude(peer_helper__resident__account=user)


class Observation(models.Model):
    """What a member of staff saw during the trial: a criterion, and the fact that shows it."""

    class Seen(models.TextChoices):
        OFTEN = "often", _("often")
        SOMETIMES = "sometimes", _("sometimes")
        TO_SUPPORT = "to_support", _("to be supported")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    peer_helper = models.ForeignKey(PeerHelper, on_delete=models.CASCADE, related_name="observations")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+", verbose_name=_("criterion"))
    seen = models.CharField(_("how it shows"), max_length=12, choices=Seen.choices)
    evidence = EncryptedTextField(_("what you saw, in one or two facts"), max_length=1000)
    observed_on = models.DateField(_("on"), default=timezone.localdate)
    observed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = VoiceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-observed_on"]
        verbose_name = _("observation")

    def __str__(self) -> str:
        return f"{self.criterion} · {self.observed_on}"


class BeneficiaryFeedback(models.Model):
    """The words of someone who was helped, noted without their name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    peer_helper = models.ForeignKey(PeerHelper, on_delete=models.CASCADE, related_name="beneficiary_feedback")
    words = EncryptedTextField(_("in the person's words"), max_length=1000)
    language = models.CharField(_("said in"), max_length=8, choices=CHOICES, default="fr")
    translated_by = models.CharField(_("translated by"), max_length=80, blank=True)
    themes = models.CharField(_("themes"), max_length=120, blank=True)
    said_on = models.DateField(_("on"), default=timezone.localdate)
    collected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = VoiceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-said_on"]
        verbose_name = _("feedback of a person helped")

    def __str__(self) -> str:
        return f"{self.said_on}"

"""The guided interviews. Their notes are encrypted, and read by those the table of rights names."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import centres_where
from cada_peers.accounts.models import Centre, User
from cada_peers.accounts.permissions import Permission
from cada_peers.privacy.fields import EncryptedTextField
from residents.languages import CHOICES
from residents.models.resident import Resident


class InterviewKind(models.TextChoices):
    RECEPTION = "reception", _("Reception interview")
    ADMISSION = "admission", _("Admission interview")
    FOLLOW_UP = "follow_up", _("Follow-up interview")


class Interpreting(models.TextChoices):
    NONE = "none", _("without an interpreter")
    PRESENT = "present", _("with an interpreter present")
    PHONE = "phone", _("with an interpreter on the telephone")


class CouldHelp(models.TextChoices):
    YES = "yes", _("yes, one day")
    NO = "no", _("no")


class InterviewQuerySet(models.QuerySet["Interview"]):
    def visible_to(self, user: User) -> Self:
        """Management: all of its centres. Social workers: those they led, and those of the people they refer."""
        led = Q(centre__in=centres_where(user, Permission.WRITE_INTERVIEWS)) & (
            Q(author=user) | Q(resident__referent=user)
        )
        return self.filter(Q(centre__in=centres_where(user, Permission.READ_ALL_NOTES)) | led)

    def drafts_of(self, user: User) -> Self:
        return self.filter(author=user, confirmed_on__isnull=True)


class Interview(models.Model):
    """One conversation: five prompts, the skills found, what the person confirmed at the end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="interviews")
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="interviews")
    kind = models.CharField(_("kind of interview"), max_length=10, choices=InterviewKind.choices)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="interviews_led")
    held_on = models.DateField(_("date"), default=timezone.localdate)
    language = models.CharField(_("language used"), max_length=8, choices=CHOICES, default="fr")
    interpreting = models.CharField(
        _("interpreter"), max_length=10, choices=Interpreting.choices, default=Interpreting.NONE
    )
    likes = EncryptedTextField(_("what you like"), max_length=2000, blank=True)
    passions = EncryptedTextField(_("what you are passionate about"), max_length=2000, blank=True)
    dreams = EncryptedTextField(_("your dreams"), max_length=2000, blank=True)
    desires = EncryptedTextField(_("what you want for yourself"), max_length=2000, blank=True)
    abilities = EncryptedTextField(_("what you can do"), max_length=2000, blank=True)
    could_help = models.CharField(_("could become a peer helper?"), max_length=3, choices=CouldHelp.choices, blank=True)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    # Counts the savings: a form that was opened before another saving is told, and overwrites nothing.
    revision = models.PositiveIntegerField(default=0, editable=False)
    confirmed_on = models.DateField(_("read back and confirmed on"), null=True, blank=True)

    objects = InterviewQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-held_on", "-saved_at"]
        verbose_name = _("interview")
        indexes = [models.Index(fields=["centre", "confirmed_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "author", "kind"],
                condition=Q(confirmed_on__isnull=True),
                name="interview_draft_once",
                violation_error_message=_("There is already a draft of this interview: go on with it."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True) | Q(confirmed_on__gte=models.F("held_on")),
                name="interview_confirmed_after_it_was_held",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.held_on}"

    @property
    def is_draft(self) -> bool:
        return self.confirmed_on is None

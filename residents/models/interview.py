"""The guided interviews. Their notes are encrypted, and read by those the table of rights names."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import centres_where
from cada_peers.accounts.models import Centre, Posting, User
from cada_peers.accounts.permissions import Permission
from cada_peers.accounts.roles import HOLDERS
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
        """Management: all of its centres. Social workers: those they led, and those of the people they refer.

        What a colleague is still writing is not among the latter: the person has not heard it yet, and whoever takes
        somebody on who has no referent would read it at once. A draft that was left behind is.
        """
        return self._readable_by(user, Q(confirmed_on__isnull=False) | ~Q(Exists(_author_still_leads())))

    def _readable_by(self, user: User, of_the_people_referred: Q) -> Self:
        referred = Q(resident__referent=user) & of_the_people_referred
        led = Q(centre__in=centres_where(user, Permission.WRITE_INTERVIEWS)) & (Q(author=user) | referred)
        return self.filter(Q(centre__in=centres_where(user, Permission.READ_ALL_NOTES)) | led)

    def drafts(self) -> Self:
        return self.filter(confirmed_on__isnull=True)

    def drafts_of(self, user: User) -> Self:
        return self.drafts().filter(author=user)

    def left_behind(self) -> Self:
        """The drafts whose author leads no interviews in that centre any more: nobody else writes in them."""
        return self.drafts().exclude(Exists(_author_still_leads()))

    def to_take_over_by(self, user: User) -> Self:
        """Those left behind that this person may read, and finish in place of whoever left."""
        left_behind = self._readable_by(user, Q()).left_behind()
        return left_behind.filter(centre__in=centres_where(user, Permission.WRITE_INTERVIEWS))

    def to_finish_by(self, user: User) -> Self:
        """One's own drafts, and those of colleagues who left."""
        return self.drafts_of(user) | self.filter(pk__in=self.model.objects.to_take_over_by(user).values("pk"))


def _author_still_leads() -> models.QuerySet[Posting]:
    """The places in which the author of the interview of the outer query leads interviews there today."""
    leading = Posting.objects.active().filter(role__in=HOLDERS[Permission.WRITE_INTERVIEWS], user__is_active=True)
    return leading.filter(user=OuterRef("author"), centre=OuterRef("centre"))


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

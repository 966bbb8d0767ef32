"""Who read or did what, when. Lines are only ever added; a database trigger refuses the rest (migration 0002)."""

from typing import Self
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import centres_where
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.reserved import reserved


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: User) -> Self:
        """Management reads the lines of its centres, the reserved ones excepted; everyone reads their own."""
        of_centres = models.Q(centre_id__in=centres_where(user, Permission.VIEW_JOURNAL))
        return self.filter(of_centres & ~models.Q(event__in=reserved()) | models.Q(actor_id=user.pk))

    def about(self, subject_id: UUID) -> Self:
        """The lines about one record: « who read my file »."""
        return self.filter(subject_id=subject_id)


class Entry(models.Model):
    """One line. It copies no personal value, and its keys are plain values: erasing a person leaves no broken line."""

    at = models.DateTimeField(default=timezone.now, editable=False)
    actor_id = models.UUIDField(null=True, editable=False)
    centre_id = models.UUIDField(null=True, editable=False)
    event = models.CharField(max_length=60, editable=False)
    subject_type = models.CharField(max_length=40, blank=True, editable=False)
    subject_id = models.UUIDField(null=True, editable=False)
    amount = models.PositiveIntegerField(_("number of records"), null=True, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-at", "-id"]
        verbose_name = _("journal line")
        indexes = [
            models.Index(fields=["centre_id", "-at"]),
            models.Index(fields=["subject_id", "-at"]),
            models.Index(fields=["actor_id", "-at"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.event}"

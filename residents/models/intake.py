"""A list of residents that comes in as a file: read, shown, then brought in at once."""

import uuid
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import centres_where
from cada_peers.accounts.models import Centre, User
from cada_peers.accounts.permissions import Permission
from cada_peers.privacy.fields import EncryptedTextField

# A file of ten megabytes, in base64.
MOST_CHARACTERS = 14_000_000
# After its last step (`begun_at`), whatever it is.
KEPT_FOR = timedelta(days=1)


class IntakeState(models.TextChoices):
    READING = "reading", _("being read")
    READ = "read", _("read, to check")
    ADDING = "adding", _("being added")
    ADDED = "added", _("added")
    FAILED = "failed", _("cannot be read")


GOING_ON = (IntakeState.READING, IntakeState.ADDING)


class IntakeQuerySet(models.QuerySet["Intake"]):
    def visible_to(self, user: User) -> Self:
        """Whoever brought the file, for a day: its rows are nobody else's until they are in the list."""
        mine = self.filter(by=user, centre__in=centres_where(user, Permission.WRITE_RESIDENTS))
        return mine.filter(begun_at__gt=timezone.now() - KEPT_FOR)

    def going_on(self) -> Self:
        """Those that wait for the worker, or that it is busy with."""
        return self.filter(state__in=GOING_ON)

    def old(self) -> Self:
        """Those to forget, whoever brought them: nobody sees them any more."""
        return self.filter(begun_at__lte=timezone.now() - KEPT_FOR)


class Intake(models.Model):
    """One file. What it held is encrypted, and emptied once it has served (`content`, `ready`, `refused`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=IntakeState.choices, default=IntakeState.READING)
    begun_at = models.DateTimeField(auto_now_add=True)
    # The bytes in base64, then the rows as JSON.
    content = EncryptedTextField(blank=True, max_length=MOST_CHARACTERS)
    ready = EncryptedTextField(blank=True, max_length=MOST_CHARACTERS)
    refused = EncryptedTextField(blank=True, max_length=MOST_CHARACTERS)
    problem = models.CharField(max_length=300, blank=True)
    rows = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    number_ready = models.PositiveIntegerField(default=0)
    number_known = models.PositiveIntegerField(default=0)
    number_refused = models.PositiveIntegerField(default=0)
    number_added = models.PositiveIntegerField(default=0)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-begun_at"]
        verbose_name = _("import")
        indexes = [models.Index(fields=["begun_at"])]

    def __str__(self) -> str:
        return str(self.get_state_display())

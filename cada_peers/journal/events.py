"""Reading the journal is itself a line of the journal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cada_peers.journal.record import readable


@readable
class Event(models.TextChoices):
    JOURNAL_READ = "journal.read", _("journal of the centre read")

"""The observation and testing phase: eighteen calendar months over several functions; a pause shifts its end."""

import uuid
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models import Centre
from peerhelpers.models.function import Function
from peerhelpers.models.helper import PeerHelper

TRIAL_MONTHS = 18


class Trial(models.Model):
    """One trial. The scheme says eighteen months (the field's experience, not a law): an early end needs a reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    peer_helper = models.ForeignKey(PeerHelper, on_delete=models.CASCADE, related_name="trials")
    starts_on = models.DateField(_("starts on"), default=timezone.localdate)
    extended_months = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(18)])
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    early_reason = models.CharField(_("reason for deciding before the end"), max_length=500, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["-starts_on"]
        verbose_name = _("trial")
        constraints = [
            models.UniqueConstraint(
                fields=["peer_helper"],
                condition=Q(ended_on__isnull=True),
                name="trial_running_once",
                violation_error_message=_("A trial is already running for this person: go on with that one."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_by__isnull=True)
                | Q(ended_on__isnull=False, ended_on__gte=F("starts_on"), ended_by__isnull=False),
                name="trial_ended_after_it_started_by_someone",
            ),
            models.CheckConstraint(condition=Q(extended_months__lte=18), name="trial_extended_eighteen_months_at_most"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.due_on}"

    @property
    def due_on(self) -> date:
        """The day on which the trial is complete: months of the calendar, then the days of pause."""
        months = relativedelta(months=TRIAL_MONTHS + self.extended_months)
        return self.starts_on + months + timedelta(days=self.days_paused())

    def days_paused(self, until: date | None = None) -> int:
        """Days of pause since the start, an open pause counted until today (or `until`)."""
        today = until or self.ended_on or timezone.localdate()
        pauses = self.peer_helper.pauses.all()
        ends = ((pause, min(pause.ends_on or today, today)) for pause in pauses)
        return sum(max(0, (end - max(pause.starts_on, self.starts_on)).days) for pause, end in ends)

    def months_done(self, on: date | None = None) -> int:
        """Whole calendar months since the start, without the days of pause."""
        day = on or self.ended_on or timezone.localdate()
        spent = relativedelta(day - timedelta(days=self.days_paused(day)), self.starts_on)
        return max(0, spent.years * 12 + spent.months)

    def is_complete(self, on: date | None = None) -> bool:
        return (on or timezone.localdate()) >= self.due_on


class TrialFunction(models.Model):
    """A function tried during the trial, from a day to another: a bar of the trial grid."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="functions")
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="+", verbose_name=_("function"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["function__position", "starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["trial", "function"], condition=Q(ends_on__isnull=True), name="trial_function_open_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="trial_function_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return str(self.function)

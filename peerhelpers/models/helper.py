"""The peer helper's file, from candidate to approved, and what the formalisation meeting decided."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import centres_where
from cada_peers.accounts.models import Centre, User
from cada_peers.accounts.permissions import Permission
from residents.models import Resident


class Status(models.TextChoices):
    CANDIDATE = "candidate", _("candidate")
    FORMALISED = "formalised", _("formalised")
    ENGAGED = "engaged", _("engaged")
    IN_TRIAL = "in_trial", _("in trial")
    APPROVED = "approved", _("approved")
    STOPPED = "stopped", _("stopped")


# From each status, where the pathway may go. A trigger holds the same map in the database (migration 0002).
NEXT: dict[str, frozenset[str]] = {
    Status.CANDIDATE: frozenset({Status.FORMALISED, Status.STOPPED}),
    Status.FORMALISED: frozenset({Status.ENGAGED, Status.STOPPED}),
    Status.ENGAGED: frozenset({Status.IN_TRIAL, Status.STOPPED}),
    Status.IN_TRIAL: frozenset({Status.APPROVED, Status.STOPPED}),
    Status.APPROVED: frozenset({Status.STOPPED}),
    Status.STOPPED: frozenset(),
}
AFTER_FORMALISATION = (Status.FORMALISED, Status.ENGAGED, Status.IN_TRIAL, Status.APPROVED)
AFTER_ENGAGEMENT = (Status.ENGAGED, Status.IN_TRIAL, Status.APPROVED)


class PeerHelperQuerySet(models.QuerySet["PeerHelper"]):
    def visible_to(self, user: User) -> Self:
        """Staff: the files of their centres. A peer helper: their own."""
        return self.filter(Q(centre__in=centres_where(user, Permission.VIEW_PEER_HELPERS)) | Q(resident__account=user))

    def owned_by(self, user: User) -> Self:
        """The files of this very person, as a peer helper with an account."""
        return self.filter(resident__account=user, centre__in=centres_where(user, Permission.OWN_PATHWAY))

    def going_on(self) -> Self:
        return self.exclude(status=Status.STOPPED)

    def in_trial(self) -> Self:
        return self.filter(status=Status.IN_TRIAL)


class PeerHelper(models.Model):
    """One file of the pathway. Someone who stopped and comes back gets a new file; the old one stays as it was."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="peer_helpers")
    resident = models.ForeignKey(
        Resident, on_delete=models.CASCADE, related_name="peer_helper_files", verbose_name=_("resident")
    )
    referent = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="peer_helpers_referred",
        verbose_name=_("referent"),
    )
    chosen_name = models.CharField(
        _("name on the badge"), max_length=40, help_text=_("As the person wants to be called; a first name is enough.")
    )
    form_of_address = models.CharField(
        _("form of address"),
        max_length=20,
        choices=[
            ("pair-aidante", _("pair-aidante (feminine)")),
            ("pair-aidant", _("pair-aidant (masculine)")),
            ("pair-aidant·e", _("pair-aidant·e (both)")),
        ],
        default="pair-aidant·e",
    )
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.CANDIDATE)
    why = models.CharField(_("why this person could be a peer helper"), max_length=500, blank=True)
    identified_on = models.DateField(_("identified on"), default=timezone.localdate)
    identified_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    formalised_on = models.DateField(null=True, blank=True)
    engaged_on = models.DateField(null=True, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    stopped_on = models.DateField(null=True, blank=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Empty when the helper stops: nobody owes a reason. Written when management ends a status.
    stop_reason = models.CharField(_("reason"), max_length=500, blank=True)
    # Known on a file that was read for its page.
    has_talks: bool
    has_faces: bool
    spoken: str | None

    objects = PeerHelperQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["resident__folded", "id"]
        verbose_name = _("peer helper")
        indexes = [models.Index(fields=["centre", "status"])]
        constraints = [
            models.UniqueConstraint(
                fields=["resident"],
                condition=~Q(status="stopped"),
                name="peer_helper_file_open_once",
                violation_error_message=_("This person already has a file as a peer helper: open it."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=AFTER_FORMALISATION) | Q(formalised_on__isnull=False),
                name="peer_helper_formalised_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=AFTER_ENGAGEMENT) | Q(engaged_on__isnull=False),
                name="peer_helper_engaged_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.APPROVED)
                | Q(approved_on__isnull=False, approved_by__isnull=False, proposed_by__isnull=False),
                name="peer_helper_approved_has_date_and_author",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="peer_helper_not_approved_by_the_proposer",
                violation_error_message=_("Whoever proposed the status cannot approve it: another manager decides."),
            ),
            models.CheckConstraint(
                condition=Q(status=Status.STOPPED, stopped_on__isnull=False, stopped_by__isnull=False)
                | (~Q(status=Status.STOPPED) & Q(stopped_on__isnull=True, stopped_by__isnull=True)),
                name="peer_helper_stopped_has_date_and_author",
            ),
        ]

    def __str__(self) -> str:
        return str(self.resident)

    def may_become(self, status: Status) -> bool:
        return status in NEXT[self.status]

    @property
    def is_going_on(self) -> bool:
        return self.status != Status.STOPPED


class FormalisationMeeting(models.Model):
    """Management and team: what the person wants to share, in which form, within which frame."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    peer_helper = models.ForeignKey(PeerHelper, on_delete=models.CASCADE, related_name="formalisations")
    held_on = models.DateField(_("date"), default=timezone.localdate)
    shares = models.TextField(_("what the person wants to share"), max_length=1000)
    form = models.TextField(_("form of the collaboration"), max_length=1000)
    frame = models.TextField(_("frame: who accompanies, when one talks, what is not asked"), max_length=1000)
    person_present = models.BooleanField(_("the person was there"), default=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        ordering = ["-held_on"]
        verbose_name = _("formalisation meeting")

    def __str__(self) -> str:
        return f"{self.held_on}"

"""Missions are proposed and accepted; hours are noted afterwards, never owed; absences are not counted."""

import uuid
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import centres_where
from cada_peers.accounts.models import Centre, User
from cada_peers.accounts.permissions import Permission
from cada_peers.privacy.fields import EncryptedTextField
from peerhelpers.models.function import Function
from peerhelpers.models.helper import PeerHelper


class MissionQuerySet(models.QuerySet["Mission"]):
    def visible_to(self, user: User) -> Self:
        """Staff: all of the centre. Volunteers: the missions they co-lead. Peer helpers: those they said yes to.

        What was only proposed is read on one's own page, which leaves out what one is not to join.
        """
        led = Q(centre__in=centres_where(user, Permission.VIEW_MISSIONS), co_leader=user)
        own = Q(
            centre__in=centres_where(user, Permission.OWN_PATHWAY),
            pk__in=Assignment.objects.accepted().filter(peer_helper__resident__account=user).values("mission"),
        )
        return self.filter(Q(centre__in=centres_where(user, Permission.WRITE_MISSIONS)) | led | own)

    def going_on(self) -> Self:
        return self.filter(ended_on__isnull=True)


class Mission(models.Model):
    """What helpers do: inside the house or with a partner, alone or in tandem, once or by rhythm."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="missions")
    title = models.CharField(_("mission"), max_length=120)
    details = models.TextField(_("what it is about"), max_length=1000, blank=True)
    function = models.ForeignKey(
        Function, on_delete=models.PROTECT, null=True, blank=True, related_name="missions", verbose_name=_("function")
    )
    partner = models.CharField(_("with a partner"), max_length=120, blank=True)
    co_leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="missions_led",
        verbose_name=_("in tandem with"),
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    rhythm = models.CharField(
        _("days and times"), max_length=120, blank=True, help_text=_("For example: on Mondays at 2 pm.")
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = MissionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["title", "id"]
        verbose_name = _("mission")
        indexes = [models.Index(fields=["centre", "ended_on"])]

    def __str__(self) -> str:
        return self.title


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def waiting(self) -> Self:
        return self.filter(accepted_at__isnull=True, declined_at__isnull=True, ended_on__isnull=True)

    def accepted(self) -> Self:
        return self.filter(accepted_at__isnull=False, ended_on__isnull=True)


class Assignment(models.Model):
    """A mission proposed to a helper, who says yes or « not this time », without a reason, and nothing counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="assignments")
    peer_helper = models.ForeignKey(PeerHelper, on_delete=models.CASCADE, related_name="assignments")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "peer_helper"],
                condition=Q(declined_at__isnull=True, ended_on__isnull=True),
                name="assignment_open_once",
                violation_error_message=_("This mission is already proposed to this person."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(declined_at__isnull=True),
                name="assignment_accepted_or_declined",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mission} · {self.peer_helper}"


class Meeting(models.Model):
    """One occurrence of a mission."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["starts_at"]
        verbose_name = _("meeting")
        indexes = [models.Index(fields=["centre", "starts_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "starts_at"],
                name="meeting_once_at_a_time",
                violation_error_message=_("This mission already has a meeting at that time."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_starts",
                violation_error_message=_("The meeting ends before it starts: correct the time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mission} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()


class Coming(models.TextChoices):
    YES = "yes", _("I am coming")
    NOT_THIS_TIME = "not_this_time", _("not this time")


class Mood(models.TextChoices):
    GOOD = "good", _("it went well")
    SO_SO = "so_so", _("so-so")
    HARD = "hard", _("it was hard")


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def told_to(self, user: User) -> Self:
        """Those whose face and line are for `user`, while they work there; not even management reads the others."""
        return self.filter(told_to=user, centre__in=centres_where(user, Permission.WRITE_PEER_HELPERS))


class Participation(models.Model):
    """A helper at a meeting: comes or not, did it or nothing was noted, how it was.

    `told_to`: the referent whom the page named when the helper said how it was; the face and the line are theirs to
    read, and nobody's who is named referent later.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participations")
    peer_helper = models.ForeignKey(PeerHelper, on_delete=models.CASCADE, related_name="participations")
    coming = models.CharField(max_length=14, choices=Coming.choices, blank=True)
    done = models.BooleanField(_("it took place and I was there"), default=False)
    minutes = models.PositiveSmallIntegerField(
        _("minutes, about"), null=True, blank=True, validators=[MinValueValidator(5), MaxValueValidator(720)]
    )
    people_helped = models.PositiveSmallIntegerField(
        _("people helped, about"), null=True, blank=True, validators=[MaxValueValidator(200)]
    )
    mood = models.CharField(_("how it was"), max_length=6, choices=Mood.choices, blank=True)
    line = EncryptedTextField(_("in one line"), max_length=300, blank=True)
    told_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("told to"),
    )
    noted_at = models.DateTimeField(null=True, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["meeting__starts_at"]
        indexes = [models.Index(fields=["centre", "peer_helper"])]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "peer_helper"], name="participation_once"),
            models.CheckConstraint(
                condition=Q(done=True) | Q(minutes__isnull=True),
                name="participation_hours_only_when_done",
                violation_error_message=_("Hours are noted once it is done."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.peer_helper}"

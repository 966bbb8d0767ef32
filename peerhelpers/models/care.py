"""Care of the helper: the pause, and « I need to talk », which reaches the referent of that moment only."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import centres_where
from cada_peers.accounts.models import Centre, Posting, User
from cada_peers.accounts.permissions import Permission
from cada_peers.privacy.fields import EncryptedTextField
from peerhelpers.models.helper import PeerHelper
from residents.staff import STAFF


class Pause(models.Model):
    """A time without missions, asked by the helper at any moment, without a reason. It shifts the end of the trial."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    peer_helper = models.ForeignKey(PeerHelper, on_delete=models.CASCADE, related_name="pauses")
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        default_permissions = ()
        ordering = ["starts_on"]
        verbose_name = _("pause")
        constraints = [
            models.UniqueConstraint(
                fields=["peer_helper"],
                condition=Q(ends_on__isnull=True),
                name="pause_open_once",
                violation_error_message=_("The pause has already begun."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="pause_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on or '…'}"


class TalkRequestQuerySet(models.QuerySet["TalkRequest"]):
    def visible_to(self, user: User) -> Self:
        """Whoever it was sent to, while they work there, and nobody else: not even management.

        Who is the referent today opens nothing: management names the referent, and could name itself.
        """
        return self.filter(asked_of=user, centre__in=centres_where(user, Permission.WRITE_PEER_HELPERS))

    def waiting(self) -> Self:
        return self.filter(seen_at__isnull=True)

    def to_send_on(self) -> Self:
        """Those that nobody has seen, of helpers whom somebody else accompanies since (or for the first time)."""
        at_work = Posting.objects.active().filter(centre=OuterRef("centre"), role__in=STAFF)
        there_is_someone = Exists(at_work.filter(user=OuterRef("peer_helper__referent")))
        is_theirs = Q(asked_of__isnull=False, asked_of=F("peer_helper__referent"))
        return self.waiting().filter(there_is_someone, about_notes=False).exclude(is_theirs)


class TalkRequest(models.Model):
    """« I need to talk. » It never counts in an evaluation.

    `asked_of`: the referent whom the person saw named when they sent it; nobody, if they had none. Only the person
    sends it on to somebody else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    peer_helper = models.ForeignKey(PeerHelper, on_delete=models.CASCADE, related_name="talk_requests")
    asked_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked of"),
    )
    # To read what was noted in one's interviews: for somebody who may read it, who need not be the referent here.
    about_notes = models.BooleanField(default=False, editable=False)
    words = EncryptedTextField(_("if you want to say more"), max_length=500, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = TalkRequestQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-asked_at"]
        verbose_name = _("request to talk")

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d}"

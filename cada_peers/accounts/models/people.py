"""Accounts, the dated roles that they hold, and the invitations that open them."""

import uuid
from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models.places import Centre, Operator
from cada_peers.accounts.permissions import Permission
from cada_peers.accounts.roles import IN_A_CENTRE, Role


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, full_name: str, password: str | None = None, **fields: object) -> "User":
        """Create an account; without a password it cannot sign in until its invitation is accepted."""
        user = self.model(email=email.strip().lower(), full_name=full_name, **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """An account, known by its e-mail address. What it may do comes from its postings only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    full_name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default="fr")
    is_active = models.BooleanField(_("can sign in"), default=True)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()
    USERNAME_FIELD = EMAIL_FIELD = "email"
    # Read once a request, kept by `access.py`.
    _active_postings: "list[Posting]"
    _rights: "dict[Permission, frozenset[uuid.UUID]]"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        default_permissions = ()
        ordering = ["full_name"]
        verbose_name = _("account")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once_whatever_case")]

    def __str__(self) -> str:
        return self.full_name


class PostingQuerySet(models.QuerySet["Posting"]):
    def active(self, on: date | None = None) -> Self:
        """Postings that hold on a day (today unless told). One that waits for its invitation does not hold yet."""
        day = on or timezone.localdate()
        begun = self.filter(starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))
        return begun.exclude(Exists(_unanswered()))

    def invited(self) -> Self:
        """Postings whose invitation has neither been accepted nor withdrawn, old or not."""
        return self.filter(Exists(_unanswered().filter(withdrawn_at__isnull=True)))

    def ended(self, on: date | None = None) -> Self:
        """Postings that held once and are over."""
        return self.filter(ends_on__lte=on or timezone.localdate()).exclude(Exists(_unanswered()))


def _unanswered() -> models.QuerySet["Invitation"]:
    """Of the posting of the outer query, the invitations that nobody accepted."""
    return Invitation.objects.filter(posting=OuterRef("pk"), accepted_at__isnull=True)


class Posting(models.Model):
    """A role held by a person in a place, from a day to the day before `ends_on`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="postings")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, null=True, blank=True, related_name="postings")
    operator = models.ForeignKey(Operator, on_delete=models.PROTECT, null=True, blank=True, related_name="postings")
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until (not included)"), null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # Known on a posting that was read by `access.active_postings`.
    granted: str | None

    objects = PostingQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["user__full_name", "-starts_on"]
        verbose_name = _("posting")
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=sorted(IN_A_CENTRE), centre__isnull=False, operator__isnull=True)
                | Q(role=Role.HEAD_OFFICE, centre__isnull=True, operator__isnull=False)
                | Q(role=Role.PLATFORM_ADMIN, centre__isnull=True, operator__isnull=True),
                name="posting_role_stands_in_its_place",
                violation_error_message=_("This role is not held in this kind of place."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="posting_ends_after_it_starts",
                violation_error_message=_("The end comes before the start: correct one of the two dates."),
            ),
            # The overlap of closed periods is refused by the database as well, see migration 0002.
            models.UniqueConstraint(
                fields=["user", "role", "centre"],
                condition=Q(ends_on__isnull=True, centre__isnull=False),
                name="posting_open_once",
                violation_error_message=_("This person already holds this role here: end the first posting."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.place or 'Pairs'}"

    @property
    def place(self) -> Centre | Operator | None:
        return self.centre or self.operator


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def pending(self) -> Self:
        """Neither accepted nor withdrawn; those that are too old can still be sent again."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def opening(self) -> Self:
        """Those whose link still opens."""
        return self.pending().filter(expires_at__gt=timezone.now())


class Invitation(models.Model):
    """A link sent once by mail. Only the digest of its token is kept; accepted, withdrawn or old, it opens nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="invitations")
    token_digest = models.CharField(max_length=64, unique=True)
    sent_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()
    # The link itself, in memory only, on the object that `actions.invite` and `actions.resend` give back.
    link: str

    class Meta:
        default_permissions = ()
        ordering = ["-sent_at"]
        verbose_name = _("invitation")
        constraints = [
            models.UniqueConstraint(
                fields=["posting"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_pending_once",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_accepted_or_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.posting}"

    @property
    def is_old(self) -> bool:
        return self.expires_at <= timezone.now()

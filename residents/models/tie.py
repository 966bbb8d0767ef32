"""What links two residents, as lightly as bringing people together needs: no civil status, no proof."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import centres_where
from cada_peers.accounts.models import Centre, User
from cada_peers.accounts.permissions import Permission
from residents.models.partner import LONGEST_KEY, partner_key
from residents.models.resident import Resident


class TieKind(models.TextChoices):
    COUPLE = "couple", _("couple")
    PARENT = "parent", _("parent and child")
    RELATIVE = "relative", _("other relatives")


class _OfTwoQuerySet(models.QuerySet):
    """Rows about two residents, `one` and `other`."""

    def visible_to(self, user: User) -> Self:
        return self.filter(centre__in=centres_where(user, Permission.VIEW_RESIDENTS))

    def of(self, resident: Resident) -> Self:
        """Those in which `resident` stands on either side."""
        return self.filter(Q(one=resident) | Q(other=resident))


class ApartQuerySet(_OfTwoQuerySet):
    def visible_to(self, user: User) -> Self:
        """Staff: those of their centres, but for those in which they stand themselves.

        Whoever asked not to be brought together with somebody of the team did not ask that this person reads it, and
        takes it back.
        """
        oneself = Q(one__account=user) | Q(other__account=user) | Q(account=user)
        return super().visible_to(user).exclude(oneself)

    def residents_apart_from(self, user: User) -> models.QuerySet:
        """The keys of the residents whom nobody brings together with `user`, from whichever side it was noted."""
        others = self.filter(one__account=user, other__isnull=False).order_by().values("other")
        by_record = self.filter(other__account=user).order_by().values("one")
        as_a_member = self.filter(account=user).order_by().values("one")
        # Three short ways to a few rows: in one condition, the database would walk through all of them.
        return others.union(by_record, as_a_member, all=True)


class _TieQuerySet(_OfTwoQuerySet):
    def visible_to(self, user: User) -> Self:
        """Staff: those of their centres. A resident with an account: their own family."""
        own = Q(one__account=user) | Q(other__account=user)
        return self.filter(Q(centre__in=centres_where(user, Permission.VIEW_RESIDENTS)) | own)


class Tie(models.Model):
    """Two residents of one family. In « parent and child », `one` is the parent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    one = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="ties_as_one")
    other = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="ties_as_other")
    kind = models.CharField(_("family tie"), max_length=10, choices=TieKind.choices)

    objects = _TieQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["kind", "id"]
        verbose_name = _("family tie")
        constraints = [
            # Once for two people, whichever of them was named first.
            models.UniqueConstraint(
                Least("one", "other"),
                Greatest("one", "other"),
                name="tie_once",
                violation_error_message=_("These two people are linked already: remove that tie first."),
            ),
            models.CheckConstraint(
                condition=~Q(one=F("other")),
                name="tie_of_two_people",
                violation_error_message=_("Choose two different people."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class KeptApart(models.Model):
    """Two whom nobody brings together. Known to staff; no reason is written anywhere, so none can leak.

    `one` is a resident; the other is a resident, too (`other`), somebody of the team (`account`) or a partner.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    one = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="apart_as_one")
    other = models.ForeignKey(Resident, on_delete=models.CASCADE, null=True, blank=True, related_name="apart_as_other")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    partner = models.CharField(max_length=80, blank=True)
    # By what the partner is known on a card, however its name is written.
    partner_key = models.CharField(max_length=LONGEST_KEY, blank=True, editable=False)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    noted_on = models.DateField(default=timezone.localdate)

    objects = ApartQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["noted_on", "id"]
        constraints = [
            models.UniqueConstraint(
                Least("one", "other"),
                Greatest("one", "other"),
                condition=Q(other__isnull=False),
                name="kept_apart_once",
                violation_error_message=_("This is noted already for these two people."),
            ),
            models.UniqueConstraint(
                fields=["one", "account"],
                condition=Q(account__isnull=False),
                name="kept_apart_from_member_once",
                violation_error_message=_("This is noted already for these two people."),
            ),
            models.UniqueConstraint(
                fields=["one", "partner_key"],
                condition=~Q(partner_key=""),
                name="kept_apart_from_partner_once",
                violation_error_message=_("This is noted already for this partner."),
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=False, account__isnull=True, partner_key="")
                | Q(other__isnull=True, account__isnull=False, partner_key="")
                | (Q(other__isnull=True, account__isnull=True) & ~Q(partner_key="")),
                name="kept_apart_from_one",
                violation_error_message=_("Choose one person, or one partner."),
            ),
            models.CheckConstraint(
                condition=~Q(one=F("other")),
                name="kept_apart_two_people",
                violation_error_message=_("Choose two different people."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.noted_on)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.partner_key = partner_key(self.partner)
        super().save(*args, **kwargs)

    def concerns(self, user: User) -> bool:
        """Whether `user` is one of the two, as somebody of the team or by a record of their own."""
        accounts = {self.account_id, self.one.account_id, self.other.account_id if self.other else None}
        return user.pk in accounts

"""Operators and their centres."""

import uuid

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.permissions import Permission


class Operator(models.Model):
    """The association that runs several centres."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["name"]
        verbose_name = _("operator")

    def __str__(self) -> str:
        return self.name


class Centre(models.Model):
    """One house. Its `public_name` is neutral: it stands on what leaves the house (badge, certificate, mails)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    operator = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="centres")
    name = models.CharField(_("name"), max_length=120)
    public_name = models.CharField(
        _("neutral public name"),
        max_length=60,
        help_text=_("Printed on badges and certificates. It must not say what kind of house this is."),
    )
    town = models.CharField(_("town"), max_length=80, blank=True)
    # Below this number of answers no survey result is shown (small teams: a result would name its author).
    minimum_group = models.PositiveSmallIntegerField(
        _("smallest group shown"), default=5, validators=[MinValueValidator(3)]
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        permissions = [(permission.value, permission.label) for permission in Permission]
        ordering = ["name"]
        verbose_name = _("centre")
        constraints = [
            models.UniqueConstraint(fields=["operator", "name"], name="centre_name_once_per_operator"),
            models.CheckConstraint(condition=models.Q(minimum_group__gte=3), name="centre_minimum_group_protects"),
        ]

    def __str__(self) -> str:
        return self.name

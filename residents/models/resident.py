"""The minimal record of a resident: what the pathway needs, nothing about where from or why."""

import uuid
from datetime import date
from typing import Any, Self
from unicodedata import bidirectional

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import centres_where
from cada_peers.accounts.models import Centre, User
from cada_peers.accounts.permissions import Permission
from cada_peers.ui.folding import fold, fold_to
from residents.languages import CHOICES, LANGUAGES, Level

RIGHT_TO_LEFT_MARK = "\u200f"


class ResidentQuerySet(models.QuerySet["Resident"]):
    def visible_to(self, user: User) -> Self:
        """Staff see the residents of their centres; a resident with an account sees their own record."""
        return self.filter(Q(centre__in=centres_where(user, Permission.VIEW_RESIDENTS)) | Q(account=user))

    def editable_by(self, user: User) -> Self:
        return self.filter(centre__in=centres_where(user, Permission.WRITE_RESIDENTS))

    def present(self, on: date | None = None) -> Self:
        return self.filter(Q(departed_on__isnull=True) | Q(departed_on__gt=on or timezone.localdate()))

    def former(self, on: date | None = None) -> Self:
        return self.filter(departed_on__lte=on or timezone.localdate())

    def to_inform(self) -> Self:
        """Those of whom no agreement holds: what is kept was not explained to them, or they took it back."""
        return self.filter(Q(informed_on__isnull=True) | Q(agreement_ended_on__isnull=False))

    def without_interview(self, kind: str) -> Self:
        """Those with whom no interview of this kind was begun."""
        return self.exclude(interviews__kind=kind)

    def search(self, words: str) -> Self:
        """Those whose names hold every word of `words`, in any order, whatever the accents and the case."""
        found = self
        for word in fold(words).split():
            found = found.filter(folded__contains=word)
        return found

    def by_name(self, *, found: bool = False) -> Self:
        """In the order of their names. `found`: these are the few whom a search kept, to be found first, then sorted.

        Left to itself, PostgreSQL walks along the index of the names until it has met 25 of them: for a name written
        in Arabic, past everybody whose name is not. An expression that no index holds keeps it from doing so.
        """
        return self.order_by(Concat("folded", Value("")) if found else F("folded"), "pk")


class Resident(models.Model):
    """Someone who lives, or lived, in the house. One name is enough, in any script."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="residents")
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="resident"
    )
    name = models.CharField(_("first name, or only name"), max_length=300)
    family_name = models.CharField(_("family name"), max_length=300, blank=True)
    preferred_name = models.CharField(
        _("name to be called by"), max_length=300, blank=True, help_text=_("If it is not the first name.")
    )
    display_name = models.CharField(
        _("display name"),
        max_length=60,
        help_text=_("Shown on cards and to volunteers. A first name is enough."),
    )
    folded = models.CharField(max_length=1200, editable=False)
    adult_from = models.DateField(
        _("18 years old on"),
        null=True,
        blank=True,
        help_text=_("Only for someone who is not 18 yet: nobody becomes a peer helper before."),
    )
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    arrived_on = models.DateField(_("arrival"))
    departed_on = models.DateField(_("departure"), null=True, blank=True)
    referent = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="residents_referred",
        verbose_name=_("referent"),
    )
    stays_in_touch = models.BooleanField(_("wishes to stay in touch as a former resident"), default=False)
    # What is kept and who reads it was explained to the person, in this language, and they agreed.
    informed_on = models.DateField(_("explained on"), null=True, blank=True)
    informed_in = models.CharField(_("language of the explanation"), max_length=8, choices=CHOICES, blank=True)
    agreement_ended_on = models.DateField(null=True, blank=True, editable=False)
    last_contact_on = models.DateField(default=timezone.localdate, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ResidentQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["folded", "id"]
        verbose_name = _("resident")
        indexes = [
            models.Index(fields=["centre", "folded"]),
            models.Index(fields=["centre", "departed_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(departed_on__isnull=True) | Q(departed_on__gte=F("arrived_on")),
                name="resident_departs_after_arrival",
                violation_error_message=_("The departure comes before the arrival: correct one of the two dates."),
            ),
            models.CheckConstraint(
                condition=Q(informed_on__isnull=True, informed_in="", agreement_ended_on__isnull=True)
                | (Q(informed_on__isnull=False) & ~Q(informed_in="")),
                name="resident_informed_in_a_language",
                violation_error_message=_("Say on which day and in which language it was explained."),
            ),
            models.CheckConstraint(
                condition=Q(agreement_ended_on__isnull=True) | Q(agreement_ended_on__gte=F("informed_on")),
                name="resident_agrees_before_ending",
                violation_error_message=_("This day comes before the explanation: correct it."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="resident_has_a_name",
                violation_error_message=_("Write at least one name."),
            ),
        ]

    def __str__(self) -> str:
        return self.called

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.display_name:
            self.display_name = (self.preferred_name or self.name)[:60]
        self.folded = self.names_for_search()
        super().save(*args, **kwargs)

    def shown_beside(self) -> list[str]:
        """What a form shows of the person beside the columns (cada_peers.ui.conflict)."""
        return [f"{row.language}/{row.level}" for row in self.languages.all()]

    def names_for_search(self) -> str:
        """What `folded` holds; for rows that are not saved one by one."""
        names = f"{self.name} {self.family_name} {self.preferred_name} {self.display_name}"
        # Some letters unfold into many (one sign can be a whole phrase): the column stays as long as it is.
        return fold_to(1200, names)

    @property
    def called(self) -> str:
        """The name by which staff address the person: « Samim A. »."""
        first = self.preferred_name or self.name
        if not self.family_name:
            return first
        # In a line of French the stop after an Arabic letter would jump over the name: the mark holds it there.
        is_rtl = bidirectional(self.family_name[0]) in {"R", "AL"}
        return f"{first} {self.family_name[:1]}.{RIGHT_TO_LEFT_MARK if is_rtl else ''}"

    @property
    def is_former(self) -> bool:
        """The rule of `former` for a person at hand."""
        return self.departed_on is not None and self.departed_on <= timezone.localdate()

    @property
    def agrees(self) -> bool:
        """The opposite of `to_inform` for a person at hand."""
        return self.informed_on is not None and self.agreement_ended_on is None

    @property
    def full_name(self) -> str:
        return f"{self.name} {self.family_name}".strip()

    def is_adult(self, on: date | None = None) -> bool:
        """Whether the person is 18 on a day (today unless told)."""
        return self.adult_from is None or self.adult_from <= (on or timezone.localdate())


class ResidentLanguage(models.Model):
    """A language spoken by a resident: needed to bring people together, never shown in public."""

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=8, choices=CHOICES)
    level = models.CharField(_("level"), max_length=8, choices=Level.choices, default=Level.NATIVE)

    class Meta:
        default_permissions = ()
        ordering = ["resident", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "language"],
                name="resident_language_once",
                violation_error_message=_("This language is already there."),
            )
        ]

    def __str__(self) -> str:
        # Django's own display translates all the languages to find one.
        return str(LANGUAGES[self.language].name)

    @property
    def autonym(self) -> str:
        return LANGUAGES[self.language].autonym

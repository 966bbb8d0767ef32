"""The cards of the exchange box: everyone has something to offer and something to ask, whatever their status."""

import re
import unicodedata
import uuid
from datetime import date, timedelta
from typing import Any, Self

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import active_postings, centres_where
from cada_peers.accounts.models import Centre, Posting, User
from cada_peers.accounts.permissions import Permission
from cada_peers.accounts.roles import Role
from cada_peers.ui.folding import fold
from residents.languages import CHOICES, LANGUAGES
from residents.models.card_choices import ANY_MOMENT, Absence, CardForm, CardKind, Gender, Moment, OwnGender
from residents.models.partner import partner_key
from residents.models.resident import Resident
from residents.models.skill import Domain, Skill
from residents.models.tie import KeptApart

# How long a card holds once its owner has said so.
STILL_TRUE_FOR = relativedelta(months=6)
# From so long before its last day on, the owner of a card is asked whether it still holds.
ASKED_BEFORE = timedelta(days=30)
# « 12 », « no. 12 », « n° 12 », « #12 », « 12-20 »: what stands on the paper.
_NUMBERS = re.compile(r"(?:n[o°]?\.?|#)? ?(\d{1,9})(?: ?[-–] ?(\d{1,9}))?")


def numbers_in(words: str) -> tuple[int, int] | None:
    """The first and the last number of cards, if `words` are one number, or two, and nothing else."""
    typed = _NUMBERS.fullmatch(unicodedata.normalize("NFKC", words).strip().lower())
    return (int(typed[1]), int(typed[2] or typed[1])) if typed else None


class CardQuerySet(models.QuerySet["Card"]):
    def visible_to(self, user: User) -> Self:
        """Staff: all cards of their centres. Volunteers and peer helpers: those in the box, and their own.

        A card tells where its owner is, and when: of the cards of whoever nobody brings together with them, volunteers
        and peer helpers see none, and nothing tells them so. Who moved out and does not stay in touch sees their own.
        """
        staff_of = centres_where(user, Permission.WRITE_CARDS)
        seen, others = Q(centre__in=staff_of), centres_where(user, Permission.VIEW_CARDS) - staff_of
        if others:
            hanging = _in_the_box(timezone.localdate()) & ~_moved_out(user) & ~_of_people_apart_from(user)
            seen |= Q(centre__in=others) & (_owned_by(user) | hanging)
        return self.filter(seen)

    def editable_by(self, user: User) -> Self:
        here = Q(centre__in=centres_where(user, Permission.OWN_CARDS))
        return self.filter(Q(centre__in=centres_where(user, Permission.WRITE_CARDS)) | (_owned_by(user) & here))

    def owned_by(self, user: User) -> Self:
        """One's own: put for oneself, or for the resident that one is."""
        return self.filter(_owned_by(user))

    def of_people_apart_from(self, user: User) -> Self:
        return self.filter(_of_people_apart_from(user))

    def names_of_partners(self, keys: set[str]) -> list[str]:
        """How the partners known by `keys` (`partner_key`) are written on them: « La Poste », « la poste »."""
        names = self.exclude(owner_partner="").order_by().values_list("owner_partner", flat=True).distinct()
        return [name for name in names if partner_key(name) in keys]

    def in_the_box(self, on: date | None = None) -> Self:
        return self.filter(_in_the_box(on or timezone.localdate()))

    def with_team_left(self, on: date | None = None) -> Self:
        """Each with `team_left_on`: the day on which its owner stopped working in its centre; None for all others."""
        posted = Posting.objects.filter(user=OuterRef("owner_user"), centre=OuterRef("centre"))
        last_end = Subquery(posted.ended(on).order_by("-ends_on").values("ends_on")[:1])
        return self.annotate(team_left_on=Case(When(Exists(posted.active(on)), then=None), default=last_end))

    def to_ask_again(self, on: date | None = None) -> Self:
        """Still true? Those whose last day is over or near, whose owner moved out or left the team since confirmed.

        A card without a last day is asked about as long after it was last said to hold.
        """
        day = on or timezone.localdate()
        soon = Q(valid_until__lt=day + ASKED_BEFORE)
        soon |= Q(valid_until__isnull=True, confirmed_on__lt=day - STILL_TRUE_FOR)
        moved = Q(owner_resident__departed_on__lte=day, owner_resident__departed_on__gt=F("confirmed_on"))
        waiting = self.filter(withdrawn_on__isnull=True).with_team_left(day)
        return waiting.filter(soon | moved | Q(team_left_on__gt=F("confirmed_on")))

    def search(self, words: str) -> Self:
        """Those of these numbers; else those that hold every word, in any order, whatever the accents and the case."""
        numbers = numbers_in(words)
        if numbers:
            return self.filter(number__range=numbers)
        found = self
        for word in fold(words).split():
            found = found.filter(folded__contains=word)
        return found


def _owned_by(user: User) -> Q:
    return Q(owner_user=user) | Q(owner_resident__account=user)


def _of_people_apart_from(user: User) -> Q:
    """Of whoever nobody brings together with `user`, hung under a record, under an account or by a partner."""
    residents = KeptApart.objects.residents_apart_from(user)
    noted = KeptApart.objects.filter(one__account=user).order_by()
    members = noted.filter(account__isnull=False).values("account")
    of_residents = Q(owner_resident__in=residents) | Q(owner_user__resident__in=residents)
    of_members = Q(owner_user__in=members) | Q(owner_resident__account__in=members)
    return of_residents | of_members | Q(owner_partner__in=_partners_among(noted, user))


def _partners_among(noted: models.QuerySet, user: User) -> list[str]:
    """The partners from whom `noted` keeps apart, as the cards that `user` could see write them.

    The database does not fold a name. One query, and one for the names where there is such a partner.
    """
    keys = set(noted.exclude(partner_key="").values_list("partner_key", flat=True))
    here = centres_where(user, Permission.VIEW_CARDS)
    return Card.objects.filter(centre__in=here).names_of_partners(keys) if keys else []


def _moved_out(user: User) -> Q:
    """In a centre to which `user` is tied by nothing but having lived there, without wishing to stay in touch."""
    team = {posting.centre_id for posting in active_postings(user) if posting.role != Role.PEER_HELPER}
    gone = Resident.objects.filter(account=user, stays_in_touch=False).former().order_by()
    return Q(centre__in=gone.exclude(centre__in=team - {None}).values("centre"))


def _in_the_box(day: date) -> Q:
    """Neither withdrawn nor expired; the card of someone who moved out waits until they say that it still holds."""
    valid = Q(valid_until__isnull=True) | Q(valid_until__gte=day)
    here = Q(owner_resident__departed_on__isnull=True) | Q(owner_resident__departed_on__gt=day)
    return Q(withdrawn_on__isnull=True) & valid & (here | Q(confirmed_on__gte=F("owner_resident__departed_on")))


class Card(models.Model):
    """One offer or demand, in the words of its owner."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="cards")
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("offer or demand"), max_length=6, choices=CardKind.choices, default=CardKind.OFFER)
    owner_resident = models.ForeignKey(
        Resident,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="cards",
        verbose_name=_("resident"),
    )
    owner_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="cards"
    )
    owner_partner = models.CharField(_("partner"), max_length=80, blank=True)
    # How those who mediate reach a partner, who has neither record nor account. It stands on no card.
    contact = models.CharField(_("how to reach the partner"), max_length=120, blank=True)
    display_name = models.CharField(_("name shown on the card"), max_length=60)
    title = models.CharField(_("in the person's words"), max_length=120)
    details = models.CharField(_("details"), max_length=500, blank=True)
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT, related_name="cards", verbose_name=_("domain"))
    skill = models.ForeignKey(
        Skill, on_delete=models.PROTECT, null=True, blank=True, related_name="cards", verbose_name=_("skill")
    )
    form = models.CharField(_("how"), max_length=8, choices=CardForm.choices, default=CardForm.PAIR)
    place = models.CharField(_("place"), max_length=80, blank=True)
    rhythm = models.CharField(_("days and times"), max_length=80, blank=True)
    moments = models.PositiveSmallIntegerField(_("when"), default=0)
    wished_gender = models.CharField(_("wish"), max_length=6, choices=Gender.choices, blank=True)
    # Said by the owner for this card if they like, so that the wishes of others can be met; kept nowhere else.
    own_gender = models.CharField(_("the card is from"), max_length=6, choices=OwnGender.choices, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    consent_on = models.DateField(_("the person agreed on"), default=timezone.localdate)
    published_on = models.DateField(_("in the box since"), default=timezone.localdate)
    confirmed_on = models.DateField(_("still true on"), default=timezone.localdate)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    folded = models.CharField(max_length=2000, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    # Read by `with_team_left`.
    team_left_on: date | None = None

    objects = CardQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-published_on", "-number"]
        verbose_name = _("card")
        indexes = [
            models.Index(fields=["centre", "domain", "kind"]),
            models.Index(fields=["centre", "-published_on"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="card_number_once_per_centre"),
            models.CheckConstraint(
                condition=Q(owner_resident__isnull=False, owner_user__isnull=True, owner_partner="")
                | Q(owner_resident__isnull=True, owner_user__isnull=False, owner_partner="")
                | (Q(owner_resident__isnull=True, owner_user__isnull=True) & ~Q(owner_partner="")),
                name="card_has_one_owner",
                violation_error_message=_("A card belongs to one person, or to one partner."),
            ),
            models.CheckConstraint(
                condition=Q(contact="") | ~Q(owner_partner=""),
                name="card_contact_of_a_partner",
                violation_error_message=_("Only a partner is reached by what stands on a card: remove the contact."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=models.F("published_on")),
                name="card_withdrawn_after_it_was_published",
            ),
            models.CheckConstraint(condition=Q(moments__lte=ANY_MOMENT), name="card_moments_of_the_week"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.refold()
        super().save(*args, **kwargs)

    def refold(self) -> None:
        """Renew what the search reads; for cards that are not saved one by one."""
        words = (self.title, self.details, self.display_name, self.place, self.rhythm)
        catalogue = (self.domain.name_fr, self.domain.name_en, self.skill.folded if self.skill else "")
        self.folded = fold(" ".join(words + catalogue))[:2000]

    def shown_beside(self) -> list[str]:
        """What a form shows of the card beside the columns (cada_peers.ui.conflict)."""
        return [row.language for row in self.languages.all()]

    def absence(self, on: date | None = None) -> Absence | None:
        """Why the card is not to be used on a day (today unless told); None when it is.

        The rule of `in_the_box` and of `with_team_left` for a card at hand, loaded with its `owner_resident`; only one
        that came through `with_team_left` knows who left the team.
        """
        day = on or timezone.localdate()
        moved_on = self.owner_resident.departed_on if self.owner_resident else None
        if self.withdrawn_on:
            return Absence.WITHDRAWN
        if moved_on and self.confirmed_on < moved_on <= day:
            return Absence.MOVED_OUT
        if self.team_left_on and self.confirmed_on < self.team_left_on:
            return Absence.LEFT_TEAM
        return Absence.EXPIRED if self._is_over(day) else None

    @property
    def is_in_the_box(self) -> bool:
        """The rule of `in_the_box` for a card at hand."""
        why = self.absence()
        return why is None or (why == Absence.LEFT_TEAM and not self._is_over(timezone.localdate()))

    def _is_over(self, day: date) -> bool:
        return self.valid_until is not None and self.valid_until < day

    @property
    def other_kind(self) -> CardKind:
        """Of the cards that may be brought together with this one."""
        return CardKind.OFFER if self.kind == CardKind.DEMAND else CardKind.DEMAND

    @property
    def moments_said(self) -> list[Promise]:
        """The parts of the week that the card names, in their order."""
        return [moment.label for moment in Moment if moment & self.moments]

    def get_moments_display(self) -> str:
        """« in the evening, at the weekend »."""
        return ", ".join(map(str, self.moments_said))

    def is_owned_by(self, user: User) -> bool:
        """Put for oneself, or for the resident that one is; the card is loaded with its `owner_resident`."""
        return self.owner_user_id == user.pk or bool(self.owner_resident and self.owner_resident.account_id == user.pk)

    @property
    def is_delicate(self) -> bool:
        """Whether a relative should not be the one who helps; `domain` and `skill` are loaded with the card."""
        return self.domain.is_delicate or bool(self.skill and self.skill.is_delicate)


class CardLanguage(models.Model):
    """A language in which what the card says can be done."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=8, choices=CHOICES)

    class Meta:
        default_permissions = ()
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["card", "language"], name="card_language_once")]

    def __str__(self) -> str:
        return str(LANGUAGES[self.language].name)

    @property
    def autonym(self) -> str:
        return LANGUAGES[self.language].autonym

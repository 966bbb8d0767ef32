"""The catalogue of skills, and the skills found in a person."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import centres_where
from cada_peers.accounts.models import Centre, User
from cada_peers.accounts.permissions import Permission
from cada_peers.ui.bilingual import Bilingual
from cada_peers.ui.folding import fold
from residents.models.interview import Interview
from residents.models.resident import Resident


class Domain(Bilingual):
    """A compartment of the exchange box."""

    code = models.SlugField(primary_key=True, max_length=30)
    pictogram = models.SlugField(max_length=30)
    position = models.PositiveSmallIntegerField(default=0)
    # Procedures, health, listening: what one may not want a relative to know (see the rule of matching).
    is_delicate = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        ordering = ["position"]
        verbose_name = _("domain")


class SkillQuerySet(models.QuerySet["Skill"]):
    def known_in(self, centre: Centre | None) -> Self:
        """The shared catalogue as this centre reads it, and what it added; those merged or set aside too.

        A shared skill to which the house gave its own words stands here once: in those words.
        """
        reworded = Skill.objects.filter(centre=centre, stands_for__isnull=False, merged_into__isnull=True)
        here = self.filter(Q(centre__isnull=True) | Q(centre=centre))
        return here.exclude(pk__in=reworded.values("stands_for"))

    def offered_in(self, centre: Centre | None) -> Self:
        """What this centre knows, without those merged into another or set aside here."""
        here = self.known_in(centre).filter(merged_into__isnull=True)
        return here.exclude(pk__in=SkillSetAside.objects.filter(centre=centre).values("skill"))

    def visible_to(self, user: User) -> Self:
        """The shared catalogue, and what was added in the centres where this person leads interviews."""
        return self.filter(Q(centre__isnull=True) | Q(centre__in=centres_where(user, Permission.WRITE_INTERVIEWS)))


class Skill(Bilingual):
    """One skill of the catalogue; one with a `centre` was added there and is offered there only.

    One that `stands_for` a shared skill says it in the words of its house, whose people and cards name it instead
    (docs/adr/0011). Once the house took its words back it is merged into the shared one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT, related_name="skills", verbose_name=_("domain"))
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, null=True, blank=True, related_name="skills")
    stands_for = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="reworded"
    )
    folded = models.CharField(max_length=600, editable=False)
    external_uri = models.URLField(_("public vocabulary"), max_length=300, blank=True)
    is_delicate = models.BooleanField(_("delicate: not between relatives"), default=False)
    # Management looked at it beside the one that it resembles, and keeps both: it is not proposed for merging again.
    kept_on = models.DateField(null=True, blank=True, editable=False)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    merged_on = models.DateField(null=True, blank=True, editable=False)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = SkillQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["domain__position", "folded"]
        verbose_name = _("skill")
        constraints = [
            models.UniqueConstraint(
                fields=["folded"], condition=Q(centre__isnull=True), name="skill_once_in_the_catalogue"
            ),
            models.UniqueConstraint(
                fields=["centre", "folded"],
                name="skill_once_in_a_centre",
                violation_error_message=_("This skill is already in the list: choose it there."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("id")),
                name="skill_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True, merged_on__isnull=True, merged_by__isnull=True)
                | Q(centre__isnull=False, merged_into__isnull=False, merged_on__isnull=False),
                name="skill_merged_on_a_day_and_never_a_shared_one",
            ),
            models.UniqueConstraint(fields=["centre", "stands_for"], name="skill_once_in_the_words_of_a_centre"),
            models.CheckConstraint(
                condition=Q(stands_for__isnull=True)
                | (
                    Q(centre__isnull=False)
                    & ~Q(stands_for=models.F("id"))
                    & (Q(merged_into__isnull=True) | Q(merged_into=models.F("stands_for")))
                ),
                name="skill_in_the_words_of_a_centre",
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.refold()
        super().save(*args, **kwargs)

    def refold(self) -> None:
        """Write the form in which the names are searched and compared."""
        self.folded = fold(" ".join(self.names))[:600]

    @property
    def names(self) -> tuple[str, ...]:
        """Under which it is found: its own, then those of the shared skill for which it stands."""
        shared = (self.stands_for.name_fr, self.stands_for.name_en) if self.stands_for else ()
        return (self.name_fr, self.name_en, *shared)

    @property
    def common_id(self) -> uuid.UUID:
        """The key under which every house knows it, in whatever words: matching has its tables by it."""
        return self.stands_for_id or self.pk

    @property
    def is_added_here(self) -> bool:
        """Whether its centre added it; one that says a shared skill in other words is none of those."""
        return self.centre_id is not None and self.stands_for_id is None

    @property
    def is_given_up(self) -> bool:
        """Whether it says a shared skill in words that its house has taken back: no merger of two skills."""
        return self.stands_for_id is not None and self.merged_into_id is not None

    @property
    def is_shared(self) -> bool:
        """Whether it stands in the catalogue of every centre."""
        return self.centre_id is None


class SkillSetAside(models.Model):
    """A skill of the shared catalogue that one house does not offer; what was noted before stays."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="+")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="set_aside")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["centre", "skill"], name="skill_set_aside_once")]

    def __str__(self) -> str:
        return str(self.skill)


class Acquired(models.TextChoices):
    LIVED = "lived", _("lived")
    TRADE = "trade", _("trade")
    STUDIES = "studies", _("studies")
    LEISURE = "leisure", _("leisure")


class Wish(models.TextChoices):
    KEEP = "keep", _("keep for me")
    ME_FIRST = "me_first", _("for me first")
    SHARE = "share", _("share")


class SkillFoundQuerySet(models.QuerySet["SkillFound"]):
    def visible_to(self, user: User) -> Self:
        """Whoever sees the residents of a centre sees what they can do."""
        return self.filter(centre__in=centres_where(user, Permission.VIEW_RESIDENTS))

    def first_noted_in(self, draft: Interview) -> Self:
        """Those that the author of `draft` noted first in it; what was known before is not theirs to undo."""
        mine = self.new_in(draft).filter(found_by=draft.author_id, found_on__gte=draft.held_on)
        return mine.filter(confirmed_on__isnull=True)

    def new_in(self, draft: Interview) -> Self:
        """Those that came up in `draft`: not noted apart from any interview, and not known from another one.

        Where the author had another interview of the same day with the person, read back since, the day does not tell
        in which of the two a skill came up: one that has a wish is taken for known. What the person once confirmed
        has one, also while they wish otherwise and have not confirmed it again.
        """
        read_back = Interview.objects.filter(resident=draft.resident_id, author=draft.author_id).exclude(pk=draft.pk)
        days = read_back.filter(confirmed_on__isnull=False).order_by().values("held_on")
        return self.filter(interview=draft, noted_apart=False).exclude(~Q(wish=""), found_on__in=days)

    def noted_apart_in(self, draft: Interview) -> Self:
        """Those that `draft` took up, and that the person has never confirmed."""
        return self.filter(interview=draft, noted_apart=True)

    def put_back(self) -> int:
        """Let these stand outside any interview again, with no wish: what was said there of it goes. Returns how many.

        A wish to share that nobody read back would ask for a card.
        """
        return self.update(interview=None, wish="")

    def to_talk_about(self) -> Self:
        """Seen by the team, in no interview, and not confirmed by the person: the next interview takes them up."""
        return self.filter(interview__isnull=True, confirmed_on__isnull=True)

    def to_share(self) -> Self:
        return self.filter(wish=Wish.SHARE)


class SkillFound(models.Model):
    """A skill seen in a person by the team (pre-identified), then confirmed by the person, who says what it is for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="skills_found")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="found", verbose_name=_("skill"))
    # The skill as it was first noted, when it was merged into another since.
    noted_as = models.ForeignKey(Skill, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    interview = models.ForeignKey(Interview, on_delete=models.SET_NULL, null=True, related_name="skills_found")
    acquired = models.CharField(_("how it was acquired"), max_length=10, choices=Acquired.choices, blank=True)
    wish = models.CharField(_("what the person wants to do with it"), max_length=10, choices=Wish.choices, blank=True)
    found_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    found_on = models.DateField(_("identified on"), default=timezone.localdate)
    confirmed_on = models.DateField(_("confirmed by the person on"), null=True, blank=True)
    # Noted between two interviews, and never confirmed yet: neither a talk nor its draft thrown away undoes it.
    noted_apart = models.BooleanField(default=False, editable=False)

    objects = SkillFoundQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["found_on", "skill__folded"]
        verbose_name = _("skill identification")
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "skill"],
                name="skill_found_once",
                violation_error_message=_("This skill is already noted for this person."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True) | ~Q(wish=""),
                name="skill_confirmed_with_a_wish",
                violation_error_message=_("Say what the person wants to do with this skill before they confirm it."),
            ),
            # Whoever noted it may take it back: what the person confirmed once is nobody's to take.
            models.CheckConstraint(
                condition=Q(noted_apart=False) | Q(confirmed_on__isnull=True),
                name="skill_noted_apart_until_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.skill)

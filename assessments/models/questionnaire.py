"""Questionnaires as versioned data, campaigns, and answers kept apart from who has answered."""

import uuid
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.voice import Criterion
from cada_peers.accounts.access import centres_where
from cada_peers.accounts.models import Centre, User
from cada_peers.accounts.permissions import Permission
from cada_peers.privacy.fields import EncryptedTextField
from cada_peers.ui.bilingual import Bilingual, in_french
from peerhelpers.models import PeerHelper


class Audience(models.TextChoices):
    PEER = "peer", _("peers")
    EMPLOYEE = "employee", _("employees")
    BENEFICIARY = "beneficiary", _("people helped")
    SELF = "self", _("the peer helper")


class Questionnaire(Bilingual):
    """One version of one questionnaire. Once a campaign uses it, a change is a new version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    audience = models.CharField(max_length=12, choices=Audience.choices)
    source = models.CharField(max_length=120, blank=True)
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["audience", "code", "-version"]
        verbose_name = _("questionnaire")
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="questionnaire_version_once")]


class QuestionKind(models.TextChoices):
    SCALE = "scale", _("four faces")
    TEXT = "text", _("free words")


class Question(models.Model):
    """A sentence and how it is answered. `criterion` lets the three voices be laid side by side."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=QuestionKind.choices, default=QuestionKind.SCALE)
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, null=True, blank=True, related_name="questions")
    text_fr = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300, blank=True)
    required = models.BooleanField(default=True)

    class Meta:
        default_permissions = ()
        ordering = ["questionnaire", "position"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "position"], name="question_position_once"),
        ]

    def __str__(self) -> str:
        return self.text_fr if in_french() else self.text_en or self.text_fr


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, user: User) -> Self:
        """Staff of the centre: progress, then results. Never a campaign about oneself."""
        run = self.filter(centre__in=centres_where(user, Permission.RUN_QUESTIONNAIRES))
        return run.exclude(peer_helper__resident__account=user)

    def asked_of(self, user: User) -> Self:
        """The campaigns to which this person is invited: they see the questions, never the results."""
        return self.filter(
            centre__in=centres_where(user, Permission.ANSWER_QUESTIONNAIRES),
            pk__in=Invitee.objects.filter(user=user).values("campaign"),
        )

    def waiting_for(self, user: User) -> Self:
        """The open campaigns that this person has not answered yet."""
        unanswered = Invitee.objects.filter(user=user, has_answered=False)
        return self.asked_of(user).open().filter(pk__in=unanswered.values("campaign"))

    def open(self) -> Self:
        return self.filter(closed_on__isnull=True)

    def closed(self) -> Self:
        return self.filter(closed_on__isnull=False)

    def with_progress(self) -> Self:
        """Each campaign with `asked` and `answered`: how many, never who."""
        return self.annotate(asked=Count("invitees", distinct=True), answered=Count("responses", distinct=True))


class Campaign(models.Model):
    """One questionnaire asked about one helper to some people, from a day to another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="campaigns")
    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.PROTECT, related_name="campaigns", verbose_name=_("questionnaire")
    )
    peer_helper = models.ForeignKey(PeerHelper, on_delete=models.CASCADE, related_name="campaigns")
    opened_on = models.DateField(default=timezone.localdate)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True, blank=True)
    # Known on a campaign that was read `with_progress`.
    asked: int
    answered: int

    objects = CampaignQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-opened_on"]
        verbose_name = _("campaign")
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "peer_helper"],
                condition=Q(closed_on__isnull=True),
                name="campaign_open_once",
                violation_error_message=_("This questionnaire is already open for this person."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="campaign_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return str(self.questionnaire)


class Invitee(models.Model):
    """Who is asked, and whether they answered. Nothing ties this row to an answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="invitees")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    has_answered = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["campaign", "user"], name="invitee_once")]

    def __str__(self) -> str:
        return f"{self.campaign} · {self.user}"


class Response(models.Model):
    """One filled questionnaire, without a name and without an hour: its key is random.

    `month` is the month in which the campaign began, the same for everyone who answers.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="responses")
    month = models.DateField()

    class Meta:
        default_permissions = ()
        ordering = ["id"]
        verbose_name = _("response")

    def __str__(self) -> str:
        return str(self.campaign)


class Answer(models.Model):
    """One answer: a face from 1 (not at all) to 4 (fully), or words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    value = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    words = EncryptedTextField(max_length=1000, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["question__position"]
        constraints = [
            models.UniqueConstraint(fields=["response", "question"], name="answer_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=1, value__lte=4), name="answer_on_the_scale"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.value or '…'}"

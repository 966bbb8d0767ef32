"""What the questionnaires say, group by group, and nothing that could name one answer.

A result is shown when its campaign is closed (so it never moves again, and two readings cannot be
subtracted) and at least `centre.minimum_group` people answered that very sentence. Campaigns are never added
up: the difference between a sum and its parts would be one person.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Avg, Count, F
from django.utils.functional import Promise
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext_lazy as _

from assessments.models import Answer, Audience, Campaign, Criterion, Question
from assessments.models.questionnaire import QuestionKind
from cada_peers.accounts.models import User
from cada_peers.ui.drawing import Voice, VoiceRow, draw_voices
from peerhelpers.models import PeerHelper

LOWEST, HIGHEST = 1, 4
# One point on the scale of four faces: one side says « mostly », the other « a little ».
DIVERGENCE = 1.0
GROUPS: dict[str, tuple[str, Promise]] = {
    Audience.PEER: ("circle", _("peers")),
    Audience.EMPLOYEE: ("square", _("team")),
    Audience.BENEFICIARY: ("triangle", _("people helped")),
}


@dataclass(frozen=True)
class QuestionResult:
    """One sentence: the mean from 1 to 4 (None when too few people answered it); the words, without order."""

    question: Question
    mean: float | None = None
    count: int = 0
    words: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Triangulation:
    """The groups side by side: the drawing, its legend, the groups not shown yet, and the free words."""

    rows: list[VoiceRow]
    legend: list[tuple[str, Promise]]
    hidden: list[Promise]
    words: list[tuple[Promise, QuestionResult]]


def is_shown(campaign: Campaign) -> bool:
    """Whether the results of a campaign (read `with_progress`) may be seen.

    The helper's own questionnaire is no survey: the page says beforehand that their referent reads it.
    """
    if campaign.closed_on is None:
        return False
    return campaign.answered >= smallest_group(campaign)


def is_for(campaign: Campaign, user: User) -> bool:
    """Whether `user` may read the answers: the helper's own are for their referent, as the questionnaire tells them."""
    return campaign.questionnaire.audience != Audience.SELF or campaign.peer_helper.referent_id == user.pk


def smallest_group(campaign: Campaign) -> int:
    """How many answers a result needs."""
    return 1 if campaign.questionnaire.audience == Audience.SELF else campaign.centre.minimum_group


def results_of(campaign: Campaign) -> list[QuestionResult] | None:
    """The results sentence by sentence, in their order; None while they may not be seen. Three queries."""
    if not is_shown(campaign):
        return None
    least = smallest_group(campaign)
    given = Answer.objects.filter(response__campaign=campaign)
    means = {
        row["question"]: row
        for row in given.filter(value__isnull=False)
        .order_by()
        .values("question")
        .annotate(mean=Avg("value"), count=Count("response", distinct=True))
    }
    words = _words([campaign])
    return [
        _result(question, means.get(question.pk), words.get(question, []), least)
        for question in campaign.questionnaire.questions.all()
    ]


def _result(question: Question, row: dict | None, words: list[str], least: int) -> QuestionResult:
    if question.kind == QuestionKind.TEXT:
        return QuestionResult(question, words=words)
    if row is None or row["count"] < least:
        return QuestionResult(question)
    return QuestionResult(question, round(row["mean"], 2), row["count"])


def _words(campaigns: Iterable[Campaign]) -> dict[Question, list[str]]:
    """Free words by question, in their order; the random keys of the words give them an order that says nothing."""
    found: dict[Question, list[str]] = defaultdict(list)
    free = Answer.objects.filter(response__campaign__in=campaigns, question__kind=QuestionKind.TEXT)
    for answer in free.order_by("question", "id").select_related("question__questionnaire"):
        found[answer.question].append(answer.words)
    return found


def triangulate(peer_helper: PeerHelper, until: date | None = None) -> Triangulation:
    """The last closed campaign of each group (closed on `until` at the latest), criterion by criterion."""
    campaigns = _last_shown(peer_helper, until)
    seen = [audience for audience in GROUPS if audience in campaigns]
    table = [
        (criterion.label, [Voice(GROUPS[audience][0], means.get(audience)) for audience in seen])
        for criterion, means in _means(campaigns).items()
    ]
    return Triangulation(
        rows=draw_voices(table, lowest=LOWEST, highest=HIGHEST, divergence=DIVERGENCE, mirrored=get_language_bidi()),
        legend=[GROUPS[audience] for audience in seen],
        hidden=[label for audience, (_kind, label) in GROUPS.items() if audience not in campaigns],
        words=_free_words(campaigns),
    )


def _last_shown(peer_helper: PeerHelper, until: date | None) -> dict[str, Campaign]:
    closed = Campaign.objects.filter(peer_helper=peer_helper, questionnaire__audience__in=GROUPS).closed()
    if until:
        closed = closed.filter(closed_on__lte=until)
    ordered = closed.with_progress().select_related("questionnaire", "centre").order_by("closed_on", "opened_on", "pk")
    return {campaign.questionnaire.audience: campaign for campaign in ordered if is_shown(campaign)}


def _means(campaigns: dict[str, Campaign]) -> dict[Criterion, dict[str, float]]:
    """For each criterion, in their order, the mean of each group of which enough people answered."""
    if not campaigns:
        return {}
    least = max(smallest_group(campaign) for campaign in campaigns.values())
    rows = (
        Criterion.objects.filter(
            questions__answers__response__campaign__in=campaigns.values(), questions__answers__value__isnull=False
        )
        .annotate(
            audience=F("questions__questionnaire__audience"),
            mean=Avg("questions__answers__value"),
            people=Count("questions__answers__response", distinct=True),
        )
        .filter(people__gte=least)
    )
    means: dict[Criterion, dict[str, float]] = defaultdict(dict)
    for criterion in rows:
        means[criterion][criterion.audience] = round(criterion.mean, 2)
    return means


def _free_words(campaigns: dict[str, Campaign]) -> list[tuple[Promise, QuestionResult]]:
    if not campaigns:
        return []
    return [
        (GROUPS[question.questionnaire.audience][1], QuestionResult(question, words=words))
        for question, words in _words(campaigns.values()).items()
    ]

"""What waits in this room: questionnaires to answer, reviews to decide, to prepare, to read."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import Campaign, Review
from assessments.schedule import reviews_due, running_trials
from cada_peers.accounts.models import Posting, User
from cada_peers.accounts.permissions import Permission
from cada_peers.accounts.roles import RIGHTS, Role
from cada_peers.ui.dates import day
from cada_peers.ui.waiting import Counted, Lines, Waiting, provides_waiting
from peerhelpers.models import PeerHelper, Trial

SOON = timedelta(days=14)
# A review that was shared stays on the helper's first page this long.
NEWS = timedelta(days=30)


@provides_waiting
def assessments_waiting(user: User, posting: Posting) -> Lines:
    """The lines of this room. One query for each kind of line that shows more than a number, where there is one."""
    rights = RIGHTS[Role(posting.role)]
    if Permission.ANSWER_QUESTIONNAIRES in rights:
        yield Counted(_to_answer, partial(_questionnaires, user, posting))
    if Permission.DECIDE_STATUS in rights:
        yield Counted(_to_decide, _decisions)
    if Permission.WRITE_PEER_HELPERS in rights:
        yield Counted(_in_trial, partial(_reviews_to_prepare, user, posting))
    if Permission.OWN_PATHWAY in rights:
        yield Counted(_shared_lately, partial(_shared_reviews, user, posting))


def _to_answer(user: User, posting: Posting) -> QuerySet[Campaign]:
    return Campaign.objects.waiting_for(user).filter(centre=posting.centre)


def _questionnaires(user: User, posting: Posting, _number: int) -> Iterator[Waiting]:
    for campaign in _to_answer(user, posting).select_related("questionnaire"):
        yield Waiting(
            label=_("A questionnaire waits for your answer"),
            url=reverse("assessments:answer", args=[campaign.pk]),
            detail=_("%(questionnaire)s · three minutes") % {"questionnaire": campaign.questionnaire},
            pictogram="review",
        )


def _to_decide(user: User, posting: Posting) -> QuerySet[Review]:
    return Review.objects.decidable_by(user).filter(centre=posting.centre)


def _decisions(number: int) -> Waiting:
    return Waiting(
        label=ngettext("A review waits for your decision", "Reviews wait for your decision", number),
        url=reverse("assessments:reviews"),
        count=number,
        pictogram="review",
        urgency=0,
    )


def _in_trial(user: User, posting: Posting) -> QuerySet[Trial]:
    return running_trials(PeerHelper.objects.visible_to(user).filter(centre=posting.centre, referent=user))


def _reviews_to_prepare(user: User, posting: Posting, _trials: int) -> Iterator[Waiting]:
    """Which of the trials come to their review is a matter of calendar months and pauses: they are read."""
    soon = timezone.localdate() + SOON
    count = sum(due.on <= soon for due in reviews_due(_in_trial(user, posting)))
    if count:
        yield Waiting(
            label=ngettext("A review to prepare", "Reviews to prepare", count),
            url=reverse("assessments:reviews"),
            detail=_("for the peer helpers you refer"),
            count=count,
            pictogram="calendar",
        )


def _shared_lately(user: User, posting: Posting) -> QuerySet[Review]:
    since = timezone.localdate() - NEWS
    return Review.objects.shared_with(user).filter(centre=posting.centre, shared_on__gte=since)


def _shared_reviews(user: User, posting: Posting, _number: int) -> Iterator[Waiting]:
    for review in _shared_lately(user, posting):
        yield Waiting(
            label=_("Your review was shared with you"),
            url=reverse("assessments:my_review", args=[review.pk]),
            detail=day(review.held_on),
            pictogram="review",
            urgency=2,
        )

"""What waits in this room: questionnaires to answer, reviews to decide, to prepare, to read."""

from collections.abc import Iterator
from datetime import timedelta

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
from peerhelpers.models import PeerHelper

SOON = timedelta(days=14)
# A review that was shared stays on the helper's first page this long.
NEWS = timedelta(days=30)


@provides_waiting
def assessments_waiting(user: User, posting: Posting) -> Lines:
    """The lines of this room. At most three queries (management), without what is counted."""
    rights = RIGHTS[Role(posting.role)]
    if Permission.ANSWER_QUESTIONNAIRES in rights:
        yield from _questionnaires(user, posting)
    if Permission.DECIDE_STATUS in rights:
        yield from _decisions(user, posting)
    if Permission.WRITE_PEER_HELPERS in rights:
        yield from _reviews_to_prepare(user, posting)
    if Permission.OWN_PATHWAY in rights:
        yield from _shared_reviews(user, posting)


def _questionnaires(user: User, posting: Posting) -> Iterator[Waiting]:
    mine = Campaign.objects.waiting_for(user).filter(centre=posting.centre)
    for campaign in mine.select_related("questionnaire"):
        yield Waiting(
            label=_("A questionnaire waits for your answer"),
            url=reverse("assessments:answer", args=[campaign.pk]),
            detail=_("%(questionnaire)s · three minutes") % {"questionnaire": campaign.questionnaire},
            pictogram="review",
        )


def _decisions(user: User, posting: Posting) -> Iterator[Counted]:
    yield Counted(
        Review.objects.decidable_by(user).filter(centre=posting.centre),
        lambda count: Waiting(
            label=ngettext("A review waits for your decision", "Reviews wait for your decision", count),
            url=reverse("assessments:reviews"),
            count=count,
            pictogram="review",
            urgency=0,
        ),
    )


def _reviews_to_prepare(user: User, posting: Posting) -> Iterator[Waiting]:
    mine = PeerHelper.objects.visible_to(user).filter(centre=posting.centre, referent=user)
    soon = timezone.localdate() + SOON
    count = sum(due.on <= soon for due in reviews_due(running_trials(mine)))
    if count:
        yield Waiting(
            label=ngettext("A review to prepare", "Reviews to prepare", count),
            url=reverse("assessments:reviews"),
            detail=_("for the peer helpers you refer"),
            count=count,
            pictogram="calendar",
        )


def _shared_reviews(user: User, posting: Posting) -> Iterator[Waiting]:
    since = timezone.localdate() - NEWS
    for review in Review.objects.shared_with(user).filter(centre=posting.centre, shared_on__gte=since):
        yield Waiting(
            label=_("Your review was shared with you"),
            url=reverse("assessments:my_review", args=[review.pk]),
            detail=day(review.held_on),
            pictogram="review",
            urgency=2,
        )

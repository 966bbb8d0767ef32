"""What this room asks before an approval: three voices, an observed fact, a review that recommends it."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import Audience, BeneficiaryFeedback, Decision, Observation, Review
from cada_peers.accounts import kept_text
from cada_peers.accounts.permissions import Permission
from cada_peers.ui.dates import day
from peerhelpers.files.gates import Requirement, holder_of, requires_for_approval
from peerhelpers.models import PeerHelper


class Heard(NamedTuple):
    """A campaign about a helper and how far it is (None: nothing was asked); `words` and `facts` noted beside all."""

    campaign: UUID | None
    audience: str | None
    asked: int
    answered: int
    words: int
    facts: int


@requires_for_approval
def voices_heard(peer_helper: PeerHelper) -> list[Requirement]:
    """One peer, one member of the team, one person helped were heard at least, and one fact observed. One query."""
    heard = _heard_about(peer_helper)
    return [
        _questionnaire(peer_helper, _("Questionnaire of the peers"), _of(heard, Audience.PEER)),
        _questionnaire(peer_helper, _("Questionnaire of the team"), _of(heard, Audience.EMPLOYEE)),
        _people_helped(peer_helper, heard[0].words, _of(heard, Audience.BENEFICIARY)),
        _observed(peer_helper, heard[0].facts),
    ]


def _heard_about(peer_helper: PeerHelper) -> list[Heard]:
    """A row for each campaign, the last opened first; where nothing was asked, one row all the same."""
    return [Heard(*row) for row in kept_text.read(_heard_of, [peer_helper.pk])]


def _heard_of(keys: Sequence[UUID]) -> QuerySet[PeerHelper]:
    (peer_helper,) = keys
    file = PeerHelper.objects.filter(pk=peer_helper).order_by("-campaigns__opened_on")
    campaigns = file.values(campaign=F("campaigns"), audience=F("campaigns__questionnaire__audience")).annotate(
        asked=Count("campaigns__invitees", distinct=True),
        answered=Count("campaigns__responses", distinct=True),
        words=_number_of(BeneficiaryFeedback),
        facts=_number_of(Observation),
    )
    return campaigns.values_list(*Heard._fields)


def _number_of(model: type[BeneficiaryFeedback] | type[Observation]) -> Coalesce:
    """How many rows about the helper of the outer query."""
    rows = model.objects.filter(peer_helper=OuterRef("pk")).order_by().values("peer_helper")
    return Coalesce(Subquery(rows.values(number=Count("pk"))), 0)


@requires_for_approval
def review_recommends(peer_helper: PeerHelper) -> list[Requirement]:
    """A review recommends the approval, and management has not decided otherwise on it."""
    label = _("Review that recommends the status")
    favourable = next((review for review in peer_helper.reviews.all() if _is_favourable(review)), None)
    if favourable:
        return [Requirement(label, True, day(favourable.held_on))]
    url = _address("review_prepare", peer_helper.pk)
    return [Requirement(label, False, _("to prepare"), holder_of(peer_helper), url)]


def _is_favourable(review: Review) -> bool:
    return review.recommendation == Decision.APPROVE and review.decision in ("", Decision.APPROVE)


def _of(heard: list[Heard], audience: Audience) -> list[Heard]:
    """The campaigns of one group, the last opened first."""
    return [campaign for campaign in heard if campaign.audience == audience]


def _questionnaire(peer_helper: PeerHelper, label: str, campaigns: list[Heard]) -> Requirement:
    if not campaigns:
        return _line(peer_helper, label, False, _("to open"), _address("campaign_open", peer_helper.pk))
    last, met = campaigns[0], any(campaign.answered for campaign in campaigns)
    return _line(peer_helper, label, met, progress(last), _address("campaign", last.campaign))


def progress(campaign: Heard) -> str:
    """« 3 sur 6 »: how many answered, of how many asked."""
    return _("%(answered)d of %(asked)d") % {"answered": campaign.answered, "asked": campaign.asked}


def _people_helped(peer_helper: PeerHelper, words: int, campaigns: list[Heard]) -> Requirement:
    label, address = _("Words of the people helped"), _address("feedback_add", peer_helper.pk)
    said = words + sum(campaign.answered for campaign in campaigns)
    if not said:
        return _line(peer_helper, label, False, _("to ask for"), address)
    detail = ngettext("%(count)d voice", "%(count)d voices", said) % {"count": said}
    return _line(peer_helper, label, True, detail, address)


def _observed(peer_helper: PeerHelper, seen: int) -> Requirement:
    label, address = _("Observations of the team"), _address("observation_add", peer_helper.pk)
    if not seen:
        return _line(peer_helper, label, False, _("to note"), address)
    detail = ngettext("%(count)d fact", "%(count)d facts", seen) % {"count": seen}
    return _line(peer_helper, label, True, detail, address)


def _address(name: str, key: UUID | None) -> str:
    return reverse(f"assessments:{name}", args=[key])


def _line(helper: PeerHelper, label: str, met: bool, detail: str, url: str) -> Requirement:
    return Requirement(label, met, detail, holder_of(helper), url, Permission.RUN_QUESTIONNAIRES)

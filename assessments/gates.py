"""What this room asks before an approval: three voices, an observed fact, a review that recommends it."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import Audience, Campaign, Decision, Review
from cada_peers.accounts.permissions import Permission
from cada_peers.ui.dates import day
from peerhelpers.gates import Requirement, holder_of, requires_for_approval
from peerhelpers.models import PeerHelper


@requires_for_approval
def voices_heard(peer_helper: PeerHelper) -> list[Requirement]:
    """One peer, one member of the team, one person helped were heard at least, and one fact observed."""
    campaigns = list(Campaign.objects.filter(peer_helper=peer_helper).with_progress().select_related("questionnaire"))
    noted = PeerHelper.objects.filter(pk=peer_helper.pk).aggregate(
        words=Count("beneficiary_feedback", distinct=True), facts=Count("observations", distinct=True)
    )
    return [
        _questionnaire(peer_helper, _("Questionnaire of the peers"), _of(campaigns, Audience.PEER)),
        _questionnaire(peer_helper, _("Questionnaire of the team"), _of(campaigns, Audience.EMPLOYEE)),
        _people_helped(peer_helper, noted["words"], _of(campaigns, Audience.BENEFICIARY)),
        _observed(peer_helper, noted["facts"]),
    ]


@requires_for_approval
def review_recommends(peer_helper: PeerHelper) -> list[Requirement]:
    """A review recommends the approval, and management has not decided otherwise on it."""
    label = _("Review that recommends the status")
    favourable = next((review for review in peer_helper.reviews.all() if _is_favourable(review)), None)
    if favourable:
        return [Requirement(label, True, day(favourable.held_on))]
    url = _address("review_prepare", peer_helper)
    return [Requirement(label, False, _("to prepare"), holder_of(peer_helper), url)]


def _is_favourable(review: Review) -> bool:
    return review.recommendation == Decision.APPROVE and review.decision in ("", Decision.APPROVE)


def _of(campaigns: list[Campaign], audience: Audience) -> list[Campaign]:
    """The campaigns of one group, the last opened first."""
    return [campaign for campaign in campaigns if campaign.questionnaire.audience == audience]


def _questionnaire(peer_helper: PeerHelper, label: str, campaigns: list[Campaign]) -> Requirement:
    if not campaigns:
        return _line(peer_helper, label, False, _("to open"), _address("campaign_open", peer_helper))
    last, met = campaigns[0], any(campaign.answered for campaign in campaigns)
    return _line(peer_helper, label, met, progress(last), _address("campaign", last))


def progress(campaign: Campaign) -> str:
    """« 3 sur 6 »: how many answered, of how many asked."""
    return _("%(answered)d of %(asked)d") % {"answered": campaign.answered, "asked": campaign.asked}


def _people_helped(peer_helper: PeerHelper, words: int, campaigns: list[Campaign]) -> Requirement:
    label, address = _("Words of the people helped"), _address("feedback_add", peer_helper)
    said = words + sum(campaign.answered for campaign in campaigns)
    if not said:
        return _line(peer_helper, label, False, _("to ask for"), address)
    detail = ngettext("%(count)d voice", "%(count)d voices", said) % {"count": said}
    return _line(peer_helper, label, True, detail, address)


def _observed(peer_helper: PeerHelper, seen: int) -> Requirement:
    label, address = _("Observations of the team"), _address("observation_add", peer_helper)
    if not seen:
        return _line(peer_helper, label, False, _("to note"), address)
    detail = ngettext("%(count)d fact", "%(count)d facts", seen) % {"count": seen}
    return _line(peer_helper, label, True, detail, address)


def _address(name: str, about: PeerHelper | Campaign) -> str:
    return reverse(f"assessments:{name}", args=[about.pk])


def _line(helper: PeerHelper, label: str, met: bool, detail: str, url: str) -> Requirement:
    return Requirement(label, met, detail, holder_of(helper), url, Permission.RUN_QUESTIONNAIRES)

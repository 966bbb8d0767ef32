"""What this room asks before an approval: three voices, an observed fact, a review that recommends it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import Audience, Campaign, Decision, Review
from cada_peers.ui.dates import day
from peerhelpers.gates import Requirement, holder_of, requires_for_approval
from peerhelpers.models import PeerHelper


@requires_for_approval
def voices_heard(peer_helper: PeerHelper) -> list[Requirement]:
    """One peer, one member of the team, one person helped were heard at least, and one fact observed."""
    campaigns = list(
        Campaign.objects.filter(peer_helper=peer_helper).with_progress().select_related("questionnaire")
    )
    return [
        _questionnaire(peer_helper, _("Questionnaire of the peers"), _of(campaigns, Audience.PEER)),
        _questionnaire(peer_helper, _("Questionnaire of the team"), _of(campaigns, Audience.EMPLOYEE)),
        _people_helped(peer_helper, _of(campaigns, Audience.BENEFICIARY)),
        _observed(peer_helper),
    ]


@requires_for_approval
def review_recommends(peer_helper: PeerHelper) -> list[Requirement]:
    """A review recommends the approval, and management has not decided otherwise on it."""
    label = _("Review that recommends the status")
    favourable = Review.objects.filter(
        peer_helper=peer_helper, recommendation=Decision.APPROVE, decision__in=("", Decision.APPROVE)
    ).first()
    if favourable:
        return [Requirement(label, True, day(favourable.held_on))]
    url = reverse("assessments:review_prepare", args=[peer_helper.pk])
    return [Requirement(label, False, _("to prepare"), holder_of(peer_helper), url)]


def _of(campaigns: list[Campaign], audience: Audience) -> list[Campaign]:
    """The campaigns of one group, the last opened first."""
    return [campaign for campaign in campaigns if campaign.questionnaire.audience == audience]


def _questionnaire(peer_helper: PeerHelper, label: str, campaigns: list[Campaign]) -> Requirement:
    if not campaigns:
        url = reverse("assessments:campaign_open", args=[peer_helper.pk])
        return Requirement(label, False, _("to open"), holder_of(peer_helper), url)
    url = reverse("assessments:campaign", args=[campaigns[0].pk])
    met = any(campaign.answered for campaign in campaigns)
    return Requirement(label, met, progress(campaigns[0]), holder_of(peer_helper), url)


def progress(campaign: Campaign) -> str:
    """« 3 sur 6 »: how many answered, of how many asked."""
    return _("%(answered)d of %(asked)d") % {"answered": campaign.answered, "asked": campaign.asked}


def _people_helped(peer_helper: PeerHelper, campaigns: list[Campaign]) -> Requirement:
    said = peer_helper.beneficiary_feedback.count() + sum(campaign.answered for campaign in campaigns)
    detail = (
        ngettext("%(count)d voice", "%(count)d voices", said) % {"count": said} if said else _("to ask for")
    )
    url = reverse("assessments:feedback_add", args=[peer_helper.pk])
    return Requirement(_("Words of the people helped"), bool(said), detail, holder_of(peer_helper), url)


def _observed(peer_helper: PeerHelper) -> Requirement:
    seen = peer_helper.observations.count()
    detail = ngettext("%(count)d fact", "%(count)d facts", seen) % {"count": seen} if seen else _("to note")
    url = reverse("assessments:observation_add", args=[peer_helper.pk])
    return Requirement(_("Observations of the team"), bool(seen), detail, holder_of(peer_helper), url)

"""Ask some people one questionnaire about one helper; stop asking."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.actions.guard import assessed, refuse_closed_file
from assessments.events import Event
from assessments.models import Campaign, Invitee, Questionnaire
from assessments.people import may_be_asked
from cada_peers.accounts.models import User
from cada_peers.journal.record import record
from peerhelpers.models import PeerHelper


@transaction.atomic
def open_campaign(
    *, questionnaire: Questionnaire, peer_helper: PeerHelper, people: Iterable[User], by: User
) -> Campaign:
    """Open a questionnaire and invite `people`. Raises ValidationError beside `people` or for the whole."""
    helper = assessed(peer_helper, by)
    refuse_closed_file(helper)
    invited = _check_people(questionnaire, helper, people)
    campaign = Campaign(centre=helper.centre, questionnaire=questionnaire, peer_helper=helper, opened_by=by)
    campaign.full_clean()
    campaign.save()
    Invitee.objects.bulk_create(Invitee(campaign=campaign, user=user) for user in invited)
    record(Event.CAMPAIGN_OPENED, by=by, subject=campaign, amount=len(invited))
    return campaign


def _check_people(questionnaire: Questionnaire, helper: PeerHelper, people: Iterable[User]) -> set[User]:
    wanted = set(people)
    if not wanted:
        raise ValidationError({"people": _("Choose at least one person to ask.")})
    if wanted - set(may_be_asked(questionnaire, helper)):
        raise ValidationError({"people": _("This questionnaire is not for everyone you chose.")})
    return wanted


@transaction.atomic
def close_campaign(*, campaign: Campaign, by: User) -> Campaign:
    """No more answers; results are shown from now on if enough people answered.

    Closing twice changes nothing.
    """
    assessed(campaign.peer_helper, by)
    fresh = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if fresh.closed_on is None:
        fresh.closed_on = timezone.localdate()
        fresh.save(update_fields=["closed_on"])
        record(Event.CAMPAIGN_CLOSED, by=by, subject=fresh)
    return fresh

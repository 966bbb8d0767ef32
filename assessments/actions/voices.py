"""Note what staff saw, and what the people helped say."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.actions.guard import assessed, refuse_closed_file
from assessments.events import Event
from assessments.models import BeneficiaryFeedback, Criterion, Observation
from cada_peers.accounts.models import User
from cada_peers.journal.record import record
from peerhelpers.actions.guard import refuse_day_outside
from peerhelpers.models import PeerHelper


@transaction.atomic
def note_feedback(
    *,
    peer_helper: PeerHelper,
    words: str,
    by: User,
    language: str = "fr",
    translated_by: str = "",
    themes: str = "",
    said_on: date | None = None,
) -> BeneficiaryFeedback:
    """Keep the words of someone who was helped, without their name."""
    day = said_on or timezone.localdate()
    helper = _helper_on(day, peer_helper, by, field="said_on")
    feedback = BeneficiaryFeedback(
        centre=helper.centre,
        peer_helper=helper,
        words=words,
        language=language,
        translated_by=translated_by,
        themes=themes,
        said_on=day,
        collected_by=by,
    )
    feedback.full_clean()
    feedback.save()
    record(Event.FEEDBACK_NOTED, by=by, subject=feedback)
    return feedback


@transaction.atomic
def note_observation(
    *,
    peer_helper: PeerHelper,
    criterion: Criterion,
    seen: str,
    evidence: str,
    by: User,
    observed_on: date | None = None,
) -> Observation:
    """Keep what a member of staff saw: a criterion, how it shows, the fact that shows it."""
    day = observed_on or timezone.localdate()
    helper = _helper_on(day, peer_helper, by, field="observed_on")
    observation = Observation(
        centre=helper.centre,
        peer_helper=helper,
        criterion=criterion,
        seen=seen,
        evidence=evidence,
        observed_on=day,
        observed_by=by,
    )
    observation.full_clean()
    observation.save()
    record(Event.OBSERVATION_NOTED, by=by, subject=observation)
    return observation


def _helper_on(day: date, peer_helper: PeerHelper, by: User, *, field: str) -> PeerHelper:
    """The helper, locked, if `by` assesses them. Refuses a closed file and, beside `field`, a day before it opened."""
    helper = assessed(peer_helper, by)
    refuse_closed_file(helper)
    too_early = _("The person was not identified yet (%(day)s): correct the date.")
    refuse_day_outside(field, day, earliest=helper.identified_on, too_early=too_early)
    return helper

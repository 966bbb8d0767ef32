"""Prepare a review, decide on it (somebody else), share it with the helper."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.actions.guard import assessed
from assessments.events import Event
from assessments.models import Decision, Review
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from peerhelpers.actions.guard import may_carry, refuse_day_outside
from peerhelpers.actions.pathway import approve, end_status
from peerhelpers.actions.trials import extend_trial
from peerhelpers.models import PeerHelper, Trial


@transaction.atomic
def prepare_review(
    *,
    peer_helper: PeerHelper,
    month: int,
    strengths: str,
    recommendation: str,
    by: User,
    support: str = "",
    helper_words: str = "",
    held_on: date | None = None,
) -> Review:
    """Write down a review and recommend. The referent or management; during the trial; one at a time."""
    helper = assessed(peer_helper, by, Permission.VIEW_REVIEWS)
    _refuse_stranger(helper, by)
    trial = _running_trial(helper)
    day = held_on or timezone.localdate()
    too_early = _("The trial had not started yet (%(day)s): correct the date.")
    refuse_day_outside("held_on", day, earliest=trial.starts_on, too_early=too_early)
    review = Review(
        centre=helper.centre,
        peer_helper=helper,
        month=month,
        held_on=day,
        strengths=strengths,
        support=support,
        helper_words=helper_words,
        recommendation=recommendation,
        prepared_by=by,
    )
    review.full_clean()
    review.save()
    record(Event.REVIEW_PREPARED, by=by, subject=review)
    return review


@transaction.atomic
def decide(
    *,
    review: Review,
    decision: str,
    reason: str,
    by: User,
    extension_months: int | None = None,
    early_reason: str = "",
) -> Review:
    """Decide on a review, and move the pathway: approve the status, go on with the trial, or stop.

    Management, but never the one who prepared it. Raises ValidationError with a sentence, and
    `peerhelpers.files.gates.NotReady` with all that is missing when the status cannot be approved yet.
    """
    helper = assessed(review.peer_helper, by, Permission.DECIDE_STATUS)
    fresh = Review.objects.select_for_update(of=("self",)).select_related("prepared_by").get(pk=review.pk)
    if fresh.decided_on:
        raise ValidationError(_("The decision on this review has already been made."))
    _refuse_what_belongs_to_another(decision, extension_months, early_reason)
    trial = _running_trial(helper)
    fresh.decision, fresh.reason = decision, reason
    fresh.extension_months = extension_months
    fresh.decided_on, fresh.decided_by = timezone.localdate(), by
    _check_decision(fresh, trial)
    _move_pathway(fresh, helper, by, early_reason)
    fresh.save()
    record(Event.REVIEW_DECIDED, by=by, subject=fresh)
    return fresh


def _refuse_what_belongs_to_another(decision: str, months: int | None, early_reason: str) -> None:
    """What was typed for another decision is not dropped without a word: it may be the decision that is wrong."""
    wrong = {}
    if months and decision != Decision.EXTEND:
        wrong["months"] = _("Months are added only to go on with the trial: choose that, or empty this.")
    if early_reason.strip() and decision != Decision.APPROVE:
        wrong["early_reason"] = _("This is asked only to approve the status: choose that, or empty this.")
    if wrong:
        raise ValidationError(wrong)


def _check_decision(review: Review, trial: Trial) -> None:
    """The constraints of the table speak here as well: among them, nobody decides on their own review.

    Half-way, to go on needs no more months; once the planned end has come, it does.
    """
    if not review.reason.strip():
        raise ValidationError({"reason": _("A decision needs its reason.")})
    if review.decision == Decision.EXTEND and not review.extension_months and trial.is_complete():
        raise ValidationError({"months": _("Say how many months are added.")})
    review.full_clean()


def _move_pathway(review: Review, helper: PeerHelper, by: User, early_reason: str) -> None:
    if review.decision == Decision.APPROVE:
        approve(peer_helper=helper, proposed_by=review.prepared_by, by=by, early_reason=early_reason)
    elif review.decision == Decision.STOP:
        end_status(peer_helper=helper, reason=review.reason, by=by)
    elif review.extension_months:
        extend_trial(peer_helper=helper, months=review.extension_months, by=by)


@transaction.atomic
def share_review(*, review: Review, by: User) -> Review:
    """Open the decided review to the helper it is about. The referent or management.

    Sharing twice changes nothing.
    """
    helper = assessed(review.peer_helper, by, Permission.VIEW_REVIEWS)
    _refuse_stranger(helper, by)
    fresh = Review.objects.select_for_update().get(pk=review.pk)
    if not fresh.decided_on:
        raise ValidationError(_("The review waits for its decision: it is shared afterwards."))
    if fresh.shared_on is None:
        fresh.shared_on = timezone.localdate()
        fresh.save(update_fields=["shared_on"])
        record(Event.REVIEW_SHARED, by=by, subject=fresh)
    return fresh


def _refuse_stranger(helper: PeerHelper, by: User) -> None:
    if not may_carry(by, helper):
        raise PermissionDenied("carry this file")


def _running_trial(helper: PeerHelper) -> Trial:
    trial = helper.trials.filter(ended_on__isnull=True).first()
    if trial is None:
        raise ValidationError(_("A review belongs to a trial: none is running for this person."))
    return trial

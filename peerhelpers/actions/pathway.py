"""The steps of the file itself: identified, formalised, approved, ended."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cada_peers.accounts.access import require
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from cada_peers.ui.conflict import refuse_if_changed
from peerhelpers.actions.closing import close_file
from peerhelpers.actions.guard import carried, locked, refuse_day_outside, refuse_outside
from peerhelpers.events import Event
from peerhelpers.files.gates import refuse_unless_ready
from peerhelpers.models import FormalisationMeeting, PeerHelper, Status
from peerhelpers.people import members
from residents.models import Resident
from residents.staff import STAFF

# What the form of a file shows and changes.
COLUMNS = ("chosen_name", "form_of_address", "referent_id")


@transaction.atomic
def identify(*, resident: Resident, why: str, by: User) -> PeerHelper:
    """Open the file of a candidate, referred by the resident's referent (or by whoever identified them)."""
    # Two people who identify at the same time wait for each other here.
    resident = Resident.objects.select_for_update(of=("self",)).get(pk=resident.pk)
    require(by, Permission.WRITE_PEER_HELPERS, resident.centre_id)
    if not resident.is_adult():
        raise ValidationError(_("Nobody becomes a peer helper before the age of 18. Wait until then."))
    if resident.peer_helper_files.going_on().exists():
        raise ValidationError(_("This person already has a file as a peer helper: open it."))
    peer_helper = PeerHelper.objects.create(
        centre_id=resident.centre_id,
        resident=resident,
        referent_id=resident.referent_id or by.pk,
        chosen_name=resident.display_name[:40],
        why=why,
        identified_by=by,
    )
    record(Event.IDENTIFIED, by=by, subject=peer_helper)
    return peer_helper


@transaction.atomic
def change_file(
    *,
    peer_helper: PeerHelper,
    chosen_name: str,
    form_of_address: str,
    referent: User | None,
    by: User,
    seen: str | None = None,
) -> PeerHelper:
    """Change how the person is called, and who accompanies them.

    A new referent is staff of the centre: they open what is theirs alone. Raises ValidationError, and ChangedMeanwhile
    if the file was saved since the form was shown (`seen`).
    """
    peer_helper = carried(peer_helper, by)
    refuse_if_changed(peer_helper, COLUMNS, seen)
    if referent and referent.pk != peer_helper.referent_id:
        refusal = _("Choose a referent among the staff of this centre.")
        refuse_outside("referent", referent, among=members(peer_helper.centre, STAFF), refusal=refusal)
    peer_helper.chosen_name, peer_helper.form_of_address = chosen_name, form_of_address
    peer_helper.referent = referent
    peer_helper.save()
    record(Event.FILE_CHANGED, by=by, subject=peer_helper)
    return peer_helper


@transaction.atomic
def formalise(
    *,
    peer_helper: PeerHelper,
    held_on: date,
    shares: str,
    form: str,
    frame: str,
    person_present: bool,
    by: User,
) -> FormalisationMeeting:
    """Note the formalisation meeting. Held again before the papers are signed, the later one counts."""
    peer_helper = carried(peer_helper, by)
    if peer_helper.status not in {Status.CANDIDATE, Status.FORMALISED}:
        raise ValidationError(_("The meeting is noted before the papers are signed: this file is already further."))
    too_early = _("The meeting comes before the person was identified (%(day)s): correct the date.")
    refuse_day_outside("held_on", held_on, earliest=peer_helper.identified_on, too_early=too_early)
    meeting = FormalisationMeeting.objects.create(
        centre_id=peer_helper.centre_id,
        peer_helper=peer_helper,
        held_on=held_on,
        shares=shares,
        form=form,
        frame=frame,
        person_present=person_present,
        recorded_by=by,
    )
    peer_helper.status, peer_helper.formalised_on = Status.FORMALISED, held_on
    peer_helper.save()
    record(Event.FORMALISED, by=by, subject=peer_helper)
    return meeting


@transaction.atomic
def approve(*, peer_helper: PeerHelper, proposed_by: User, by: User, early_reason: str = "") -> PeerHelper:
    """Approve the status and close the trial. Raises NotReady with all that is missing.

    Nobody approves on their own proposal. A second click finds the status already approved, and says so.
    """
    peer_helper = locked(peer_helper)
    require(by, Permission.DECIDE_STATUS, peer_helper.centre_id)
    if peer_helper.status == Status.APPROVED:
        raise ValidationError(_("The status is already approved: nothing more to do here."))
    if not peer_helper.may_become(Status.APPROVED):
        raise ValidationError(_("The status is approved at the end of a trial: this file is not there."))
    if proposed_by == by:
        raise ValidationError(_("Whoever proposed the status cannot approve it: another manager decides."))
    refuse_unless_ready(peer_helper, early_reason=early_reason)
    _close_trial(peer_helper, by, early_reason)
    peer_helper.status, peer_helper.approved_on = Status.APPROVED, timezone.localdate()
    peer_helper.proposed_by, peer_helper.approved_by = proposed_by, by
    peer_helper.save()
    record(Event.APPROVED, by=by, subject=peer_helper)
    return peer_helper


def _close_trial(peer_helper: PeerHelper, by: User, early_reason: str) -> None:
    trial = peer_helper.trials.get(ended_on__isnull=True)
    if not trial.is_complete():
        trial.early_reason = early_reason
    trial.ended_on, trial.ended_by = timezone.localdate(), by
    trial.save()


@transaction.atomic
def end_status(*, peer_helper: PeerHelper, reason: str, by: User) -> PeerHelper:
    """Management ends the pathway, with a reason; missions, trial and badge end with it."""
    peer_helper = locked(peer_helper)
    require(by, Permission.DECIDE_STATUS, peer_helper.centre_id)
    if not peer_helper.is_going_on:
        raise ValidationError(_("This file is already closed."))
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason: the person has a right to know it.")})
    close_file(peer_helper=peer_helper, by=by, reason=reason)
    record(Event.STATUS_ENDED, by=by, subject=peer_helper)
    return peer_helper

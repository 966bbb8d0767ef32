"""The trial: started once the person is engaged, over several functions; extended by a decision."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cada_peers.accounts.access import require
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from peerhelpers.actions.guard import carried, locked, refuse_day_outside
from peerhelpers.events import Event
from peerhelpers.models import Function, PeerHelper, Status, Trial, TrialFunction

MOST_EXTENDED_MONTHS = 18


@transaction.atomic
def start_trial(*, peer_helper: PeerHelper, starts_on: date, functions: Iterable[Function], by: User) -> Trial:
    """Start the eighteen months over one or more functions that the centre offers."""
    peer_helper = carried(peer_helper, by)
    if peer_helper.status in {Status.IN_TRIAL, Status.APPROVED}:
        raise ValidationError(_("A trial is already running for this person: go on with that one."))
    if not peer_helper.may_become(Status.IN_TRIAL):
        raise ValidationError(_("The trial starts once the agreement and the pledge are signed."))
    too_early = _("The trial starts once the papers are signed (%(day)s): correct the date.")
    refuse_day_outside("starts_on", starts_on, earliest=peer_helper.engaged_on or starts_on, too_early=too_early)
    functions = list(functions)
    if not functions:
        raise ValidationError({"functions": _("Choose at least one function to begin with.")})
    trial = Trial.objects.create(centre=peer_helper.centre, peer_helper=peer_helper, starts_on=starts_on, started_by=by)
    TrialFunction.objects.bulk_create(
        TrialFunction(trial=trial, function=function, starts_on=starts_on) for function in functions
    )
    peer_helper.status = Status.IN_TRIAL
    peer_helper.save()
    record(Event.TRIAL_STARTED, by=by, subject=peer_helper)
    return trial


@transaction.atomic
def add_function(*, peer_helper: PeerHelper, function: Function, starts_on: date, by: User) -> TrialFunction:
    """Try one more function from a day of the running trial."""
    peer_helper = carried(peer_helper, by)
    trial = _running_trial(peer_helper)
    too_early = _("The trial had not started yet (%(day)s): correct the date.")
    refuse_day_outside("starts_on", starts_on, earliest=trial.starts_on, too_early=too_early)
    if trial.functions.filter(function=function, ends_on__isnull=True).exists():
        raise ValidationError({"function": _("This function is already being tried.")})
    tried = TrialFunction.objects.create(trial=trial, function=function, starts_on=starts_on)
    record(Event.FUNCTION_ADDED, by=by, subject=peer_helper)
    return tried


@transaction.atomic
def end_function(*, peer_helper: PeerHelper, function: Function, ends_on: date, by: User) -> TrialFunction:
    """Stop trying a function; the trial goes on with the others."""
    peer_helper = carried(peer_helper, by)
    tried = _running_trial(peer_helper).functions.filter(function=function, ends_on__isnull=True).first()
    if tried is None:
        raise ValidationError({"function": _("This function is not being tried now.")})
    too_early = _("This function began later (%(day)s): correct the date.")
    refuse_day_outside("ends_on", ends_on, earliest=tried.starts_on, too_early=too_early)
    tried.ends_on = ends_on
    tried.save()
    record(Event.FUNCTION_ENDED, by=by, subject=peer_helper)
    return tried


@transaction.atomic
def extend_trial(*, peer_helper: PeerHelper, months: int, by: User) -> Trial:
    """Add months to the running trial: eighteen at most, over the whole of it."""
    peer_helper = locked(peer_helper)
    require(by, Permission.DECIDE_STATUS, peer_helper.centre_id)
    trial = _running_trial(peer_helper)
    left = MOST_EXTENDED_MONTHS - trial.extended_months
    if not 1 <= months <= left:
        sentence = ngettext("The trial can still get %(left)d month.", "The trial can still get %(left)d months.", left)
        raise ValidationError({"months": sentence % {"left": left}})
    trial.extended_months += months
    trial.save()
    record(Event.TRIAL_EXTENDED, by=by, subject=peer_helper)
    return trial


def _running_trial(peer_helper: PeerHelper) -> Trial:
    trial = peer_helper.trials.filter(ended_on__isnull=True).first()
    if trial is None:
        raise ValidationError(_("No trial is running for this person."))
    return trial

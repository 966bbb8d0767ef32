"""The file as a picture, the line of stations and the grid of the trial: rows in, drawings out."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cada_peers.ui.dates import day
from cada_peers.ui.drawing import FunctionRow, Station, Step, TrialGrid, draw_trial, line_of_stations
from peerhelpers.files.totals import totals_of
from peerhelpers.models import PeerHelper, Trial, TrialFunction
from peerhelpers.models.trial import TRIAL_MONTHS


def stations(peer_helper: PeerHelper, *, today: date) -> list[Station]:
    """The line from « identified » to « certificate »; a closed file shows what was reached and its end."""
    steps = _steps(peer_helper, today)
    if not peer_helper.is_going_on:
        steps = [step for step in steps if step.reached_on]
        steps.append(Step(_("Stopped"), peer_helper.stopped_on))
    return line_of_stations(steps)


def _steps(peer_helper: PeerHelper, today: date) -> list[Step]:
    badges = [badge.handed_over_on for badge in peer_helper.badges.all() if badge.handed_over_on]
    certificates = [paper.issued_on for paper in peer_helper.certificates.all() if not paper.revoked_on]
    return [
        Step(_("Identified"), peer_helper.identified_on),
        Step(_("Box"), totals_of(peer_helper).first_card_on),
        Step(_("Formalised"), peer_helper.formalised_on),
        Step(_("Engaged"), peer_helper.engaged_on),
        _trial_step(current_trial(peer_helper), today),
        Step(_("Status"), peer_helper.approved_on),
        Step(_("Badge"), min(badges, default=None)),
        Step(_("Certificate"), min(certificates, default=None)),
    ]


def _trial_step(trial: Trial | None, today: date) -> Step:
    if trial is None:
        return Step(_("Trial"))
    if trial.ended_on:
        return Step(_("Trial"), trial.ended_on)
    done, planned = min(trial.months_done(today), months_planned(trial)), months_planned(trial)
    sentence = _("complete since %(day)s") if trial.is_complete(today) else _("until %(day)s")
    until = sentence % {"day": day(trial.due_on)}
    return Step(_("Trial"), note=f"{how_far(trial, today)} · {until}", progress=done / planned, mark=str(done))


def how_far(trial: Trial, today: date) -> str:
    """« 9 months of 18 », and no more than planned for a trial that lasts longer."""
    done, planned = min(trial.months_done(today), months_planned(trial)), months_planned(trial)
    words = ngettext("%(done)d month of %(planned)d", "%(done)d months of %(planned)d", done)
    return words % {"done": done, "planned": planned}


def months_planned(trial: Trial) -> int:
    """Eighteen, and those that a decision added."""
    return TRIAL_MONTHS + trial.extended_months


def current_trial(peer_helper: PeerHelper) -> Trial | None:
    """The latest trial of the file, running or ended."""
    return next(iter(peer_helper.trials.all()), None)


def trial_grid(trial: Trial, *, reviews: Iterable[date], today: date, mirrored: bool = False) -> TrialGrid:
    """Functions × months, with pauses and reviews.

    A review stands on the row of each function that was being tried on its day.
    """
    days = list(reviews)
    return draw_trial(
        [_function_row(trial, tried, days) for tried in trial.functions.all()],
        starts=trial.starts_on,
        ends=_right_edge(trial, today),
        today=today,
        pauses=[
            (pause.starts_on, pause.ends_on)
            for pause in trial.peer_helper.pauses.all()
            if pause.ends_on is None or pause.ends_on > trial.starts_on
        ],
        mirrored=mirrored,
    )


def _right_edge(trial: Trial, today: date) -> date:
    """The day of the decision; before it, the planned end, or today for a trial that lasts longer."""
    if trial.ended_on and trial.ended_on > trial.starts_on:
        return trial.ended_on
    return max(trial.due_on, today)


def _function_row(trial: Trial, tried: TrialFunction, reviews: list[date]) -> FunctionRow:
    ended = tried.ends_on or trial.ended_on
    dots = [day for day in reviews if tried.starts_on <= day and (ended is None or day <= ended)]
    return FunctionRow(tried.function.label, tried.starts_on, ended, dots)

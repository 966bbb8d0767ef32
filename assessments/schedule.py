"""When the next review of each trial is due: at 3, 6, 12 and 18 months, later when the trial was extended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.db.models import Max, QuerySet
from django.utils import timezone

from peerhelpers.models import PeerHelper, Trial
from peerhelpers.models.trial import TRIAL_MONTHS

MONTHS = (3, 6, 12, TRIAL_MONTHS)


@dataclass(frozen=True)
class Due:
    """The next review of one helper. `month`: after how many months; pauses have shifted the day."""

    peer_helper: PeerHelper
    month: int
    on: date

    @property
    def is_now(self) -> bool:
        return self.on <= timezone.localdate()

    @property
    def begins(self) -> date | None:
        """The first day of its month, to group by; None when the review is due now."""
        return None if self.is_now else self.on.replace(day=1)


def running_trials(helpers: QuerySet[PeerHelper]) -> QuerySet[Trial]:
    """The running trials of `helpers` with what `reviews_due` reads. Two queries for any number."""
    return (
        Trial.objects.filter(ended_on__isnull=True, peer_helper__in=helpers)
        .select_related("peer_helper__resident", "peer_helper__referent")
        .prefetch_related("peer_helper__pauses")
        .annotate(reviewed=Max("peer_helper__reviews__month"))
    )


def reviews_due(trials: Iterable[Trial]) -> list[Due]:
    """The next review of each of `running_trials`, the earliest first; none once the last one was held."""
    found = [due for trial in trials if (due := next_review(trial, _reviewed(trial)))]
    return sorted(found, key=lambda due: due.on)


def next_review(trial: Trial, reviewed: int) -> Due | None:
    """The review to hold after the one at `reviewed` months (0: none yet); missed ones are not caught up."""
    ahead = [month for month in _planned(trial) if month > reviewed]
    if not ahead:
        return None
    month = max((month for month in ahead if month <= trial.months_done()), default=ahead[0])
    on = trial.starts_on + relativedelta(months=month) + timedelta(days=trial.days_paused())
    return Due(trial.peer_helper, month, on)


def month_to_review(helpers: QuerySet[PeerHelper]) -> int | None:
    """The month to propose for a review held today: the one that is due, else the months done so far.

    `helpers` holds one file; None when no trial is running.
    """
    trial = running_trials(helpers).first()
    if trial is None:
        return None
    due = next_review(trial, _reviewed(trial))
    return due.month if due and due.is_now else trial.months_done()


def _reviewed(trial: Trial) -> int:
    """The last month that was reviewed, as `running_trials` counted it."""
    return vars(trial)["reviewed"] or 0


def _planned(trial: Trial) -> list[int]:
    return sorted({*MONTHS, TRIAL_MONTHS + trial.extended_months})

"""The clock of the demonstration: its past is lived again through the same actions as everyone's present.

A history written straight into the tables would go round the rules. Here each verb runs on its day, so that
rules hold, papers carry their date and the journal is filled as it would have been.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from django.db.models import DateTimeField, Model
from django.db.models.signals import pre_save
from django.utils import timezone

_real_now = timezone.now


class Clock:
    """Its hands are put on a moment; `running` makes whatever asks `django.utils.timezone` read them."""

    def __init__(self) -> None:
        self.today: date = timezone.localdate()
        self._moment = _real_now()

    def now(self) -> datetime:
        """The moment on which the hands stand (UTC). Each look moves them on: time passes between acts."""
        self._moment += timedelta(seconds=7)
        return min(self._moment, _real_now())

    @property
    def day(self) -> date:
        """The day on which the hands stand."""
        return timezone.localdate(self.now())

    def stand_at(self, moment: datetime) -> None:
        """Put the hands on a moment."""
        self._moment = moment.astimezone(UTC)

    def ago(self, *, months: int = 0, days: int = 0) -> date:
        """The working day so long before today, or the one before."""
        return working_day(self.today - relativedelta(months=months, days=days))

    def moment(self, day: date, hour: int, minute: int = 0) -> datetime:
        """An hour of a day, as it is said in the house."""
        return timezone.make_aware(datetime.combine(day, time(hour, minute)))

    @contextmanager
    def running(self) -> Iterator["Clock"]:
        """Within the block, the application reads this clock."""
        timezone.now = self.now
        pre_save.connect(self._set_default_moments)
        try:
            yield self
        finally:
            timezone.now = _real_now
            pre_save.disconnect(self._set_default_moments)

    def _set_default_moments(self, sender: type[Model], instance: Model, **kwargs: object) -> None:
        """Columns whose default is « now » took hold of the real clock when their model was read."""
        if not instance._state.adding:
            return
        for field in sender._meta.concrete_fields:
            if isinstance(field, DateTimeField) and field.default is _real_now:
                setattr(instance, field.attname, self.now())


def working_day(day: date) -> date:
    """`day`, or the Friday before it."""
    return day - timedelta(days=max(0, day.isoweekday() - 5))

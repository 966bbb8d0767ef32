"""How far a list is, in one sentence; and what to do when nothing moves."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from residents.models import Intake, IntakeState
from residents.models.intake import GOING_ON

# The worker looks for work every second, and reading twenty thousand rows takes it less than a minute.
BEGINS_WITHIN = timedelta(seconds=30)
ENDS_WITHIN = timedelta(minutes=5)


@dataclass(frozen=True)
class Progress:
    """`rows` 0: nobody can say yet how much there is. `help`: empty while all goes as it should.

    `loads_itself`: without a script the page asks again by loading itself, as long as there is something to hope for:
    a page left open must not keep the session awake.
    """

    is_going_on: bool
    loads_itself: bool
    rows: int
    done: int
    words: str
    help: str


def progress_of(intake: Intake) -> Progress:
    """What the page and its script tell of a list that the background holds."""
    is_going_on = intake.state in GOING_ON
    is_counted = intake.state == IntakeState.READING and intake.rows
    return Progress(
        is_going_on=is_going_on,
        loads_itself=is_going_on and timezone.now() - intake.begun_at <= ENDS_WITHIN,
        rows=intake.rows if is_counted else 0,
        done=intake.rows_done if is_counted else 0,
        words=_words(intake),
        help=_help(intake) if is_going_on else "",
    )


def _words(intake: Intake) -> str:
    if intake.state == IntakeState.ADDING:
        return _("Everyone is being added, all at once.")
    if intake.rows:
        return _("%(done)s rows of %(rows)s are read.") % {
            "done": _grouped(intake.rows_done),
            "rows": _grouped(intake.rows),
        }
    return _("The file has arrived. Reading begins in a moment.")


def _grouped(number: int) -> str:
    return number_format(number, force_grouping=True)


def _help(intake: Intake) -> str:
    waited = timezone.now() - intake.begun_at
    if waited > ENDS_WITHIN:
        return _(
            "This takes longer than it should: the work was probably cut short. Nobody was added. Throw this list away "
            "and import it again; if it stops again, tell whoever looks after the installation."
        )
    if waited > BEGINS_WITHIN and not intake.rows_done:
        return _(
            "Nothing has moved for a while: what works in the background seems to be stopped. Ask whoever looks after "
            "the installation to start it (manage.py db_worker). The list is safe, and goes on by itself then."
        )
    return ""

"""Work of this room that is done in the background, by `manage.py db_worker`. Tasks are given keys, never values."""

from pathlib import PurePath
from traceback import extract_tb
from types import TracebackType
from typing import Self
from uuid import UUID

from django_tasks import task

from residents.intake.steps import add_intake, fail_intake, read_intake
from residents.models import Intake
from residents.models.intake import KEPT_FOR


class TaskStopped(RuntimeError):
    """What broke a task and where, without the words of the error: they may quote somebody's name."""


class OnIntake:
    """Around the work on a list: whatever breaks, the list says so on its page, and the table of tasks keeps no value.

    The worker stores the words of an error and the system's log prints them; an error of the database quotes the row.
    """

    def __init__(self, key: str) -> None:
        self.key = UUID(key)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            return
        fail_intake(self.key)
        last = extract_tb(trace)[-1]
        raise TaskStopped(f"{kind.__name__} in {PurePath(last.filename).name}:{last.lineno}") from None


@task
def read_file(key: str) -> None:
    """Read the file of an intake."""
    with OnIntake(key) as work:
        read_intake(work.key)


@task
def add_people(key: str) -> None:
    """Add the people of an intake that was read."""
    with OnIntake(key) as work:
        add_intake(work.key)


@task
def forget_list(key: str) -> None:
    """Forget a list that nobody came back to, with all that are as old; one that went on is looked at again."""
    Intake.objects.old().delete()
    if went_on := Intake.objects.only("begun_at").filter(pk=UUID(key)).first():
        forget_later(went_on)


def forget_later(intake: Intake) -> None:
    """Have a list forgotten a day after its last step, even if no other list is ever brought.

    What does everything at once (in the tests) cannot wait for a day, and does nothing.
    """
    if forget_list.get_backend().supports_defer:
        forget_list.using(run_after=intake.begun_at + KEPT_FOR).enqueue(str(intake.pk))

"""What waits for me today: each room adds its lines, the home page shows them and nothing else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import IntegerField, QuerySet, Subquery

from cada_peers.accounts.models import Posting, User


@dataclass(frozen=True)
class Waiting:
    """One line of the home page. `urgency`: 0 = today, 1 = this week, 2 = when there is time."""

    label: str
    url: str
    detail: str = ""
    count: int | None = None
    pictogram: str = "arrow"
    urgency: int = 1


@dataclass(frozen=True)
class Counted:
    """A line that stands there only if there are `rows`: `line(number)` writes it."""

    rows: QuerySet
    line: Callable[[int], Waiting]


Lines = Iterable[Waiting | Counted]
Provider = Callable[[User, Posting], Lines]
_PROVIDERS: list[Provider] = []


def provides_waiting(provider: Provider) -> Provider:
    """Decorator: `provider(user, posting)` gives the lines of one room for the role and place of `posting`."""
    _PROVIDERS.append(provider)
    return provider


def waiting_for(user: User, posting: Posting) -> list[Waiting]:
    """Every line that waits for `user` acting in `posting`, the most urgent first."""
    lines = [line for provider in _PROVIDERS for line in provider(user, posting)]
    return sorted(written(lines, posting), key=lambda line: line.urgency)


def written(lines: Lines, posting: Posting) -> list[Waiting]:
    """The lines in their order, those that are counted written with their number. One query counts them all."""
    lines = list(lines)
    numbers = iter(_count([line.rows for line in lines if isinstance(line, Counted)], posting))
    found = (_write(line, next(numbers)) if isinstance(line, Counted) else line for line in lines)
    return [line for line in found if line]


def _write(counted: Counted, number: int) -> Waiting | None:
    return counted.line(number) if number else None


class _Count(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def _count(querysets: list[QuerySet], posting: Posting) -> list[int]:
    """How many rows each has. The row of the posting is there once: it carries the numbers."""
    if not querysets:
        return []
    counts = [_Count(rows.order_by().values("pk")) for rows in querysets]
    return list(Posting.objects.filter(pk=posting.pk).order_by().values_list(*counts).get())

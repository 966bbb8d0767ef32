"""What waits for me today: each room adds its lines, the home page shows them and nothing else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

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
    """A line that stands there only if there are `rows`, with their number; or `line(number)` writes it.

    With `tells`, `line(number, *values)`: what the first of the rows holds in these columns.
    """

    rows: QuerySet
    line: Waiting | Callable[..., Waiting]
    tells: tuple[str, ...] = ()


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
    read = iter(_read([line for line in lines if isinstance(line, Counted)], posting))
    found = (_write(line, *next(read)) if isinstance(line, Counted) else line for line in lines)
    return [line for line in found if line]


def _write(counted: Counted, number: int, *told: object) -> Waiting | None:
    if not number:
        return None
    if isinstance(counted.line, Waiting):
        return replace(counted.line, count=number)
    return counted.line(number, *told)


class _Count(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def _read(counted: list[Counted], posting: Posting) -> list[list[object]]:
    """What each has to write. The row of the posting is there once: it carries the numbers and what is told."""
    if not counted:
        return []
    asked = [_asked(line) for line in counted]
    columns = [column for columns in asked for column in columns]
    values = iter(Posting.objects.filter(pk=posting.pk).order_by().values_list(*columns).get())
    return [[next(values) for _column in columns] for columns in asked]


def _asked(line: Counted) -> list[Subquery]:
    number = _Count(line.rows.order_by().values("pk"))
    return [number, *(Subquery(line.rows.values(column)[:1]) for column in line.tells)]

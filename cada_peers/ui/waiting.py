"""What waits for me today: each room adds its lines, the home page shows them and nothing else."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from itertools import chain

from cada_peers.accounts.models import Posting, User
from cada_peers.ui.shared_sql import Rows, count


@dataclass(frozen=True)
class Waiting:
    """One line of the home page. `urgency`: 0 = today, 1 = this week, 2 = when there is time.

    `is_asked_for`: somebody wants to be heard, which comes before every paper of the same day.
    """

    label: str
    url: str
    detail: str = ""
    count: int | None = None
    pictogram: str = "arrow"
    urgency: int = 1
    is_asked_for: bool = False


@dataclass(frozen=True)
class Counted:
    """A line that stands there only if there are rows, with their number; or `line(number)` writes it, or several.

    `rows(user, posting, *of)` gives the rows: a function of its module, see `shared_sql.Rows`.
    """

    rows: Rows
    line: Waiting | Callable[[int], Waiting | Iterable[Waiting]]
    of: tuple[Hashable, ...] = ()


Lines = Iterable[Waiting | Counted]
Provider = Callable[[User, Posting], Lines]
_PROVIDERS: list[Provider] = []


def provides_waiting(provider: Provider) -> Provider:
    """Decorator: `provider(user, posting)` gives the lines of one room for the role and place of `posting`."""
    _PROVIDERS.append(provider)
    return provider


def waiting_for(user: User, posting: Posting) -> list[Waiting]:
    """Every line that waits for `user` acting in `posting`, the most urgent first."""
    lines = chain.from_iterable(provider(user, posting) for provider in _PROVIDERS)
    return sorted(written(lines, user, posting), key=lambda line: (line.urgency, not line.is_asked_for))


def written(lines: Lines, user: User, posting: Posting) -> list[Waiting]:
    """The lines in their order, those that are counted written with their number. One query counts them all."""
    lines = list(lines)
    numbers = iter(count([(line.rows, line.of) for line in lines if isinstance(line, Counted)], user, posting))
    return [said for line in lines for said in (_said(line, next(numbers)) if isinstance(line, Counted) else [line])]


def _said(counted: Counted, number: int) -> Iterable[Waiting]:
    if not number:
        return []
    if isinstance(counted.line, Waiting):
        return [replace(counted.line, count=number)]
    line = counted.line(number)
    return [line] if isinstance(line, Waiting) else line

"""What waits for me today: each room adds its lines, the home page shows them and nothing else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

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


Provider = Callable[[User, Posting], Iterable[Waiting]]
_PROVIDERS: list[Provider] = []


def provides_waiting(provider: Provider) -> Provider:
    """Decorator: `provider(user, posting)` gives the lines of one room for the role and place of `posting`."""
    _PROVIDERS.append(provider)
    return provider


def waiting_for(user: User, posting: Posting) -> list[Waiting]:
    """Every line that waits for `user` acting in `posting`, the most urgent first."""
    lines = [line for provider in _PROVIDERS for line in provider(user, posting)]
    return sorted(lines, key=lambda line: line.urgency)

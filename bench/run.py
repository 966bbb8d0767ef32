"""Measure the pages and the floor in turns, on PostgreSQL with the demonstration, and print one table.

Absolute figures drift with the machine: each page is compared with the floor of its own round.
"""

import json
import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.request import urlopen

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "cada_peers.settings"
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from cada_peers.accounts.models import User  # noqa: E402
from peerhelpers.models import PeerHelper  # noqa: E402

BIN = Path(sys.executable).parent
ROUNDS, SECONDS, WARM_UP, CONNECTIONS, WORKERS = 3, 4, 1, 4, 2
FLOOR = "floor"


@dataclass
class Page:
    """One page, as one person sees it, and what was measured."""

    name: str
    account: str
    address: str
    port: int
    cookie: str = ""
    queries: int = 1
    kilobytes: float = 0
    rates: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)


def main() -> None:
    """Load, serve, measure, tell."""
    call_command("demo", stdout=sys.stderr)
    ours, bare = free_port(), free_port()
    pages = [Page(FLOOR, "", "/", bare), *(prepare(page) for page in pages_of_the_house(ours))]
    connection.close()
    with served("cada_peers.wsgi", ours), served("bench.floor", bare):
        pages[0].kilobytes = round(len(urlopen(f"http://127.0.0.1:{bare}/").read()) / 1000, 1)
        for number in range(ROUNDS):
            print(f"round {number + 1} of {ROUNDS}", file=sys.stderr)
            measure_round(pages)
    tell(pages)


def pages_of_the_house(port: int) -> list[Page]:
    """The five busiest."""
    helper = PeerHelper.objects.select_related("resident").get(resident__account__email="paire@demo.example")
    return [
        Page("home (management)", "direction", reverse("home"), port),
        Page("residents", "social", reverse("residents:list"), port),
        Page("one resident", "social", reverse("residents:detail", args=[helper.resident_id]), port),
        Page("exchange box", "benevole", reverse("residents:box"), port),
        Page("peer helper’s page", "direction", reverse("peerhelpers:detail", args=[helper.pk]), port),
        Page("own page (peer helper)", "paire", reverse("peerhelpers:my_page"), port),
    ]


def prepare(page: Page) -> Page:
    """Sign in, and count the queries and the bytes of the page."""
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(email=f"{page.account}@demo.example"))
    client.get(page.address)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(page.address)
    if answer.status_code != 200:  # noqa: PLR2004
        raise SystemExit(f"{page.name}: {page.address} answers {answer.status_code}")
    page.queries, page.kilobytes = len(captured), round(len(answer.content) / 1000, 1)
    page.cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    return page


def measure_round(pages: list[Page]) -> None:
    """Each page once; its share is of the floor of this round."""
    floor = 0.0
    for page in pages:
        requests_a_second(page, WARM_UP)
        rate = requests_a_second(page, SECONDS)
        floor = rate if page.name == FLOOR else floor
        page.rates.append(rate)
        page.shares.append(rate / floor)


def requests_a_second(page: Page, seconds: int) -> float:
    """By wrk, from this machine to this machine."""
    command = ["wrk", "-t1", "--timeout", "10s", f"-c{CONNECTIONS}", f"-d{seconds}s", "-H", f"Cookie: {page.cookie}"]
    told = subprocess.run(  # noqa: S603
        [*command, f"http://127.0.0.1:{page.port}{page.address}"], check=True, capture_output=True, text=True
    ).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        raise SystemExit(f"{page.name}: not every answer was a page\n{told}")
    return float(re.findall(r"Requests/sec:\s+([\d.]+)", told)[0])


@contextmanager
def served(module: str, port: int) -> Iterator[None]:
    """The server of the demonstration, for the time of the block."""
    options = f"--worker-class gthread --workers {WORKERS} --threads 4 --no-control-socket --log-level warning"
    server = subprocess.Popen(  # noqa: S603
        [BIN / "gunicorn", f"{module}:application", "--bind", f"127.0.0.1:{port}", *options.split()]
    )
    try:
        wait_for(port)
        yield
    finally:
        server.terminate()
        server.wait(10)


def wait_for(port: int) -> None:
    """Until someone answers."""
    for _attempt in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the server did not start")


def free_port() -> int:
    """A port of this machine that nobody holds."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def tell(pages: list[Page]) -> None:
    """One table, and var/bench.json."""
    lines = []
    for page in pages:
        rate, share = statistics.median(page.rates), statistics.median(page.shares)
        lines.append(asdict(page) | {"rate": round(rate, 1), "share": round(share, 3)})
        del lines[-1]["cookie"], lines[-1]["port"]
    machine = {"cores": os.cpu_count(), "load": os.getloadavg(), "workers": WORKERS, "connections": CONNECTIONS}
    result = settings.VAR_DIR / "bench.json"
    result.write_text(json.dumps({"machine": machine, "pages": lines}, indent=2, ensure_ascii=False) + "\n")
    print(f"\n{'page':26}{'requests/s':>12}{'of the floor':>14}{'queries':>9}{'kB':>7}")
    for line in lines:
        print(f"{line['name']:26}{line['rate']:12.1f}{line['share']:14.1%}{line['queries']:9}{line['kilobytes']:7.1f}")
    print(f"\nPostgreSQL, {WORKERS} workers, {CONNECTIONS} connections, median of {ROUNDS} rounds; {result}")


if __name__ == "__main__":
    main()

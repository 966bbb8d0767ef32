"""A server of its own for the browser: another process, another database, the demonstration's people."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import psycopg2
from django.db import connections

from tests.architecture.source import ROOT

WITH_A_QUEUE = {"DJANGO_SETTINGS_MODULE": "tests.journeys.with_a_queue"}


@dataclass
class Server:
    """Where it answers, where it writes its mails, and the cookies of those who have signed in."""

    address: str
    var: Path
    environment: dict[str, str]
    process: subprocess.Popen | None = None
    cookies: dict[str, list] = field(default_factory=dict)

    def start(self) -> None:
        """Begin to answer, on the same port and the same database as before; in a process group of its own."""
        command = [sys.executable, "-m", "gunicorn", "cada_peers.wsgi", "--bind", self.address.removeprefix("http://")]
        options = ["--worker-class", "gthread", "--threads", "4", "--log-level", "warning", "--no-control-socket"]
        environment = self.environment | WITH_A_QUEUE
        self.process = subprocess.Popen([*command, *options], cwd=ROOT, env=environment, start_new_session=True)
        wait_until_it_answers(f"{self.address}/health", self.process)

    def kill(self) -> None:
        """End every process of it at once and without a word, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=20)

    def stop(self) -> None:
        """End it politely, if it runs."""
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=20)

    @contextmanager
    def working(self) -> Iterator[None]:
        """Beside the server, what works in the background, for as long as the block lasts."""
        command = [sys.executable, "manage.py", "db_worker", "--interval", "0.2", "--no-startup-delay"]
        environment = self.environment | WITH_A_QUEUE
        worker = subprocess.Popen([*command, "--verbosity", "0"], cwd=ROOT, env=environment)
        try:
            yield
        finally:
            worker.terminate()
            worker.wait(timeout=20)

    def last_link(self) -> str:
        """The link of the mail sent last."""
        mails = sorted((self.var / "mails").iterdir(), key=lambda path: path.stat().st_mtime)
        return re.findall(r"https?://\S+", mails[-1].read_text())[-1]


@contextmanager
def serve(var: Path) -> Iterator[Server]:
    """Load the demonstration in a fresh database of the engine under test, serve it, and leave nothing behind."""
    port = free_port()
    with a_database(var) as url:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")} | {
            "PAIRS_MODE": "test",
            "PAIRS_VAR": str(var),
            "DATABASE_URL": url,
            "PUBLIC_ADDRESS": f"http://127.0.0.1:{port}",
        }
        run = [sys.executable, "manage.py", "demo"]
        subprocess.run(run, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        server = Server(f"http://127.0.0.1:{port}", var, environment)
        try:
            server.start()
            yield server
        finally:
            server.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def a_database(var: Path) -> Iterator[str]:
    """The address of an empty database: a file, or a new one on the PostgreSQL server of the suite."""
    settings = connections["default"].settings_dict
    if settings["ENGINE"].endswith("sqlite3"):
        yield f"sqlite:///{var / 'journey.sqlite3'}"
        return
    name = f"journey_{uuid4().hex[:12]}"
    host, port, user, password = (settings[key] for key in ("HOST", "PORT", "USER", "PASSWORD"))
    with _on_the_server(host, port, user, password, f"CREATE DATABASE {name}"):
        yield f"postgres://{user}:{password}@{host}:{port}/{name}"
    with _on_the_server(host, port, user, password, f"DROP DATABASE {name} WITH (FORCE)"):
        pass


@contextmanager
def _on_the_server(host: str, port: str, user: str, password: str, statement: str) -> Iterator[None]:
    connection = psycopg2.connect(host=host, port=port, user=user, password=password, dbname="postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()
    yield


def wait_until_it_answers(address: str, process: subprocess.Popen) -> None:
    """Poll the health page for at most a minute; fail at once if the server ends."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the server did not answer at {address}")

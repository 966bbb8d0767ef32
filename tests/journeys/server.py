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

from tests.architecture.source import ROOT
from tests.demonstration import Original, environment
from tests.journeys.accessibility import Answers

WITH_A_QUEUE = {"DJANGO_SETTINGS_MODULE": "tests.journeys.with_a_queue"}


@dataclass
class Server:
    """Where it answers, where it writes its mails, the cookies of those who have signed in, which pages were well."""

    address: str
    var: Path
    environment: dict[str, str]
    process: subprocess.Popen | None = None
    cookies: dict[str, list] = field(default_factory=dict)
    answers: Answers = field(default_factory=Answers.of_this_run)

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
def serve(var: Path, original: Original) -> Iterator[Server]:
    """Serve a copy of the demonstration, on the engine under test, and leave nothing behind."""
    port = free_port()
    with original.copied(var) as place:
        public = {"PUBLIC_ADDRESS": f"http://127.0.0.1:{port}"}
        server = Server(f"http://127.0.0.1:{port}", var, environment(place, var) | public)
        try:
            server.start()
            yield server
        finally:
            server.stop()
            server.answers.keep()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


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

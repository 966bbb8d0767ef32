"""Same input, same bytes: whichever press prints, from whichever process, and nothing is left behind (31)."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import urlopen

import pytest

from cada_peers.documents import printer
from tests.architecture.source import ROOT
from tests.documents.sheets import PAPERS

SERVER = Path(__file__).with_name("printing_server.py")
STYLES = [path for path in (ROOT / "templates").rglob("*.css") if path.parent.name == "documents"]
PAPER_TEMPLATES = [
    ROOT / "templates" / "documents" / "paper.html",
    *(ROOT / "templates" / "peerhelpers" / "documents").glob("*.html"),
]


@pytest.mark.parametrize("kind", PAPERS)
def test_the_same_sheet_gives_the_same_bytes_from_another_press(kind: str) -> None:
    render, sheet = PAPERS[kind]
    first, second = render(sheet), render(sheet)
    printer._printer.stop()
    assert first == second == render(sheet)


def test_a_press_that_looks_up_no_font_before_a_fork_prints_the_same() -> None:
    """What the press turns into where Pango keeps a thread running."""
    html = "<p>Nour <b>نور</b></p>"
    ours, theirs = socket.socketpair()
    order = [sys.executable, "-s", "-P", str(printer.PRESS), "--cold"]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    with ours, subprocess.Popen(order, stdin=theirs.fileno(), env=environment):
        theirs.close()
        job, its_end = socket.socketpair()
        with job:
            socket.send_fds(ours, [b"J"], [its_end.fileno()])
            its_end.close()
            assert job.recv(1) == printer.STARTED
            request = json.dumps({"html": html, "title": "t", "language": "fr", "assets": {}}, ensure_ascii=False)
            reply = printer._exchange(job, request.encode(), time.monotonic() + 10)
        ours.close()
    assert printer._paper(reply, 0) == printer.print_pdf(html, title="t", language="fr")


@pytest.fixture
def presses() -> Iterator[set[int]]:
    """Process ids of the presses that a test saw; once its servers have ended, none of them may live on."""
    seen: set[int] = set()
    yield seen
    wait_until_gone(seen)


@pytest.fixture
def server(tmp_path: Path, presses: set[int]) -> Iterator[str]:
    """Address of a gunicorn of two processes with four threads, forked from a process that has printed."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    order = ["-m", "gunicorn", "--preload", "-w", "2", "--threads", "4", "-b", f"127.0.0.1:{port}"]
    target = "tests.documents.printing_server:application"
    log = (tmp_path / "gunicorn.log").open("wb")
    process = subprocess.Popen([sys.executable, *order, target], cwd=ROOT, stderr=log)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def fetch(address: str) -> tuple[bytes, int]:
    for _ in range(150):
        try:
            with urlopen(address, timeout=60) as answer:  # noqa: S310
                return answer.read(), int(answer.headers["X-Press"])
        except ConnectionRefusedError:
            time.sleep(0.1)
        except OSError as error:
            if not isinstance(getattr(error, "reason", None), ConnectionRefusedError):
                raise
            time.sleep(0.1)
    raise AssertionError("gunicorn does not answer")


def wait_until_gone(pids: set[int]) -> None:
    for _ in range(50):
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return
        time.sleep(0.1)
    raise AssertionError(f"a press stayed behind: {pids}")


def test_gunicorn_workers_and_threads_print_each_with_its_own_press(server: str, presses: set[int]) -> None:
    fetch(server)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(fetch, [server] * 24))
    assert len({pdf for pdf, _ in answers}) == 1
    presses.update(press for _, press in answers)
    assert 1 <= len(presses) <= 2


def test_a_program_that_prints_then_forks_leaves_no_press_behind(tmp_path: Path, presses: set[int]) -> None:
    environment = {**os.environ, "FOLDER": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, SERVER], env=environment, check=True, capture_output=True, text=True, timeout=60
    )
    pids = [int(line) for line in done.stdout.split()]
    assert len(pids) == 3, "the main program ran once, its child printed too"
    assert len(set(pids)) == 2, "the parent keeps its press, the child starts its own"
    assert (tmp_path / "parent.pdf").read_bytes() == (tmp_path / "child.pdf").read_bytes()
    presses.update(pids)


def test_every_size_of_the_style_sheets_is_looked_up_beforehand() -> None:
    source = printer.PRESS.read_text()
    warmed = {float(size) for size in re.search(r"^SIZES = \((.*)\)$", source, re.MULTILINE)[1].split(",")}
    used = {float(size) for path in STYLES for size in re.findall(r"font(?:-size)?: ([\d.]+)pt", path.read_text())}
    assert used
    assert used <= warmed


def test_the_style_sheet_and_the_press_name_the_same_fonts() -> None:
    named = re.findall(r'"(Noto Sans[^"]*)"', (ROOT / "templates" / "documents" / "paper.css").read_text())
    warmed = re.findall(r"'(Noto Sans[^']*)'", printer.PRESS.read_text())
    assert named == warmed


@pytest.mark.parametrize("path", PAPER_TEMPLATES, ids=lambda path: path.name)
def test_no_variable_stands_where_an_address_or_a_style_could(path: Path) -> None:
    assert re.findall(r"(?:src|href|style|data)=\"[^\"]*{{", path.read_text()) == []
    assert re.findall(r"\|safe|autoescape off|mark_safe", path.read_text()) == []


def test_the_press_never_loads_django() -> None:
    script = f"import sys, runpy; runpy.run_path({str(printer.PRESS)!r}); print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"

"""The one door to printed paper: HTML in, PDF out, in a process that can be killed.

The work is done by `press.py`, a process of its own that knows nothing of the application. It starts at the
first paper (or at `warm_up`), stays warm, and is replaced when it is found dead. Threads may print together.
"""

import atexit
import base64
import contextlib
import json
import logging
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)

PRESS = Path(__file__).with_name("press.py")
# Answers of the press: see `press.py`, which cannot be imported here without loading WeasyPrint.
STARTED, PRINTED, DENIED, NO_MEMORY, FAILED = b"S", b"P", b"D", b"M", b"F"
OUTCOME_BYTES = 9

START_SECONDS = 30
PRESS_SECONDS = 8
QUEUE_SECONDS = 20
AT_ONCE = max(2, os.cpu_count() or 2)

MAX_CHARACTERS = 200_000
MAX_LINE_BREAKS = 2_000
MAX_TITLE_CHARACTERS = 200
MAX_ASSET_BYTES = 2_000_000
LINE_BREAK = re.compile(r"[\n\r\v\f\x85\u2028\u2029]|<(?:br|p|li|div|tr)\b|&#", re.IGNORECASE)
CONTROL_CHARACTER = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Typed in a name, they would print the other way round whatever stands after it, up to the signature.
DIRECTION_OVERRIDE = re.compile("[\u202d\u202e]")
# What the system libraries need to find fonts; keys and passwords of the application stay here.
ENVIRONMENT = ("PATH", "HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH")


class PrintRefused(ValueError):
    """The paper asks for more than a paper may hold; the sentence says what to shorten."""


class PrintFailed(RuntimeError):
    """The paper was not printed; the sentence says what to do next."""


def print_paper(
    template: str,
    context: Mapping[str, object],
    *,
    title: str,
    language: str,
    styles: Iterable[str] = (),
    assets: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """PDF of a template that extends `documents/paper.html`, rendered in `language` (a code of `LANGUAGES`).

    `styles` are templates of style sheets, added after the shared one. Errors: as `print_pdf`.
    """
    with translation.override(language):
        html = DIRECTION_OVERRIDE.sub("", render_to_string(template, {**context, "title": title, "language": language}))
    sheets = {Path(style).name: render_to_string(style).encode() for style in ("documents/paper.css", *styles)}
    return print_pdf(html, title=title, language=language, assets={**sheets, **assets})


def print_pdf(html: str, *, title: str, language: str, assets: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """PDF/UA-1 of `html`; the same input gives the same bytes.

    `html` may refer to `asset:<name>` for each name of `assets` (css, png, svg): fetching any other address
    fails the print. `title` and `language` go into the metadata, and nothing more does.
    Raises PrintRefused before printing, PrintFailed when the press gives no paper.
    """
    refuse_excess(html, title, assets)
    contents = {name: base64.b64encode(content).decode() for name, content in sorted(assets.items())}
    request = {"html": html, "title": title, "language": language, "assets": contents}
    return _printer.print(json.dumps(request, ensure_ascii=False).encode())


def warm_up() -> None:
    """Start the press without waiting for it: a server may call this so that the first paper is quick."""
    _printer.start()


def refuse_excess(html: str, title: str, assets: Mapping[str, bytes]) -> None:
    """Raise PrintRefused for what would keep the press busy for long, or cannot be printed at all."""
    if len(html) > MAX_CHARACTERS or sum(map(len, assets.values())) > MAX_ASSET_BYTES:
        raise PrintRefused(_("This text is too long for one paper. Shorten it, then print again."))
    if len(LINE_BREAK.findall(html)) > MAX_LINE_BREAKS:
        raise PrintRefused(_("This text has too many lines for one paper. Remove lines, then print again."))
    if not title or len(title) > MAX_TITLE_CHARACTERS or CONTROL_CHARACTER.search(title):
        raise PrintRefused(_("The title of this paper cannot be printed. Write it again, on one line."))
    if re.search(r"[\ud800-\udfff]", html):
        raise PrintRefused(_("This text holds characters that cannot be printed. Type it again."))


class _Press:
    """One running press and the socket on which it takes jobs."""

    def __init__(self) -> None:
        self.control, theirs = socket.socketpair()
        environment = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-s", "-P", str(PRESS)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                cwd="/",
                # The order of sets must not change from one press to the next: same paper, same bytes.
                env={**environment, "PYTHONHASHSEED": "0", "LANG": "C.UTF-8"},
                start_new_session=True,  # Ctrl-C in a terminal is for the application
            )

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def fork(self) -> socket.socket | None:
        """A socket to a new child of the press, once it is there; None when the press does not answer."""
        job, theirs = socket.socketpair()
        job.settimeout(START_SECONDS)
        with contextlib.suppress(OSError):
            with theirs:
                socket.send_fds(self.control, [b"J"], [theirs.fileno()])
            if job.recv(1) == STARTED:
                return job
        job.close()
        return None

    def end(self) -> None:
        """Close its socket, kill it, and wait until it is gone, so that no zombie stays."""
        self.control.close()
        self.process.kill()
        self.process.wait()


class _Printer:
    """The press of this process, shared by its threads."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self.lock = threading.Lock()
        self.places = threading.BoundedSemaphore(AT_ONCE)
        self.press: _Press | None = None

    def start(self) -> _Press:
        with self.lock:
            if self.press is not None and not self.press.is_alive():
                self.press.end()
                self.press = None
            if self.press is None:
                self.press = _Press()
            return self.press

    def print(self, request: bytes) -> bytes:
        if not self.places.acquire(timeout=QUEUE_SECONDS):
            raise PrintFailed(_("Other papers are being prepared. Wait a minute, then print again."))
        try:
            return self.send(request)
        finally:
            self.places.release()

    def send(self, request: bytes) -> bytes:
        with self.open_job() as job:
            began = time.monotonic()
            reply = _exchange(job, request, began + PRESS_SECONDS + 1)
            return _paper(reply, time.monotonic() - began)

    def open_job(self) -> socket.socket:
        """A socket to a child that is ready to print; a press that has died is replaced once."""
        for _attempt in range(2):
            press = self.start()
            job = press.fork()
            if job is not None:
                return job
            self.discard(press)
        raise PrintFailed(_("This paper could not be prepared. Print again; if it lasts, the server’s log says why."))

    def discard(self, press: _Press) -> None:
        with self.lock:
            press.end()
            if self.press is press:
                self.press = None

    def forget(self) -> None:
        """In a forked process: the press belongs to the parent; it is neither ended nor waited for here."""
        if self.press is not None:
            self.press.control.close()
            self.press.process.returncode = 0
        self.begin()

    def stop(self) -> None:
        if self.press is not None:
            self.discard(self.press)


def _exchange(job: socket.socket, request: bytes, deadline: float) -> bytes:
    """Send the request, read all that comes back until the deadline; what is missing shows in the reply."""
    chunks = []
    with contextlib.suppress(OSError):
        job.settimeout(PRESS_SECONDS)
        job.sendall(request)
        job.shutdown(socket.SHUT_WR)
        while True:
            job.settimeout(max(0.01, deadline - time.monotonic()))
            chunk = job.recv(1 << 16)
            if not chunk:
                break
            chunks.append(chunk)
    return b"".join(chunks)


def _paper(reply: bytes, seconds: float) -> bytes:
    """The PDF in a whole reply; else the failure in words."""
    outcome, length, content = reply[:1], int.from_bytes(reply[1:OUTCOME_BYTES], "big"), reply[OUTCOME_BYTES:]
    if outcome == PRINTED and content and len(content) == length:
        return content
    if outcome == FAILED:
        logger.error("The press met a %s.", content.decode(errors="replace"))
    if outcome == DENIED:
        raise PrintFailed(_("This paper refers to a picture or a file outside it. Remove the address, then print."))
    if outcome == NO_MEMORY:
        raise PrintFailed(_("This paper is too heavy to print. Shorten its texts, then print again."))
    if seconds > PRESS_SECONDS / 2:
        raise PrintFailed(_("This paper takes too long to print. Shorten its texts, then print again."))
    raise PrintFailed(_("The preparation of this paper was cut short. Print again."))


_printer = _Printer()
atexit.register(_printer.stop)
os.register_at_fork(after_in_child=_printer.forget)

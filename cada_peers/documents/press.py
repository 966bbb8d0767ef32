"""The press: a process of its own, and the only module that imports WeasyPrint.

`printer.py` starts this file by its path. It sees nothing of the application: no Django, no settings, no key,
no database. It loads WeasyPrint and the fonts once, then forks a child for each paper. The child prints under
limits that the kernel keeps, answers, and ends: no paper meets what was left of another person's paper.
"""

import base64
import contextlib
import gc
import hashlib
import json
import logging
import os
import re
import resource
import select
import signal
import socket
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from weasyprint import HTML
from weasyprint.text.ffi import ffi
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

STARTED, PRINTED, DENIED, NO_MEMORY, FAILED = b"S", b"P", b"D", b"M", b"F"
CPU_SECONDS = 7
WALL_SECONDS = 8
DATA_BYTES = 300 * 2**20
ADDRESS_SPACE_BYTES = 2**30
OPEN_FILES = 128

CONTENT_TYPES = {"css": "text/css", "png": "image/png", "svg": "image/svg+xml"}
# The first use of a font at a size costs up to 20 ms: papers keep to these sizes (points), looked up at rest.
FAMILIES = (
    "'Noto Sans', 'Noto Sans Arabic', 'Noto Sans Bengali', 'Noto Sans Ethiopic', 'Noto Sans Georgian', "
    "'Noto Sans Armenian', 'Noto Sans Devanagari', 'Noto Sans Tamil', 'Noto Sans Symbols2', sans-serif"
)
SIZES = (10.5, 8.5, 11.5, 20, 22, 17, 14, 11, 10, 7)
LANGUAGES = ("fr", "en")
LATIN = "<p>é <b>é</b></p>"
# Names and languages, at the sizes where they stand. Pango remembers 256 such sets and forgets the oldest.
NAMES = "<p>نور বাংলা ትግርኛ ქართული Їжак</p><p><b>نور বাংলা ትግርኛ ქართული Їжак</b></p>"
NAME_SIZES = (10.5, 8.5, 22, 17, 14)
SAMPLES = (
    *((LANGUAGES[0], size, LATIN) for size in SIZES),
    *((LANGUAGES[0], size, NAMES) for size in NAME_SIZES),
    *((language, size, LATIN) for language in LANGUAGES[1:] for size in SIZES),
)
SAMPLE = """<html lang="{}"><body style="font: {}pt/1.5 {}">{}<ul><li>a</li></ul>
<img src="asset:dot.png" alt="."><p style="position: absolute"><i>a</i></p>"""
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABAQAAAAA3bvkkAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
DONE = object()
ARRAY_LENGTH = re.compile(r"\[\d+\]$")


class AssetFetcher(URLFetcher):
    """Gives the bytes that came with the paper, by `asset:name`, and nothing else in the world."""

    def __init__(self, assets: dict[str, bytes]) -> None:
        super().__init__(allowed_protocols={"asset"}, allow_redirects=False, fail_on_errors=True)
        self._assets = assets

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        scheme, _, name = url.partition(":")
        if scheme != "asset" or name not in self._assets:
            raise ValueError("Only the assets given with a paper can be fetched.")
        content_type = CONTENT_TYPES[name.rpartition(".")[2]]
        return URLFetcherResponse(url, self._assets[name], {"Content-Type": content_type})


def make_pdf(request: bytes, fonts: FontConfiguration) -> bytes:
    """PDF/UA-1 of a request (JSON: html, title, language, assets in base64); same request, same bytes."""
    paper = json.loads(request)
    assets = {name: base64.b64decode(content) for name, content in paper["assets"].items()}
    document = HTML(string=paper["html"], url_fetcher=AssetFetcher(assets)).render(font_config=fonts)
    metadata = document.metadata
    metadata.title, metadata.lang = paper["title"], paper["language"]
    metadata.authors, metadata.keywords, metadata.attachments, metadata.custom = [], [], [], {}
    metadata.description = metadata.generator = metadata.created = metadata.modified = None
    return document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=hashlib.sha256(request).digest()[:16])


def serve(control: socket.socket, fonts: FontConfiguration | None, chores: Iterator[None]) -> None:
    """Fork a child for each socket received on `control`, until the application is gone; chores in between.

    Without `fonts`, each child looks up its own.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the children: no zombie
    while True:
        while not is_waiting(control) and next(chores, DONE) is not DONE:
            pass
        _, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not descriptors:
            return
        with socket.socket(fileno=descriptors[0]) as job:
            is_single_threaded()
            if os.fork() == 0:
                control.close()
                answer(job, fonts or FontConfiguration())
                os._exit(0)


def is_waiting(control: socket.socket) -> bool:
    return bool(select.select([control], [], [], 0)[0])


def warm_up(fonts: FontConfiguration) -> Iterator[None]:
    """Lay out each sample, and print the first; children share the memory of what was looked up."""
    fetcher = AssetFetcher({"dot.png": base64.b64decode(DOT)})
    for number, (language, size, text) in enumerate(SAMPLES):
        html = SAMPLE.format(language, size, FAMILIES, text)
        document = HTML(string=html, url_fetcher=fetcher).render(font_config=fonts)
        if number == 0:
            document.write_pdf(pdf_variant="pdf/ua-1")
        yield
    gc.collect()
    gc.freeze()


def answer(job: socket.socket, fonts: FontConfiguration) -> None:
    """Read one request to its end, print it, reply."""
    limit_this_process()
    failed = job.dup()
    sys.excepthook = lambda kind, error, trace: reply(failed, FAILED, name_place(kind, trace))
    job.sendall(STARTED)
    request = b"".join(iter(lambda: job.recv(1 << 16), b""))
    try:
        outcome, pdf = PRINTED, make_pdf(request, fonts)
    except FatalURLFetchingError:
        outcome, pdf = DENIED, b""
    except MemoryError:
        outcome, pdf = NO_MEMORY, b""
    reply(job, outcome, pdf)


def reply(job: socket.socket, outcome: bytes, content: bytes) -> None:
    """Write the outcome, the length in eight bytes, the content: what was cut short can be told."""
    job.sendall(outcome + len(content).to_bytes(8, "big") + content)


def limit_this_process() -> None:
    """Ask the kernel to end this child past its time or memory; it writes to no file and no log."""
    signal.setitimer(signal.ITIMER_REAL, WALL_SECONDS)  # the alarm is not caught: it ends the process
    for limit, most in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_DATA, DATA_BYTES),
        (resource.RLIMIT_AS, ADDRESS_SPACE_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)  # warnings of the libraries may quote the paper


def name_place(kind: type[BaseException], trace: TracebackType | None) -> bytes:
    """Where an error was raised, for the log, without its message: that may quote the paper."""
    place = traceback.extract_tb(trace)[-1]
    return f"{kind.__name__} in {Path(place.filename).name}:{place.lineno}".encode()


def is_single_threaded(patience: float = 2.0) -> bool:
    """Wait until only the main thread is left; False if others stay, or if this system cannot tell.

    A child forked while Pango looks up fonts in a thread would wait for that thread for ever.
    """
    end = time.monotonic() + patience
    with contextlib.suppress(FileNotFoundError):
        while time.monotonic() < end:
            if len(os.listdir("/proc/self/task")) == 1:
                return True
            time.sleep(0.02)
    return False


def quicken_arrays() -> None:
    """Spare cffi the parsing of each new array length, a quarter of the time of a paper.

    `ffi.new("t[12]", twelve_values)` and `ffi.new("t[]", twelve_values)` give the same array.
    """
    make = ffi.new

    def make_array(declaration: str, *initial: object) -> object:
        if initial and isinstance(declaration, str) and isinstance(initial[0], list | tuple):
            declaration = ARRAY_LENGTH.sub("[]", declaration)
        return make(declaration, *initial)

    ffi.new = make_array


def main() -> None:
    """Serve on the socket given as standard input. With `--cold`, each child looks up its fonts itself."""
    logging.getLogger("weasyprint").addHandler(logging.NullHandler())
    logging.getLogger("weasyprint").propagate = False
    logging.getLogger("fontTools").propagate = False
    quicken_arrays()
    gc.disable()  # a child lives for one paper; the memory limit holds
    control = socket.socket(fileno=0)
    if "--cold" in sys.argv:
        return serve(control, None, iter(()))
    fonts = FontConfiguration()
    chores = warm_up(fonts)
    next(chores)
    if not is_single_threaded():
        # A version of Pango that keeps a thread: start anew, and look up nothing before a fork.
        os.execv(sys.executable, [sys.executable, "-s", "-P", __file__, "--cold"])  # noqa: S606
    return serve(control, fonts, chores)


if __name__ == "__main__":
    main()

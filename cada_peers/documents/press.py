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
import resource
import signal
import socket
import sys
import time
import traceback
from pathlib import Path
from types import TracebackType

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

STARTED, PRINTED, DENIED, NO_MEMORY, FAILED = b"S", b"P", b"D", b"M", b"F"
CPU_SECONDS = 6
WALL_SECONDS = 8
DATA_BYTES = 300 * 2**20
ADDRESS_SPACE_BYTES = 2**30
OPEN_FILES = 128

CONTENT_TYPES = {"css": "text/css", "png": "image/png", "svg": "image/svg+xml"}
# What papers are made of, in each script: printed once at the start so that no paper pays for it.
WARM_UP = """<html lang="fr"><title>.</title><body style="font-family: 'Noto Sans', 'Noto Sans Arabic',
'Noto Sans Bengali', 'Noto Sans Ethiopic', 'Noto Sans Georgian', sans-serif"><h1>Nour</h1>
<div style="display: flex"><p>é <b>é</b> <i>é</i></p><p>العربية বাংলা ትግርኛ ქართული Українська</p>
<p><b>العربية বাংলা ትግርኛ ქართული Українська</b></p></div><ul><li><a href="https://pairs.example">a</a></li></ul>
<img src="asset:dot.png" alt="."><table><tr><th>a<td>b</table>"""
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABAQAAAAA3bvkkAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="


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


def serve(control: socket.socket, fonts: FontConfiguration | None) -> None:
    """Fork a child for each socket received on `control`; end when the application is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the children: no zombie
    while True:
        _, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not descriptors:
            return
        with socket.socket(fileno=descriptors[0]) as job:
            if os.fork() == 0:
                control.close()
                answer(job, fonts or FontConfiguration())
                os._exit(0)


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
    """Write the outcome, the length in eight bytes, the content: a reply cut short can be told from a whole one."""
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


def warm_fonts() -> FontConfiguration | None:
    """Fonts already looked up, or None when Pango keeps a thread running: a fork would wait for it for ever."""
    fonts = FontConfiguration()
    request = {"html": WARM_UP, "title": ".", "language": "fr", "assets": {"dot.png": DOT}}
    make_pdf(json.dumps(request).encode(), fonts)
    return fonts if is_single_threaded() else None


def is_single_threaded(patience: float = 2.0) -> bool:
    """True once only the main thread is left; False if others stay, or if this system cannot tell."""
    end = time.monotonic() + patience
    with contextlib.suppress(FileNotFoundError):
        while time.monotonic() < end:
            if len(os.listdir("/proc/self/task")) == 1:
                return True
            time.sleep(0.02)
    return False


def main() -> None:
    """Serve on the socket given as standard input. With `--cold`, each paper looks up its fonts itself."""
    logging.getLogger("weasyprint").addHandler(logging.NullHandler())
    logging.getLogger("weasyprint").propagate = False
    logging.getLogger("fontTools").propagate = False
    cold = "--cold" in sys.argv
    fonts = None if cold else warm_fonts()
    if fonts is None and not cold:
        os.execv(sys.executable, [sys.executable, "-s", "-P", __file__, "--cold"])
    gc.collect()
    gc.freeze()  # pages of the press stay shared with its children
    gc.disable()  # a child lives for one paper; the memory limit holds
    serve(socket.socket(fileno=0), fonts)


if __name__ == "__main__":
    main()

"""A PDF fetches nothing, from the network or from the disk, whatever is written in whatever field (28)."""

import itertools
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest

from cada_peers.documents.printer import PrintFailed, PrintRefused, print_pdf
from tests.documents.sheets import BADGE, PAPERS, Sheet, ask, read_catalogue

SECRET = "canary-4f1d9c"
# {w}: an address on this machine that listens. {f}: a file that exists.
VECTORS = (
    '<img src="{w}">',
    "<img src={f}>",
    '<img srcset="{w} 2x" src={w}>',
    '<link rel="stylesheet" href="{w}">',
    '<link rel="attachment" href="{f}">',
    '<a rel="attachment" href="{f}">x</a>',
    '<style>@import url("{w}");</style>',
    '<style>@font-face {{ font-family: x; src: url("{w}") }} p {{ font-family: x }}</style>',
    '<p style="background: url({w})">x</p>',
    '<p style="background: url({f})">x</p>',
    '<ul style="list-style-image: url({w})"><li>x</ul>',
    '<style>p::before {{ content: url("{w}") }}</style><p>x</p>',
    '<p style="border-image: url({w}) 1">x</p>',
    '<object data="{w}"></object>',
    '<embed src="{f}">',
    '<base href="{w}"><img src="x.png">',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="{w}" width="9" height="9"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><use href="{f}#a"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><style>@import "{w}";</style></svg>',
    "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='{w}'/></svg>\">",
    '<img src="ftp://{host}/x">',
    "<style>@page {{ background: url({w}) }}</style>",
)


class Listener:
    """Counts whoever knocks at a port of this machine."""

    def __init__(self) -> None:
        self.door = socket.create_server(("127.0.0.1", 0))
        self.host = f"127.0.0.1:{self.door.getsockname()[1]}"
        self.hits = 0
        self.thread = threading.Thread(target=self.count, daemon=True)
        self.thread.start()

    def count(self) -> None:
        while True:
            try:
                visitor, _ = self.door.accept()
            except OSError:
                return
            self.hits += 1
            visitor.close()

    def close(self) -> None:
        self.door.shutdown(socket.SHUT_RDWR)
        self.door.close()
        self.thread.join()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


@pytest.fixture
def vectors(listener: Listener) -> Iterator[list[str]]:
    with NamedTemporaryFile("w", suffix=".svg") as canary:  # a short path: a badge holds few letters
        canary.write(f'<svg xmlns="http://www.w3.org/2000/svg"><text>{SECRET}</text></svg>')
        canary.flush()
        places = {"w": f"http://{listener.host}/1", "f": Path(canary.name).as_uri(), "host": listener.host}
        yield [vector.format(**places) for vector in VECTORS]


def text_fields(sheet: Sheet) -> list[str]:
    """Names of the fields that hold text; languages and forms of address are chosen, not written."""
    chosen = {"language", "understanding_language", "form_of_address"}
    return [
        field.name
        for field in fields(sheet)
        if isinstance(getattr(sheet, field.name), str | tuple) and field.name not in chosen
    ]


def filled(sheet: Sheet, names: tuple[str, ...], text: str) -> Sheet:
    tuples = {name for name in names if isinstance(getattr(sheet, name), tuple)}
    return replace(sheet, **{name: (text,) if name in tuples else text for name in names})


@pytest.mark.parametrize("kind", PAPERS)
def test_no_field_of_no_paper_fetches_anything(
    kind: str,
    vectors: list[str],
    listener: Listener,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    render, sheet = PAPERS[kind]
    names = text_fields(sheet)
    groups = [tuple(names)]
    if kind == "badge":  # too small for all at once
        sheet = replace(BADGE, functions=(), languages=(), valid_until=None)
        groups = [tuple(names[i::3]) for i in range(3)]
    printed = 0
    for vector, group in itertools.product(vectors, groups):
        try:
            pdf = render(filled(sheet, group, vector))
        except PrintRefused:
            continue
        printed += 1
        assert SECRET not in ask("pdftotext", pdf=pdf, folder=tmp_path)
        assert "/Names" not in read_catalogue(pdf), "something is attached"
    assert listener.hits == 0
    assert printed >= len(vectors) * len(groups) * 0.8, "what is refused before printing proves nothing"
    record_property(
        "promise 28", f"{kind}: {printed} of {len(vectors) * len(groups)} papers, {len(names)} fields, 0 hits, 0 bytes"
    )


def test_the_door_opens_to_no_address_even_in_our_own_html(
    vectors: list[str], listener: Listener, tmp_path: Path
) -> None:
    for vector in vectors:
        try:
            pdf = print_pdf(f"<p>a</p>{vector}", title="t", language="fr")
        except PrintFailed:
            continue
        assert SECRET not in ask("pdftotext", pdf=pdf, folder=tmp_path)
        assert "/Names" not in read_catalogue(pdf), "something is attached"
    assert listener.hits == 0


def test_an_asset_that_was_not_given_fails_the_print() -> None:
    with pytest.raises(PrintFailed, match="outside it"):
        print_pdf('<img src="asset:qr.png" alt="">', title="t", language="fr")


def test_the_vectors_do_knock_where_there_is_no_door(vectors: list[str], listener: Listener) -> None:
    """Otherwise the zero above would prove nothing."""
    script = "import sys, weasyprint; [weasyprint.HTML(string=v).write_pdf() for v in sys.argv[1:]]"
    subprocess.run([sys.executable, "-c", script, *vectors], check=True, capture_output=True)
    assert listener.hits >= len(vectors) / 2

"""A paper that is too heavy is refused or killed, and nobody else notices (30)."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from cada_peers.documents import printer
from cada_peers.documents.printer import PrintFailed, PrintRefused, print_pdf
from tests.documents.sheets import (
    AGREEMENT,
    BADGE,
    CERTIFICATE,
    render_agreement,
    render_badge,
    render_certificate,
)

SMALL = "<p>Nour</p>"
LINE_BREAKS = "<p>a<br>" * 20_000
# Allowed by its length, and more than twenty seconds of work: one word without end.
ENDLESS_WORD = f'<p style="overflow-wrap: anywhere">{"ع" * 190_000}</p>'
HEAVY = "<p>a</p>" * 24_000
DEEP = "<div>" * 1_900


@pytest.fixture
def no_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the counting of lines before printing had let a bomb through."""
    monkeypatch.setattr(printer, "MAX_LINE_BREAKS", 10**9)


def put(html: str) -> bytes:
    return print_pdf(html, title="t", language="fr")


def press_pid() -> int:
    put(SMALL)
    return printer._printer.press.process.pid


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.fixture
def _sleeping_press() -> Iterator[None]:
    """Ends the press of this process after a test that hurt it."""
    yield
    printer._printer.stop()


@pytest.mark.parametrize("sign", ["<br>", "\n", "\r", "\u2028", "\u0085", "&#10;", "<BR/>", "<p>"])
def test_twenty_thousand_line_breaks_are_refused_before_printing(sign: str) -> None:
    began = time.monotonic()
    with pytest.raises(PrintRefused, match="too many lines"):
        put(f"<p>{sign * 20_000}</p>")
    assert time.monotonic() - began < 1


def test_line_breaks_typed_in_a_field_are_refused_in_words() -> None:
    with pytest.raises(PrintRefused, match="too many lines"):
        render_agreement(replace(AGREEMENT, shares="a\n" * 20_000))


def test_a_text_of_one_megabyte_is_refused() -> None:
    with pytest.raises(PrintRefused, match="too long"):
        render_certificate(replace(CERTIFICATE, functions=("m" * 1_000_000,)))


@pytest.mark.parametrize("title", ["", "a\nb", "a\x00", "t" * 201])
def test_a_title_that_metadata_cannot_hold_is_refused(title: str) -> None:
    with pytest.raises(PrintRefused, match="title"):
        print_pdf(SMALL, title=title, language="fr")


def test_half_a_character_is_refused() -> None:
    with pytest.raises(PrintRefused, match="cannot be printed"):
        put("<p>\ud83d</p>")


@pytest.mark.usefixtures("no_cap")
def test_a_bomb_ends_within_ten_seconds_while_fifty_others_print(
    record_property: Callable[[str, object], None],
) -> None:
    put(SMALL)
    lasted: list[float] = []

    def explode() -> None:
        began = time.monotonic()
        with pytest.raises(PrintFailed):
            put(ENDLESS_WORD)
        lasted.append(time.monotonic() - began)

    bomb = threading.Thread(target=explode)
    bomb.start()
    others = [render_badge(BADGE) for _ in range(50)]
    bomb.join()
    assert len(set(others)) == 1
    assert lasted[0] < 10
    record_property("promise 30", f"bomb ended after {lasted[0]:.1f} s, 50 of 50 others printed")


@pytest.mark.usefixtures("no_cap")
@pytest.mark.parametrize("bomb", [LINE_BREAKS, HEAVY, DEEP], ids=["line breaks", "many blocks", "deep"])
def test_memory_and_depth_end_a_paper_and_the_next_one_prints(bomb: str) -> None:
    began = time.monotonic()
    with pytest.raises(PrintFailed):
        put(bomb[: printer.MAX_CHARACTERS])
    assert time.monotonic() - began < 10
    assert put(SMALL).startswith(b"%PDF")


def test_the_longest_allowed_texts_print(record_property: Callable[[str, object], None]) -> None:
    """The kernel ends a paper at 300 MB: one that comes out stayed below."""
    text = "Expliquer une démarche. " * 42
    longest = replace(
        AGREEMENT,
        helper_name="Abdulrahman " * 50,
        shares=text[:1000],
        form=text[:1000],
        frame="\n".join(text[:500]),
        functions=("fonction " * 13,) * 20,
        understanding_language="en",
    )
    put(SMALL)
    began = time.monotonic()
    assert render_agreement(longest).startswith(b"%PDF")
    record_property("promise 30", f"longest agreement {time.monotonic() - began:.1f} s")


@pytest.mark.usefixtures("_sleeping_press")
def test_a_press_that_was_killed_is_replaced() -> None:
    before = press_pid()
    os.kill(before, signal.SIGKILL)
    assert put(SMALL) == put(SMALL)
    assert press_pid() != before
    assert before not in children_of(os.getpid()), "the dead press was not buried"


@pytest.mark.usefixtures("no_cap", "_sleeping_press")
def test_a_paper_that_is_killed_fails_alone() -> None:
    press = press_pid()
    with ThreadPoolExecutor() as threads:
        doomed = threads.submit(put, ENDLESS_WORD)
        while not children_of(press):
            time.sleep(0.01)
        time.sleep(0.2)
        os.kill(children_of(press)[0], signal.SIGKILL)
        with pytest.raises(PrintFailed):
            doomed.result()
    assert put(SMALL).startswith(b"%PDF")
    assert press_pid() == press
    for _ in range(50):  # the last child answers a moment before it ends
        if not children_of(press):
            return
        time.sleep(0.1)
    raise AssertionError("a zombie stays under the press")


def test_threads_print_together() -> None:
    with ThreadPoolExecutor(8) as threads:
        papers = list(threads.map(put, [SMALL] * 24))
    assert len(set(papers)) == 1


def test_the_press_holds_no_secret_of_the_application() -> None:
    environment = Path(f"/proc/{press_pid()}/environ").read_bytes()
    known = {entry.partition(b"=")[0].decode() for entry in environment.split(b"\0") if entry}
    assert known <= {*printer.ENVIRONMENT, "PYTHONHASHSEED", "LANG"}

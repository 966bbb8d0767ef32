"""Send a sheet: row by row, typed, inert whatever stands in it; nothing of it stays behind, whoever stops halfway."""

import io
import os
import re
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.http import StreamingHttpResponse
from django.urls import reverse
from pytest_django import Settings
from python_calamine import CalamineWorkbook

from cada_peers.journal.models import Entry
from residents.models import Resident
from residents.record.taking_out import EACH, rows_of, titles
from residents.sheets.values import Row
from residents.sheets.writing import KINDS, file_response, workbook
from tests.cast import Cast
from tests.conftest import SignIn

WORKBOOKS = ("xlsx", "ods")
LIST = ("Text", "Number", "Part", "Day", "Yes")
VALUES = ("Leyla", 12, 1.5, date(2025, 11, 3), True)
# A sheet's own XML, as somebody might type it in place of a name.
HIDDEN = {
    "xlsx": '<r><t>a</t></r></is></c><c r="Z9"><f>1+1</f></c><c r="Y9" t="inlineStr"><is><r><t>b</t></r>',
    "ods": '</text:p></table:table-cell><table:table-cell table:formula="of:=1+1"><text:p>',
}


@pytest.fixture
def var(settings: Settings, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path


def first_sheet(content: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def read_whole(answer: StreamingHttpResponse) -> bytes:
    """As a server does: piece by piece, then closed."""
    content = b"".join(answer)
    for close in answer._resource_closers:
        close()
    return content


def sent(kind: str, rows: list[Row], names: Row = LIST) -> bytes:
    return read_whole(file_response(kind, "list", names, rows))


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_texts_numbers_and_days_keep_their_kind(var: Path, kind: str) -> None:
    assert first_sheet(sent(kind, [VALUES])) == [list(LIST), ["Leyla", 12, 1.5, date(2025, 11, 3), "True"]]


@pytest.mark.parametrize("kind", WORKBOOKS)
@pytest.mark.parametrize("place", ["title", "cell"])
def test_the_xml_of_a_sheet_typed_as_a_name_stays_a_name(var: Path, kind: str, place: str) -> None:
    rows = [(HIDDEN[kind],)] if place == "cell" else []
    content = sent(kind, rows, (HIDDEN[kind],) if place == "title" else ("Name",))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = "".join(archive.read(name).decode() for name in archive.namelist())
    assert not re.search(r"<(\w+:)?f[ >/]|\w:formula=\"", parts)
    assert str(first_sheet(content)[-1][0]).strip() == HIDDEN[kind]


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_what_xml_cannot_hold_is_left_out_and_the_sheet_opens(var: Path, kind: str) -> None:
    assert first_sheet(sent(kind, [("a\0b\x01c\ufffed\ue000",)], ("Name",)))[1] == ["abcd\ue000"]


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_the_file_has_no_name_nobody_else_reads_it_and_it_goes_with_the_answer(var: Path, kind: str) -> None:
    answer = file_response(kind, "list", LIST, [VALUES])
    file = answer.file_to_stream
    held = os.fstat(file.fileno())
    assert (held.st_nlink, held.st_mode & 0o777) == (0, 0o600)
    assert list(var.iterdir()) == []
    read_whole(answer)
    assert file.closed


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_while_it_is_written_it_lies_in_a_private_folder_and_a_failure_leaves_nothing(var: Path, kind: str) -> None:
    seen: list[int] = []

    def rows() -> Iterator[Row]:
        seen.extend(path.stat().st_mode & 0o077 for path in var.rglob("*"))
        yield VALUES
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011  (ours, without words)
        file_response(kind, "list", LIST, rows())
    assert set(seen) <= {0}
    assert list(var.iterdir()) == []


def test_what_a_killed_process_left_goes_with_the_next_list(var: Path) -> None:
    for name, hours in (("leaving-old", 2), ("leaving-now", 0)):
        (var / name).mkdir()
        (var / name / "rows").write_text("Leyla")
        os.utime(var / name, (time.time() - hours * 3600,) * 2)
    workbook("xlsx", LIST, [VALUES]).close()
    assert [path.name for path in var.iterdir()] == ["leaving-now"]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_ten_times_as_many_rows_take_no_more_memory(var: Path, kind: str) -> None:
    def peak(number: int) -> int:
        tracemalloc.start()
        answer = file_response(kind, "list", LIST, (VALUES for _row in range(number)))
        for _piece in answer:
            pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        answer.close()
        return peak

    peak(10)
    assert peak(3_000) < peak(300) + 100_000


@pytest.fixture
def crowd(cast: Cast) -> int:
    number = 2 * EACH + 1
    day = date(2025, 1, 1)
    Resident.objects.bulk_create(
        Resident(centre=cast.tilleuls, name=f"P{n}", folded=f"p{n:05}", arrived_on=day) for n in range(number)
    )
    return number


@pytest.mark.parametrize("kind", KINDS)
def test_the_people_are_read_five_hundred_at_a_time(
    var: Path, cast: Cast, crowd: int, kind: str, django_assert_num_queries: Callable[..., object]
) -> None:
    people = Resident.objects.filter(name__startswith="P")
    # Each time the people, and their languages; the last time is the one person who remains.
    with django_assert_num_queries(4):
        answer = file_response(kind, "list", titles(), rows_of(people))
        pieces = list(answer)
    assert len(pieces) > 1
    answer.close()


@pytest.mark.parametrize("kind", KINDS)
def test_the_line_is_in_the_journal_before_the_first_byte_leaves(cast: Cast, sign_in: SignIn, kind: str) -> None:
    answer = sign_in(cast.claire).post(reverse("residents:take_out"), {"kind": kind})
    [line] = Entry.objects.filter(event="residents.taken_out")
    assert b"".join(answer)
    assert (line.amount, Entry.objects.filter(actor_id=cast.claire.pk).count()) == (3, 1)

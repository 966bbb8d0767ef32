"""Bring a list in, and the same again, in an empty database that is filled here; then have lists of 200,000 refused.

`scripts/measure/import` gives the database (DATABASE_URL). The work is done as in production: queued, then done by
`db_worker`. One line for each figure; 1 if one is above what is promised.
"""

import io
import os
import re
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "cada_peers.settings"
django.setup()

import xlsxwriter  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from cada_peers.accounts.access import forget  # noqa: E402
from cada_peers.accounts.models import Centre, Operator, User  # noqa: E402
from cada_peers.accounts.roles import Role  # noqa: E402
from residents.actions import begin_intake, bring_in  # noqa: E402
from residents.models import Intake, Resident, ResidentLanguage  # noqa: E402
from residents.record.taking_out import rows_of, titles  # noqa: E402
from residents.sheets.writing import file_response  # noqa: E402
from tests.cast import a_user  # noqa: E402

PEOPLE, BAD_ONE_IN, TOO_MANY = 5_000, 33, 200_000
LARGE_LIST = 50_000
PROMISED_IN, PROMISED_OUT = 20, 5
# In MB, from 5,000 people to 50,000: what the system's own counting wavers by.
PROMISED_GROWTH = 8
HEADER = ("Nom", "Prénom", "Nom d’usage", "Date d’arrivée", "Date de sortie", "Langue(s)", "Référent·e", "Téléphone")
LANGUAGES = (
    "dari, français A2",
    "arabe, anglais B1",
    "pachto",
    "tigrinya (langue maternelle), amharique",
    "russe, français B1",
)
FIRST = date(2024, 1, 8)
# The child of a small process: the memory of this one would be counted with it.
PEAK = (
    "import resource, subprocess, sys; subprocess.run([sys.executable, '-m', 'residents.sheets.child'], "
    "stdout=subprocess.DEVNULL, check=True); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
)


def main() -> int:
    """Bring in, bring in again, take out, refuse; tell."""
    call_command("migrate", verbosity=0)
    operator = Operator.objects.create(name="Mesure")
    centre = Centre.objects.create(operator=operator, name="Mesure", public_name="Mesure", town="Ville")
    worker = a_user("mesure", Role.SOCIAL_WORKER, centre=centre)
    seconds = [brought_in(kind, centre, worker) for kind in ("xlsx", "csv")]
    crowd(LARGE_LIST, centre, worker)
    out = [taken_out(kind) for kind in ("csv", "xlsx", "ods")]
    for kind in ("csv", "xlsx"):
        refused(kind, centre, worker)
    grown = [growth(kind) for kind in ("csv", "xlsx", "ods")]
    return int(max(seconds) > PROMISED_IN or max(out) > PROMISED_OUT or max(grown) > PROMISED_GROWTH)


def crowd(number: int, centre: Centre, worker: User) -> None:
    """People straight into the database: their names and their languages."""
    people = [
        Resident(
            centre=centre, name=f"Prénom{n}", family_name="Large", arrived_on=FIRST, referent=worker, phone=f"06 {n:08}"
        )
        for n in range(number)
    ]
    Resident.objects.bulk_create(people, batch_size=500)
    spoken = [ResidentLanguage(resident=one, language=code, level="B1") for one in people for code in ("fa-AF", "fr")]
    ResidentLanguage.objects.bulk_create(spoken, batch_size=500)


def people(number: int, family: str) -> list[tuple[object, ...]]:
    """Rows of a list, three in a hundred of them bad."""
    rows: list[tuple[object, ...]] = [HEADER]
    for n in range(number):
        arrived: object = FIRST + timedelta(days=n % 700)
        if n % BAD_ONE_IN == 0:
            arrived = "bientôt"
        rows.append((family, f"Prénom{n}", "", arrived, "", LANGUAGES[n % 5], "Mesure", f"06 00 {n:06}"))
    return rows


def written(kind: str, rows: list[tuple[object, ...]]) -> bytes:
    if kind == "csv":
        return "\n".join(";".join(map(str, row)) for row in rows).encode()
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"constant_memory": True})
    sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, cell, day)
            else:
                sheet.write_string(number, column, str(cell))
    book.close()
    return content.getvalue()


def brought_in(kind: str, centre: Centre, by: User) -> float:
    """Seconds from the click on « read » to the last person added, waiting of people left out."""
    content = written(kind, people(PEOPLE, f"Famille{kind}"))
    first, reading, adding = once(content, centre, by)
    again, again_reading, _adding = once(content, centre, by)
    print(
        f"{connection.vendor} {kind}: {first.rows:,} rows in {reading + adding:.1f} s (read {reading:.1f}, added "
        f"{adding:.1f}): {first.number_added:,} in, {first.number_refused} given back; the same file again: "
        f"{again.number_added} in, {again.number_known:,} known, in {again_reading:.1f} s",
        flush=True,
    )
    return reading + adding


def once(content: bytes, centre: Centre, by: User) -> tuple[Intake, float, float]:
    began = time.perf_counter()
    intake = begin_intake(centre=centre, content=content, by=by)
    work()
    reading = time.perf_counter() - began
    intake.refresh_from_db()
    began = time.perf_counter()
    if intake.number_ready:
        bring_in(intake=intake, by=by)
        work()
    intake.refresh_from_db()
    forget(by)
    return intake, reading, time.perf_counter() - began


def work() -> None:
    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)


def taken_out(kind: str) -> float:
    """Seconds until the last byte of a file of 5,000 people."""
    residents = Resident.objects.filter(pk__in=Resident.objects.order_by("pk").values("pk")[:PEOPLE])
    began = time.perf_counter()
    response = file_response(kind, "mesure", titles(), rows_of(residents))
    size = sum(map(len, response))
    response.close()
    seconds = time.perf_counter() - began
    print(
        f"{connection.vendor} {kind}: {residents.count():,} people out in {seconds:.1f} s, {size / 1e6:.1f} MB",
        flush=True,
    )
    return seconds


def growth(kind: str) -> int:
    """How many MB more a process needs to take out 50,000 people than another one for 5,000."""
    peaks = []
    for number in (PEOPLE, LARGE_LIST):
        told = subprocess.run(  # noqa: S603
            [sys.executable, __file__, kind, str(number)], capture_output=True, check=True, cwd=ROOT, text=True
        )
        peaks.append([int(word) for word in told.stdout.split()])
    told = ", ".join(f"{rows:,} people {peak} MB ({peak - start} of them for the list)" for rows, start, peak in peaks)
    print(f"{connection.vendor} {kind}: peak memory of writing {told}", flush=True)
    return peaks[1][2] - peaks[0][2]


def only_write(kind: str, number: int) -> None:
    """Rows written, memory before and at its highest in MB: of this process, which does nothing else."""
    for size in (1, number):
        # The list of one comes first: what is loaded once is no memory of the list.
        before = highest()
        people = Resident.objects.filter(pk__in=Resident.objects.order_by("pk").values("pk")[:size])
        response = file_response(kind, "mesure", titles(), rows_of(people))
        for _piece in response:
            pass
        response.close()
    print(people.count(), before, highest())


def highest() -> int:
    """The most memory that this process ever held, in MB. What `getrusage` says begins with that of its parent."""
    return int(re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1]) // 1024


def refused(kind: str, centre: Centre, by: User) -> None:
    """Seconds until a list of 200,000 rows is refused, and the memory of the process that looks at it."""
    content = written(kind, people(TOO_MANY, "Foule"))
    intake, seconds, _adding = once(content, centre, by)
    looking = subprocess.run(  # noqa: S603
        [sys.executable, "-c", PEAK], input=content, capture_output=True, check=True, cwd=ROOT
    )
    print(
        f"{connection.vendor} {kind}: {TOO_MANY:,} rows ({len(content) / 1e6:.1f} MB) refused in {seconds:.1f} s, peak "
        f"{int(looking.stdout)} MB: {intake.problem}",
        flush=True,
    )


if __name__ == "__main__":
    if sys.argv[1:]:
        only_write(sys.argv[1], int(sys.argv[2]))
    else:
        sys.exit(main())

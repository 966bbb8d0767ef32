"""`make test`: the checks, then the whole suite on SQLite and again on PostgreSQL, and one line for each.

PostgreSQL is the server of TEST_DATABASE_URL (a role that may create databases), or a throwaway one.
"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
PYTHON = str(ROOT / ".venv" / "bin" / "python")
# Both engines at once would fight for the two cores on which the time of the suite is promised.
PYTEST = [PYTHON, "-m", "pytest", "-n", "2", "--dist", "loadgroup"]
# In a directory of its own (-t): a run that was killed does not stand in the way of the next. What a throwaway server
# holds is lost with it: it need not reach the disk.
THROWAWAY = ["pg_virtualenv", "-t", "-o", "fsync=off", "-o", "full_page_writes=off"]
# pg_virtualenv pours the server's log out when its command fails: the status is kept here instead.
STATUS = ROOT / "var" / "test-status"
# What the pages of one engine have answered need not be asked of the same pages on the other.
ANSWERS = ROOT / "var" / "test-answers.json"
IN_THERE = f"""
export DATABASE_URL="postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres"
"$@"; echo $? >"{STATUS}"
"""


@dataclass
class Run:
    """What one run of the suite gave."""

    engine: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0
    status: int = 1

    @property
    def is_fine(self) -> bool:
        return self.status == 0 and self.passed > 0 and self.failed == self.skipped == 0


def run_suite(engine: str, command: list[str], database_url: str | None) -> Run:
    """Run the suite as `command`, its words as they come; counts are read from pytest's own report."""
    report = ROOT / "var" / f"test-{engine.lower()}.xml"
    report.unlink(missing_ok=True)
    STATUS.unlink(missing_ok=True)
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment["PAIRS_ANSWERS"] = str(ANSWERS)
    if database_url:
        environment["DATABASE_URL"] = database_url
    print(f"--- {engine}", flush=True)
    began = time.monotonic()
    ran = subprocess.run([*command, f"--junitxml={report}"], cwd=ROOT, env=environment, check=False)  # noqa: S603
    run = Run(engine, seconds=time.monotonic() - began, status=ran.returncode)
    if STATUS.exists():
        run.status = int(STATUS.read_text())
    if not report.exists():
        print(f"--- {engine}: pytest was ended before it could report (status {run.status})")
        return run
    return count(run, report)


def count(run: Run, report: Path) -> Run:
    """Fill the counts of `run` from the report."""
    for suite in ElementTree.parse(report).iter("testsuite"):  # noqa: S314  (written by pytest, a moment ago)
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped = int(suite.get("skipped", 0))
        run.failed += failed
        run.skipped += skipped
        run.passed += int(suite.get("tests", 0)) - failed - skipped
    return run


def runs() -> list[Run]:
    """The suite on both engines."""
    given = os.environ.get("TEST_DATABASE_URL")
    on_postgresql = PYTEST if given else [*THROWAWAY, "sh", "-c", IN_THERE, "sh", *PYTEST]
    return [run_suite("SQLite", PYTEST, None), run_suite("PostgreSQL", on_postgresql, given)]


def main() -> int:
    """0 when every check and every test passed on both engines, the same number on each."""
    checks = subprocess.run([PYTHON, "scripts/check.py"], cwd=ROOT, check=False).returncode  # noqa: S603
    ANSWERS.unlink(missing_ok=True)
    results = runs()
    same = len({run.passed for run in results}) == 1
    print(f"\nin {', '.join(f'{run.seconds:.0f} s on {run.engine}' for run in results)}; checks failed: {checks}")
    if not same:
        print("The engines did not pass the same number of tests.")
    for run in results:
        print(f"{run.engine}: {run.passed} passed, {run.failed} failed, {run.skipped} skipped")
    return 0 if same and not checks and all(run.is_fine for run in results) else 1


if __name__ == "__main__":
    sys.exit(main())

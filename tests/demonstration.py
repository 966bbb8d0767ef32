"""The demonstration is loaded once a run, whatever the number of workers; whoever needs it takes a copy of it.

To load it costs half a minute: two years of life, each act through its own verb.
"""

import fcntl
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg2
from django.conf import settings
from django.db import connections

from tests.architecture.source import ROOT


@dataclass(frozen=True)
class Original:
    """The demonstration as it was loaded, on the engine under test. `place`: a file, or a database of the server."""

    place: str

    @contextmanager
    def copied(self, folder: Path) -> Iterator[str]:
        """A copy to write in, for as long as the block lasts: its place."""
        if is_a_file():
            copy = str(folder / "demonstration.sqlite3")
            with closing(sqlite3.connect(self.place)) as original, closing(sqlite3.connect(copy)) as written:
                original.backup(written)
            yield copy
            return
        copy = f"demonstration_{uuid4().hex[:12]}"
        on_the_server(f"CREATE DATABASE {copy} TEMPLATE {self.place}")
        try:
            yield copy
        finally:
            on_the_server(f"DROP DATABASE {copy} WITH (FORCE)")


@contextmanager
def kept_in(folder: Path) -> Iterator[Original]:
    """The original of the workers that share `folder`: the first loads it while the others wait, the last ends it."""
    holders, loaded = folder / "demonstration.holders", folder / "demonstration.loaded"
    with _locked(folder):
        if not loaded.exists():
            loaded.write_text(_load(folder))
        place = loaded.read_text()
        holders.write_text(str(_number(holders) + 1))
    try:
        yield Original(place)
    finally:
        with _locked(folder):
            holders.write_text(str(_number(holders) - 1))
            if not _number(holders):
                loaded.unlink()
                _forget(place)


def _number(file: Path) -> int:
    return int(file.read_text()) if file.exists() else 0


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _load(folder: Path) -> str:
    """Load the demonstration as `make demo` does, in a process of its own."""
    place = str(folder / "original.sqlite3") if is_a_file() else f"original_{uuid4().hex[:12]}"
    if not is_a_file():
        on_the_server(f"CREATE DATABASE {place}")
    run = [sys.executable, "manage.py", "demo"]
    subprocess.run(run, cwd=ROOT, env=environment(place, folder), check=True, stdout=subprocess.DEVNULL)
    return place


def _forget(place: str) -> None:
    if is_a_file():
        Path(place).unlink()
    else:
        on_the_server(f"DROP DATABASE {place} WITH (FORCE)")


def environment(place: str, var: Path) -> dict[str, str]:
    """What a process needs in order to work on the database `place` and to write its files in `var`."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    return ours | {
        "PAIRS_MODE": "test",
        "PAIRS_VAR": str(var),
        "DATABASE_URL": _url(place),
        # What one process writes under a key, another reads.
        "NOTES_KEY_FILE": str(settings.NOTES_KEY_FILE),
    }


def is_a_file() -> bool:
    return connections["default"].vendor == "sqlite"


def _url(place: str) -> str:
    if is_a_file():
        return f"sqlite:///{place}"
    host, port, user, password = _server()
    return f"postgres://{user}:{password}@{host}:{port}/{place}"


def _server() -> list[str]:
    return [connections["default"].settings_dict[key] for key in ("HOST", "PORT", "USER", "PASSWORD")]


def on_the_server(statement: str) -> None:
    """Say something to the PostgreSQL server of the suite, outside any transaction."""
    host, port, user, password = _server()
    with closing(psycopg2.connect(host=host, port=port, user=user, password=password, dbname="postgres")) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)

"""From the bytes of a file to rows of cells, in a process of its own; or a sentence that says what to do."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from residents.sheets.joining import Box
from residents.sheets.survey import MOST_PEOPLE
from residents.sheets.trouble import Trouble, Unreadable

Cell = str | int | float | bool | dict[str, str]
MOST_SECONDS = 60
# Keys and passwords of the application stay here.
ENVIRONMENT = ("PATH", "HOME")
KILLED = {-signal.SIGABRT, -signal.SIGKILL, -signal.SIGXCPU, -signal.SIGSEGV}

SENTENCES = {
    Trouble.EMPTY: _("This file is empty: nothing is written in it. Choose the one that holds the list."),
    Trouble.LOCKED: _("This file is protected by a password. Save a copy without the password and import that one."),
    Trouble.NOT_A_SHEET: _("This is not a sheet. Import a file .xlsx, .ods or .csv: a list with one person a line."),
    Trouble.OLD_FORMAT: _(
        "This file is in a format that is not read here. Open it in your office software, save it as .xlsx or .ods, "
        "and import that one."
    ),
    Trouble.DAMAGED: _(
        "This file is damaged: part of it cannot be read. Open it in your office software, save it again, and import "
        "the new one."
    ),
    Trouble.TOO_HEAVY: _(
        "Once unpacked, this file holds far more than a list. Copy the list alone into a new sheet and import that one."
    ),
    Trouble.TOO_MANY_ROWS: _(
        "This list has more than %(most)s rows: it is too long for one go. Cut it into several files and import them "
        "one after the other."
    ),
    Trouble.FAR_AWAY: _(
        "Something is written very far from the list (%(place)s). Delete it, or copy the list alone into a new sheet."
    ),
    Trouble.LETTERS: _(
        "The letters of this file cannot be read. In your office software, save it as “CSV UTF-8”, or as .xlsx or .ods."
    ),
    Trouble.QUOTES: _(
        'Line %(place)s cannot be cut into cells: a quotation mark (") is opened there and never closed, or a cell is '
        "far too long. Correct this line, or save the list as .xlsx or .ods."
    ),
}


@dataclass(frozen=True)
class Sheet:
    """The rows as they stand in the file, the first one included, joined cells unfolded.

    `sheets`: how many the file shows. `joined`: the boxes among the first rows (first row and column, last row and
    column, from 0); `last_joined`: the row where the last box of all begins, or -1.
    """

    kind: str
    name: str
    sheets: int
    rows: list[list[Cell]]
    joined: list[Box]
    last_joined: int


def open_sheet(content: bytes) -> Sheet:
    """The first sheet of the file that holds something. Raises Unreadable."""
    try:
        done = subprocess.run(
            [sys.executable, "-s", "-m", "residents.sheets.child"],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what it says of a broken file may quote it
            cwd=settings.BASE_DIR,
            env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ} | {"LANG": "C.UTF-8"},
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise Unreadable(Trouble.TOO_HEAVY) from late
    if done.returncode:
        raise Unreadable(Trouble.TOO_HEAVY if done.returncode in KILLED else Trouble.DAMAGED)
    answer = json.loads(done.stdout)
    if "trouble" in answer:
        raise Unreadable(Trouble(answer["trouble"]), answer["place"])
    return Sheet(**answer)


def sentence(refused: Unreadable) -> str:
    """What is wrong with the file and what to do, in the language of the moment. It quotes nothing of the file."""
    return str(SENTENCES[refused.trouble]) % {
        "place": refused.place,
        "most": number_format(MOST_PEOPLE, force_grouping=True),
    }

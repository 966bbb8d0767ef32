"""Reading a PDF as a stranger would: its words, its metadata."""

import subprocess
from pathlib import Path

HOW = {"check": True, "capture_output": True, "text": True}
# Words that must never leave the house, whatever the case; the last three are those of the tests' own places.
FORBIDDEN = (
    "cada",
    "asile",
    "asylum",
    "réfugi",
    "refug",
    "nationalit",
    "ofpra",
    "valmont",
    "association du nord",
    "@pairs",
)


def words_of(pdf: bytes, folder: Path) -> str:
    """All that `pdftotext` and `pdfinfo` say, in lower case."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    words = subprocess.run(["pdftotext", path, "-"], **HOW).stdout
    about = subprocess.run(["pdfinfo", path], **HOW).stdout
    metadata = subprocess.run(["pdfinfo", "-meta", path], **HOW).stdout
    return "\n".join((words, about, metadata)).casefold()

"""Reading a PDF as a stranger would: its words, its metadata."""

from pathlib import Path

from tests.documents.sheets import ask

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
    said = (ask("pdftotext", pdf=pdf, folder=folder), ask("pdfinfo", pdf=pdf, folder=folder))
    return "\n".join((*said, ask("pdfinfo", "-meta", pdf=pdf, folder=folder))).casefold()

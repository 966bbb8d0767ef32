"""French is complete: every string of the source stands in the catalogue, translated, none doubtful.

The extraction runs on a copy of the source, so that checking changes nothing. With `write` (`make messages`) the fresh
catalogue takes the place of the old one, to be translated: file names without line numbers, nothing obsolete.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("cada_peers", "residents", "peerhelpers", "assessments", "templates", "locale")
CATALOGUE = "locale/fr/LC_MESSAGES/django.po"
OPTIONS = ["--locale", "fr", "--add-location", "file", "--no-obsolete"]
# Each would change the catalogue at every extraction.
DATED = ('"POT-Creation-Date:', '"Report-Msgid-Bugs-To:')


def extract(folder: Path) -> Path:
    """The catalogue as a fresh extraction from the source would leave it."""
    for source in SOURCES:
        shutil.copytree(ROOT / source, folder / source, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    shutil.copy(ROOT / "manage.py", folder)
    command = [sys.executable, "manage.py", "makemessages", *OPTIONS]
    subprocess.run(  # noqa: S603
        command,
        cwd=folder,
        env={"PAIRS_MODE": "test", "PATH": "/usr/bin:/bin"},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return folder / CATALOGUE


def select(catalogue: Path, *options: str) -> list[str]:
    """The messages that `msgattrib` selects."""
    command = ["msgattrib", "--no-obsolete", "--no-wrap", *options, str(catalogue)]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    blocks = re.findall(r'^msgid ((?:".*"\n)+)', listed, flags=re.MULTILINE)
    return [words for block in blocks if (words := "".join(re.findall(r'"(.*)"', block)))]


def keep(catalogue: Path) -> None:
    """Put a fresh extraction in the place of the catalogue."""
    lines = catalogue.read_text().splitlines(keepends=True)
    catalogue.write_text("".join(line for line in lines if not line.startswith(DATED)))
    command = ["msgcat", "--width=100", "--output-file", str(ROOT / CATALOGUE), str(catalogue)]
    subprocess.run(command, check=True)  # noqa: S603


def main() -> int:
    """0 when French is complete; otherwise what is missing is printed."""
    with tempfile.TemporaryDirectory() as folder:
        catalogue = extract(Path(folder))
        if "write" in sys.argv[1:]:
            keep(catalogue)
        missing = select(catalogue, "--untranslated")
        doubtful = select(catalogue, "--only-fuzzy")
    for message in missing:
        print(f"not translated: {message}")
    for message in doubtful:
        print(f"doubtful (fuzzy): {message}")
    print(f"{len(missing)} not translated, {len(doubtful)} doubtful in {CATALOGUE}")
    return 1 if missing or doubtful else 0


if __name__ == "__main__":
    sys.exit(main())

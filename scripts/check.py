"""`make check`: style, types, migrations, translations, settings. All run; the end says what failed."""

import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PRODUCTION = {
    "PAIRS_MODE": "production",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "ALLOWED_HOSTS": "pairs.example",
    "PUBLIC_ADDRESS": "https://pairs.example",
    "NOTES_KEY_FILE": os.devnull,
    "DATABASE_URL": "sqlite://:memory:",
}
CHECKS: list[tuple[str, list[str], dict[str, str]]] = [
    ("style", ["ruff", "check", "."], {}),
    ("format", ["ruff", "format", "--check", "."], {}),
    ("templates", ["djlint", "--lint", "--quiet", "templates"], {}),
    ("types", ["mypy", "."], {"PAIRS_MODE": "test"}),
    ("migrations", ["python", "manage.py", "makemigrations", "--check", "--dry-run"], {"PAIRS_MODE": "test"}),
    ("translations", ["python", "scripts/translations.py"], {}),
    ("settings", ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
]


def passes(name: str, command: list[str], environment: dict[str, str], log: Path) -> bool:
    """Run one check; its words are shown only if it fails."""
    with log.open("w") as output:
        ran = subprocess.run(  # noqa: S603
            [BIN / command[0], *command[1:]],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if ran.returncode:
        print(f"--- {name}: {' '.join(command)}\n{log.read_text()}")
    return ran.returncode == 0


def main() -> int:
    """The number of checks that failed."""
    with tempfile.TemporaryDirectory() as folder:
        results = {
            name: passes(name, command, environment, Path(folder, name)) for name, command, environment in CHECKS
        }
    for name, fine in results.items():
        print(f"{name:14}{'ok' if fine else 'FAILED'}")
    return list(results.values()).count(False)


if __name__ == "__main__":
    sys.exit(main())

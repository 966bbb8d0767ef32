"""Reading the project's own source, for the tests that keep the house tidy."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# From the ground up: a room imports from the rooms before it, never from those after it.
ROOMS = [
    "cada_peers.database",
    "cada_peers.privacy",
    "cada_peers.accounts",
    "cada_peers.ui",
    "cada_peers.journal",
    "cada_peers.documents",
    "residents",
    "peerhelpers",
    "assessments",
    "cada_peers.demo",
]


def modules() -> Iterator[tuple[str, Path]]:
    """Every module of the application (tests and migrations left out), by dotted name."""
    for package in ("cada_peers", "residents", "peerhelpers", "assessments"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                relative = path.relative_to(ROOT).with_suffix("")
                yield ".".join(part for part in relative.parts if part != "__init__"), path


def imports_of(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that a file imports, with its line, wherever the import stands."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def room_of(module: str) -> str | None:
    """The room that a module belongs to; None for what stands outside (settings, urls, policy, libraries)."""
    return next((room for room in ROOMS if module == room or module.startswith(room + ".")), None)

"""Rows read by a query whose text was made before: Django builds and compiles it once, and asks it with other keys.

To build and compile costs many times what asking does. What is kept is text, and which column goes where: never a row,
and no key of anybody. Why nobody can see with somebody else’s eyes: docs/adr/0010.
"""

import uuid
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, connections
from django.db.models import QuerySet, UUIDField
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone
from django.utils.translation import get_language

# `build(keys, *how)`, a function of a module. It reads nothing, and no clock but the day.
Build = Callable[..., QuerySet]
# A compiled query, with its parameters in order.
Compiled = tuple[str, Sequence[Any]]


class NotShareableError(Exception):
    """A query holds something of one person, or of one moment, that could not be put in anew for the next."""


@dataclass(frozen=True)
class Place:
    """Where the key of this number belongs."""

    number: int


@dataclass(frozen=True)
class KeptText:
    """A query, how its columns become objects, its text, and its parameters with a `Place` for each key."""

    rows: QuerySet
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]

    def ask(self, keys: Sequence[UUID]) -> list[Any]:
        """The rows for these keys, at this moment."""
        known = [key_of(key) for key in keys]
        filled = self.sql, tuple(known[param.number] if isinstance(param, Place) else param for param in self.params)
        compiler: Any = copy(self.compiler)
        # Of this thread, not of the one that made the text.
        compiler.connection = connections[self.rows.db]
        compiler.as_sql = lambda *_args, **_options: filled
        rows: Any = self.rows.all()
        rows.query.get_compiler = lambda *_args, **_options: compiler
        return list(rows)


def read(build: Build, keys: Sequence[UUID], *how: Hashable) -> list[Any]:
    """The rows of `build(keys, *how)`. `how`: all but the keys, the day and the language that the text depends on.

    Raises NotShareableError for a query that holds more of somebody than `keys`, or a moment taken by Python.
    """
    text = _text(build, len(keys), how, timezone.localdate(), get_language())
    return text.ask(keys) if text else []


@lru_cache(256)
def _text(build: Build, number: int, how: tuple[Hashable, ...], _day: date, _language: str | None) -> KeptText | None:
    """Made twice, for random keys: what differs must be a key. None: there can be no row, whatever the keys."""
    refuse_closure(build)
    keys, others = ([uuid.uuid4() for _key in range(number)] for _time in range(2))
    rows = _built(build, keys, how)
    compiler, again = rows.query.get_compiler(rows.db), _built(build, others, how).query.get_compiler(rows.db)
    try:
        one, other = compiler.as_sql(), again.as_sql()
    except EmptyResultSet:
        return None
    places = {(key_of(key), key_of(others[at])): Place(at) for at, key in enumerate(keys)}
    return KeptText(rows, compiler, one[0], opened(build.__qualname__, one, other, places))


def _built(build: Build, keys: Sequence[UUID], how: tuple[Hashable, ...]) -> QuerySet:
    with reading_nothing(build.__qualname__):
        rows: Any = build(keys, *how)
    if rows._prefetch_related_lookups or rows._known_related_objects:
        raise NotShareableError(f"{build.__qualname__}: rows that are read beside these would be asked for nobody")
    return rows


def refuse_closure(build: Build) -> None:
    """Raise NotShareableError for a function that could hold somebody."""
    if "<" in build.__qualname__:
        raise NotShareableError(f"{build.__qualname__} may hold somebody: write it as a function of its module")


def opened(name: str, one: Compiled, other: Compiled, blanks: Mapping[tuple[Any, Any], Hashable]) -> tuple[Any, ...]:
    """The parameters of `one`, with a blank of `blanks` where those of `other`, made for other keys, differ."""
    (sql, params), (other_sql, other_params) = one, other
    if sql != other_sql or len(params) != len(other_params):
        raise NotShareableError(f"{name} asks something else for somebody else")
    pairs = list(zip(params, other_params, strict=True))
    strange = [pair for pair in pairs if pair[0] != pair[1] and pair not in blanks]
    if strange:
        raise NotShareableError(f"{name} holds a value of its own for each person or moment: {strange}")
    return tuple(mine if mine == theirs else blanks[mine, theirs] for mine, theirs in pairs)


@contextmanager
def reading_nothing(name: str) -> Iterator[None]:
    """Raise NotShareableError if anything is read meanwhile."""

    def refuse(_execute: object, sql: str, *_args: object) -> None:
        raise NotShareableError(f"{name} reads before it counts: {sql[:200]}")

    with connection.execute_wrapper(refuse):
        yield


def key_of(key: UUID | None) -> Any:
    """As the database wants it."""
    return UUIDField().get_db_prep_value(key, connection)

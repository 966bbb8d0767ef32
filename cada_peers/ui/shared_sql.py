"""The text of a query, made once a day for all who hold the same rights; each then asks with keys of their own.

Django needs milliseconds to build and to compile a query, and PostgreSQL to plan it; the answer takes a fraction of
that. What is kept here is text: never a row, never a number, and no key of anybody. Why nobody can see with somebody
else’s eyes: docs/adr/0010.
"""

import uuid
from collections.abc import Callable, Hashable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language

from cada_peers.accounts import kept_text
from cada_peers.accounts.access import active_postings, rights_of
from cada_peers.accounts.kept_text import Compiled, key_of, opened, reading_nothing, refuse_closure
from cada_peers.accounts.models import Centre, Posting, User
from cada_peers.accounts.permissions import Permission

# `rows(user, posting, *of)`, a function of a module. Of `user` it knows the key and the rights in the centre of
# `posting`; of `posting` the role and the key of the centre. It reads nothing, and no clock but the day (a moment is
# `Now()`, which the database reads).
Rows = Callable[..., QuerySet]
# `rows`, and what it is called `of`.
Question = tuple[Rows, tuple[Hashable, ...]]


class Blank(Enum):
    """What is left open in a text: the key of whoever asks, and of the centre in which they act."""

    USER = "$1"
    CENTRE = "$2"


Keys = Mapping[Blank, Any]


@dataclass(frozen=True)
class Shape:
    """Everything but the two keys that a query may depend on."""

    role: str
    rights: frozenset[Permission]
    day: date
    language: str | None

    @classmethod
    def of(cls, user: User, posting: Posting) -> "Shape":
        """What `user` may do in the centre of `posting` at this moment, by their rights of today."""
        held = rights_of(user).items()
        rights = frozenset(permission for permission, centres in held if posting.centre_id in centres)
        return cls(posting.role, rights, timezone.localdate(), get_language())


@dataclass(frozen=True)
class Statement:
    """`sql` with its parameters in order; a `Blank` stands where a key belongs."""

    sql: str
    params: tuple[Any, ...]

    @cached_property
    def name(self) -> str:
        """The same for the same text and parameters, on every connection."""
        return f"shared_{sha256(repr((self.sql, self.params)).encode()).hexdigest()[:32]}"

    def filled(self, keys: Keys) -> list[Any]:
        return [keys[param] if isinstance(param, Blank) else param for param in self.params]

    def prepared(self) -> tuple[str, list[Any]]:
        """The text with its blanks numbered, and the other parameters."""
        first, *rest = self.sql.split("%s")
        marks = (param.value if isinstance(param, Blank) else "%s" for param in self.params)
        text = first + "".join(mark + piece for mark, piece in zip(marks, rest, strict=True))
        return text, [param for param in self.params if not isinstance(param, Blank)]


def count(questions: Sequence[Question], user: User, posting: Posting) -> Sequence[int]:
    """How many rows each question has for `user` acting in `posting`, at this moment, in one query."""
    if not questions:
        return ()
    statement = counting(tuple(questions), Shape.of(user, posting))
    keys = _keys_of(user, posting)
    with connection.cursor() as cursor:
        # A plan is worth keeping where connections are kept (and no pool hands them from one to another).
        if connection.vendor == "postgresql" and connection.settings_dict["CONN_MAX_AGE"]:
            _prepare(cursor, statement)
            cursor.execute(f"EXECUTE {statement.name} (%s, %s)", [keys[Blank.USER], keys[Blank.CENTRE]])
        else:
            cursor.execute(statement.sql, statement.filled(keys))
        return cursor.fetchone()


# What each connection to PostgreSQL has prepared; it goes with the connection.
_PREPARED: MutableMapping[object, set[str]] = WeakKeyDictionary()


def _prepare(cursor: CursorWrapper, statement: Statement) -> None:
    known = _PREPARED.setdefault(connection.connection, set())
    if statement.name not in known:
        text, params = statement.prepared()
        cursor.execute(f"PREPARE {statement.name} (uuid, uuid) AS {text}", params)
        known.add(statement.name)


@lru_cache(128)
def counting(questions: tuple[Question, ...], shape: Shape) -> Statement:
    """The one statement that counts the rows of all `questions` for anyone of this `shape`."""
    counted = [_shared(*question, shape) for question in questions]
    columns = ", ".join(one.sql for one in counted)
    return Statement(f"SELECT {columns}", tuple(param for one in counted for param in one.params))


def _shared(rows: Rows, of: tuple[Hashable, ...], shape: Shape) -> Statement:
    """The text is made twice, for two people who do not exist, and must be the same but for their keys."""
    refuse_closure(rows)
    (one, keys), (other, other_keys) = (_made(rows, of, shape) for _time in range(2))
    blanks = {(keys[blank], other_keys[blank]): blank for blank in Blank}
    return Statement(one[0], opened(rows.__qualname__, one, other, blanks))


def _made(rows: Rows, of: tuple[Hashable, ...], shape: Shape) -> tuple[Compiled, Keys]:
    user, posting = _nobody(shape, uuid.uuid4(), uuid.uuid4())
    keys = _keys_of(user, posting)
    with reading_nothing(rows.__qualname__):
        try:
            sql, params = rows(user, posting, *of).order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            return ("0", ()), keys
    return (f"(SELECT COUNT(*) FROM ({sql}) counted)", params), keys  # noqa: S608  (Django wrote it)


def _nobody(shape: Shape, user_key: UUID, centre_key: UUID) -> tuple[User, Posting]:
    """Someone of this shape, in a centre, of whom only the keys are known: anything else has to be read, and fails."""
    user = User.from_db(None, ["id"], [user_key])
    centre = Centre.from_db(None, ["id"], [centre_key])
    posting = Posting.from_db(None, ["role"], [shape.role])
    posting.user, posting.centre = user, centre
    user._active_postings = [posting]
    user._rights = {permission: frozenset({centre.pk}) for permission in shape.rights}
    return user, posting


def _keys_of(user: User, posting: Posting) -> Keys:
    """As the database wants them."""
    return {Blank.USER: key_of(user.pk), Blank.CENTRE: key_of(posting.centre_id)}


# `rows(user, *keys)`, a function of a module, on the same terms as `Rows`.
RowsOf = Callable[..., QuerySet]


def read(rows: RowsOf, user: User, *keys: UUID) -> list[Any]:
    """The rows of `rows(user, *keys)`, by a text that is kept for all who hold the same rights.

    That is for whoever has one place, and in a centre: all that they may do, they may do there. Anybody else’s text
    would hold the keys of several places; it is made at each visit, as it was before.
    """
    places = active_postings(user)
    if len(places) != 1 or places[0].centre_id is None:
        return list(rows(user, *keys))
    return kept_text.read(_by_nobody, (user.pk, places[0].centre_id, *keys), rows, Shape.of(user, places[0]))


def read_or_404(rows: RowsOf, user: User, *keys: UUID) -> Any:
    """The first of them, or Http404."""
    found = read(rows, user, *keys)
    if not found:
        raise Http404
    return found[0]


def _by_nobody(keys: Sequence[UUID], rows: RowsOf, shape: Shape) -> QuerySet:
    refuse_closure(rows)
    user, _posting = _nobody(shape, *keys[:2])
    return rows(user, *keys[2:])

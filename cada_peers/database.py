"""Rules that the database itself keeps, on both engines: migration operations that put triggers in place.

Constraints say what a row may be; these triggers say what may be *done* to a row (never changed, never removed, only
moved along a map), whoever asks: the ORM, a shell, raw SQL.
"""

from collections.abc import Mapping

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps


def refuse(*, name: str, table: str, event: str, message: str, when: str | Mapping[str, str] = "1=1") -> RunPython:
    """A migration operation: `event` (INSERT, UPDATE or DELETE) on a row of `table` fails with `message`.

    `when`: an SQL condition on OLD and NEW, one for both engines or one for each ("sqlite", "postgresql").
    """

    def put(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        vendor = editor.connection.vendor
        condition = when if isinstance(when, str) else when[vendor]
        for statement in _STATEMENTS[vendor](name, table, event, message, condition):
            editor.execute(statement, params=None)

    def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        # On PostgreSQL the function goes, and its triggers with it.
        drop = "DROP TRIGGER IF EXISTS {}" if editor.connection.vendor == "sqlite" else "DROP FUNCTION {}() CASCADE"
        editor.execute(drop.format(name), params=None)

    return RunPython(put, drop)


def _sqlite(name: str, table: str, event: str, message: str, condition: str) -> list[str]:
    return [
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{message}'); END"
    ]


def _postgresql(name: str, table: str, event: str, message: str, condition: str) -> list[str]:
    # The condition stands inside the function: a WHEN clause of PostgreSQL may hold no sub-query.
    row = "OLD" if event == "DELETE" else "NEW"
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN {row}; END $$",
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


_STATEMENTS = {"sqlite": _sqlite, "postgresql": _postgresql}

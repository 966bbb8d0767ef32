"""Rules that the database itself keeps, on both engines: migration operations that put triggers in place.

Constraints say what a row may be; these triggers say what may be *done* to a row (never changed, never removed, only
moved along a map), whoever asks: the ORM, a shell, raw SQL.
"""

from collections.abc import Callable, Mapping

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

Statements = Callable[[BaseDatabaseSchemaEditor], None]


class OnTheDatabase(Operation):
    """Statements that the migration states know nothing about. RunPython would draw every model anew for each."""

    reduces_to_sql = False

    def __init__(self, put: Statements, drop: Statements) -> None:
        self.put, self.drop = put, drop

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing changes in the models."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        self.put(schema_editor)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        self.drop(schema_editor)

    def describe(self) -> str:
        return "Statements of the database itself"


def refuse(*, name: str, table: str, event: str, message: str, when: str | Mapping[str, str] = "1=1") -> OnTheDatabase:
    """A migration operation: `event` (INSERT, UPDATE or DELETE) on a row of `table` fails with `message`.

    `when`: an SQL condition on OLD and NEW, one for both engines or one for each ("sqlite", "postgresql").
    """

    def put(editor: BaseDatabaseSchemaEditor) -> None:
        vendor = editor.connection.vendor
        condition = when if isinstance(when, str) else when[vendor]
        for statement in _STATEMENTS[vendor](name, table, event, message, condition):
            editor.execute(statement, params=None)

    def drop(editor: BaseDatabaseSchemaEditor) -> None:
        # On PostgreSQL the function goes, and its triggers with it.
        drop = "DROP TRIGGER IF EXISTS {}" if editor.connection.vendor == "sqlite" else "DROP FUNCTION {}() CASCADE"
        editor.execute(drop.format(name), params=None)

    return OnTheDatabase(put, drop)


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

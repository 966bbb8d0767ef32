"""Lines are added, never changed; they go away after twelve months, not a day sooner."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from cada_peers.database import OnTheDatabase, refuse

YOUNGER_THAN_A_YEAR = {
    "sqlite": "OLD.at > datetime('now', '-12 months')",
    "postgresql": "OLD.at > now() - interval '12 months'",
}


def refuse_truncate(editor: BaseDatabaseSchemaEditor) -> None:
    """TRUNCATE exists on PostgreSQL only, and passes by the triggers of the rows."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE TRIGGER journal_is_not_emptied BEFORE TRUNCATE ON journal_entry "
            "FOR EACH STATEMENT EXECUTE FUNCTION journal_never_changes()"
        )


def leave(editor: BaseDatabaseSchemaEditor) -> None:
    """The trigger goes with the function of `journal_never_changes`."""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [
        refuse(
            name="journal_never_changes",
            table="journal_entry",
            event="UPDATE",
            message="a line of the journal is never changed",
        ),
        refuse(
            name="journal_keeps_a_year",
            table="journal_entry",
            event="DELETE",
            when=YOUNGER_THAN_A_YEAR,
            message="a line of the journal is kept for twelve months",
        ),
        OnTheDatabase(refuse_truncate, leave),
    ]

"""On PostgreSQL, an index on every three letters in a row of the names: a search reads the few rows that hold them.

SQLite serves one house: reading its two thousand names takes a millisecond. `pg_trgm` comes with PostgreSQL (on some
systems in a package « contrib ») and is trusted: whoever may create tables here may add it. scripts/measure/search.py
says what the index is worth.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from cada_peers.database import OnTheDatabase

NAME = "resident_folded_letters"


def put(editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm", params=None)
        editor.execute(f"CREATE INDEX {NAME} ON residents_resident USING gin (folded gin_trgm_ops)", params=None)


def drop(editor: BaseDatabaseSchemaEditor) -> None:
    # The extension stays: others may use it.
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP INDEX {NAME}", params=None)


class Migration(migrations.Migration):
    dependencies = [("residents", "0001_initial")]
    operations = [OnTheDatabase(put, drop)]

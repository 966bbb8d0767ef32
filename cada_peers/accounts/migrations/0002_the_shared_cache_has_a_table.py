"""The table that workers share to count failed sign-ins (`CACHES` in the settings), put in place with the others."""

from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from cada_peers.database import OnTheDatabase


def create(editor: BaseDatabaseSchemaEditor) -> None:
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


def leave(editor: BaseDatabaseSchemaEditor) -> None:
    """The counts stay where they are: nothing points at them."""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_postings_do_not_overlap")]
    operations = [OnTheDatabase(create, leave)]

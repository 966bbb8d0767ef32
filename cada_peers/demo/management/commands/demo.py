"""`manage.py demo`: the database of the demonstration, ready to be visited."""

import hashlib
import time
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from cada_peers.demo import belonging, loading
from cada_peers.demo.people import PASSWORD, STAFF, TILLEULS


class Command(BaseCommand):
    help = "Load the fictional houses of the demonstration, if the database is empty, and say who signs in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reset", action="store_true", help="forget what is there, and begin again")

    def handle(self, *args: object, reset: bool, **options: object) -> None:
        """Prepare the database and the static files; load what is missing.

        Refuses in production, and a database in which people work: nothing has been changed in it then.
        """
        if settings.PRODUCTION:
            raise CommandError(
                _("The demonstration publishes its passwords: it refuses production settings (PAIRS_MODE).")
            )
        if belonging.is_lived_in():
            raise CommandError(
                _(
                    "In this database are people whom the demonstration did not bring: it stays out. "
                    "Give the demonstration an empty database of its own in DATABASE_URL, or remove that setting."
                )
            )
        if reset:
            forget()
        migrate()
        call_command("catalogue", verbosity=0)
        if not belonging.is_loaded():
            began = time.monotonic()
            self.stdout.write(_("Two years of life in three fictional houses are being written down…"))
            loading.load()
            seconds = {"seconds": round(time.monotonic() - began)}
            self.stdout.write(_("… done in %(seconds)d seconds.") % seconds)
        if settings.DEMO_MODE:
            gather_static_files()
        self.introduce()

    def introduce(self) -> None:
        """Who signs in, in which role."""
        self.stdout.write("\n" + _("Everyone signs in with the password %(password)s:") % {"password": PASSWORD})
        for email, words in introductions():
            self.stdout.write(f"  {email:28} {words}")


def introductions() -> list[tuple[str, str]]:
    """Pairs (e-mail, role and place) of the accounts made for visitors; those of the others bear a name."""
    shown = [member for member in STAFF if "." not in member.account]
    lines = [(member.email, f"{member.role.label} · {member.place or 'Pairs'}") for member in shown]
    role = _("Peer helper")
    return [*lines, ("paire@demo.example", f"{role} · {TILLEULS}")]


def migrate() -> None:
    """Bring the database up to date; with nothing to do, without the second that `migrate` takes to say so."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0)


def forget() -> None:
    """Remove the SQLite file (the journal cannot be emptied: only a new database begins without it).

    A visitor may have invited somebody, or opened a house. Whether they are real is for a person to say.
    """
    if belonging.holds_others():
        raise CommandError(
            _(
                "Nothing was removed: there are accounts or houses here that the demonstration did not open. "
                "If none of them is real, remove this database yourself and begin again."
            )
        )
    if connection.vendor != "sqlite":
        raise CommandError(_("Only an SQLite file is begun again: drop and create this database yourself."))
    connection.close()
    for suffix in ("", "-wal", "-shm"):
        Path(f"{connection.settings_dict['NAME']}{suffix}").unlink(missing_ok=True)


def gather_static_files() -> None:
    """Collect and compress the static files, unless none has changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / ".gathered"
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            digest.update(f"{path} {Path(storage.path(path)).stat().st_mtime_ns}\n".encode())
    if not stamp.exists() or stamp.read_text() != digest.hexdigest():
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(digest.hexdigest())

"""Whose a database is: the demonstration neither moves into one in which people work, nor empties it."""

from django.db import connection

from cada_peers.accounts.models import Centre, Operator, User
from cada_peers.demo.people import DOMAIN, HOUSES, STAFF


def is_prepared() -> bool:
    """Whether the tables of the application are there."""
    return User._meta.db_table in connection.introspection.table_names()


def is_loaded() -> bool:
    """Whether the demonstration is there already: its first account is."""
    return is_prepared() and User.objects.filter(email=STAFF[0].email).exists()


def holds_others() -> bool:
    """Whether something is there that the demonstration did not open: accounts, houses, tables of another application.

    What was written under its own accounts, whose password is published, is the demonstration's.
    """
    if not is_prepared():
        ours = {"django_migrations", *connection.introspection.django_table_names()}
        return not ours.issuperset(connection.introspection.table_names())
    operators, centres = zip(*HOUSES, strict=True)
    known = {name for houses in centres for name, _town in houses}
    return (
        User.objects.exclude(email__endswith=f"@{DOMAIN}").exists()
        or Operator.objects.exclude(name__in=operators).exists()
        or Centre.objects.exclude(name__in=known).exists()
    )


def is_lived_in() -> bool:
    """Whether people work there: others without the demonstration, or others who prove a second factor beside it."""
    others = User.objects.exclude(email__endswith=f"@{DOMAIN}")
    if is_loaded():
        return others.filter(authenticator__isnull=False).exists()
    return holds_others()

"""The demonstration is loaded once for all the tests about it, and taken back at the end."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from cada_peers.demo import loading


@pytest.fixture(scope="package")
def demonstration(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database as `make demo` leaves it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("catalogue", verbosity=0)
        loading.load()
        yield
        transaction.set_rollback(True)

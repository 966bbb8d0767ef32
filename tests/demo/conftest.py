"""The tests about the demonstration read one copy of it, in the place of the database of the suite."""

from collections.abc import Iterator

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from tests.demonstration import Original


@pytest.fixture(scope="package")
def demonstration(
    original: Original,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """The database as `make demo` leaves it; each test undoes what it writes."""
    of_the_suite = connections["default"]
    with django_db_blocker.unblock(), original.copied(tmp_path_factory.mktemp("demonstration")) as place:
        connections["default"] = of_the_suite.copy()
        connections["default"].settings_dict["NAME"] = place
        # Its numbers are those of the database that was asked first.
        ContentType.objects.clear_cache()
        yield
        connections["default"].close()
        connections["default"] = of_the_suite
        ContentType.objects.clear_cache()

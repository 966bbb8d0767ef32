"""The scene of the access tests: three worlds, built once for the tests of a module and undone after them."""

import pickle
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import translation
from pytest_django import DjangoDbBlocker

from cada_peers.accounts.models import User
from tests.cast import build_cast
from tests.world import World, build_world


@dataclass
class Scene:
    """Three worlds (own, neighbour, foreign) and the actors of Les Tilleuls, anonymous included."""

    own: World
    others: list[World]
    actors: dict[str, User | AnonymousUser]


@pytest.fixture
def scene(_built: bytes, db: None) -> Scene:
    """A copy for each test, as Django’s `setUpTestData` gives: neither a row nor an object reaches the next test."""
    return pickle.loads(_built)  # noqa: S301  (written a moment ago, below; ten times quicker than deepcopy)


@pytest.fixture(scope="module")
def _built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[bytes]:
    """Each test runs in a savepoint inside this transaction: to build the worlds anew costs a third of these tests."""
    with django_db_blocker.unblock(), translation.override("en"):
        around = transaction.atomic()
        around.__enter__()
        built = pickle.dumps(_build())
    yield built
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


def _build() -> Scene:
    cast = build_cast()
    cast.nour.account = None
    cast.nour.save()
    people = {"manager": cast.claire, "worker": cast.helene, "volunteer": cast.mireille}
    own = build_world(cast.tilleuls, account=cast.nour_account, **people)
    others = [
        build_world(cast.erables, manager=cast.victor, worker=cast.victor, account=None, volunteer=None),
        build_world(cast.phare, manager=cast.lou, worker=cast.lou, account=None, volunteer=None),
    ]
    actors = {name: user for name, user in cast.everyone.items() if name not in {"victor", "lou"}}
    return Scene(own, others, actors | {"anonymous": AnonymousUser()})

"""Every address × every actor × three centres × GET and POST, against the policy table; no canary leaks."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cada_peers.accounts import access
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from cada_peers.policy import POLICY, PUBLIC
from tests.access.addresses import ALL, FIXED, SUBJECTS, Address
from tests.access.conftest import Scene
from tests.conftest import SignIn
from tests.world import World

pytestmark = pytest.mark.django_db
ENDS_THE_SESSION = {"account_logout"}
# How far a row may stand above what its page asks at most here (results have a test of their own, with more voices): a
# ceiling that nobody touches holds nothing.
SPARE = 2


def client_of(actor: User | AnonymousUser, sign_in: SignIn) -> Client:
    client = sign_in(actor) if actor.is_authenticated else Client()
    client.raise_request_exception = True
    return client


def call(client: Client, method: str, path: str, data: dict[str, str] | None = None) -> tuple[int, str]:
    """Status and body; what a POST changed is undone."""
    try:
        with transaction.atomic():
            response = getattr(client, method)(path, data, headers={"accept-language": "fr"})
            body = b"".join(response) if response.streaming else response.content
            # What was searched stands in the address: no other site is told it, no cache keeps the page.
            assert response.headers["Referrer-Policy"] == "same-origin"
            assert "no-store" in response.headers["Cache-Control"]
            status, text = response.status_code, body.decode("utf-8", "replace") + str(response.headers)
            raise _Undo
    except _Undo:
        return status, text


class _Undo(Exception):
    pass


def test_every_address_has_a_rule_and_every_rule_an_address() -> None:
    assert {address.name for address in ALL} == set(POLICY)


def test_every_address_with_a_key_says_what_it_is_about() -> None:
    with_keys = {address.name for address in ALL if address.parameters}
    assert with_keys == set(SUBJECTS) | set(FIXED)


@pytest.mark.parametrize("address", ALL, ids=lambda address: address.name)
def test_address(address: Address, scene: Scene, sign_in: SignIn) -> None:
    """Each page is loaded once: its answer, what it shows, what it costs and what it writes are of one visit."""
    opened, costs = set(), []
    for name, actor in scene.actors.items():
        client = client_of(actor, sign_in)
        access.forget(actor) if actor.is_authenticated else None
        for method in ("get", "post"):
            where = f"{method} {address.name} as {name}"
            with CaptureQueriesContext(connection) as captured:
                status, body = call(client, method, address.path(scene.own))
            _check_own(where, address, actor, status)
            _check_no_canary(where, body, scene.others)
            if method == "get" and status == 200:
                costs.append(_check_cost(where, address, [query["sql"] for query in captured]))
            opened.add(status)
            _check_others(where, address, actor, client, method, scene)
            if address.name in ENDS_THE_SESSION:
                client = client_of(actor, sign_in)
    assert opened & {200, 302, 405}, f"nobody can open {address.name}"
    allowed = POLICY[address.name].queries
    spare = allowed - max(costs) if costs and allowed else 0
    assert spare <= SPARE, f"{address.name} may ask {allowed} queries and asks {max(costs)}: lower its row"


def lacks_the_right(address: Address, actor: User | AnonymousUser) -> bool:
    allow = POLICY[address.name].allow
    return isinstance(allow, Permission) and not access.may_somewhere(actor, allow)


def _check_own(where: str, address: Address, actor: User | AnonymousUser, status: int) -> None:
    if not actor.is_authenticated and POLICY[address.name].allow is not PUBLIC:
        assert status == 302, f"{where}: {status}"
    elif lacks_the_right(address, actor):
        assert status == 403, f"{where}: {status}"
    else:
        assert status in {200, 302, 400, 403, 404, 405, 409, 429}, f"{where}: {status}"


def _check_cost(where: str, address: Address, statements: list[str]) -> int:
    """A page costs no more queries than its rule says, and only the journal is written. How many it asked."""
    # A text is prepared once on a connection, by whoever comes first.
    asked = [sql for sql in statements if not sql.startswith(("SAVEPOINT", "ROLLBACK", "RELEASE", "PREPARE"))]
    written = [sql for sql in asked if sql.split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    # Not « begins with SELECT »: a family is gathered WITH, a union begins with a bracket.
    reads, allowed = len(asked) - len(written), POLICY[address.name].queries
    assert allowed is None or reads <= allowed, f"{where}: {reads} queries\n" + "\n".join(asked)
    foreign = [s for s in written if '"journal_entry"' not in s and '"django_session"' not in s]
    assert foreign == [], f"{where} writes\n" + "\n".join(foreign)
    return reads


def _check_others(
    where: str, address: Address, actor: User | AnonymousUser, client: Client, method: str, scene: Scene
) -> None:
    """A key of another house opens nothing, and does not even tell that it is a key of something."""
    if address.name not in SUBJECTS or POLICY[address.name].allow is PUBLIC:
        return
    behind_the_wall = []
    for world in scene.others:
        status, body = call(client, method, address.path(world))
        if not actor.is_authenticated:
            assert status == 302, f"{where}: {status}"
        elif lacks_the_right(address, actor):
            assert status == 403, f"{where}: {status}"
        elif not _is_shared(address, world, scene.own):
            assert status in {404, 405}, f"{where} of {world.centre}: {status}"
        _check_no_canary(where, body, scene.others)
        if not _is_shared(address, world, scene.own):
            behind_the_wall.append(_bare((status, body)))
    if method == "get" and actor.is_authenticated and behind_the_wall:
        nobody = _bare(call(client, "get", address.path_of_nobody("00000000-0000-4000-8000-000000000000")))
        assert all(answer == nobody for answer in behind_the_wall), f"{where}: a key of nobody is answered otherwise"


def _is_shared(address: Address, world: World, own: World) -> bool:
    """Whether both worlds point at the same row (the operator, a function of the shared catalogue).

    Platform administration has no neighbour: the operators and centres are all its own.
    """
    if POLICY[address.name].allow is Permission.MANAGE_OPERATORS:
        return True
    return world[SUBJECTS[address.name]].pk == own[SUBJECTS[address.name]].pk


def _check_no_canary(where: str, body: str, others: list[World]) -> None:
    for world in others:
        assert world.canary not in body, f"{where} shows a text of {world.centre}"


def _bare(answer: tuple[int, str]) -> tuple[int, str]:
    """The answer without the token that changes at each page."""
    status, text = answer
    return status, "".join(line for line in text.splitlines() if "csrfmiddlewaretoken" not in line.lower())

"""What ends in an invitation asks first whether it is still you: a desk left open opens no account to a stranger."""

import ast
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.source import imports_of, modules, room_of

# Rooms and names of what sends one.
SENDING = {("cada_peers.accounts", "invite"), ("cada_peers.accounts", "resend_invitation")}
FRESH = "fresh_sign_in"


Functions = list[tuple[str, set[str], ast.FunctionDef]]


def functions() -> Functions:
    """The functions of the verbs and of the views: their module, the rooms whose verbs it calls, themselves."""
    found = []
    for module, path in modules():
        if {"actions", "views"} & set(module.split(".")):
            called = {imported.partition(".actions")[0] for imported, _ in imports_of(path) if ".actions" in imported}
            nodes = (node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef))
            found += [(module, called | {room_of(module)}, node) for node in nodes]
    return found


def names_in(*nodes: ast.AST) -> set[str]:
    inner = [child for node in nodes for child in ast.walk(node)]
    named = {node.id for node in inner if isinstance(node, ast.Name)}
    return named | {node.attr for node in inner if isinstance(node, ast.Attribute)}


def views(patterns: list | None = None) -> Iterator[tuple[str, str]]:
    """Module and name of what answers at each address."""
    for entry in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(entry, URLResolver):
            yield from views(entry.url_patterns)
        elif isinstance(entry, URLPattern):
            yield entry.callback.__module__, getattr(entry.callback, "__name__", "")


def views_that_invite() -> dict[str, ast.FunctionDef]:
    """The views from which an invitation is sent, however many verbs and helpers stand between."""
    answering, everything, sending = set(views()), functions(), set(SENDING)
    while True:
        found = [
            (module, node)
            for module, rooms, node in everything
            if any(room in rooms and name in names_in(*node.body) for room, name in sending)
        ]
        helpers = {(room_of(module), node.name) for module, node in found if (module, node.name) not in answering}
        if helpers <= sending:
            return {f"{module}.{node.name}": node for module, node in found if (module, node.name) in answering}
        sending |= helpers


def test_every_view_that_ends_in_an_invitation_asks_for_a_fresh_sign_in() -> None:
    inviting = views_that_invite()
    assert {
        "cada_peers.accounts.views.members.invite_member",
        "cada_peers.accounts.views.members.resend_invitation",
        "cada_peers.accounts.views.operators.invite_manager",
        "peerhelpers.views.recognition.open_account",
    } <= inviting.keys(), "the rule looks at these at least"
    assert [name for name, node in inviting.items() if FRESH not in names_in(*node.decorator_list)] == []

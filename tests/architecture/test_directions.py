"""Imports and foreign keys point only downhill, and two doors have one keeper each."""

import ast

import pytest
from django.apps import apps

from tests.architecture.source import ROOMS, imports_of, modules, room_of


def uphill(module: str, imported: str) -> bool:
    here, there = room_of(module), room_of(imported)
    return here is not None and there is not None and ROOMS.index(there) > ROOMS.index(here)


def test_no_import_goes_uphill() -> None:
    found = [
        f"{module}:{line} imports {imported}"
        for module, path in modules()
        for imported, line in imports_of(path)
        if uphill(module, imported)
    ]
    assert found == []


# What stands outside the rooms knows them by name only; the table of addresses names the rights that open them.
OUTSIDE = {
    "cada_peers.settings": "nothing",
    "cada_peers.urls": "nothing",
    "cada_peers.wsgi": "nothing",
    "cada_peers.policy": "cada_peers.accounts.permissions",
}


def test_settings_urls_wsgi_and_policy_know_the_rooms_by_name_only() -> None:
    read = {module: path for module, path in modules() if module in OUTSIDE}
    assert set(read) == set(OUTSIDE)
    found = [
        f"{module} imports {imported}"
        for module, path in read.items()
        for imported, _ in imports_of(path)
        if room_of(imported) and not imported.startswith(OUTSIDE[module])
    ]
    assert found == []


def test_no_foreign_key_points_uphill() -> None:
    found = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if (field.many_to_one or field.one_to_one) and field.concrete
        if uphill(model.__module__, field.related_model.__module__)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("library", "keeper"),
    [("guardian", "cada_peers.accounts.access"), ("weasyprint", "cada_peers.documents.press")],
)
def test_one_module_alone_opens_this_door(library: str, keeper: str) -> None:
    importers = {module for module, path in modules() for name, _ in imports_of(path) if name.split(".")[0] == library}
    assert importers == {keeper}


def test_no_import_hides_inside_a_function() -> None:
    """Hidden imports break circles that should not exist; AppConfig.ready is where Django wants them."""
    found = [
        f"{module}:{inner.lineno}"
        for module, path in modules()
        if not module.endswith(".apps")
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef)
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert found == []

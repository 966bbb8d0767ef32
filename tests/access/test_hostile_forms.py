"""Every form of the house, filled with what nobody should send: an answer in words, never a crash."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from cada_peers.policy import POLICY, PUBLIC
from tests.access.addresses import ALL, Address
from tests.access.conftest import Scene
from tests.access.test_matrix import call, client_of, lacks_the_right
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db
HOSTILE = {
    "a NUL": "avant\x00après",
    "a lone surrogate": "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace") + "\u202egauche",
    "an emoji": "👩🏽‍🚀" * 30,
    "a megabyte": "é" * 500_000,
    "twenty thousand lines": "\n" * 20_000,
    "a script": '"><script>alert(1)</script>{{ 7|add:7 }}',
    "a wrong number": "-99999999999999999999",
    "a wrong day": "31/02/2026",
    "a day out of time": date.max.isoformat(),
    "a foreign key": str(uuid4()),
}
FIELD = re.compile(r"<(?:input|textarea|select|button)[^>]*\sname=\"([^\"]+)\"")
FORMS = [a for a in ALL if POLICY[a.name].allow is not PUBLIC and a.name != "account_logout"]


def page_of(client: Client, address: Address, scene: Scene) -> tuple[int, set[str]]:
    """What this address answers, and the names of the fields that its page shows."""
    status, body = call(client, "get", address.path(scene.own))
    return status, set(FIELD.findall(body)) - {"csrfmiddlewaretoken", "next", "language"}


def values(*, is_read: bool) -> dict[str, str]:
    """Every hostile value, or one where nothing of it is read: a right is missing, or there is no page to ask."""
    return HOSTILE if is_read else {"a NUL": HOSTILE["a NUL"]}


@pytest.mark.parametrize("address", FORMS, ids=lambda address: address.name)
def test_a_hostile_form_gets_an_answer_in_words(address: Address, scene: Scene, sign_in: SignIn) -> None:
    for name in ("claire", "nour_account"):
        client = client_of(scene.actors[name], sign_in)
        _, fields = page_of(client, address, scene)
        for what, value in values(is_read=not lacks_the_right(address, scene.actors[name])).items():
            status, _ = call(client, "post", address.path(scene.own), dict.fromkeys(fields, value))
            assert status < 500, f"{address.name} as {name}, {what}: {status}"


@pytest.mark.parametrize("address", FORMS, ids=lambda address: address.name)
def test_a_hostile_question_gets_an_answer_in_words(address: Address, scene: Scene, sign_in: SignIn) -> None:
    client = client_of(scene.actors["claire"], sign_in)
    page, fields = page_of(client, address, scene)
    names = fields | {"q", "page", "before", "status", "questionnaire", "found", "mood"}
    for what, value in values(is_read=page not in {403, 405}).items():
        if len(value) < 1_000:
            status, _ = call(client, "get", address.path(scene.own), dict.fromkeys(names, value))
            assert status < 500, f"{address.name}, {what}: {status}"

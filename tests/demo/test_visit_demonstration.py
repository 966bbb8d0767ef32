"""Every page that a visitor reaches by following links, in each role, answers."""

import re
from collections import deque
from html import unescape

import pytest
from django.test import Client

from cada_peers.accounts.models import User
from tests.conftest import SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demonstration"), pytest.mark.usefixtures("demonstration")]
LINK = re.compile(r'href="(/[^"#]*)"')
# The pages of a list look alike: enough of each to meet every template.
MOST_PAGES = 60
FEWEST = {
    "direction": 40,
    "codirection": 40,
    "social": 40,
    "benevole": 5,
    "paire": 5,
    "siege": 2,
    "admin": 2,
    "direction2": 10,
}


def visit(client: Client) -> dict[str, int]:
    """The status of each address reached from the home page, breadth first."""
    statuses: dict[str, int] = {}
    waiting = deque(["/"])
    while waiting and len(statuses) < MOST_PAGES:
        address = waiting.popleft()
        if address in statuses or address.startswith("/static/") or "logout" in address:
            continue
        page = client.get(address)
        statuses[address] = page.status_code
        if page.has_header("Location"):
            waiting.append(page["Location"])
        elif page["Content-Type"].startswith("text/html"):
            waiting.extend(unescape(link) for link in LINK.findall(page.content.decode()))
    return statuses


@pytest.mark.parametrize("account", FEWEST)
def test_every_page_within_reach_answers(account: str, sign_in: SignIn) -> None:
    statuses = visit(sign_in(User.objects.get(email=f"{account}@demo.example")))
    assert {address: status for address, status in statuses.items() if status not in (200, 302)} == {}
    assert len(statuses) >= FEWEST[account]

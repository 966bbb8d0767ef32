"""Two colleagues change one file, or one mission: the second sees what stands now, and overwrites nothing unseen."""

import pytest
from django.test import Client
from django.urls import reverse

from cada_peers.journal.models import Entry
from peerhelpers import actions
from peerhelpers.models import Mission, PeerHelper
from tests.cast import Cast
from tests.conftest import SignIn
from tests.peerhelpers import steps

SLOW, QUICK = "Nouria", "Nono"


@pytest.fixture
def file(cast: Cast) -> PeerHelper:
    return steps.an_engaged_person(cast)


@pytest.fixture
def mission(cast: Cast) -> Mission:
    return steps.a_mission(cast)


def posted_from(client: Client, address: str, **changes: str) -> dict[str, str]:
    """What the form at `address` would post, with `changes`."""
    values = {field.html_name: field.value() for field in client.get(address).context["form"]}
    return {name: "" if value is None else value for name, value in values.items()} | changes


@pytest.mark.parametrize(
    ("what", "name", "column"), [("file", "change", "chosen_name"), ("mission", "change_mission", "title")]
)
def test_the_second_to_save_sees_both_texts_and_may_choose(
    cast: Cast, sign_in: SignIn, request: pytest.FixtureRequest, what: str, name: str, column: str
) -> None:
    row = request.getfixturevalue(what)
    address = reverse(f"peerhelpers:{name}", args=[row.pk])
    helene, claire = sign_in(cast.helene), sign_in(cast.claire)
    slow = posted_from(helene, address, **{column: SLOW})
    assert claire.post(address, posted_from(claire, address, **{column: QUICK})).status_code == 302
    written = Entry.objects.exclude(event__endswith="_read").count()
    refused = helene.post(address, slow)
    assert refused.status_code == 409
    assert f"What is saved now: “{QUICK}”." in refused.content.decode()
    assert f'value="{SLOW}"' in refused.content.decode()
    row.refresh_from_db()
    assert getattr(row, column) == QUICK
    assert Entry.objects.exclude(event__endswith="_read").count() == written
    seen = refused.context["form"]["seen"].value()
    assert helene.post(address, slow | {"seen": seen}).status_code == 302
    row.refresh_from_db()
    assert getattr(row, column) == SLOW


def test_who_accompanies_and_who_leads_beside_are_told_by_name(
    cast: Cast, sign_in: SignIn, file: PeerHelper, mission: Mission
) -> None:
    helene = sign_in(cast.helene)
    pages = [reverse("peerhelpers:change", args=[file.pk]), reverse("peerhelpers:change_mission", args=[mission.pk])]
    slow = [posted_from(helene, pages[0], referent=str(cast.karim.pk)), posted_from(helene, pages[1])]
    said = {"chosen_name": file.chosen_name, "form_of_address": "", "referent": cast.helene}
    actions.change_file(peer_helper=file, by=cast.claire, **said | {"form_of_address": "pair-aidante"})
    assert "“Hélène”" in helene.post(pages[0], slow[0]).content.decode()
    Mission.objects.filter(pk=mission.pk).update(co_leader=cast.mireille)
    assert "“Mireille”" in helene.post(pages[1], slow[1]).content.decode()

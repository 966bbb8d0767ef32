"""« Who read my file » names the staff: it must not tell one resident about another."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from cada_peers.accounts.models import User
from cada_peers.accounts.roles import Role
from cada_peers.journal.record import record
from cada_peers.journal.told import told_as
from peerhelpers.events import Event
from peerhelpers.models import PeerHelper
from residents.actions import put_card
from residents.models import Card, Domain
from tests.cast import Cast, a_user
from tests.conftest import SignIn
from tests.peerhelpers.owners import nour_in_trial

WHO_READ = reverse("peerhelpers:who_read")
# First words of the events of a file and its papers.
SUBJECTS = {"file", "commitment", "trial", "function", "badge", "certificate", "talk", "status", "approved"}


@pytest.fixture
def file(cast: Cast) -> PeerHelper:
    return nour_in_trial(cast)


@pytest.fixture
def card(cast: Cast) -> Card:
    """The card that Nour hung up."""
    domain = Domain.objects.create(code="school", name_fr="École", name_en="School", pictogram="school", position=1)
    put = {"centre": cast.tilleuls, "kind": "offer", "title": "Traduction", "domain": domain, "languages": ["ar"]}
    return put_card(**put, owner_resident=cast.nour, by=cast.helene)


@pytest.fixture
def samim(cast: Cast) -> User:
    """Another peer helper: the account bears the civil name, the box shows « Samim »."""
    account = a_user("samim", Role.PEER_HELPER, centre=cast.tilleuls)
    account.full_name = "Samim Azizi"
    account.save()
    cast.samim.account = account
    cast.samim.save()
    return account


def test_a_resident_and_a_volunteer_who_read_a_card_are_not_told_to_its_owner(
    cast: Cast, file: PeerHelper, card: Card, samim: User, sign_in: SignIn
) -> None:
    for reader in (samim, cast.mireille, cast.karim):
        assert sign_in(reader).get(reverse("residents:card", args=[card.pk])).status_code == 200
    page = sign_in(cast.nour_account).get(WHO_READ)
    read = [person for _at, person, words in page.context["lines"] if words == "read one of your cards"]
    assert read == [cast.karim], "staff are named; of the others, not even that somebody read"
    assert "Azizi" not in page.content.decode()


def test_a_line_on_the_file_by_someone_who_is_not_staff_bears_no_name(
    cast: Cast, file: PeerHelper, samim: User, sign_in: SignIn
) -> None:
    record(Event.FILE_READ, by=samim, subject=file)
    record(Event.FILE_READ, by=cast.victor, subject=file)
    body = sign_in(cast.nour_account).get(WHO_READ).content.decode()
    assert body.count("Someone of the house") == 2
    assert "Azizi" not in body
    assert "Victor" not in body


def test_who_was_staff_that_day_is_still_named_after_leaving(cast: Cast, file: PeerHelper, sign_in: SignIn) -> None:
    sign_in(cast.karim).get(reverse("peerhelpers:detail", args=[file.pk]))
    cast.karim.postings.update(ends_on=timezone.localdate())
    record(Event.FILE_READ, by=cast.marc, subject=file)
    cast.marc.postings.update(ends_on="2024-02-01")
    body = sign_in(cast.nour_account).get(WHO_READ).content.decode()
    assert "Karim" in body
    assert "Marc" not in body, "a place that was over when the line was written names nobody"


def test_lines_of_the_last_twelve_months_are_told_in_words_for_the_person(
    cast: Cast, file: PeerHelper, sign_in: SignIn
) -> None:
    with travel(timezone.now() - timedelta(days=366), tick=False):
        record(Event.FILE_CHANGED, by=cast.karim, subject=file)
    with travel(timezone.now() - timedelta(days=364), tick=False):
        record(Event.FILE_READ, by=cast.karim, subject=file)
    page = sign_in(cast.nour_account).get(WHO_READ)
    told = [str(words) for _at, _person, words in page.context["lines"]]
    assert told[-1] == "opened your file"
    assert "changed your file" not in told, "the page promises twelve months"


def test_every_line_that_can_be_about_a_person_has_words_for_them() -> None:
    kept = {"talk_asked", "stopped", "own_page_read"}
    about = [event for event in Event if event.value.split(".")[1].split("_")[0] in SUBJECTS]
    assert [event for event in about if event.value.split(".")[1] not in kept and told_as(event) == event.label] == []

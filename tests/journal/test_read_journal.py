"""Management reads the lines of its centre, everyone their own; fifty at a time, at the cost of the first page."""

import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cada_peers.accounts.events import Event
from cada_peers.accounts.models import User
from cada_peers.journal.models import Entry
from peerhelpers.events import Event as PathwayEvent
from tests.cast import Cast
from tests.conftest import SignIn

NOW = timezone.now()


def write(by: User, centre: object = None, event: Event = Event.SIGNED_IN, **fields: object) -> Entry:
    key = centre.pk if centre else None
    return Entry.objects.create(event=event.value, actor_id=by.pk, centre_id=key, **fields)


def lines(page: str) -> list[str]:
    return re.findall(r"<strong>([^<]+)</strong>", page.split("<main")[1])


def read(client: Client, **query: object) -> str:
    return client.get("/journal/", query).content.decode()


def test_management_reads_its_centre_and_no_other(cast: Cast, sign_in: SignIn) -> None:
    write(cast.karim, cast.tilleuls, Event.PASSWORD_CHANGED)
    write(cast.victor, cast.erables, Event.FACTOR_ADDED)
    page = read(sign_in(cast.claire))
    assert "Karim" in page
    assert "Password changed" in lines(page)
    assert "Second factor set up" not in lines(page)


@pytest.mark.parametrize("who", ["karim", "mireille", "nour_account", "siege", "admin"])
def test_everyone_else_reads_their_own_lines_only(cast: Cast, sign_in: SignIn, who: str) -> None:
    user = cast.everyone[who]
    write(user, None, Event.PASSWORD_CHANGED)
    write(cast.claire, cast.tilleuls, Event.FACTOR_ADDED)
    for query in ({}, {"mine": "1"}, {"person": cast.claire.pk}):
        found = lines(read(sign_in(user), **query))
        assert "Password changed" in found
        assert "Second factor set up" not in found


@pytest.mark.parametrize(
    "event", [PathwayEvent.TALK_ASKED, PathwayEvent.TALK_READ, PathwayEvent.TALK_SEEN, PathwayEvent.OWN_PAGE_READ]
)
def test_what_is_between_a_helper_and_the_referent_is_read_by_its_author_alone(
    cast: Cast, sign_in: SignIn, event: PathwayEvent
) -> None:
    write(cast.nour_account, cast.tilleuls, event)
    assert str(event.label).capitalize() not in lines(read(sign_in(cast.claire)))
    assert str(event.label).capitalize() in lines(read(sign_in(cast.nour_account)))


def test_a_kind_of_record_without_words_of_its_own_is_not_said_in_the_words_of_the_code(
    cast: Cast, sign_in: SignIn
) -> None:
    for kind in ("assignment", "meeting"):
        write(cast.helene, subject_type=kind, subject_id=uuid4())
    page = read(sign_in(cast.helene))
    assert "same record (meeting)" in page
    assert "same record<" in page
    assert "assignment" not in page


def test_reading_the_centre_is_a_line_and_reading_oneself_is_not(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.claire)
    before = Entry.objects.count()
    read(client, mine="1")
    assert Entry.objects.count() == before
    read(client)
    assert Entry.objects.count() == before + 1


def test_lines_are_found_by_event_person_day_and_record(cast: Cast, sign_in: SignIn) -> None:
    record = uuid4()
    long_ago = timezone.make_aware(timezone.datetime(2026, 3, 3, 12))
    write(cast.karim, cast.tilleuls, Event.PASSWORD_CHANGED, at=long_ago)
    write(cast.helene, cast.tilleuls, Event.FACTOR_ADDED, subject_id=record, subject_type="user")
    client = sign_in(cast.claire)
    assert lines(read(client, event=Event.FACTOR_ADDED.value)) == ["Second factor set up"]
    assert lines(read(client, person=cast.karim.pk)) == ["Password changed"]
    assert lines(read(client, day="2026-03-03")) == ["Password changed"]
    assert lines(read(client, day="2026-03-04")) == []
    assert lines(read(client, about=record)) == ["Second factor set up"]


EDGES = ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]


@pytest.mark.parametrize("junk", ["", "x", "\x00", "9" * 5000, "2026-13-45", "2026-01-01T00:00:00", *EDGES])
def test_filters_that_mean_nothing_narrow_nothing(cast: Cast, sign_in: SignIn, junk: str) -> None:
    write(cast.karim, cast.tilleuls)
    client = sign_in(cast.claire)
    for name in ("event", "person", "day", "about", "before"):
        answer = client.get("/journal/", {name: junk})
        assert answer.status_code == 200
        assert "Signed in" in lines(answer.content.decode())


def test_pages_follow_each_other_without_a_gap_even_within_one_moment(cast: Cast, sign_in: SignIn) -> None:
    for number in range(130):
        # Lines 40 to 69 fall on the border of the first page, in one and the same moment.
        moment = NOW - timedelta(minutes=50 if 40 <= number < 70 else number)
        write(cast.karim, cast.tilleuls, amount=number, at=moment)
    client, path, seen = sign_in(cast.claire), f"/journal/?event={Event.SIGNED_IN.value}", []
    for _ in range(3):
        page = client.get(path).content.decode()
        seen += [int(number) for number in re.findall(r"\((\d+) record", page)]
        older = re.search(r'rel="next" href="([^"]+)"', page)
        path = "/journal/" + unescape(older[1]) if older else None
    assert path is None
    assert sorted(seen) == list(range(130))


def test_the_tenth_page_costs_no_more_than_the_first(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    Entry.objects.bulk_create(
        Entry(event="accounts.signed_in", centre_id=cast.tilleuls.pk, at=NOW - timedelta(minutes=n)) for n in range(600)
    )
    client = sign_in(cast.claire)
    deep = (NOW - timedelta(minutes=480)).isoformat()
    client.get("/journal/")
    for query in ({}, {"before": deep}):
        with django_assert_max_num_queries(12):
            client.get("/journal/", query)

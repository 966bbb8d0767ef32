"""The journal cannot be bent: lines are added, never changed, never removed before a year."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import override

from assessments.events import Event as ReviewEvent
from cada_peers.accounts.events import Event, tell
from cada_peers.accounts.models import User
from cada_peers.journal.models import Entry
from cada_peers.journal.record import label_of, record
from peerhelpers.events import Event as PathwayEvent
from residents.events import Event as HouseEvent
from tests.architecture.source import ROOT
from tests.cast import Cast


@pytest.fixture
def line(cast: Cast) -> Entry:
    return record(Event.MEMBERS_READ, by=cast.claire, centre=cast.tilleuls, amount=3)


def raw(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def change(line: Entry) -> None:
    line.event = "other"
    line.save()


BENDINGS = {
    "save": change,
    "delete": lambda line: line.delete(),
    "queryset.update": lambda line: Entry.objects.update(actor_id=None),
    "queryset.delete": lambda line: Entry.objects.all().delete(),
    "bulk_update": lambda line: Entry.objects.bulk_update([line], ["amount"]),
    "raw update": lambda line: raw("UPDATE journal_entry SET event = 'other'"),
    "raw delete": lambda line: raw("DELETE FROM journal_entry"),
    "raw backdating": lambda line: raw("UPDATE journal_entry SET at = '2001-01-01 00:00:00'"),
}


@pytest.mark.parametrize("bend", BENDINGS.values(), ids=BENDINGS.keys())
def test_a_line_is_neither_changed_nor_removed(line: Entry, bend: object) -> None:
    kept = Entry.objects.values().get(pk=line.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        bend(line)
    assert Entry.objects.values().get(pk=line.pk) == kept


def test_a_line_may_go_after_a_year_not_a_day_sooner(cast: Cast) -> None:
    now = timezone.now()
    young = Entry.objects.create(event="x", at=now - timedelta(days=364))
    old = Entry.objects.create(event="x", at=now - timedelta(days=367))
    with pytest.raises(DatabaseError), transaction.atomic():
        young.delete()
    old.delete()
    assert list(Entry.objects.filter(event="x")) == [young]


class Unheard(models.TextChoices):
    OF = "nobody.knows"


@transaction.atomic
def rename_and_tell(user: User, event: models.TextChoices, **fields: str) -> None:
    """An action as they all are: a line, a change, one transaction."""
    if event in Event:
        tell(event, by=user)
    for name, value in (fields | {"full_name": "Changed"}).items():
        setattr(user, name, value)
    user.save()
    if event not in Event:
        tell(event, by=user)


def test_what_fails_leaves_no_line_and_a_line_that_fails_undoes_the_rest(cast: Cast) -> None:
    with pytest.raises(ValueError, match="not a journal event"):
        rename_and_tell(cast.claire, Unheard.OF)
    cast.claire.refresh_from_db()
    assert cast.claire.full_name == "Claire"
    before = Entry.objects.count()
    with pytest.raises(DatabaseError):
        rename_and_tell(cast.claire, Event.SIGNED_IN, email=cast.karim.email)
    assert Entry.objects.count() == before


def test_a_line_holds_keys_and_no_words(line: Entry, cast: Cast) -> None:
    kept = " ".join(str(value) for value in Entry.objects.values().get(pk=line.pk).values())
    assert not [word for word in ("Claire", "Tilleuls", "claire@") if word in kept]


def test_every_event_of_the_accounts_can_be_read() -> None:
    assert [event for event in Event if label_of(event.value) == event.value] == []


def test_the_words_of_a_line_are_said_nowhere_else() -> None:
    """In French a line of the journal says who did it (« a validé un statut »), which no page may say by the way."""
    with override("en"):
        said = {str(label) for room in (PathwayEvent, HouseEvent, ReviewEvent) for label in room.labels}
    without_context = re.compile(r"""(?:translate\s+|_\()["']([^"']+)["'](?!\s+context)""")
    pages = {path: without_context.findall(path.read_text()) for path in (ROOT / "templates").rglob("*.html")}
    assert {path.name: words for path, all_words in pages.items() for words in all_words if words in said} == {}

"""Rows read by a text that was made before: the same rows, with the keys of whoever asks, and nothing made twice."""

import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from threading import Thread
from types import FrameType
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cada_peers.accounts import access, kept_text
from cada_peers.accounts.kept_text import NotShareableError
from cada_peers.accounts.models import Posting, User
from cada_peers.accounts.roles import Role
from cada_peers.ui import shared_sql
from peerhelpers.models import Meeting
from residents.models import Card, Resident
from residents.record.page import _interviews_of, for_its_page
from tests.access.conftest import Scene

pytestmark = pytest.mark.django_db


def test_everybody_reads_their_own_places_and_rights(scene: Scene) -> None:
    """One text for all of them; each place comes with its centre and with the rights that were granted there."""
    read = 0
    for _visit in range(2):
        for user in User.objects.order_by("pk"):
            with CaptureQueriesContext(connection) as captured:
                postings = access.active_postings(user)
                told = [(posting, posting.centre, posting.operator, posting.granted) for posting in postings]
            assert len(captured) == 1
            own = access._postings_of([user.pk])
            assert told == [(posting, posting.centre, posting.operator, posting.granted) for posting in own]
            assert {posting.user_id for posting in postings} <= {user.pk}
            read += len(postings)
    assert read > 10
    assert kept_text._text.cache_info().hits


def test_what_is_over_is_read_no_more_and_what_is_new_is_at_the_next_visit(scene: Scene) -> None:
    claire = scene.actors["claire"]
    assert len(access.active_postings(again(claire))) == 1
    Posting.objects.filter(user=claire).update(ends_on=timezone.localdate())
    assert access.active_postings(again(claire)) == []
    Posting.objects.filter(user=claire).update(ends_on=None)
    assert len(access.active_postings(again(claire))) == 1


def test_a_kept_text_holds_the_key_of_nobody(scene: Scene) -> None:
    claire = scene.actors["claire"]
    access.active_postings(again(claire))
    text = kept_text._text(access._postings_of, 1, (), timezone.localdate(), "en")
    assert kept_text.Place(0) in text.params
    assert claire.pk.hex not in f"{text.sql} {text.params}".replace("-", "")


def test_a_second_reading_builds_and_compiles_nothing(scene: Scene) -> None:
    keys = [scene.actors["claire"].pk]
    kept_text.read(_cards_of, keys)
    compiled = []

    def seen(frame: FrameType, event: str, _arg: object) -> None:
        if event == "call" and frame.f_code.co_name in {"build_filter", "pre_sql_setup"}:
            compiled.append(frame.f_code)

    sys.setprofile(seen)
    try:
        kept_text.read(_cards_of, keys)
    finally:
        sys.setprofile(None)
    assert compiled == []


def test_a_text_made_by_one_thread_is_asked_on_the_connection_of_another(scene: Scene) -> None:
    keys = [scene.actors["claire"].pk]
    kept_text.read(_cards_of, keys)
    text = kept_text._text(_cards_of, 1, (), timezone.localdate(), "en")
    used = []

    def ask() -> None:
        from_here = kept_text.connections["default"]
        with pytest.raises(ZeroDivisionError), from_here.execute_wrapper(lambda *_args: used.append(1 / 0)):
            text.ask(keys)
        used.append(from_here)
        from_here.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert used[0] is not text.compiler.connection


def test_each_person_reads_of_each_record_what_they_would_read_without_a_kept_text(scene: Scene) -> None:
    """Victor leads one house, and holds interviews in another: he reads of both, by the rights that he has in each."""
    victor = User.objects.get(postings__centre=scene.others[0].centre, postings__role=Role.MANAGEMENT)
    Posting.objects.create(user=victor, role=Role.SOCIAL_WORKER, centre=scene.own.centre, starts_on="2024-01-01")
    access.sync_rights([victor])
    records = list(Resident.objects.filter(interviews__isnull=False).values_list("pk", flat=True).distinct())
    read, refused = 0, 0
    for user in User.objects.order_by("pk"):
        for key in records:
            for rows, name in ((for_its_page, "has_apart"), (_interviews_of, "is_readable")):
                kept = [(row, getattr(row, name)) for row in shared_sql.read(rows, user, key)]
                assert kept == [(row, getattr(row, name)) for row in rows(user, key)], f"{user}: {rows.__name__}"
                read += sum(known for _row, known in kept)
                refused += not kept
    assert read > 10
    assert refused > 10


def test_who_lost_a_right_reads_no_record_by_the_text_of_before(scene: Scene) -> None:
    helene, record = scene.actors["helene"], Resident.objects.filter(centre=scene.own.centre).first()
    assert shared_sql.read_or_404(for_its_page, again(helene), record.pk) == record
    Posting.objects.filter(user=helene).update(role=Role.VOLUNTEER)
    with pytest.raises(Http404):
        shared_sql.read_or_404(for_its_page, again(helene), record.pk)


def _cards_of(keys: Sequence[UUID]) -> QuerySet:
    return Card.objects.filter(owner_user=keys[0]).select_related("domain")


def _never(_keys: Sequence[UUID]) -> QuerySet:
    return Card.objects.none()


def _read_first(keys: Sequence[UUID]) -> QuerySet:
    return Card.objects.filter(pk__in=list(Card.objects.filter(centre=keys[0])))


def _by_the_clock(keys: Sequence[UUID]) -> QuerySet:
    return Meeting.objects.filter(centre=keys[0], ends_at__lte=timezone.now() - timedelta(days=1))


def _hidden_key(keys: Sequence[UUID]) -> QuerySet:
    return Resident.objects.filter(name__contains=str(keys[0]))


def _and_more(keys: Sequence[UUID]) -> QuerySet:
    return Card.objects.filter(centre=keys[0]).prefetch_related("languages")


def _of_somebody(keys: Sequence[UUID]) -> QuerySet:
    return Resident(pk=keys[0]).cards.all()


@pytest.mark.parametrize("build", [_read_first, _by_the_clock, _hidden_key, _and_more, _of_somebody])
def test_what_depends_on_more_than_keys_and_the_day_is_refused(scene: Scene, build: Callable[..., QuerySet]) -> None:
    with pytest.raises(NotShareableError, match=build.__name__):
        kept_text.read(build, [scene.own.centre.pk])


def test_a_function_that_may_hold_somebody_is_refused(scene: Scene) -> None:
    with pytest.raises(NotShareableError, match="function of its module"):
        kept_text.read(lambda _keys: Card.objects.owned_by(scene.actors["claire"]), [])


def test_what_can_have_no_row_asks_nothing() -> None:
    with CaptureQueriesContext(connection) as captured:
        assert kept_text.read(_never, []) == []
    assert len(captured) == 0


def again(user: User) -> User:
    """As the next request reads them."""
    return User.objects.get(pk=user.pk)

"""Lines that are counted by a text made for many: each still asks with their own eyes, and nothing is made twice."""

import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from types import FrameType

import pytest
import time_machine
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from cada_peers.accounts.access import active_postings, sync_rights
from cada_peers.accounts.kept_text import NotShareableError
from cada_peers.accounts.models import Posting, User
from cada_peers.accounts.roles import Role
from cada_peers.ui import shared_sql, waiting
from cada_peers.ui.shared_sql import Shape, counting
from peerhelpers.models import Meeting
from residents.models import Card, Resident
from tests.access.conftest import Scene

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def questions(user: User, posting: Posting) -> list[shared_sql.Question]:
    lines = (line for provider in waiting._PROVIDERS for line in provider(user, posting))
    return [(line.rows, line.of) for line in lines if isinstance(line, waiting.Counted)]


def again(user: User) -> User:
    """As the next request reads them."""
    return User.objects.get(pk=user.pk)


def everyone() -> Iterator[tuple[User, Posting]]:
    for user in User.objects.order_by("pk"):
        for posting in active_postings(user):
            yield user, posting


@pytest.fixture
def _nothing_made() -> None:
    counting.cache_clear()


@pytest.mark.usefixtures("_nothing_made")
def test_each_person_is_told_the_numbers_that_they_would_count_themselves(scene: Scene) -> None:
    """Two houses for Victor: what he may do in one must not count in the other."""
    victor = User.objects.get(postings__centre=scene.others[0].centre, postings__role=Role.MANAGEMENT)
    Posting.objects.create(user=victor, role=Role.VOLUNTEER, centre=scene.own.centre, starts_on="2024-01-01")
    sync_rights([victor])
    told = 0
    for _visit in range(2):
        for user, posting in everyone():
            asked = questions(user, posting)
            own = [rows(user, posting, *of).order_by().values("pk").count() for rows, of in asked]
            assert list(shared_sql.count(asked, user, posting)) == own, f"{user} as {posting}"
            told += sum(map(bool, own))
    assert told > 60, "the worlds hold something to count for nearly every line"


@pytest.mark.usefixtures("_nothing_made")
def test_no_text_holds_the_key_of_anybody(scene: Scene) -> None:
    keys = {key for user, posting in everyone() for key in (user.pk, posting.pk, posting.centre_id) if key}
    for user, posting in everyone():
        statement = counting(tuple(questions(user, posting)), Shape.of(user, posting)) if posting.centre else None
        held = f"{statement}".replace("-", "")
        assert not [key for key in keys if key.hex in held], f"{user} as {posting}"


def test_a_right_that_was_lost_counts_no_more(scene: Scene) -> None:
    """The right is part of what the text is found by: nobody goes on with the text of before."""
    helene = again(scene.actors["helene"])
    asked = [(_interviews, ())]
    assert shared_sql.count(asked, helene, helene.postings.get()) != (0,)
    Posting.objects.filter(user=helene).update(ends_on=timezone.localdate())
    helene = again(helene)
    assert shared_sql.count(asked, helene, helene.postings.get()) == (0,)


def test_a_row_written_since_is_counted_at_the_next_visit(scene: Scene) -> None:
    claire, asked = scene.actors["claire"], [(_residents, ())]
    (before,) = shared_sql.count(asked, claire, claire.postings.get())
    Resident.objects.create(centre=scene.own.centre, name="Ada", display_name="Ada", arrived_on="2026-01-01")
    assert shared_sql.count(asked, claire, claire.postings.get()) == (before + 1,)


def test_what_is_over_since_is_counted_without_a_new_text(scene: Scene) -> None:
    """The moment is the database’s: a text of this morning knows what ended at noon."""
    claire, asked = scene.actors["claire"], [(_over, ())]
    meeting = Meeting.objects.filter(centre=scene.own.centre).first()
    (before,) = shared_sql.count(asked, claire, claire.postings.get())
    meeting.pk = None
    meeting.starts_at, meeting.ends_at = timezone.now() - timedelta(hours=1), timezone.now() - timedelta(minutes=1)
    meeting.save()
    assert shared_sql.count(asked, claire, claire.postings.get()) == (before + 1,)


@pytest.mark.usefixtures("_nothing_made")
def test_within_a_day_no_text_changes(scene: Scene) -> None:
    """A rule that looked at the hour would be right for whoever came first, and wrong until midnight."""
    noon = timezone.localtime().replace(hour=12, minute=0)
    texts = []
    for at in (noon.replace(hour=0, minute=1), noon.replace(hour=23, minute=58)):
        counting.cache_clear()
        with time_machine.travel(at):
            texts.append([counting(tuple(questions(*who)), Shape.of(*who)) for who in everyone() if who[1].centre])
    assert texts[0] == texts[1]


def _interviews(user: User, posting: Posting) -> QuerySet:
    return Resident.objects.visible_to(user).filter(centre=posting.centre)


def _residents(_user: User, posting: Posting) -> QuerySet:
    return Resident.objects.filter(centre=posting.centre)


def _over(_user: User, posting: Posting) -> QuerySet:
    return Meeting.objects.filter(centre=posting.centre, ends_at__lte=Now())


def _by_name(user: User, _posting: Posting) -> QuerySet:
    return Resident.objects.filter(name=user.full_name)


def _in_a_town(_user: User, posting: Posting) -> QuerySet:
    return Resident.objects.filter(name=posting.centre.town)


def _read_first(_user: User, posting: Posting) -> QuerySet:
    return Card.objects.filter(pk__in=list(Card.objects.filter(centre=posting.centre).values_list("pk", flat=True)))


def _by_the_clock(_user: User, posting: Posting) -> QuerySet:
    return Meeting.objects.filter(centre=posting.centre, ends_at__lte=timezone.now())


def _hidden_key(user: User, _posting: Posting) -> QuerySet:
    return Resident.objects.filter(name__contains=str(user.pk))


@pytest.mark.parametrize("rows", [_by_name, _in_a_town, _read_first, _by_the_clock, _hidden_key])
def test_what_depends_on_more_than_two_keys_and_the_day_is_refused(scene: Scene, rows: shared_sql.Rows) -> None:
    claire = scene.actors["claire"]
    with pytest.raises(NotShareableError, match=rows.__name__):
        shared_sql.count([(rows, ())], claire, claire.postings.get())


def test_a_function_that_may_hold_somebody_is_refused(scene: Scene) -> None:
    claire = scene.actors["claire"]
    with pytest.raises(NotShareableError, match="function of its module"):
        shared_sql.count([(lambda _user, _posting: Card.objects.owned_by(claire), ())], claire, claire.postings.get())


@pytest.mark.parametrize("name", ["claire", "helene", "mireille", "nour_account"])
def test_a_second_visit_builds_and_compiles_nothing_to_count(scene: Scene, name: str) -> None:
    """The guard of the price of the home page: nothing is called that writes SQL, and one query is asked."""
    user = again(scene.actors[name])
    posting = active_postings(user)[0]
    shared_sql.count(questions(user, posting), user, posting)
    with CaptureQueriesContext(connection) as captured:
        made = _calls_into("django/db/models/sql/", lambda: shared_sql.count(questions(user, posting), user, posting))
    assert len(captured) == 1
    assert made == 0


@pytest.mark.parametrize("name", ["claire", "helene", "mireille"])
def test_the_home_page_needs_few_queries_in_a_house_where_everything_waits(
    scene: Scene, name: str, sign_in: Callable
) -> None:
    client = sign_in(again(scene.actors[name]))
    client.get("/")
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/").status_code == 200
    asked = [query["sql"] for query in captured]
    assert len(asked) <= MOST_QUERIES, "\n".join(asked)


def test_another_language_has_its_own_text(scene: Scene) -> None:
    """A list in the order, or by the names, of one language would be another one’s otherwise."""
    claire = scene.actors["claire"]
    with translation.override("fr"):
        french = Shape.of(claire, claire.postings.get())
    assert french != Shape.of(claire, claire.postings.get())


def _calls_into(module: str, act: Callable[[], object]) -> int:
    calls = []

    def seen(frame: FrameType, event: str, _arg: object) -> None:
        if event == "call" and module in frame.f_code.co_filename:
            calls.append(frame.f_code)

    sys.setprofile(seen)
    try:
        act()
    finally:
        sys.setprofile(None)
    return len(calls)

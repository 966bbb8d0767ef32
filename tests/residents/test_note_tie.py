"""Families are a light link, and some people are not brought together: noted once, by staff, within one house."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cada_peers.journal.models import Entry
from residents.actions import (
    accept_introduction,
    arrange_introduction,
    end_keeping_apart,
    keep_apart,
    note_tie,
    note_yes,
    propose_introduction,
    put_card,
    remove_tie,
)
from residents.events import Event
from residents.models import Card, Domain, Introduction, IntroductionStatus, KeptApart, Tie
from tests.cast import Cast
from tests.conftest import SignIn


def test_a_parent_is_the_first_of_the_two(cast: Cast) -> None:
    tie = note_tie(one=cast.nour, other=cast.petit, kind="parent", by=cast.karim)
    assert (tie.one, tie.other, tie.kind, tie.centre) == (cast.nour, cast.petit, "parent", cast.tilleuls)
    line = Entry.objects.first()
    assert (line.event, line.subject_id, line.actor_id) == (Event.TIE_NOTED, tie.pk, cast.karim.pk)


def test_two_people_are_linked_once_whoever_is_named_first(cast: Cast) -> None:
    note_tie(one=cast.nour, other=cast.samim, kind="couple", by=cast.helene)
    for one, other in ((cast.nour, cast.samim), (cast.samim, cast.nour)):
        with pytest.raises(ValidationError, match="linked already"):
            note_tie(one=one, other=other, kind="relative", by=cast.helene)
    assert Tie.objects.count() == 1


def test_two_people_are_kept_apart_once_whoever_is_named_first(cast: Cast) -> None:
    keep_apart(one=cast.nour, other=cast.samim, by=cast.helene)
    with pytest.raises(ValidationError, match="noted already"):
        keep_apart(one=cast.samim, other=cast.nour, by=cast.claire)
    assert KeptApart.objects.get().noted_by == cast.helene


@pytest.fixture
def between(cast: Cast, school: Domain) -> Introduction:
    """Nour offers, from her account; Samim asks. Proposed by Karim."""
    said = {"centre": cast.tilleuls, "title": "Un devoir à deux", "domain": school, "by": cast.helene}
    demand = put_card(kind="demand", owner_resident=cast.samim, **said)
    offer = put_card(kind="offer", owner_user=cast.nour_account, **(said | {"by": cast.nour_account}))
    return propose_introduction(offer=offer, demand=demand, by=cast.karim)[0]


@pytest.mark.parametrize("was", ["proposed", "accepted"])
def test_keeping_two_people_apart_ends_what_brings_them_together(
    cast: Cast, sign_in: SignIn, between: Introduction, was: str
) -> None:
    if was == "accepted":
        note_yes(introduction=between, side="offer", by=cast.karim)
        note_yes(introduction=between, side="demand", by=cast.karim)
        arrange_introduction(introduction=between, appointment="Jeudi 17 h, laverie", by=cast.karim)
    keep_apart(one=cast.samim, other=cast.nour, by=cast.helene)
    between.refresh_from_db()
    assert (between.status, between.appointment) == (IntroductionStatus.DECLINED, "")
    assert "laverie" not in sign_in(cast.nour_account).get("/box/introductions/mine/").content.decode()
    # The words of any introduction that is over: nobody learns why.
    with pytest.raises(ValidationError, match="is over"):
        accept_introduction(introduction=between, by=cast.nour_account)
    with pytest.raises(ValidationError):
        arrange_introduction(introduction=between, appointment="Vendredi, cave", by=cast.karim)


def test_an_introduction_waits_for_whoever_keeps_its_owners_apart(cast: Cast, between: Introduction) -> None:
    """Both lock the owners before anything else: one of the two sees what the other has noted."""
    with CaptureQueriesContext(connection) as captured:
        note_yes(introduction=between, side="offer", by=cast.karim)
    reads = [query["sql"] for query in captured if query["sql"].startswith("SELECT")]
    owners = next(place for place, read in enumerate(reads) if 'FROM "residents_resident"' in read)
    assert owners < next(place for place, read in enumerate(reads) if 'FROM "residents_introduction"' in read)
    assert "FOR NO KEY UPDATE" in reads[owners] or not connection.features.has_select_for_update


@pytest.mark.parametrize("model", [Tie, KeptApart])
def test_the_database_refuses_the_same_two_the_other_way_round(cast: Cast, model: type[Tie | KeptApart]) -> None:
    model.objects.create(centre=cast.tilleuls, one=cast.nour, other=cast.samim)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(centre=cast.tilleuls, one=cast.samim, other=cast.nour)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"account": "mireille"}, {"account": "mireille"}),
        ({"partner": "La Poste"}, {"partner": "la  poste"}),
        ({}, None),
        ({"account": "mireille", "partner": "La Poste"}, None),
    ],
    ids=["a volunteer twice", "a partner twice", "from nobody", "from two"],
)
def test_the_database_refuses_to_keep_apart_twice_or_from_nobody_or_from_two(
    cast: Cast, first: dict[str, str], second: dict[str, str] | None
) -> None:
    def note(said: dict[str, str]) -> None:
        given = said | {"account": getattr(cast, said["account"])} if "account" in said else said
        KeptApart.objects.create(centre=cast.tilleuls, one=cast.nour, **given)

    if second is not None:
        note(first)
    with pytest.raises(IntegrityError), transaction.atomic():
        note(second or first)
    # Of another resident, nothing was said.
    KeptApart.objects.create(centre=cast.tilleuls, one=cast.samim, partner="La Poste")


def test_somebody_of_the_team_who_has_a_record_here_is_meant_as_a_resident(cast: Cast) -> None:
    pair = keep_apart(one=cast.samim, other=cast.nour_account, by=cast.helene)
    assert (pair.other, pair.account) == (cast.nour, None)


def test_who_does_not_work_here_cannot_be_named(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="does not work in this centre"):
        keep_apart(one=cast.samim, other=cast.victor, by=cast.helene)
    for other in (cast.mireille, "La Poste"):
        with pytest.raises(PermissionDenied):
            keep_apart(one=cast.samim, other=other, by=cast.mireille)


@pytest.mark.parametrize("who", ["volunteer", "partner"])
def test_what_goes_on_with_the_team_or_a_partner_ends(cast: Cast, between: Introduction, who: str) -> None:
    """Like anybody's « not this time »; what goes on with somebody else goes on."""
    owner = {"owner_user": cast.mireille} if who == "volunteer" else {"owner_partner": "La Poste"}
    Card.objects.filter(pk=between.offer_id).update(**{"owner_user": None} | owner)
    asked_by = between.demand.owner_resident
    keep_apart(one=asked_by, other=cast.karim if who == "volunteer" else "Le Panier", by=cast.helene)
    between.refresh_from_db()
    assert between.is_open
    keep_apart(one=asked_by, other=cast.mireille if who == "volunteer" else "la poste", by=cast.helene)
    between.refresh_from_db()
    assert (between.status, between.appointment) == ("declined", "")


@pytest.mark.parametrize("swapped", [False, True])
def test_both_are_locked_in_one_order_before_anything_is_read(cast: Cast, swapped: bool) -> None:
    """Two colleagues who note the same two people, each from one side, wait for each other and never lock crosswise."""
    one, other = (cast.samim, cast.nour) if swapped else (cast.nour, cast.samim)
    with CaptureQueriesContext(connection) as captured:
        keep_apart(one=one, other=other, by=cast.helene)
    first = next(query["sql"] for query in captured if query["sql"].startswith("SELECT"))
    assert 'ORDER BY "residents_resident"."id" ASC' in first
    assert "FOR NO KEY UPDATE" in first or not connection.features.has_select_for_update


def test_nobody_is_their_own_family(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="two different people"):
        note_tie(one=cast.nour, other=cast.nour, kind="relative", by=cast.helene)


def test_a_kind_of_tie_that_is_not_in_the_list_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        note_tie(one=cast.nour, other=cast.samim, kind="married since 2012", by=cast.helene)


def test_somebody_of_a_neighbour_centre_cannot_be_linked(cast: Cast) -> None:
    for verb in (lambda **both: note_tie(kind="couple", **both), keep_apart):
        with pytest.raises(ValidationError, match="does not live in this centre"):
            verb(one=cast.nour, other=cast.voisin, by=cast.helene)
        with pytest.raises(PermissionDenied):
            verb(one=cast.voisin, other=cast.nour, by=cast.helene)


def test_only_staff_of_the_centre_note_and_remove(cast: Cast) -> None:
    tie = note_tie(one=cast.nour, other=cast.samim, kind="couple", by=cast.helene)
    pair = keep_apart(one=cast.nour, other=cast.petit, by=cast.helene)
    for stranger in (cast.mireille, cast.nour_account, cast.victor, cast.siege):
        with pytest.raises(PermissionDenied):
            note_tie(one=cast.samim, other=cast.petit, kind="relative", by=stranger)
        with pytest.raises(PermissionDenied):
            remove_tie(tie=tie, by=stranger)
        with pytest.raises(PermissionDenied):
            end_keeping_apart(pair=pair, by=stranger)


def test_what_is_removed_is_gone_and_leaves_one_line(cast: Cast) -> None:
    tie = note_tie(one=cast.nour, other=cast.samim, kind="couple", by=cast.helene)
    pair = keep_apart(one=cast.nour, other=cast.petit, by=cast.helene)
    remove_tie(tie=tie, by=cast.karim)
    end_keeping_apart(pair=pair, by=cast.karim)
    before = Entry.objects.count()
    remove_tie(tie=tie, by=cast.helene)
    assert Entry.objects.count() == before
    assert list(Entry.objects.values_list("event", flat=True)[:2]) == [Event.NO_LONGER_KEPT_APART, Event.TIE_REMOVED]
    assert not Tie.objects.exists()
    assert not KeptApart.objects.exists()


def test_no_reason_can_be_kept(cast: Cast) -> None:
    who = {"one", "other", "account", "partner", "partner_key"}
    assert {field.name for field in KeptApart._meta.fields} == {"id", "centre", "noted_by", "noted_on"} | who

"""« Still true? »: which cards are asked about again, and where the answer leads."""

from datetime import timedelta
from itertools import product

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone

from cada_peers.accounts.roles import Role
from residents.actions import confirm_card, put_card, withdraw_card
from residents.box.asking import why_absent, why_asked
from residents.models import Absence, Card, Domain
from tests.cast import Cast, a_resident, a_user


def day(ahead: int) -> object:
    return timezone.localdate() + timedelta(days=ahead)


@pytest.fixture
def card(cast: Cast, school: Domain) -> Card:
    """The card of Samim, put in the box half a year ago, without a last day."""
    card = put_card(
        centre=cast.tilleuls, kind="offer", title="Je relis", domain=school, owner_resident=cast.samim, by=cast.helene
    )
    return age(card)


def age(card: Card, days: int = 180) -> Card:
    Card.objects.filter(pk=card.pk).update(published_on=day(-days), confirmed_on=day(-days))
    card.refresh_from_db()
    return card


def asked() -> list[Card]:
    return list(Card.objects.to_ask_again())


@pytest.mark.parametrize(("ahead", "is_asked"), [(-400, True), (-1, True), (0, True), (29, True), (30, False)])
def test_a_card_is_asked_about_a_month_before_its_last_day_and_after(card: Card, ahead: int, is_asked: bool) -> None:
    Card.objects.filter(pk=card.pk).update(valid_until=day(ahead))
    assert asked() == ([card] if is_asked else [])


def test_a_card_without_a_last_day_is_asked_about_after_half_a_year(card: Card) -> None:
    """It hangs meanwhile; one answer is enough for another half-year."""
    assert asked() == []
    Card.objects.filter(pk=card.pk).update(confirmed_on=timezone.localdate() - relativedelta(months=6))
    assert asked() == []
    Card.objects.filter(pk=card.pk).update(confirmed_on=timezone.localdate() - relativedelta(months=6, days=1))
    assert asked() == [card]
    assert "that it still holds" in why_asked(Card.objects.with_team_left().get())
    assert card in Card.objects.in_the_box()
    confirm_card(card=card, by=card.created_by)
    assert asked() == []


@pytest.mark.parametrize(("ahead", "is_asked"), [(-3, True), (0, True), (1, False)])
def test_a_card_is_asked_about_once_its_owner_moved_out(cast: Cast, card: Card, ahead: int, is_asked: bool) -> None:
    cast.samim.departed_on = day(ahead)
    cast.samim.save()
    assert asked() == ([card] if is_asked else [])


def test_a_card_is_asked_about_once_its_owner_left_the_team(cast: Cast, school: Domain) -> None:
    card = age(
        put_card(
            centre=cast.tilleuls,
            kind="offer",
            title="Un thé",
            domain=school,
            owner_user=cast.mireille,
            by=cast.mireille,
        )
    )
    assert asked() == []
    cast.mireille.postings.update(ends_on=day(-2))
    assert asked() == [card]


def test_a_role_that_ended_is_no_departure_while_another_holds(cast: Cast, school: Domain) -> None:
    age(
        put_card(
            centre=cast.tilleuls,
            kind="offer",
            title="Un thé",
            domain=school,
            owner_user=cast.mireille,
            by=cast.mireille,
        )
    )
    cast.mireille.postings.update(ends_on=day(-2))
    cast.mireille.postings.create(role="social_worker", centre=cast.tilleuls, starts_on=day(-2))
    assert asked() == []


def test_an_answer_is_enough(cast: Cast, card: Card) -> None:
    Card.objects.filter(pk=card.pk).update(valid_until=day(3))
    cast.samim.departed_on = day(-3)
    cast.samim.save()
    confirm_card(card=card, by=cast.helene)
    assert asked() == []


def test_a_card_out_of_the_box_is_asked_about_no_more(cast: Cast, card: Card) -> None:
    Card.objects.filter(pk=card.pk).update(valid_until=day(-3))
    withdraw_card(card=card, by=cast.helene)
    assert asked() == []


@pytest.fixture
def every_card(cast: Cast, school: Domain) -> dict[int, Card]:
    """One card for each way in which its days can lie, around each day on which a rule turns; by their number."""
    departures = (None, -200, -1, 0, 1)
    departed = [None if ahead is None else day(ahead) for ahead in departures]
    residents = [a_resident(f"R{on}", cast.tilleuls, departed_on=on) for on in departed]
    team = [a_user(f"u{number}", Role.VOLUNTEER, centre=cast.tilleuls) for number in range(3)]
    for user, ahead in zip(team, (None, 0, -100), strict=True):
        user.postings.update(ends_on=None if ahead is None else day(ahead))
    owners = [{"owner_resident": one} for one in residents] + [{"owner_user": one} for one in team]
    days = product(owners, (-190, -100, -1, 0), (None, -1, 0, 29, 30), (None, 0))
    common = {"centre": cast.tilleuls, "domain": school, "display_name": "x", "title": "x", "folded": "x"}
    cards = [
        Card(
            number=number,
            confirmed_on=day(confirmed),
            valid_until=None if until is None else day(until),
            withdrawn_on=None if out is None else day(out),
            **common,
            **owner,
        )
        for number, (owner, confirmed, until, out) in enumerate(days)
    ]
    Card.objects.bulk_create(cards)
    return {card.number: card for card in Card.objects.with_team_left().select_related("owner_resident")}


def test_a_card_at_hand_and_the_database_say_the_same_of_every_card(every_card: dict[int, Card]) -> None:
    """In the box or not and why, asked about or not and why: each rule stands once in SQL and once in Python."""

    def numbers(found: object) -> set[int]:
        return set(found.values_list("number", flat=True))

    assert numbers(Card.objects.in_the_box()) == {number for number, card in every_card.items() if card.is_in_the_box}
    assert numbers(Card.objects.to_ask_again()) == {number for number, card in every_card.items() if why_asked(card)}
    assert {card.absence() for card in every_card.values()} == {None, *Absence}
    assert all(bool(why_absent(card)) == bool(card.absence()) for card in every_card.values())
    of_residents = Card.objects.filter(owner_resident__isnull=False)
    for ahead in (-150, 1, 40):
        assert numbers(of_residents.in_the_box(day(ahead))) == {
            number for number, card in every_card.items() if card.owner_resident and not card.absence(day(ahead))
        }

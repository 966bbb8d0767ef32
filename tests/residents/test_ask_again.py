"""« Still true? »: which cards are asked about again, and where the answer leads."""

from datetime import timedelta

import pytest
from django.utils import timezone

from residents.actions import confirm_card, put_card, withdraw_card
from residents.models import Card, Domain
from tests.cast import Cast


def day(ahead: int) -> object:
    return timezone.localdate() + timedelta(days=ahead)


@pytest.fixture
def card(cast: Cast, school: Domain) -> Card:
    """The card of Samim, put in the box half a year ago, without a last day."""
    card = put_card(
        centre=cast.tilleuls, kind="offer", title="Je relis", domain=school, owner_resident=cast.samim, by=cast.helene
    )
    return age(card)


def age(card: Card) -> Card:
    Card.objects.filter(pk=card.pk).update(published_on=day(-180), confirmed_on=day(-180))
    card.refresh_from_db()
    return card


def asked() -> list[Card]:
    return list(Card.objects.to_ask_again())


@pytest.mark.parametrize(("ahead", "is_asked"), [(-400, True), (-1, True), (0, True), (29, True), (30, False)])
def test_a_card_is_asked_about_a_month_before_its_last_day_and_after(card: Card, ahead: int, is_asked: bool) -> None:
    Card.objects.filter(pk=card.pk).update(valid_until=day(ahead))
    assert asked() == ([card] if is_asked else [])


def test_a_card_without_a_last_day_is_left_alone_while_its_owner_is_here(card: Card) -> None:
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

"""« Still true? »: the card stays in the box when its owner says so, and only then."""

from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from cada_peers.journal.models import Entry
from residents.actions import confirm_card, put_card, withdraw_card
from residents.events import Event
from residents.models import Card, Domain
from tests.cast import Cast
from tests.conftest import SignIn


@pytest.fixture
def card(cast: Cast, school: Domain) -> Card:
    """The card of Nour, who has an account."""
    return put_card(
        centre=cast.tilleuls, kind="offer", title="Je relis", domain=school, owner_resident=cast.nour, by=cast.helene
    )


def leave(cast: Cast, days_ago: int) -> None:
    cast.nour.departed_on = timezone.localdate() - timedelta(days=days_ago)
    cast.nour.save()


def in_the_box(card: Card, days_ahead: int = 0) -> bool:
    return Card.objects.in_the_box(timezone.localdate() + timedelta(days=days_ahead)).filter(pk=card.pk).exists()


def test_the_card_of_somebody_who_left_waits_until_it_is_confirmed(cast: Cast, card: Card) -> None:
    Card.objects.filter(pk=card.pk).update(confirmed_on="2025-01-01")
    leave(cast, days_ago=3)
    assert not in_the_box(card)
    confirm_card(card=card, by=cast.nour_account)
    assert in_the_box(card)
    assert Entry.objects.first().event == Event.CARD_CONFIRMED


def test_said_before_the_departure_it_holds_after_it(cast: Cast, card: Card) -> None:
    leave(cast, days_ago=-10)
    assert not in_the_box(card, days_ahead=11)
    confirm_card(card=card, by=cast.helene)
    assert in_the_box(card, days_ahead=11)


@pytest.mark.parametrize("days_ahead", [-200, -1, 0, 29])
def test_a_card_whose_last_day_is_over_or_near_holds_for_six_months_more(
    cast: Cast, card: Card, days_ahead: int
) -> None:
    Card.objects.filter(pk=card.pk).update(valid_until=timezone.localdate() + timedelta(days=days_ahead))
    confirmed = confirm_card(card=card, by=cast.helene)
    assert confirmed.valid_until == timezone.localdate() + relativedelta(months=6)
    assert confirmed.confirmed_on == timezone.localdate()


@pytest.mark.parametrize("days_ahead", [30, 400])
def test_a_last_day_far_ahead_stays_as_it_was(cast: Cast, card: Card, days_ahead: int) -> None:
    far = timezone.localdate() + timedelta(days=days_ahead)
    Card.objects.filter(pk=card.pk).update(valid_until=far)
    assert confirm_card(card=card, by=cast.helene).valid_until == far


def test_a_card_that_was_taken_out_does_not_come_back_by_itself(cast: Cast, sign_in: SignIn, card: Card) -> None:
    withdraw_card(card=card, by=cast.nour_account)
    with pytest.raises(ValidationError):
        confirm_card(card=card, by=cast.helene)
    page = sign_in(cast.helene).post(reverse("residents:card_confirm", args=[card.pk]), follow=True)
    assert "was taken out of the box" in page.content.decode()


def test_nobody_speaks_for_somebody_else(cast: Cast, card: Card) -> None:
    with pytest.raises(PermissionDenied):
        confirm_card(card=card, by=cast.mireille)


@pytest.mark.parametrize("verb", ["card_confirm", "card_withdraw"])
def test_pressed_in_a_hand_over_one_comes_back_to_it(cast: Cast, sign_in: SignIn, card: Card, verb: str) -> None:
    address = reverse(f"residents:{verb}", args=[card.pk])
    response = sign_in(cast.helene).post(address, {"from": "departure"})
    assert response.url == reverse("residents:depart", args=[cast.nour.pk])

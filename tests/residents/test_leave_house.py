"""Somebody moves out: the day, staying in touch, what is handed over; and perhaps they come back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cada_peers.journal.models import Entry
from residents.actions import confirm_card, note_departure, note_return, note_tie, put_card, start_interview
from residents.events import Event
from residents.models import Card, Domain, Introduction, Resident
from tests.cast import Cast
from tests.conftest import SignIn

DAY = "2026-03-01"


@pytest.fixture
def address(cast: Cast) -> str:
    return reverse("residents:depart", args=[cast.samim.pk])


@pytest.fixture
def helene(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.helene)


@pytest.fixture
def card(cast: Cast, school: Domain) -> Card:
    return put_card(
        centre=cast.tilleuls,
        kind="offer",
        title="Lire à deux",
        domain=school,
        owner_resident=cast.samim,
        by=cast.helene,
    )


def posted(client: Client, address: str, **changes: str) -> dict[str, str]:
    """What the form at `address` would post, with `changes`; a box that is not ticked is not sent."""
    form = client.get(address).context["form"]
    data = {field.html_name: field.value() for field in form} | changes
    return {name: value for name, value in data.items() if value not in (None, False)}


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def test_the_day_the_wish_and_the_telephone_are_kept(cast: Cast, helene: Client, address: str) -> None:
    helene.post(address, posted(helene, address, departed_on=DAY, stays_in_touch="on", phone="06 12 12 12 12"))
    gone = Resident.objects.get(pk=cast.samim.pk)
    assert (gone.departed_on.isoformat(), gone.stays_in_touch, gone.phone) == (DAY, True, "06 12 12 12 12")
    assert Entry.objects.filter(event=Event.DEPARTURE_NOTED, subject_id=gone.pk).count() == 1


@pytest.mark.parametrize("day", ["2020-01-01", "hier", "2026-02-30"])
def test_a_departure_that_cannot_be_is_refused(cast: Cast, helene: Client, address: str, day: str) -> None:
    response = helene.post(address, posted(helene, address, departed_on=day, phone="06 12"))
    assert response.status_code == 200
    assert response.context["form"].errors
    assert "06 12" in response.content.decode()
    assert Resident.objects.get(pk=cast.samim.pk).departed_on is None


def test_a_departure_is_noted_and_taken_back(cast: Cast, helene: Client, address: str) -> None:
    helene.post(address, posted(helene, address, departed_on=DAY))
    assert not Resident.objects.present().filter(pk=cast.samim.pk).exists()
    helene.post(address, posted(helene, address, departed_on=""))
    assert Resident.objects.present().filter(pk=cast.samim.pk).exists()


def test_a_telephone_that_a_colleague_changed_meanwhile_is_shown_and_not_overwritten(
    cast: Cast, helene: Client, address: str
) -> None:
    slow = posted(helene, address, departed_on=DAY, phone="06 11 11 11 11")
    Resident.objects.filter(pk=cast.samim.pk).update(phone="06 22 22 22 22")
    response = helene.post(address, slow)
    assert response.status_code == 409
    body = response.content.decode()
    assert "06 11 11 11 11" in body
    assert "06 22 22 22 22" in body
    assert Resident.objects.get(pk=cast.samim.pk).phone == "06 22 22 22 22"


def test_the_list_names_what_concerns_this_person_only(cast: Cast, helene: Client, address: str) -> None:
    body = helene.get(address).content.decode()
    assert "Peer helper (" not in body
    assert "Card no." not in body
    cast.samim.peer_helper_files.create(centre=cast.tilleuls, chosen_name="Samim")
    assert "Peer helper (candidate)" in helene.get(address).content.decode()


def test_each_card_stays_or_comes_out_by_a_button(cast: Cast, helene: Client, address: str, card: Card) -> None:
    assert reverse("residents:card_confirm", args=[card.pk]) not in helene.get(address).content.decode()
    note_departure(resident=cast.samim, departed_on=in_days(3), by=cast.helene)
    assert reverse("residents:card_confirm", args=[card.pk]) in helene.get(address).content.decode()
    helene.post(reverse("residents:card_confirm", args=[card.pk]), {"from": "departure"})
    assert "stays in the box" in helene.get(address).content.decode()
    helene.post(reverse("residents:card_withdraw", args=[card.pk]), {"from": "departure"})
    assert "Lire à deux" not in helene.get(address).content.decode()


def test_a_card_that_holds_after_the_departure_holds_after_a_later_one(cast: Cast, card: Card) -> None:
    note_departure(resident=cast.samim, departed_on=in_days(3), by=cast.helene)
    confirm_card(card=card, by=cast.helene)
    note_departure(resident=cast.samim, departed_on=in_days(30), by=cast.helene)
    assert Card.objects.in_the_box(in_days(31)).filter(pk=card.pk).exists()


def test_the_list_thinks_of_those_who_stay_and_of_what_is_not_finished(
    cast: Cast, helene: Client, address: str, card: Card, school: Domain
) -> None:
    note_tie(one=cast.samim, other=cast.nour, kind="couple", by=cast.helene)
    start_interview(resident=cast.samim, kind="reception", by=cast.helene)
    start_interview(resident=cast.samim, kind="admission", by=cast.claire)
    demand = put_card(
        centre=cast.tilleuls,
        kind="demand",
        title="Apprendre à lire",
        domain=school,
        owner_user=cast.karim,
        by=cast.karim,
    )
    Introduction.objects.create(centre=cast.tilleuls, offer=card, demand=demand, mediator=cast.helene)
    body = helene.get(address).content.decode()
    assert "Nour B. (couple) stays here" in body
    assert "a draft of Hélène" in body
    assert "a draft of Claire" in body
    assert "Apprendre à lire" in body


def test_former_residents_are_marked_in_the_list_and_on_their_page(cast: Cast, helene: Client) -> None:
    note_departure(resident=cast.samim, departed_on=date(2026, 3, 1), stays_in_touch=True, by=cast.helene)
    note_departure(resident=cast.nour, departed_on=date(2026, 3, 1), by=cast.helene)
    body = helene.get(reverse("residents:list"), {"presence": "left"}).content.decode()
    assert "former, in touch" in body
    assert "former resident</span>" in body
    page = helene.get(reverse("residents:detail", args=[cast.samim.pk])).content.decode()
    assert "Former resident, left on 1 March 2026" in page
    assert "Wishes to stay in touch" in page


def test_somebody_who_will_leave_is_still_here(cast: Cast, helene: Client) -> None:
    note_departure(resident=cast.samim, departed_on=in_days(5), by=cast.helene)
    assert "leaves on" in helene.get(reverse("residents:list")).content.decode()
    assert "Former resident" not in helene.get(reverse("residents:detail", args=[cast.samim.pk])).content.decode()


def test_a_former_resident_comes_back_with_their_cards(cast: Cast, helene: Client, card: Card) -> None:
    Card.objects.filter(pk=card.pk).update(confirmed_on="2025-01-01")
    note_departure(resident=cast.samim, departed_on=date(2026, 3, 1), stays_in_touch=True, by=cast.helene)
    assert not Card.objects.in_the_box().filter(pk=card.pk).exists()
    helene.post(reverse("residents:come_back", args=[cast.samim.pk]))
    back = Resident.objects.get(pk=cast.samim.pk)
    assert (back.departed_on, back.stays_in_touch) == (None, False)
    assert Card.objects.in_the_box().filter(pk=card.pk).exists()
    before = Entry.objects.count()
    note_return(resident=back, by=cast.helene)
    assert Entry.objects.count() == before


def test_only_staff_of_the_house_note_a_return(cast: Cast) -> None:
    for stranger in (cast.mireille, cast.nour_account, cast.victor):
        with pytest.raises(PermissionDenied):
            note_return(resident=cast.samim, by=stranger)

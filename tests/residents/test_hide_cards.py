"""Whose cards are not read: of whoever nobody brings together with the reader; in the box, by whoever is gone."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cada_peers.accounts.access import sync_rights
from cada_peers.accounts.models import Posting, User
from cada_peers.accounts.roles import Role
from residents.actions import end_keeping_apart, keep_apart, put_card
from residents.models import Card, Domain, Introduction, KeptApart, Resident, Skill
from tests.cast import Cast, a_card, a_resident, a_user
from tests.conftest import SignIn

BOX = reverse("residents:box")
TODAY = timezone.localdate


@pytest.fixture
def samims(cast: Cast, school: Domain) -> Card:
    """Demand no. 1, the only one that says where, when, in which language and about which skill of the house."""
    return a_card(
        cast.samim,
        by=cast.helene,
        title="Conduire le minibus",
        kind="demand",
        domain=school,
        skill=Skill.objects.create(domain=school, name_fr="Minibus", name_en="Van", centre=cast.tilleuls),
        place="salle du rez-de-chaussée",
        rhythm="le lundi",
        languages=["ti"],
    )


@pytest.fixture
def others(cast: Cast, school: Domain) -> Card:
    return put_card(
        centre=cast.tilleuls, kind="offer", title="Le jardin", domain=school, owner_user=cast.helene, by=cast.helene
    )


def account_of(resident: Resident) -> User:
    """An account of their own, as a peer helper of their house."""
    resident.account = a_user(f"{resident.name.lower()}-account", Role.PEER_HELPER, centre=resident.centre)
    resident.save()
    return resident.account


def wall(client: Client, **filters: object) -> tuple[list[str], int, int]:
    """Titles on the wall, and how many cards the page and its compartments count."""
    context = client.get(BOX, filters).context
    counted = sum(compartment.offers + compartment.demands for compartment in context["compartments"])
    return [face.title for face in context["faces"]], context["page"].paginator.count, counted


@pytest.mark.parametrize("first", ["nour", "samim"])
def test_two_who_are_kept_apart_read_no_card_of_each_other(
    cast: Cast, sign_in: SignIn, samims: Card, others: Card, first: str
) -> None:
    nours, samim_account = a_card(cast.nour, by=cast.helene), account_of(cast.samim)
    one, other = (cast.nour, cast.samim) if first == "nour" else (cast.samim, cast.nour)
    keep_apart(one=one, other=other, by=cast.helene)
    for user, own, hidden in ((cast.nour_account, nours, samims), (samim_account, samims, nours)):
        client = sign_in(user)
        titles, cards, counted = wall(client)
        assert sorted(titles) == sorted([own.title, others.title])
        assert cards == counted == 2
        for words in (hidden.number, hidden.title, hidden.display_name):
            assert hidden.title not in wall(client, q=words)[0]
        assert wall(client, q=hidden.number)[0] == []
        assert list(Card.objects.visible_to(user).order_by("number")) == sorted([own, others], key=lambda c: c.number)
    for user in (cast.helene, cast.mireille):
        assert wall(sign_in(user))[1:] == (3, 3)


def test_the_address_of_such_a_card_answers_as_if_there_were_none(cast: Cast, sign_in: SignIn, samims: Card) -> None:
    keep_apart(one=cast.nour, other=cast.samim, by=cast.helene)
    client = sign_in(cast.nour_account)
    page, none = (client.get(reverse("residents:card", args=[key])) for key in (samims.pk, uuid4()))
    assert page.status_code == none.status_code == 404
    assert page.content == none.content
    assert client.get(f"{reverse('residents:card_add')}?answers={samims.pk}").context["answered"] is None
    pair = KeptApart.objects.get()
    end_keeping_apart(pair=pair, by=cast.claire)
    assert client.get(reverse("residents:card", args=[samims.pk])).status_code == 200


def test_no_choice_of_a_form_tells_of_such_a_card(cast: Cast, sign_in: SignIn, samims: Card, others: Card) -> None:
    """Neither the languages of the wall, nor the skills and the languages that its cards say."""
    client = sign_in(cast.nour_account)

    def told() -> list[bool]:
        filters = client.get(BOX).context["filters"]
        form = client.get(reverse("residents:card_add")).context["form"]
        frequent = {choice.data["value"] for choice in form.frequent}
        is_a_choice = samims.skill in form.fields["skill"].queryset
        return ["ti" in dict(filters.fields["language"].choices), "ti" in frequent, is_a_choice]

    assert told() == [True, True, True]
    keep_apart(one=cast.samim, other=cast.nour, by=cast.helene)
    assert told() == [False, False, False]


def test_it_makes_no_difference_under_which_of_the_two_a_card_hangs(cast: Cast, samims: Card) -> None:
    """The record or the account."""
    samim_account = account_of(cast.samim)
    Card.objects.filter(pk=samims.pk).update(owner_resident=None, owner_user=samim_account)
    keep_apart(one=cast.nour, other=cast.samim, by=cast.helene)
    assert not Card.objects.visible_to(cast.nour_account).exists()
    assert Card.objects.visible_to(samim_account).get() == samims


def test_what_was_held_between_the_two_no_longer_shows_the_card(cast: Cast, sign_in: SignIn, samims: Card) -> None:
    """Who it was is known; where and when the other one is stands on the card."""
    page = reverse("residents:my_introductions")
    both = {"offer_agreed_on": TODAY(), "demand_agreed_on": TODAY(), "held_on": TODAY()}
    nours = a_card(cast.nour, by=cast.helene)
    Introduction.objects.create(centre=cast.tilleuls, offer=nours, demand=samims, status="held", **both)
    client = sign_in(cast.nour_account)
    assert samims.title in client.get(page).content.decode()
    keep_apart(one=cast.nour, other=cast.samim, by=cast.helene)
    body = client.get(page).content.decode()
    assert nours.title in body
    assert samims.title not in body


def test_a_resident_and_a_volunteer_who_are_kept_apart_read_no_card_of_each_other(
    cast: Cast, sign_in: SignIn, samims: Card, school: Domain
) -> None:
    samim_account = account_of(cast.samim)
    mireilles = put_card(
        centre=cast.tilleuls, kind="offer", title="Le tricot", domain=school, owner_user=cast.mireille, by=cast.helene
    )
    keep_apart(one=cast.samim, other=cast.mireille, by=cast.helene)
    assert wall(sign_in(cast.mireille)) == ([mireilles.title], 1, 1)
    assert wall(sign_in(samim_account)) == ([samims.title], 1, 1)
    assert wall(sign_in(cast.nour_account))[1:] == (2, 2)


def test_a_resident_reads_no_card_of_a_partner_from_whom_they_are_kept_apart(
    cast: Cast, samims: Card, school: Domain
) -> None:
    """However its name is written on a card: somebody else types it another way."""
    said = {"centre": cast.tilleuls, "kind": "offer", "domain": school, "by": cast.helene}
    for written in ("L’ATELIER", "L'Atelièr", "l  atelier"):
        put_card(title="Réparer", owner_partner=written, **said)
    library = put_card(title="Lire", owner_partner="La bibliothèque", **said)
    keep_apart(one=cast.nour, other="L’atelier", by=cast.helene)
    assert set(Card.objects.visible_to(cast.nour_account)) == {samims, library}
    assert Card.objects.visible_to(cast.mireille).count() == 5


def test_staff_from_whom_a_resident_is_kept_apart_still_see_the_whole_box(cast: Cast, samims: Card) -> None:
    """They mediate for the house."""
    keep_apart(one=cast.samim, other=cast.helene, by=cast.claire)
    assert samims in Card.objects.visible_to(cast.helene)


def gone(**said: object) -> dict[str, object]:
    return {"departed_on": TODAY(), **said}


@pytest.mark.parametrize(
    ("said", "reads"),
    [
        (gone, 1),
        (lambda: gone(stays_in_touch=True), 2),
        (lambda: gone(departed_on=TODAY() + timedelta(days=1)), 2),
        (dict, 2),
    ],
)
def test_whoever_moved_out_and_does_not_stay_in_touch_reads_their_own_cards_only(
    cast: Cast, sign_in: SignIn, samims: Card, said: Callable[[], dict[str, object]], reads: int
) -> None:
    """From the day of the departure, while the house has not closed the account; their papers stay theirs."""
    own = a_card(cast.nour, by=cast.helene)
    Resident.objects.filter(pk=cast.nour.pk).update(**said())
    client = sign_in(cast.nour_account)
    titles, cards, counted = wall(client)
    assert own.title in titles
    assert len(titles) == cards == counted == reads
    assert client.get(reverse("residents:card", args=[samims.pk])).status_code == (200 if reads == 2 else 404)
    assert client.get(reverse("residents:card", args=[own.pk])).status_code == 200
    assert client.get(reverse("peerhelpers:my_page")).status_code == 200


def test_whoever_moved_out_and_volunteers_there_reads_the_box(cast: Cast, samims: Card) -> None:
    Posting.objects.create(user=cast.nour_account, role=Role.VOLUNTEER, centre=cast.tilleuls, starts_on="2024-01-01")
    Resident.objects.filter(pk=cast.nour.pk).update(departed_on=TODAY())
    sync_rights([cast.nour_account])
    assert samims in Card.objects.visible_to(User.objects.get(pk=cast.nour_account.pk))


def test_having_lived_elsewhere_closes_no_box_here(cast: Cast, samims: Card) -> None:
    a_resident("Mireille", cast.erables, account=cast.mireille, departed_on="2025-01-01")
    assert samims in Card.objects.visible_to(cast.mireille)

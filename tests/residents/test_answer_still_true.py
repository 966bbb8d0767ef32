"""« Still true? »: the page of the staff, one's own cards, and the two answers."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cada_peers.accounts.models import User
from cada_peers.journal.models import Entry
from cada_peers.ui.waiting import waiting_for
from residents.actions import put_card, withdraw_card
from residents.events import Event
from residents.models import Card, Domain
from tests.cast import Cast
from tests.conftest import SignIn

ASK, MINE = reverse("residents:still_true"), reverse("residents:my_cards")


def put(cast: Cast, domain: Domain, title: str, **owner: object) -> Card:
    return put_card(centre=cast.tilleuls, kind="offer", title=title, domain=domain, by=cast.helene, **owner)


@pytest.fixture
def expired(cast: Cast, school: Domain) -> Card:
    """The card of Nour, who has an account; its last day was last week."""
    card = put(cast, school, "Je relis", owner_resident=cast.nour)
    Card.objects.filter(pk=card.pk).update(valid_until=timezone.localdate() - timedelta(days=7))
    card.refresh_from_db()
    return card


@pytest.fixture
def left(cast: Cast, school: Domain) -> Card:
    """The card of Samim, who moved out yesterday."""
    card = put(cast, school, "Je cuisine", owner_resident=cast.samim)
    Card.objects.filter(pk=card.pk).update(confirmed_on="2025-01-01", published_on="2025-01-01")
    cast.samim.departed_on = timezone.localdate() - timedelta(days=1)
    cast.samim.save()
    card.refresh_from_db()
    return card


def test_staff_read_why_each_card_is_asked_about(cast: Cast, sign_in: SignIn, expired: Card, left: Card) -> None:
    put(cast, expired.domain, "Rien à demander", owner_resident=cast.petit)
    body = sign_in(cast.helene).get(ASK).content.decode()
    assert "Samim moved out on" in body
    assert "Its last day was" in body
    assert "Rien à demander" not in body
    assert Entry.objects.filter(event=Event.BOX_READ, amount=2).count() == 1


@pytest.mark.parametrize(("who", "status"), [("mireille", 403), ("nour_account", 403), ("victor", 200)])
def test_the_page_is_for_the_staff_of_the_house(
    cast: Cast, sign_in: SignIn, expired: Card, who: str, status: int
) -> None:
    page = sign_in(getattr(cast, who)).get(ASK)
    assert page.status_code == status
    assert "Je relis" not in page.content.decode()


@pytest.mark.parametrize(("verb", "stays"), [("card_confirm", True), ("card_withdraw", False)])
def test_an_answer_leads_to_the_next_card(
    cast: Cast, sign_in: SignIn, expired: Card, left: Card, verb: str, stays: bool
) -> None:
    helene = sign_in(cast.helene)
    address = reverse(f"residents:{verb}", args=[expired.pk])
    page = helene.post(address, {"from": "still_true", "next": str(left.pk)}, follow=True)
    assert [row[0] for row in page.context["rows"]] == [left]
    assert page.content.decode().count("autofocus") == 1
    assert Card.objects.in_the_box().filter(pk=expired.pk).exists() is stays


@pytest.mark.parametrize("hostile", [{"next": "x"}, {"next": "\0"}, {"page": "-1"}, {"page": "10" * 50}])
def test_a_strange_place_to_go_on_from_is_left_out(
    cast: Cast, sign_in: SignIn, expired: Card, hostile: dict[str, str]
) -> None:
    address = reverse("residents:card_confirm", args=[expired.pk])
    assert sign_in(cast.helene).post(address, {"from": "still_true"} | hostile).url == f"{ASK}?"


def test_one_s_own_cards_those_to_answer_first(cast: Cast, sign_in: SignIn, school: Domain, expired: Card) -> None:
    put(cast, school, "Je chante", owner_resident=cast.nour)
    gone = withdraw_card(card=put(cast, school, "Je dessine", owner_resident=cast.nour), by=cast.helene)
    put(cast, school, "À quelqu’un d’autre", owner_resident=cast.samim)
    page = sign_in(cast.nour_account).get(MINE)
    assert [row[0].title for row in page.context["hanging"]] == ["Je relis", "Je chante"]
    assert [face.number for face in page.context["taken_out"]] == [gone.number]
    assert "À quelqu’un d’autre" not in page.content.decode()


def test_the_owner_answers_and_takes_out_from_their_telephone(cast: Cast, sign_in: SignIn, expired: Card) -> None:
    nour = sign_in(cast.nour_account)
    nour.post(reverse("residents:card_confirm", args=[expired.pk]), {"from": "mine"})
    assert Card.objects.in_the_box().filter(pk=expired.pk).exists()
    response = nour.post(reverse("residents:card_withdraw", args=[expired.pk]), {"from": "mine"})
    assert response.url == MINE
    assert not Card.objects.in_the_box().filter(pk=expired.pk).exists()


def lines(user: User) -> dict[str, int]:
    return {line.url: line.count for line in waiting_for(user, user.postings.get())}


def test_the_home_page_says_how_many_to_the_staff_and_to_the_owner(cast: Cast, expired: Card, left: Card) -> None:
    assert lines(cast.helene)[ASK] == 2
    assert lines(cast.nour_account)[MINE] == 1
    assert MINE not in lines(cast.mireille)
    assert ASK not in lines(cast.victor)


def test_on_the_card_staff_and_owner_read_that_the_owner_left_the_others_do_not(
    cast: Cast, sign_in: SignIn, left: Card
) -> None:
    address = reverse("residents:card", args=[left.pk])
    assert "Samim moved out on" in sign_in(cast.helene).get(address).content.decode()
    assert sign_in(cast.mireille).get(address).status_code == 404
    Card.objects.filter(pk=left.pk).update(confirmed_on=timezone.localdate())
    assert "The card still holds" in sign_in(cast.helene).get(address).content.decode()
    assert "moved out" not in sign_in(cast.mireille).get(address).content.decode()


def test_the_card_of_a_volunteer_who_stopped_says_so(cast: Cast, sign_in: SignIn, school: Domain) -> None:
    card = put(cast, school, "Un thé", owner_user=cast.mireille)
    Card.objects.filter(pk=card.pk).update(confirmed_on="2025-01-01", published_on="2025-01-01")
    cast.mireille.postings.update(ends_on=timezone.localdate())
    body = sign_in(cast.helene).get(reverse("residents:card", args=[card.pk])).content.decode()
    assert "Mireille has not worked here since" in body


def test_twenty_five_questions_cost_no_more_queries_than_one(
    cast: Cast, sign_in: SignIn, school: Domain, expired: Card
) -> None:
    helene = sign_in(cast.helene)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            helene.get(ASK)
        return len(captured)

    queries()
    few = queries()
    for number in range(24):
        put(cast, school, f"Carte {number}", owner_resident=cast.samim, languages=["fr"])
    Card.objects.update(valid_until=timezone.localdate())
    assert queries() == few

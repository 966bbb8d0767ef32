"""Whoever finds a card in the box can answer it with one of their own; the team then brings the two together."""

import pytest
from django.urls import reverse

from residents.actions import put_card, withdraw_card
from residents.matching import offers_for
from residents.models import Card, Domain, Skill
from tests.cast import Cast
from tests.conftest import SignIn

ADD = reverse("residents:card_add")


@pytest.fixture
def demand(cast: Cast, school: Domain, homework: Skill) -> Card:
    """Samim asks."""
    return put_card(
        centre=cast.tilleuls,
        kind="demand",
        title="Mes leçons",
        domain=school,
        skill=homework,
        owner_resident=cast.samim,
        languages=["fr"],
        wished_gender="woman",
        by=cast.helene,
    )


@pytest.mark.parametrize("who", ["mireille", "nour_account"])
def test_one_press_begins_one_s_own_card_and_the_mediator_sees_it(
    cast: Cast, sign_in: SignIn, demand: Card, homework: Skill, who: str
) -> None:
    client = sign_in(getattr(cast, who))
    address = f"{ADD}?answers={demand.pk}"
    body = client.get(reverse("residents:card", args=[demand.pk])).content.decode()
    assert f'href="{address}"' in body
    assert f"tell the team: no. {demand.number}" in body
    form = client.get(address).context["form"]
    assert form.initial == {"kind": "offer", "domain": "school", "skill": homework.pk, "title": "Homework help"}
    posted = {"form": "pair", "wished_gender": "", "languages": ["fr"], "consent": "on", **form.initial}
    page = client.post(address, posted, follow=True)
    assert f"Tell the team that it answers no. {demand.number}." in page.content.decode()
    own = Card.objects.get(kind="offer")
    assert own.owner_user == cast.mireille or own.owner_resident == cast.nour
    assert [match.card for match in offers_for(demand, cast.helene)] == [own]


def test_staff_write_the_card_of_somebody_they_know(cast: Cast, sign_in: SignIn, demand: Card) -> None:
    helene = sign_in(cast.helene)
    body = helene.get(reverse("residents:card", args=[demand.pk])).content.decode()
    assert "Somebody could help: write their card" in body
    assert "Could you help?" not in body
    form = helene.get(ADD, {"answers": str(demand.pk)}).context["form"]
    assert (form["owner"].value(), form["kind"].value()) == ("resident", "offer")


def test_nobody_answers_their_own_card_nor_one_that_is_out_of_the_box(
    cast: Cast, sign_in: SignIn, demand: Card
) -> None:
    own = put_card(
        centre=cast.tilleuls, kind="offer", title="x", skill=demand.skill, owner_user=cast.mireille, by=cast.mireille
    )
    gone = withdraw_card(card=demand, by=cast.helene)
    for user, card in ((cast.mireille, own), (cast.helene, gone)):
        body = sign_in(user).get(reverse("residents:card", args=[card.pk])).content.decode()
        assert "?answers=" not in body
    assert sign_in(cast.helene).get(ADD, {"answers": str(gone.pk)}).context["form"].initial == {}


def test_a_card_of_a_neighbour_fills_no_form(cast: Cast, sign_in: SignIn, demand: Card) -> None:
    page = sign_in(cast.victor).get(ADD, {"answers": str(demand.pk)})
    assert page.context["form"].initial == {}
    assert "Mes leçons" not in page.content.decode()

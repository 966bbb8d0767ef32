"""The box: who sees which cards, found by any of their words, by display name only outside the staff."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from residents.actions import put_card, withdraw_card
from residents.models import Card, Domain, Interview
from tests.cast import Cast
from tests.conftest import SignIn

BOX = reverse("residents:box")


@pytest.fixture
def card(cast: Cast, school: Domain) -> Card:
    """The card of Samim."""
    return put_card(
        centre=cast.tilleuls,
        kind="offer",
        title="J’explique l’école",
        domain=school,
        rhythm="jeudi",
        owner_resident=cast.samim,
        languages=["fa-AF"],
        by=cast.helene,
    )


def titles(client: Client, **filters: str) -> list[str]:
    return [face.title for face in client.get(BOX, filters).context["faces"]]


@pytest.mark.parametrize(
    ("who", "seen"), [("helene", 1), ("claire", 1), ("mireille", 1), ("nour_account", 1), ("victor", 0)]
)
def test_the_cards_of_the_centre_are_for_its_people(
    cast: Cast, sign_in: SignIn, card: Card, who: str, seen: int
) -> None:
    assert len(titles(sign_in(getattr(cast, who)))) == seen


@pytest.mark.parametrize("who", ["mireille", "nour_account"])
def test_outside_the_staff_a_person_is_a_display_name(cast: Cast, sign_in: SignIn, card: Card, who: str) -> None:
    client = sign_in(getattr(cast, who))
    for address in (BOX, reverse("residents:card", args=[card.pk])):
        body = client.get(address).content.decode()
        assert "Samim" in body
        assert "Azizi" not in body
        assert str(cast.samim.pk) not in body


@pytest.mark.parametrize("who", ["mireille", "nour_account"])
def test_nothing_but_the_card_is_said_of_its_owner(
    cast: Cast, sign_in: SignIn, card: Card, draft: Interview, who: str
) -> None:
    cast.samim.phone, cast.samim.preferred_name = "06 00 00 00 99", "Samimou"
    cast.samim.save()
    Interview.objects.filter(pk=draft.pk).update(likes="le silence")
    Card.objects.filter(pk=card.pk).update(own_gender="man", wished_gender="woman")
    client = sign_in(getattr(cast, who))
    pages = (
        BOX,
        f"{BOX}?q={card.number}",
        f"{BOX}?gender=man",
        reverse("residents:card", args=[card.pk]),
        reverse("residents:my_cards"),
    )
    secrets = ("Azizi", "Samimou", "06 00 00 00 99", "le silence", "a man", str(cast.samim.pk))
    bodies = {address: client.get(address).content.decode() for address in pages}
    assert [(address, secret) for address in pages for secret in secrets if secret in bodies[address]] == []
    for words in ("azizi", "samimou", "man"):
        assert titles(client, q=words) == []


def test_a_peer_helper_is_not_led_to_a_page_that_is_closed_to_them(cast: Cast, sign_in: SignIn, school: Domain) -> None:
    own = put_card(
        centre=cast.tilleuls, kind="offer", title="x", domain=school, owner_resident=cast.nour, by=cast.nour_account
    )
    body = sign_in(cast.nour_account).get(reverse("residents:card", args=[own.pk])).content.decode()
    assert reverse("residents:detail", args=[cast.nour.pk]) not in body


def test_a_card_out_of_the_box_is_for_staff_and_its_owner(cast: Cast, sign_in: SignIn, card: Card) -> None:
    withdraw_card(card=card, by=cast.helene)
    address = reverse("residents:card", args=[card.pk])
    assert sign_in(cast.helene).get(address).status_code == 200
    assert sign_in(cast.mireille).get(address).status_code == 404
    cast.samim.account = cast.mireille
    cast.samim.save()
    assert sign_in(cast.mireille).get(address).status_code == 200


def test_an_expired_card_leaves_the_wall(cast: Cast, sign_in: SignIn, card: Card) -> None:
    Card.objects.filter(pk=card.pk).update(valid_until=timezone.localdate() - timedelta(days=1))
    assert titles(sign_in(cast.helene)) == []


@pytest.mark.parametrize("q", ["ecole", "JEUDI explique", "samim", "études"])
def test_a_card_is_found_by_its_words_its_day_its_name_and_its_domain(
    cast: Cast, sign_in: SignIn, card: Card, q: str
) -> None:
    assert titles(sign_in(cast.mireille), q=q) == [card.title]


@pytest.mark.parametrize("q", ["vélos", "réparations", "réparer des vélos", "REPARATION velo"])
def test_when_no_card_has_the_very_words_what_comes_near_is_shown_and_said(
    cast: Cast, sign_in: SignIn, card: Card, q: str
) -> None:
    """A plural, an infinitive, a noun for a verb; a word that only contains the letters is not near."""
    card.title = "Je répare un vélo"
    card.save()
    put_card(
        centre=cast.tilleuls,
        kind="offer",
        title="Préparer à développer",
        domain=card.domain,
        owner_user=cast.karim,
        by=cast.helene,
    )
    page = sign_in(cast.mireille).get(BOX, {"q": q})
    assert [face.title for face in page.context["faces"]] == [card.title]
    assert "here is what comes near" in page.content.decode()


def test_where_a_card_has_the_very_words_no_other_comes_beside_it(cast: Cast, sign_in: SignIn, card: Card) -> None:
    put_card(
        centre=cast.tilleuls, kind="offer", title="Des vélos", domain=card.domain, owner_user=cast.karim, by=cast.helene
    )
    put_card(
        centre=cast.tilleuls, kind="offer", title="Un vélo", domain=card.domain, owner_user=cast.karim, by=cast.helene
    )
    page = sign_in(cast.mireille).get(BOX, {"q": "vélos"})
    assert [face.title for face in page.context["faces"]] == ["Des vélos"]
    assert "comes near" not in page.content.decode()
    assert titles(sign_in(cast.mireille), q="les dans") == []


@pytest.mark.parametrize(("stored", "typed"), [("أُعلّم العربية", "اعلم"), ("Готовлю борщ", "БОРЩ"), ("শেখাই", "শেখাই")])
def test_a_card_is_found_in_its_own_script(cast: Cast, sign_in: SignIn, card: Card, stored: str, typed: str) -> None:
    card.title = stored
    card.save()
    assert titles(sign_in(cast.mireille), q=typed) == [stored]


def test_filters_keep_what_they_say(cast: Cast, sign_in: SignIn, card: Card) -> None:
    helene = sign_in(cast.helene)
    assert titles(helene, kind="demand") == []
    assert titles(helene, language="fa-AF", domain="school", kind="offer") == [card.title]
    assert helene.get(BOX, {"domain": "alchemy"}).status_code == 200
    assert helene.get(BOX, {"q": "\0"}).context["filters"].errors["q"]


def test_the_compartments_count_what_is_in_the_box(cast: Cast, sign_in: SignIn, card: Card, school: Domain) -> None:
    put_card(centre=cast.tilleuls, kind="demand", title="y", domain=school, owner_resident=cast.nour, by=cast.helene)
    withdraw_card(card=card, by=cast.helene)
    compartment = sign_in(cast.helene).get(BOX).context["compartments"][0]
    assert (compartment.offers, compartment.demands) == (0, 1)


def test_the_open_compartment_closes_again_and_the_other_filters_stay(cast: Cast, sign_in: SignIn, card: Card) -> None:
    helene = sign_in(cast.helene)
    closed = helene.get(BOX, {"kind": "offer"}).context["compartments"][0]
    assert closed.url == f"{BOX}?domain=school&kind=offer#wall"
    opened = helene.get(BOX, {"kind": "offer", "domain": "school"}).context["compartments"][0]
    assert (opened.is_current, opened.url) == (True, f"{BOX}?kind=offer#wall")


def test_an_approved_peer_helper_is_recognised_on_the_wall(cast: Cast, sign_in: SignIn, card: Card) -> None:
    assert not sign_in(cast.mireille).get(BOX).context["faces"][0].is_peer_helper
    file = cast.samim.peer_helper_files.create(centre=cast.tilleuls, chosen_name="Samim")
    file.formalised_on = file.engaged_on = file.approved_on = "2025-01-01"
    file.approved_by, file.proposed_by = cast.claire, cast.marc
    for file.status in ("formalised", "engaged", "in_trial", "approved"):
        file.save()
    assert sign_in(cast.mireille).get(BOX).context["faces"][0].is_peer_helper


def test_fifty_cards_cost_no_more_queries_than_one(cast: Cast, sign_in: SignIn, card: Card, school: Domain) -> None:
    helene = sign_in(cast.helene)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            helene.get(BOX)
        return len(captured)

    queries()
    few = queries()
    for number in range(23):
        put_card(
            centre=cast.tilleuls,
            kind="offer",
            title=f"Carte {number}",
            domain=school,
            owner_resident=cast.nour,
            languages=["ar", "fr"],
            by=cast.helene,
        )
    assert queries() == few

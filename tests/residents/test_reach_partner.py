"""How a partner is reached: written beside their card, read by those who mediate and by nobody else."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from residents.actions import change_card, decline_introduction, propose_introduction, put_card
from residents.box.printing import prepare_run
from residents.models import Card, Domain
from tests.cast import Cast
from tests.conftest import SignIn

ADD, BOX = reverse("residents:card_add"), reverse("residents:box")
CONTACT = "01 00 00 00 00, 3 quai des Lilas"


@pytest.fixture
def partner(cast: Cast, school: Domain) -> Card:
    return put_card(
        centre=cast.tilleuls,
        kind="offer",
        title="Une visite de la médiathèque",
        domain=school,
        owner_partner="Médiathèque",
        contact=CONTACT,
        by=cast.helene,
    )


@pytest.fixture
def demand(cast: Cast, school: Domain) -> Card:
    return put_card(
        centre=cast.tilleuls, kind="demand", title="Lire", domain=school, owner_resident=cast.samim, by=cast.helene
    )


@pytest.fixture
def helene(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.helene)


def page_of(card: Card, name: str = "card") -> str:
    return reverse(f"residents:{name}", args=[card.pk])


def sent(school: Domain, **more: str) -> dict[str, str]:
    return {"kind": "offer", "title": "Une visite", "domain": school.pk, "form": "pair", "consent": "on"} | more


def test_it_is_written_with_the_card_of_a_partner_and_changed_there(helene: Client, school: Domain) -> None:
    form = helene.get(ADD).content.decode()
    assert 'aria-describedby="id_contact_helptext contact_reminder"' in form
    assert 'id="contact_reminder"' in form
    helene.post(ADD, sent(school, owner="partner", partner="Médiathèque", contact=CONTACT))
    card = Card.objects.get()
    assert card.contact == CONTACT
    edit = helene.get(page_of(card, "card_edit"))
    assert CONTACT in edit.content.decode()
    seen = edit.context["form"]["seen"].value()
    changed = sent(school, display_name="Médiathèque", contact="accueil@mediatheque.example")
    assert helene.post(page_of(card, "card_edit"), changed | {"seen": seen}).status_code == 302
    card.refresh_from_db()
    assert card.contact == "accueil@mediatheque.example"
    late = helene.post(page_of(card, "card_edit"), changed | {"seen": seen, "contact": "rien"})
    assert late.status_code == 409, "a colleague changed it meanwhile"
    again = helene.get(ADD, {"again": card.pk})
    assert again.context["form"]["contact"].value() is None
    Card.objects.update(withdrawn_on=card.published_on)
    again = helene.get(ADD, {"again": card.pk})
    assert again.context["form"]["contact"].value() == "accueil@mediatheque.example"


def test_what_was_typed_before_somebody_else_was_chosen_is_not_kept(cast: Cast, helene: Client, school: Domain) -> None:
    helene.post(ADD, sent(school, owner="resident", resident=str(cast.samim.pk), partner="x", contact=CONTACT))
    card = Card.objects.get()
    assert (card.owner_resident, card.contact) == (cast.samim, "")
    assert "contact" not in helene.get(page_of(card, "card_edit")).context["form"].fields


def test_too_long_a_contact_is_given_back(helene: Client, school: Domain) -> None:
    page = helene.post(ADD, sent(school, owner="partner", partner="Médiathèque", contact="x" * 121))
    assert page.context["form"].errors["contact"]
    assert "x" * 121 in page.content.decode()


def test_it_stands_on_the_page_of_the_card_for_those_who_mediate_only(
    cast: Cast, sign_in: SignIn, helene: Client, partner: Card
) -> None:
    assert CONTACT in helene.get(page_of(partner)).content.decode()
    for client in (sign_in(cast.mireille), sign_in(cast.nour_account)):
        page = client.get(page_of(partner))
        assert partner.title in page.content.decode()
        assert CONTACT not in page.content.decode()
        assert "quai des Lilas" not in client.get(BOX, {"q": "Lilas"}).content.decode()
    assert helene.get(BOX, {"q": "Lilas"}).content.decode().count("Une visite") == 0, "the search does not read it"
    assert CONTACT not in helene.get(BOX, {"kind": "offer"}).content.decode()
    (sheet,) = prepare_run(Card.objects.all()).sheets
    assert partner.title in str(sheet)
    assert CONTACT not in str(sheet)


def test_where_none_is_noted_the_team_is_asked_to_say_it(
    cast: Cast, sign_in: SignIn, helene: Client, partner: Card, demand: Card
) -> None:
    change_card(card=partner, contact="", by=cast.helene)
    asked = "not noted yet: say how"
    assert asked in helene.get(page_of(partner)).content.decode()
    assert asked not in sign_in(cast.mireille).get(page_of(partner)).content.decode()
    assert asked not in helene.get(page_of(demand)).content.decode()


def test_it_is_at_hand_while_an_introduction_with_the_partner_goes_on(
    cast: Cast, helene: Client, partner: Card, demand: Card
) -> None:
    introduction = propose_introduction(offer=partner, demand=demand, by=cast.helene)[0]
    page = reverse("residents:introduction", args=[introduction.pk])
    assert CONTACT in helene.get(page).content.decode()
    change_card(card=partner, contact="", by=cast.helene)
    assert "Say how to reach Médiathèque" in helene.get(page).content.decode()
    change_card(card=partner, contact=CONTACT, by=cast.helene)
    decline_introduction(introduction=introduction, by=cast.helene)
    assert CONTACT not in helene.get(page).content.decode()


def test_the_card_of_a_person_holds_none_whoever_writes_it(cast: Cast, demand: Card) -> None:
    with pytest.raises(ValidationError, match="Only a partner"):
        change_card(card=demand, contact=CONTACT, by=cast.helene)
    with pytest.raises(IntegrityError), transaction.atomic():
        Card.objects.filter(pk=demand.pk).update(contact=CONTACT)

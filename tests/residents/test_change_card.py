"""A card is changed by its owner and by staff, and comes out of the box at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from residents.actions import change_card, put_card, withdraw_card
from residents.models import Card, Domain
from tests.cast import Cast
from tests.conftest import SignIn


@pytest.fixture
def card(cast: Cast, school: Domain) -> Card:
    """The card of Mireille, volunteer."""
    return put_card(
        centre=cast.tilleuls,
        kind="offer",
        title="Je relis",
        domain=school,
        owner_user=cast.mireille,
        languages=["fr"],
        by=cast.mireille,
    )


def posted(card: Card, form: object, **changes: object) -> dict[str, object]:
    data = {name: form[name].value() for name in form.fields} | changes
    return {name: "" if value is None else value for name, value in data.items()}


@pytest.mark.parametrize(
    ("who", "status"), [("mireille", 302), ("helene", 302), ("nour_account", 403), ("victor", 404)]
)
def test_the_owner_and_staff_change_a_card_the_others_do_not(
    cast: Cast, sign_in: SignIn, card: Card, who: str, status: int
) -> None:
    address = reverse("residents:card_edit", args=[card.pk])
    form = sign_in(cast.mireille).get(address).context["form"]
    response = sign_in(getattr(cast, who)).post(address, posted(card, form, title="Je relis un courrier"))
    assert response.status_code == status
    card.refresh_from_db()
    assert card.title == ("Je relis un courrier" if status == 302 else "Je relis")


def test_the_second_to_save_sees_both_texts(cast: Cast, sign_in: SignIn, card: Card) -> None:
    address = reverse("residents:card_edit", args=[card.pk])
    mireille = sign_in(cast.mireille)
    slow = posted(card, mireille.get(address).context["form"], title="les mots de Mireille")
    change_card(card=card, title="les mots d’Hélène", languages=["fr", "ar"], by=cast.helene)
    response = mireille.post(address, slow)
    assert response.status_code == 409
    body = response.content.decode()
    assert "les mots de Mireille" in body
    assert "les mots d’Hélène" in body
    assert "French, Arabic" in body
    card.refresh_from_db()
    assert card.title == "les mots d’Hélène"


def test_only_what_stands_on_the_card_is_changed(cast: Cast, card: Card) -> None:
    with pytest.raises(TypeError):
        change_card(card=card, number=99, by=cast.helene)


@pytest.mark.parametrize("who", ["mireille", "helene"])
def test_a_card_comes_out_at_once(cast: Cast, sign_in: SignIn, card: Card, who: str) -> None:
    sign_in(getattr(cast, who)).post(reverse("residents:card_withdraw", args=[card.pk]))
    assert card not in Card.objects.in_the_box()


def test_nobody_else_takes_it_out(cast: Cast, sign_in: SignIn, card: Card) -> None:
    address = reverse("residents:card_withdraw", args=[card.pk])
    assert sign_in(cast.nour_account).post(address).status_code == 403
    assert sign_in(cast.victor).post(address).status_code == 404
    assert sign_in(cast.helene).get(address).status_code == 405
    with pytest.raises(PermissionDenied):
        withdraw_card(card=card, by=cast.nour_account)
    card.refresh_from_db()
    assert card.withdrawn_on is None


def test_taking_it_out_twice_changes_nothing(cast: Cast, card: Card) -> None:
    Card.objects.filter(pk=card.pk).update(published_on="2025-01-01", withdrawn_on="2025-02-01")
    assert withdraw_card(card=card, by=cast.helene).withdrawn_on.isoformat() == "2025-02-01"


def test_a_card_put_in_by_mistake_for_tomorrow_can_still_be_taken_out(cast: Cast, card: Card) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    Card.objects.filter(pk=card.pk).update(published_on=tomorrow)
    assert withdraw_card(card=card, by=cast.helene).withdrawn_on == tomorrow


@pytest.mark.parametrize(
    "owners", [{"owner_user": None}, {"owner_partner": "Les Jardins"}], ids=["nobody", "two owners"]
)
def test_the_database_wants_one_owner(card: Card, owners: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Card.objects.filter(pk=card.pk).update(**owners)


ADD = reverse("residents:card_add")


@pytest.mark.parametrize("who", ["helene", "nour_account"])
def test_taken_out_by_mistake_it_is_written_again_in_one_press_once_the_person_agrees(
    cast: Cast, sign_in: SignIn, school: Domain, who: str
) -> None:
    """All its words come back, under a new number; the old one stays out."""
    words = {"title": "Je couds", "details": "À la main", "place": "Salle commune", "rhythm": "jeudi"}
    choices = {"kind": "demand", "form": "group", "moments": 5, "wished_gender": "woman", "own_gender": "man"}
    old = put_card(
        centre=cast.tilleuls,
        domain=school,
        owner_resident=cast.nour,
        display_name="Nour la couturière",
        languages=["ar", "fr"],
        by=cast.helene,
        **words,
        **choices,
    )
    client = sign_in(getattr(cast, who))
    page = client.post(reverse("residents:card_withdraw", args=[old.pk]), follow=True)
    address = f"{ADD}?again={old.pk}"
    assert f'href="{address}"' in page.content.decode()
    form = client.get(address).context["form"]
    assert not form["consent"].value()
    again = posted(old, form)
    assert client.post(address, again).context["form"].errors.keys() == {"consent"}
    client.post(address, again | {"consent": "on"})
    new = Card.objects.in_the_box().get()
    assert new.number == old.number + 1
    for name in (*words, *choices, "domain", "owner_resident", "display_name"):
        assert getattr(new, name) == getattr(old, name), name
    assert [row.language for row in new.languages.all()] == ["ar", "fr"]
    old.refresh_from_db()
    assert old.withdrawn_on


@pytest.mark.parametrize(
    ("owner", "said"),
    [
        ({"owner_partner": "Les Jardins"}, ("partner", "partner", "Les Jardins")),
        ({"owner_user": "mireille"}, ("member", "member", "mireille")),
        ({"owner_user": "helene"}, ("me", "member", None)),
    ],
)
def test_written_again_it_is_still_the_card_of_the_same_person(
    cast: Cast, sign_in: SignIn, school: Domain, owner: dict[str, str], said: tuple[str, str, str | None]
) -> None:
    given = {name: getattr(cast, value, value) for name, value in owner.items()}
    old = put_card(centre=cast.tilleuls, kind="offer", title="x", domain=school, by=cast.helene, **given)
    withdraw_card(card=old, by=cast.helene)
    form = sign_in(cast.helene).get(ADD, {"again": str(old.pk)}).context["form"]
    whose, name, value = said
    assert form["owner"].value() == whose
    if value:
        assert form[name].value() == getattr(getattr(cast, value, None), "pk", value)


def test_a_card_of_somebody_else_or_one_in_the_box_is_not_written_again(
    cast: Cast, sign_in: SignIn, card: Card
) -> None:
    assert sign_in(cast.mireille).get(ADD, {"again": str(card.pk)}).context["form"].initial == {}
    withdraw_card(card=card, by=cast.mireille)
    for stranger in (cast.nour_account, cast.victor):
        assert sign_in(stranger).get(ADD, {"again": str(card.pk)}).context["form"].initial == {}

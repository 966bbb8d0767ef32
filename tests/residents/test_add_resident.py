"""A record needs one name and a day; what it may not hold is refused beside its field."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from residents.actions import add_resident
from residents.models import Resident
from tests.cast import Cast
from tests.conftest import SignIn

ADD = reverse("residents:add")
ROWS = {"languages-TOTAL_FORMS": "4", "languages-INITIAL_FORMS": "0"}
ONE = {"name": "Amina", "arrived_on": "2026-02-01", **ROWS}


@pytest.fixture
def helene(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.helene)


def test_one_name_is_enough(cast: Cast, helene: Client) -> None:
    response = helene.post(ADD, ONE)
    resident = Resident.objects.get(name="Amina")
    assert response.url == reverse("residents:detail", args=[resident.pk])
    assert (resident.centre, resident.display_name) == (cast.tilleuls, "Amina")


@pytest.mark.parametrize("name", ["ა", "x" * 300, "মোহাম্মদ", "ዮሐንስ", "😀", "Jean-Noël d’Été"])
def test_names_of_any_length_and_script_are_kept(helene: Client, name: str) -> None:
    helene.post(ADD, ONE | {"name": name})
    resident = Resident.objects.get(name=name)
    assert resident.display_name == name[:60]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "   "),
        ("name", "x" * 301),
        ("name", "x" * 1_000_000),
        ("name", "a\0b"),
        ("arrived_on", "30/02/2026"),
        ("arrived_on", "9999-12-31"),
        ("arrived_on", ""),
        ("phone", "0" * 31),
    ],
)
def test_what_the_record_cannot_hold_is_said_beside_the_field_and_nothing_is_written(
    cast: Cast, helene: Client, field: str, value: str
) -> None:
    before = Resident.objects.count()
    response = helene.post(ADD, ONE | {field: value, "family_name": "Ce que j’ai tapé"})
    assert response.status_code == 200
    assert response.context["form"].errors[field]
    assert "Ce que j’ai tapé" in response.content.decode()
    assert Resident.objects.count() == before


def test_only_the_first_language_is_a_mother_tongue_unless_told(helene: Client) -> None:
    levels = [line["level"].initial for line in helene.get(ADD).context["rows"]]
    assert levels == ["native", "spoken", "spoken", "spoken"]


def test_the_stop_after_an_arabic_letter_stays_behind_it() -> None:
    assert Resident(name="Omar", family_name="الخطيب").called == "Omar ا.\u200f"
    assert Resident(name="عمر", family_name="Haddad").called == "عمر H."


def test_languages_come_in_their_order_without_the_empty_lines(helene: Client) -> None:
    rows = {"languages-0-language": "fa-AF", "languages-0-level": "native", "languages-2-language": "fr"}
    helene.post(ADD, ONE | rows | {"languages-2-level": "A2"})
    spoken = Resident.objects.get(name="Amina").languages.values_list("language", "level")
    assert list(spoken) == [("fa-AF", "native"), ("fr", "A2")]


@pytest.mark.parametrize(
    "rows",
    [
        {"languages-0-language": "fr", "languages-1-language": "fr"},
        {"languages-0-language": "klingon"},
        {"languages-TOTAL_FORMS": "x"},
    ],
)
def test_languages_that_do_not_hold_are_refused(helene: Client, rows: dict[str, str]) -> None:
    response = helene.post(ADD, ONE | rows)
    assert response.status_code == 200
    assert not Resident.objects.filter(name="Amina").exists()


def test_a_referent_of_another_centre_is_refused(cast: Cast, helene: Client) -> None:
    response = helene.post(ADD, ONE | {"referent": str(cast.victor.pk)})
    assert response.context["form"].errors["referent"]


def test_a_volunteer_cannot_be_a_referent(cast: Cast, helene: Client) -> None:
    response = helene.post(ADD, ONE | {"referent": str(cast.mireille.pk)})
    assert response.context["form"].errors["referent"]


def test_the_verb_asks_for_the_right_in_that_very_centre(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        add_resident(centre=cast.erables, name="Amina", by=cast.helene)


def test_an_account_or_a_centre_cannot_be_posted(cast: Cast, helene: Client) -> None:
    helene.post(ADD, ONE | {"centre": str(cast.erables.pk), "account": str(cast.claire.pk)})
    resident = Resident.objects.get(name="Amina")
    assert (resident.centre, resident.account) == (cast.tilleuls, None)

"""Staff put cards for everyone, the others for themselves; numbers follow each other; nothing foreign is accepted."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from residents.actions import create_skill, note_skill, put_card, withdraw_card
from residents.models import Card, Domain, Interview, Moment, Skill
from tests.cast import Cast, a_resident
from tests.conftest import SignIn

ADD = reverse("residents:card_add")


@pytest.fixture
def offer(cast: Cast, school: Domain) -> dict[str, str]:
    """What the form of a volunteer posts."""
    return {
        "kind": "offer",
        "title": "J’explique l’école",
        "domain": school.pk,
        "form": "pair",
        "wished_gender": "",
        "languages": ["fr", "ar"],
        "consent": "on",
    }


@pytest.fixture
def helene(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.helene)


def test_staff_put_a_card_for_a_resident(cast: Cast, helene: Client, offer: dict[str, str]) -> None:
    response = helene.post(ADD, offer | {"owner": "resident", "resident": str(cast.samim.pk)})
    card = Card.objects.get()
    assert response.url == reverse("residents:card", args=[card.pk])
    assert (card.owner_resident, card.display_name, card.number) == (cast.samim, "Samim", 1)
    assert [row.language for row in card.languages.all()] == ["fr", "ar"]


def test_staff_put_a_card_for_a_partner_and_for_themselves(cast: Cast, helene: Client, offer: dict[str, str]) -> None:
    helene.post(ADD, offer | {"owner": "partner", "partner": "Les Jardins du Quai"})
    helene.post(ADD, offer | {"owner": "me"})
    partner, own = Card.objects.order_by("number")
    assert (partner.owner_partner, own.owner_user) == ("Les Jardins du Quai", cast.helene)


def test_staff_put_a_card_for_a_volunteer_of_the_house_and_for_nobody_of_another(
    cast: Cast, helene: Client, offer: dict[str, str]
) -> None:
    helene.post(ADD, offer | {"owner": "member", "member": str(cast.mireille.pk)})
    assert Card.objects.get().owner_user == cast.mireille
    page = helene.post(ADD, offer | {"owner": "member", "member": str(cast.victor.pk)})
    assert page.context["form"].errors["member"]
    assert Card.objects.count() == 1


def test_the_verb_refuses_somebody_who_does_not_work_here(cast: Cast, school: Domain) -> None:
    with pytest.raises(ValidationError):
        put_card(centre=cast.tilleuls, kind="offer", title="x", domain=school, owner_user=cast.victor, by=cast.helene)


def test_a_form_that_is_sent_twice_hangs_one_card(helene: Client, offer: dict[str, str]) -> None:
    key = {"owner": "me", "key": "00000000-0000-4000-8000-00000000000a"}
    first, second = (helene.post(ADD, offer | key) for _ in range(2))
    assert first.url == second.url
    assert Card.objects.count() == 1


def test_the_key_of_somebody_else_s_form_is_worth_nothing(
    cast: Cast, helene: Client, sign_in: SignIn, offer: dict[str, str]
) -> None:
    key = {"owner": "me", "key": "00000000-0000-4000-8000-00000000000a"}
    helene.post(ADD, offer | key)
    sign_in(cast.karim).post(ADD, offer | key)
    assert set(Card.objects.values_list("owner_user", flat=True)) == {cast.helene.pk, cast.karim.pk}


def test_moments_and_wishes_are_kept_as_they_were_ticked(helene: Client, offer: dict[str, str]) -> None:
    helene.post(ADD, offer | {"owner": "me", "moments": ["4", "8"], "wished_gender": "woman", "own_gender": "man"})
    card = Card.objects.get()
    assert card.moments == Moment.EVENING | Moment.WEEKEND
    assert (card.wished_gender, card.own_gender) == ("woman", "man")
    again = helene.get(reverse("residents:card_edit", args=[card.pk])).context["form"]
    assert again["moments"].value() == [4, 8]


def test_a_volunteer_puts_their_own_card_whatever_they_post(cast: Cast, sign_in: SignIn, offer: dict[str, str]) -> None:
    sign_in(cast.mireille).post(ADD, offer | {"owner": "resident", "resident": str(cast.samim.pk)})
    card = Card.objects.get()
    assert (card.owner_user, card.owner_resident) == (cast.mireille, None)


def test_a_peer_helper_owns_the_card_as_the_resident_they_are(
    cast: Cast, sign_in: SignIn, offer: dict[str, str]
) -> None:
    sign_in(cast.nour_account).post(ADD, offer)
    assert Card.objects.get().owner_resident == cast.nour


def test_the_verb_refuses_a_volunteer_who_speaks_for_someone_else(cast: Cast, school: Domain) -> None:
    with pytest.raises(PermissionDenied):
        put_card(
            centre=cast.tilleuls, kind="offer", title="x", domain=school, owner_resident=cast.samim, by=cast.mireille
        )


def test_a_resident_of_another_centre_cannot_own_a_card_here(
    cast: Cast, helene: Client, offer: dict[str, str], school: Domain
) -> None:
    page = helene.post(ADD, offer | {"owner": "resident", "resident": str(cast.voisin.pk)})
    assert page.context["form"].errors["resident"]
    with pytest.raises(ValidationError):
        put_card(
            centre=cast.tilleuls, kind="offer", title="x", domain=school, owner_resident=cast.voisin, by=cast.helene
        )


def test_a_skill_of_another_centre_is_refused(
    cast: Cast, helene: Client, offer: dict[str, str], school: Domain
) -> None:
    theirs = create_skill(centre=cast.erables, name="Apiculture", domain=school, by=cast.victor)
    page = helene.post(ADD, offer | {"owner": "me", "skill": str(theirs.pk)})
    assert page.context["form"].errors["skill"]


@pytest.mark.parametrize("who", ["mireille", "nour_account"])
def test_a_skill_that_was_noted_in_an_interview_is_offered_to_all_once_a_card_says_it(
    cast: Cast, sign_in: SignIn, draft: Interview, school: Domain, who: str
) -> None:
    """Somebody was a judge, and keeps that to themselves: no list of the house may tell it to a volunteer."""
    told = create_skill(centre=cast.tilleuls, name="Juger au tribunal", domain=school, by=cast.helene)
    note_skill(interview=draft, skill=told, wish="keep", by=cast.helene)
    reader, team = sign_in(getattr(cast, who)), sign_in(cast.helene)
    assert "Juger au tribunal" in team.get(ADD).content.decode()
    assert "Juger au tribunal" not in reader.get(ADD).content.decode()
    card = put_card(
        centre=cast.tilleuls, kind="offer", title="x", skill=told, owner_resident=cast.samim, by=cast.helene
    )
    assert "Juger au tribunal" in reader.get(ADD).content.decode()
    withdraw_card(card=card, by=cast.helene)
    assert "Juger au tribunal" not in reader.get(ADD).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 121),
        ("title", "x" * 1_000_000),
        ("title", "a\0b"),
        ("details", "x" * 501),
        ("domain", ""),
        ("domain", "alchemy"),
        ("kind", "gift"),
        ("form", "telepathy"),
        ("languages", ["klingon"]),
        ("valid_until", "hier"),
        ("valid_until", "2020-01-01"),
        ("skill", "not-a-key"),
        ("owner", "nobody"),
        ("moments", ["16"]),
        ("moments", ["soir"]),
        ("own_gender", "x"),
        ("key", "x"),
        ("consent", ""),
    ],
)
def test_what_a_card_cannot_hold_is_said_and_nothing_is_hung(
    helene: Client, offer: dict[str, str], field: str, value: object
) -> None:
    page = helene.post(ADD, offer | {"owner": "me", "place": "Au grand tilleul"} | {field: value})
    assert page.status_code == 200
    assert page.context["form"].errors[field]
    assert "Au grand tilleul" in page.content.decode()
    assert not Card.objects.exists()


@pytest.mark.parametrize(
    ("posted", "field"),
    [({"owner": "resident"}, "resident"), ({"owner": "partner", "partner": " "}, "partner")],
)
def test_an_owner_who_is_not_named_is_asked_for(
    helene: Client, offer: dict[str, str], posted: dict[str, str], field: str
) -> None:
    assert helene.post(ADD, offer | posted).context["form"].errors[field]


@pytest.mark.parametrize("title", ["😀", "ა", "أريد أن أتعلم", "Готовлю борщ", "শেখাই"])
def test_the_words_of_the_person_are_kept_in_any_script(helene: Client, offer: dict[str, str], title: str) -> None:
    helene.post(ADD, offer | {"owner": "me", "title": title})
    assert Card.objects.get().title == title


def test_a_card_starts_from_the_skill_that_the_person_shares(
    cast: Cast, helene: Client, draft: Interview, enrol: Skill
) -> None:
    found = note_skill(interview=draft, skill=enrol, wish="share", by=cast.helene)
    initial = helene.get(ADD, {"found": str(found.pk)}).context["form"].initial
    assert (initial["title"], initial["display_name"], initial["languages"]) == (
        "Enrol a child at school",
        "Samim",
        ["fa-AF"],
    )


@pytest.mark.parametrize("key", ["found", "resident"])
@pytest.mark.parametrize("value", ["x", "00000000-0000-4000-8000-000000000000", "\0"])
def test_a_start_that_is_not_mine_to_see_is_an_empty_form(helene: Client, key: str, value: str) -> None:
    page = helene.get(ADD, {key: value})
    assert (page.status_code, page.context["form"].initial) == (200, {})


def test_nothing_of_a_neighbour_fills_the_form(cast: Cast, helene: Client) -> None:
    assert helene.get(ADD, {"resident": str(cast.voisin.pk)}).context["form"].initial == {}


def test_a_volunteer_learns_nothing_of_the_residents_from_the_form(cast: Cast, sign_in: SignIn) -> None:
    body = sign_in(cast.mireille).get(ADD, {"resident": str(cast.samim.pk)}).content.decode()
    assert "Samim" not in body
    assert "Azizi" not in body


def test_people_called_alike_are_told_apart_and_who_moved_out_comes_last(cast: Cast, helene: Client) -> None:
    """As staff read them in the list of the form."""
    names = {"family_name": "Warsame", "preferred_name": ""}
    first = a_resident("Amina", cast.tilleuls, arrived_on="2024-02-01", **names)
    a_resident("Amina", cast.tilleuls, arrived_on="2024-02-11", **names)
    gone = {"departed_on": "2025-03-04"}
    in_touch = a_resident("Abel", cast.tilleuls, preferred_name="Abou", stays_in_touch=True, **gone)
    lost = a_resident("Abel", cast.tilleuls, family_name="Adane", **gone)

    def offered(**start: str) -> dict[object, str]:
        choices = helene.get(ADD, start).context["form"].fields["resident"].choices
        return {str(key): label for key, label in choices}

    labels = offered()
    assert [label for label in labels.values() if "Amina" in label] == [
        "Amina Warsame · arrived on 1 February 2024",
        "Amina Warsame · arrived on 11 February 2024",
    ]
    assert list(labels.items())[-1] == (
        str(in_touch.pk),
        "Abel “Abou” (moved out) · arrived on 1 February 2024",
    )
    assert str(lost.pk) not in labels, "nobody asks a card of somebody whom the house lost sight of"
    assert str(lost.pk) in offered(resident=str(lost.pk)), "but from their own record one may"
    assert str(first.pk) in labels


def test_the_places_of_the_box_are_offered_once_each_and_to_staff_only(
    cast: Cast, sign_in: SignIn, helene: Client, school: Domain
) -> None:
    def hang(place: str, **owner: object) -> Card:
        return put_card(**{"centre": cast.tilleuls, "owner_user": cast.mireille, "by": cast.helene} | owner,
            kind="offer", title="x", domain=school, place=place)  # fmt: skip

    own, *_others = [
        hang(place) for place in ("Salle Méridienne", "salle  meridienne", "Salle Méridienne", "", "Atelier")
    ]
    withdraw_card(card=hang("Chez moi"), by=cast.helene)
    hang("Le préau d’à côté", centre=cast.erables, owner_user=None, owner_resident=cast.voisin, by=cast.victor)
    for address in (ADD, reverse("residents:card_edit", args=[own.pk])):
        page = helene.get(address)
        assert page.context["form"].places == ["Atelier", "Salle Méridienne"]
        body = page.content.decode()
        assert '<option value="Salle Méridienne"></option>' in body
        assert 'list="places"' in body
        assert "datalist" not in sign_in(cast.mireille).get(address).content.decode()


def test_each_centre_counts_its_own_cards(cast: Cast, school: Domain) -> None:
    def put(centre: object, by: object) -> int:
        return put_card(centre=centre, kind="offer", title="x", domain=school, owner_user=by, by=by).number

    here = [put(cast.tilleuls, cast.helene) for _ in range(3)]
    assert (here, put(cast.erables, cast.victor)) == ([1, 2, 3], 1)


def test_the_number_is_read_behind_the_lock_of_the_centre(cast: Cast, school: Domain) -> None:
    with CaptureQueriesContext(connection) as captured:
        put_card(centre=cast.tilleuls, kind="offer", title="x", domain=school, owner_user=cast.helene, by=cast.helene)
    asked = [query["sql"] for query in captured]
    highest = next(n for n, sql in enumerate(asked) if "MAX(" in sql)
    lock = asked[highest - 1]
    assert '"accounts_centre"' in lock
    assert "FOR NO KEY UPDATE" in lock or not connection.features.has_select_for_update


CLERK = Path(__file__).with_name("clerk.py")


def test_four_clerks_at_once_never_share_a_number(tmp_path: Path) -> None:
    """Four processes on one SQLite file, ten cards each: forty numbers, from 1 to 40."""
    box = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'box.sqlite3'}", "PYTHONPATH": os.getcwd()}

    clerk = [sys.executable, str(CLERK)]
    subprocess.run([*clerk, "open"], env=box, check=True, timeout=120)
    clerks = [subprocess.Popen([*clerk, "put"], env=box, stdout=subprocess.PIPE) for _ in range(4)]
    numbers = [int(number) for one in clerks for number in one.communicate(timeout=120)[0].split()]
    assert sorted(numbers) == list(range(1, 41))

"""Somebody who arrives is recorded once: a form sent twice, a namesake, a record that was opened by mistake."""

import time

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from cada_peers.accounts.access import CentrePermission
from cada_peers.journal.models import Entry
from residents.actions import keep_apart, note_tie, put_card, remove_resident, start_interview
from residents.events import Event
from residents.models import Domain, Resident, ResidentLanguage, SkillFound
from tests.cast import Cast, a_resident
from tests.conftest import SignIn
from tests.residents.test_add_resident import ADD, ONE, ROWS


@pytest.fixture
def helene(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.helene)


def key_on_the_page(client: Client) -> dict[str, str]:
    return {"key": str(client.get(ADD).context["form"]["key"].value())}


def test_a_form_sent_twice_makes_one_record_and_one_line(helene: Client) -> None:
    form = ONE | key_on_the_page(helene)
    first, second = helene.post(ADD, form), helene.post(ADD, form)
    assert Resident.objects.filter(name="Amina").count() == 1
    assert first.url == second.url == reverse("residents:detail", args=[Resident.objects.get(name="Amina").pk])
    assert Entry.objects.filter(event=Event.RESIDENT_ADDED).count() == 1


def test_the_page_that_a_browser_shows_again_records_the_next_person(helene: Client) -> None:
    """« Back », then other names in the same form: a second person, not the first one again."""
    form = ONE | key_on_the_page(helene)
    helene.post(ADD, form)
    helene.post(ADD, form | {"name": "Soraya"})
    assert set(Resident.objects.filter(name__in=["Amina", "Soraya"]).values_list("name", flat=True)) == {
        "Amina",
        "Soraya",
    }


def test_the_key_of_one_person_makes_no_record_of_another(cast: Cast, helene: Client, sign_in: SignIn) -> None:
    form = ONE | key_on_the_page(helene)
    helene.post(ADD, form)
    sign_in(cast.victor).post(ADD, form)
    assert {each.centre for each in Resident.objects.filter(name="Amina")} == {cast.tilleuls, cast.erables}


@pytest.mark.parametrize(
    "names",
    [
        {"name": "Samim", "family_name": "Azizi"},
        {"name": "azizi", "family_name": "SAMIM"},
        {"name": "Sam", "family_name": "Azizi"},
    ],
    ids=["the same", "the other way round", "as the person is called"],
)
def test_of_a_namesake_one_asks_first_and_adds_when_it_is_somebody_else(
    cast: Cast, helene: Client, names: dict[str, str]
) -> None:
    Resident.objects.filter(pk=cast.samim.pk).update(preferred_name="Sam", departed_on="2025-03-01")
    cast.samim.refresh_from_db()
    cast.samim.save()
    before = Resident.objects.count()
    form = {**names, "arrived_on": "2026-02-01", **ROWS, "languages-0-language": "fa-AF"} | key_on_the_page(helene)
    page = helene.post(ADD, form)
    assert (page.status_code, Resident.objects.count()) == (200, before)
    body = page.content.decode()
    for said in (reverse("residents:detail", args=[cast.samim.pk]), "(moved out)", "arrived on", 'name="anyway"'):
        assert said in body
    assert 'value="fa-AF" selected' in body
    line = Entry.objects.first()
    assert (line.event, line.amount, line.actor_id) == (Event.RESIDENTS_READ, 1, cast.helene.pk)
    again = helene.post(ADD, form | {"anyway": "yes"})
    assert (again.status_code, Resident.objects.count()) == (302, before + 1)
    # A second press on the same button finds the record, and asks nothing about it.
    assert helene.post(ADD, form | {"anyway": "yes"}).url == again.url


def test_a_neighbour_is_nobodys_namesake(cast: Cast, helene: Client) -> None:
    assert helene.post(ADD, ONE | {"name": cast.voisin.name}).status_code == 302


def remove(client: Client, resident: Resident) -> str:
    return client.post(reverse("residents:remove", args=[resident.pk]), follow=True).content.decode()


def test_management_removes_a_record_on_which_nothing_hangs(cast: Cast, sign_in: SignIn) -> None:
    twice = a_resident("Samim", cast.tilleuls, family_name="Azizi", referent=cast.helene)
    ResidentLanguage.objects.create(resident=twice, language="ar")
    claire = sign_in(cast.claire)
    button = reverse("residents:remove", args=[twice.pk])
    assert button in claire.get(reverse("residents:detail", args=[twice.pk])).content.decode()
    assert "The record of Samim A. is removed." in remove(claire, twice)
    assert not Resident.objects.filter(pk=twice.pk).exists()
    line = Entry.objects.filter(event=Event.RESIDENT_REMOVED).get()
    assert (line.subject_id, line.actor_id) == (twice.pk, cast.claire.pk)


def test_a_desk_left_open_removes_nobody(cast: Cast, sign_in: SignIn) -> None:
    twice, claire = a_resident("Samim", cast.tilleuls), sign_in(cast.claire)
    with time_machine.travel(time.time() + 301):
        answer = claire.post(reverse("residents:remove", args=[twice.pk]))
    page = reverse("residents:detail", args=[twice.pk])
    assert answer.url == f"/account/reauthenticate/?next={page}"
    assert Resident.objects.filter(pk=twice.pk).exists()


def test_who_is_not_management_removes_nobody(cast: Cast, sign_in: SignIn) -> None:
    twice = a_resident("Samim", cast.tilleuls)
    page = sign_in(cast.helene).get(reverse("residents:detail", args=[twice.pk])).content.decode()
    assert "Remove this record" not in page
    for user in (cast.helene, cast.mireille, cast.victor, cast.siege):
        with pytest.raises(PermissionDenied):
            remove_resident(resident=twice, by=user)


def test_removing_is_a_right_of_its_own_that_taking_the_list_out_does_not_bring(cast: Cast, sign_in: SignIn) -> None:
    twice, claire = a_resident("Samim", cast.tilleuls), sign_in(cast.claire)
    CentrePermission.objects.get(user=cast.claire, permission__codename="remove_residents").delete()
    assert claire.get(reverse("residents:take_out")).status_code == 200
    assert "Remove this record" not in claire.get(reverse("residents:detail", args=[twice.pk])).content.decode()
    assert claire.post(reverse("residents:remove", args=[twice.pk])).status_code == 403


HANGS = {
    "an interview": lambda cast, who: start_interview(resident=who, kind="reception", by=cast.helene),
    "a card": lambda cast, who: put_card(
        centre=cast.tilleuls, kind="offer", title="x", domain=Domain.objects.get(), owner_resident=who, by=cast.helene
    ),
    "a tie": lambda cast, who: note_tie(one=cast.nour, other=who, kind="couple", by=cast.helene),
    "kept apart": lambda cast, who: keep_apart(one=who, other=cast.nour, by=cast.helene),
    "an account": lambda cast, who: Resident.objects.filter(pk=who.pk).update(account=cast.mireille),
    "a skill": lambda cast, who: SkillFound.objects.create(
        centre=cast.tilleuls,
        resident=who,
        skill=Domain.objects.get().skills.create(name_fr="Coudre"),
        found_by=cast.helene,
    ),
    "a file": lambda cast, who: apps.get_model("peerhelpers.PeerHelper").objects.create(
        centre=cast.tilleuls, resident=who, referent=cast.helene
    ),
}


@pytest.mark.parametrize("what", HANGS)
def test_a_record_on_which_something_hangs_stays(cast: Cast, school: Domain, sign_in: SignIn, what: str) -> None:
    who = a_resident("Samim", cast.tilleuls)
    HANGS[what](cast, who)
    with pytest.raises(ValidationError, match="hangs on this record"):
        remove_resident(resident=who, by=cast.claire)
    claire = sign_in(cast.claire)
    page = claire.get(reverse("residents:detail", args=[who.pk])).content.decode()
    assert "Remove this record" not in page
    assert "Something hangs on this record" in remove(claire, who)
    assert Resident.objects.filter(pk=who.pk).exists()

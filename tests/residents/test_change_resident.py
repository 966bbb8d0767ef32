"""Two people change one record: the second sees both, and nothing is lost unseen."""

import pytest
from django.test import Client
from django.urls import reverse

from cada_peers.accounts.models import Posting
from cada_peers.journal.models import Entry
from residents.actions import change_resident, start_interview
from residents.events import Event
from residents.models import Resident
from tests.cast import Cast
from tests.conftest import SignIn


@pytest.fixture
def address(cast: Cast) -> str:
    return reverse("residents:edit", args=[cast.samim.pk])


def posted_from(client: Client, address: str, **changes: str) -> dict[str, str]:
    """What the form at `address` would post, with `changes`."""
    page = client.get(address).context
    form, rows = page["form"], page["rows"]
    data = {field.html_name: field.value() for field in form} | {
        field.html_name: field.value() for row in rows for field in row
    }
    data |= {field.html_name: field.value() for field in rows.management_form}
    return {name: "" if value is None else value for name, value in data.items()} | changes


def test_a_change_is_kept_and_the_languages_follow(cast: Cast, sign_in: SignIn, address: str) -> None:
    helene = sign_in(cast.helene)
    response = helene.post(address, posted_from(helene, address, preferred_name="Sami"))
    assert response.status_code == 302
    cast.samim.refresh_from_db()
    assert cast.samim.preferred_name == "Sami"
    assert [row.language for row in cast.samim.languages.all()] == ["fa-AF"]


def test_the_second_to_save_sees_both_texts_and_overwrites_nothing(cast: Cast, sign_in: SignIn, address: str) -> None:
    helene, claire = sign_in(cast.helene), sign_in(cast.claire)
    slow = posted_from(helene, address, phone="06 11 11 11 11")
    claire.post(address, posted_from(claire, address, phone="06 22 22 22 22"))
    response = helene.post(address, slow)
    assert response.status_code == 409
    body = response.content.decode()
    assert "06 11 11 11 11" in body
    assert "06 22 22 22 22" in body
    assert Resident.objects.get(pk=cast.samim.pk).phone == "06 22 22 22 22"


def test_saving_again_after_reading_both_is_a_choice(cast: Cast, sign_in: SignIn, address: str) -> None:
    helene, claire = sign_in(cast.helene), sign_in(cast.claire)
    slow = posted_from(helene, address, phone="06 11 11 11 11")
    claire.post(address, posted_from(claire, address, phone="06 22 22 22 22"))
    seen = helene.post(address, slow).context["form"]["seen"].value()
    assert helene.post(address, slow | {"seen": seen}).status_code == 302
    assert Resident.objects.get(pk=cast.samim.pk).phone == "06 11 11 11 11"


def test_languages_that_someone_else_changed_count_as_a_change(cast: Cast, sign_in: SignIn, address: str) -> None:
    helene = sign_in(cast.helene)
    slow = posted_from(helene, address)
    change_resident(resident=cast.samim, languages=[("ps", "native")], by=cast.claire)
    response = helene.post(address, slow)
    assert response.status_code == 409
    assert "Pashto" in response.content.decode()


def test_a_referent_who_left_stays_until_someone_else_is_chosen(cast: Cast, sign_in: SignIn, address: str) -> None:
    cast.helene.postings.update(ends_on="2025-01-01")
    claire = sign_in(cast.claire)
    assert claire.post(address, posted_from(claire, address, phone="1")).status_code == 302
    cast.samim.refresh_from_db()
    assert cast.samim.referent == cast.helene


def test_only_the_columns_of_the_form_can_be_changed(cast: Cast) -> None:
    with pytest.raises(TypeError):
        change_resident(resident=cast.samim, centre=cast.erables, by=cast.helene)


def test_nobody_takes_a_person_over_from_a_colleague_who_is_still_here(
    cast: Cast, sign_in: SignIn, address: str
) -> None:
    """Whoever is a referent reads the interviews: making oneself one must not be a way in."""
    interview = start_interview(resident=cast.samim, kind="reception", by=cast.helene)
    karim = sign_in(cast.karim)
    notes = reverse("residents:interview", args=[interview.pk])
    assert karim.get(notes).status_code == 404
    refused = karim.post(address, posted_from(karim, address, referent=str(cast.karim.pk)))
    assert b"ask them to hand over" in refused.content
    assert karim.get(notes).status_code == 404


@pytest.mark.parametrize("by", ["helene", "claire"])
def test_the_referent_hands_over_and_management_too(cast: Cast, by: str) -> None:
    change_resident(resident=cast.samim, referent=cast.karim, by=getattr(cast, by))
    assert Resident.objects.get(pk=cast.samim.pk).referent == cast.karim
    assert Entry.objects.first().event == Event.REFERENT_CHANGED


def test_a_person_without_a_referent_in_the_house_is_taken_on_by_any_social_worker(cast: Cast) -> None:
    Posting.objects.filter(user=cast.helene).update(ends_on="2024-06-01")
    change_resident(resident=cast.samim, referent=cast.karim, by=cast.karim)
    assert Resident.objects.get(pk=cast.samim.pk).referent == cast.karim

"""What is kept is explained in a language that the person speaks; they agree, and may take it back at any time."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cada_peers.journal.models import Entry
from residents.actions import end_agreement, note_agreement
from residents.events import Event
from residents.models import Resident
from tests.cast import Cast
from tests.conftest import SignIn

LIST = reverse("residents:list")
OWN = reverse("residents:my_record")


@pytest.fixture
def helene(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.helene)


def record_of(client: Client, resident: Resident) -> str:
    return client.get(reverse("residents:detail", args=[resident.pk])).content.decode()


def to_inform(client: Client) -> set[str]:
    return {resident.name for resident in client.get(LIST, {"todo": "to_inform"}).context["page"]}


def test_it_is_not_obtained_until_it_is_noted_with_its_day_and_language(cast: Cast, helene: Client) -> None:
    address = reverse("residents:agreement", args=[cast.samim.pk])
    page = record_of(helene, cast.samim)
    assert "not obtained" in page
    assert address in page
    assert to_inform(helene) == {"Nour", "Samim", "Idris"}
    form = helene.get(address).context["form"]
    assert (form["informed_on"].value(), form["informed_in"].value()) == (timezone.localdate(), "fa-AF")
    said = {"informed_on": "2026-03-01", "informed_in": "fa-AF", "seen": form["seen"].value()}
    assert helene.post(address, said).url == reverse("residents:detail", args=[cast.samim.pk])
    assert "explained on 1 March 2026 in this language: Dari" in record_of(helene, cast.samim)
    assert to_inform(helene) == {"Nour", "Idris"}
    line = Entry.objects.filter(event=Event.AGREEMENT_NOTED).get()
    assert (line.subject_id, line.actor_id) == (cast.samim.pk, cast.helene.pk)
    # A colleague whose page is older than that is told, and nothing is overwritten.
    late = helene.post(address, said | {"informed_in": "fr"})
    assert late.status_code == 409
    cast.samim.refresh_from_db()
    assert cast.samim.informed_in == "fa-AF"


@pytest.mark.parametrize(
    ("field", "value"),
    [("informed_on", ""), ("informed_in", ""), ("informed_in", "klingon"), ("informed_on", "2030-01-01")],
)
def test_a_day_to_come_or_no_language_is_refused_beside_the_field(
    cast: Cast, helene: Client, field: str, value: str
) -> None:
    address = reverse("residents:agreement", args=[cast.samim.pk])
    seen = helene.get(address).context["form"]["seen"].value()
    page = helene.post(address, {"informed_on": "2026-03-01", "informed_in": "fr", "seen": seen, field: value})
    assert (page.status_code, bool(page.context["form"].errors[field])) == (200, True)
    assert Resident.objects.to_inform().filter(pk=cast.samim.pk).exists()


def test_what_was_taken_back_is_shown_as_taken_back_on_both_pages(cast: Cast, helene: Client, sign_in: SignIn) -> None:
    note_agreement(resident=cast.nour, informed_on=timezone.localdate(), informed_in="ar", by=cast.helene)
    nour = sign_in(cast.nour_account)
    mine = nour.get(OWN).content.decode()
    assert "in this language: Arabic" in mine
    take_back = reverse("residents:my_agreement_end")
    assert take_back in mine
    nour.post(take_back)
    nour.post(take_back)
    cast.nour.refresh_from_db()
    assert cast.nour.agreement_ended_on == timezone.localdate()
    assert Entry.objects.filter(event=Event.AGREEMENT_ENDED, actor_id=cast.nour_account.pk).count() == 1
    for page in (nour.get(OWN).content.decode(), record_of(helene, cast.nour)):
        assert "taken back on" in page
        assert "in this language" not in page
    assert "Nour" in to_inform(helene)
    assert take_back not in nour.get(OWN).content.decode()
    # Explained again, it holds again.
    note_agreement(resident=cast.nour, informed_on=timezone.localdate(), informed_in="fr", by=cast.helene)
    assert "Nour" not in to_inform(helene)
    helene.post(reverse("residents:agreement_end", args=[cast.nour.pk]))
    assert "Nour" in to_inform(helene)


def test_who_has_no_right_notes_and_ends_nothing(cast: Cast) -> None:
    today = timezone.localdate()
    note_agreement(resident=cast.nour, informed_on=today, informed_in="ar", by=cast.helene)
    for stranger in (cast.mireille, cast.victor, cast.siege):
        with pytest.raises(PermissionDenied):
            note_agreement(resident=cast.nour, informed_on=today, informed_in="fr", by=stranger)
        with pytest.raises(PermissionDenied):
            end_agreement(resident=cast.nour, by=stranger)
    with pytest.raises(PermissionDenied):
        note_agreement(resident=cast.nour, informed_on=today, informed_in="fr", by=cast.nour_account)
    with pytest.raises(PermissionDenied):
        end_agreement(resident=cast.samim, by=cast.nour_account)


def test_a_day_to_come_is_refused_by_the_verb_too(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="still to come"):
        note_agreement(
            resident=cast.nour,
            informed_on=timezone.localdate() + timedelta(days=1),
            informed_in="ar",
            by=cast.helene,
        )


@pytest.mark.parametrize(
    "wrong",
    [
        {"informed_on": "2026-03-01"},
        {"informed_in": "fr"},
        {"agreement_ended_on": "2026-03-01"},
        {"informed_on": "2026-03-01", "informed_in": "fr", "agreement_ended_on": "2026-02-01"},
    ],
)
def test_the_database_keeps_the_day_the_language_and_the_end_together(cast: Cast, wrong: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Resident.objects.filter(pk=cast.nour.pk).update(**wrong)


def test_who_comes_in_by_a_list_has_agreed_to_nothing_yet(cast: Cast, helene: Client) -> None:
    content = "Prénom;Arrivée;Accord\nLeïla;01/02/2026;oui\n".encode()
    intake = helene.post(reverse("residents:intake_start"), {"file": SimpleUploadedFile("l", content)})
    helene.post(reverse("residents:intake_add", args=[intake.headers["location"].split("/")[3]]))
    assert "Leïla" in to_inform(helene)

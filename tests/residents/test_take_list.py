"""Take the list of the residents out: management only, freshly signed in, what the filters show, inert cells."""

import io
import re
import time
import zipfile
from datetime import date

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cada_peers.accounts.roles import Role
from cada_peers.journal.models import Entry
from cada_peers.privacy.neutral import forbidden_words
from residents.intake.columns import Meaning
from residents.models import Resident, ResidentLanguage
from residents.record.taking_out import titles
from residents.sheets.opening import open_sheet
from residents.sheets.writing import KINDS
from tests.cast import Cast, a_resident, a_user
from tests.conftest import SignIn

TAKE_OUT = reverse("residents:take_out")
TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "|")
TEXTS = ("name", "family_name", "preferred_name", "phone")


@pytest.fixture
def claire(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.claire)


def bytes_of(answer: HttpResponse) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content


def taken(client: Client, kind: str = "csv", query: str = "") -> bytes:
    return bytes_of(client.post(f"{TAKE_OUT}?{query}", {"kind": kind}))


def rows(client: Client, kind: str = "csv", query: str = "") -> list[list[object]]:
    return open_sheet(taken(client, kind, query)).rows


@pytest.mark.parametrize("kind", KINDS)
def test_the_three_formats_say_the_same(cast: Cast, claire: Client, kind: str) -> None:
    Resident.objects.filter(pk=cast.nour.pk).update(
        preferred_name="Nono",
        departed_on=date(2031, 1, 2),
        stays_in_touch=True,
        referent=cast.helene,
        adult_from=date(2032, 3, 4),
    )
    ResidentLanguage.objects.create(resident=cast.nour, language="fr", level="B1")
    table = {row[0]: [str(cell) for cell in row] for row in rows(claire, kind)}
    assert [str(title) for title in titles()] == table["First name"]
    languages = "Arabic (mother tongue), French B1"
    known = ["Nour", "Belkacem", "Nono", languages, "2024-02-01", "2031-01-02", "Hélène", "06 00 00 00 01"]
    assert table["Nour"] == [*known, "2032-03-04", "yes"]


def test_nothing_more_than_these_columns_leaves() -> None:
    assert set(Meaning) - {Meaning.FULL_NAME} == {Meaning(name) for name in _meanings()}


def _meanings() -> list[str]:
    labels = {str(meaning.label): meaning.value for meaning in Meaning}
    return [labels[str(title)] for title in titles()]


def test_only_what_the_filters_show_leaves(cast: Cast, claire: Client) -> None:
    a_resident("Parti", cast.tilleuls, departed_on="2025-01-01")
    assert {row[0] for row in rows(claire)[1:]} == {"Nour", "Samim", "Idris"}
    assert {row[0] for row in rows(claire, query="presence=left")[1:]} == {"Parti"}
    assert {row[0] for row in rows(claire, query="language=fa-AF&q=azizi")[1:]} == {"Samim"}


@pytest.mark.parametrize("query", ["referent=00000000-0000-4000-8000-000000000000", "presence=nowhere", "q=%00"])
def test_a_filter_that_does_not_hold_lets_nobody_out(claire: Client, query: str) -> None:
    assert b"Nobody matches" in taken(claire, query=query)
    assert not Entry.objects.filter(event="residents.taken_out").exists()


def test_a_neighbour_never_leaves(cast: Cast, claire: Client) -> None:
    assert "Tomas" not in taken(claire, query="presence=all").decode()


def test_staff_without_the_right_take_nothing_out(cast: Cast, sign_in: SignIn) -> None:
    for user in (cast.helene, cast.mireille, cast.siege, cast.nour_account):
        assert sign_in(user).post(TAKE_OUT, {"kind": "csv"}).status_code == 403
    assert TAKE_OUT not in sign_in(cast.helene).get(reverse("residents:list")).content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_old_sign_in_is_asked_again_and_nothing_leaves(claire: Client, method: str) -> None:
    with time_machine.travel(time.time() + 301):
        answer = getattr(claire, method)(f"{TAKE_OUT}?q=nour", {"kind": "csv"} if method == "post" else {})
    assert answer.status_code == 302
    assert answer.headers["location"].startswith("/account/reauthenticate/?next=/residents/export/")
    assert not Entry.objects.filter(event="residents.taken_out").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_one_line_tells_how_many_left(cast: Cast, claire: Client, kind: str) -> None:
    taken(claire, kind)
    [line] = Entry.objects.filter(actor_id=cast.claire.pk)
    assert (line.event, line.amount, line.centre_id) == ("residents.taken_out", 3, cast.tilleuls.pk)


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_is_neutral_outside_and_kept_by_no_cache(cast: Cast, claire: Client, kind: str) -> None:
    answer = claire.post(TAKE_OUT, {"kind": kind})
    assert answer.headers["Content-Disposition"] == f'attachment; filename="pairs-list-{timezone.localdate()}.{kind}"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.streaming
    content = bytes_of(answer)
    around = b""
    if kind != "csv":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            around = b"".join(archive.read(name) for name in archive.namelist() if "sheet1" not in name)
    assert forbidden_words(f"{answer.headers['Content-Disposition']} {around.decode('utf-8', 'replace')}") == []
    for word in (cast.tilleuls.name, cast.claire.full_name, cast.claire.email, str(settings.BASE_DIR)):
        assert word not in re.sub(r"<table:table .*</table:table>", "", around.decode("utf-8", "replace"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("column", TEXTS)
def test_no_cell_is_ever_a_formula(cast: Cast, claire: Client, kind: str, column: str) -> None:
    for number, trigger in enumerate(TRIGGERS):
        values = {"name": "X"} | {column: f"{trigger}1+{number}"}
        Resident.objects.create(centre=cast.tilleuls, arrived_on="2025-01-01", **values)
    content = taken(claire, kind)
    if kind == "csv":
        cells = [cell for row in open_sheet(content).rows for cell in row]
        assert len([cell for cell in cells if str(cell).startswith("'")]) >= len(TRIGGERS)
        assert [cell for cell in cells if str(cell).startswith(TRIGGERS)] == []
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
        assert not [name for name, part in inside.items() if re.search(r"<(\w+:)?f[ >/]|:formula=", part)]
        assert any("1+7" in part for part in inside.values())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_went_out_adds_nobody_when_it_comes_in(cast: Cast, claire: Client, kind: str, language: str) -> None:
    Resident.objects.filter(pk=cast.samim.pk).update(name="=Samim", phone="+33 6 00", departed_on=date(2025, 1, 2))
    a_resident("رحیمی", cast.tilleuls, preferred_name="@Zoé", stays_in_touch=True)
    ResidentLanguage.objects.create(resident=cast.nour, language="fr", level="spoken")
    claire.cookies["language"] = language
    content = bytes_of(claire.post(f"{TAKE_OUT}?presence=all", {"kind": kind}, headers={"accept-language": language}))
    page = claire.post(reverse("residents:intake_start"), {"file": SimpleUploadedFile("l", content)}, follow=True)
    intake = page.context["intake"]
    assert (intake.number_ready, intake.number_known, intake.number_refused) == (0, 4, 0), intake.problem


@pytest.mark.parametrize("kind", KINDS)
def test_in_another_house_what_went_out_comes_in_whole(cast: Cast, claire: Client, sign_in: SignIn, kind: str) -> None:
    cast.victor.language = "en"
    cast.victor.save()
    content, victor = taken(claire, kind), sign_in(cast.victor)
    page = victor.post(reverse("residents:intake_start"), {"file": SimpleUploadedFile("l", content)}, follow=True)
    # Hélène is nobody's referent there: the two whom she refers are given back with that reason.
    assert (page.context["intake"].number_ready, page.context["intake"].number_refused) == (1, 2)
    assert "nobody of the team here is called “Hélène”" in page.content.decode()


def as_kept(resident: Resident) -> dict[str, object]:
    """Everything that a list says of somebody; each `Meaning` is the name of what it fills."""
    said = {meaning: getattr(resident, meaning) for meaning in Meaning if meaning not in ("languages", "full_name")}
    return said | {"languages": sorted(resident.languages.values_list("language", "level"))}


@pytest.mark.parametrize("kind", KINDS)
def test_all_that_a_list_can_say_of_somebody_comes_in_again_as_it_went_out(
    cast: Cast, claire: Client, sign_in: SignIn, kind: str
) -> None:
    """Above all the day somebody is 18: without it, a minor would come back as an adult."""
    a_user("hélène bis", Role.SOCIAL_WORKER, centre=cast.erables)
    cast.helene.full_name = "Hélène bis"
    cast.helene.save()
    days = {"arrived_on": date(2024, 2, 1), "departed_on": date(2026, 1, 2), "adult_from": date(2033, 5, 6)}
    whole = a_resident("Zoé", cast.tilleuls, **days, family_name="Ahmadi", preferred_name="Zo", phone="06 00 00 00 09")
    Resident.objects.filter(pk=whole.pk).update(referent=cast.helene, stays_in_touch=True)
    for code, level in (("fa-AF", "native"), ("fr", "B1"), ("ar", "spoken")):
        ResidentLanguage.objects.create(resident=whole, language=code, level=level)
    whole.refresh_from_db()
    assert all(as_kept(whole).values())
    content = taken(claire, kind, "presence=all&q=ahmadi")
    victor = sign_in(cast.victor)
    intake = victor.post(reverse("residents:intake_start"), {"file": SimpleUploadedFile("l", content)})
    victor.post(reverse("residents:intake_add", args=[intake.headers["location"].split("/")[3]]))
    there = Resident.objects.get(centre=cast.erables, family_name="Ahmadi")
    kept = as_kept(there)
    assert kept.pop("referent").full_name == "Hélène bis"
    assert kept | {"referent": cast.helene} == as_kept(whole)

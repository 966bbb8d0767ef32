"""The home page: what waits for me, in my role; the pulse; the language."""

import pytest
from django.test import Client
from django.urls import reverse

from cada_peers.accounts.models import Posting
from cada_peers.ui.counts import side_by_side
from tests.cast import Cast
from tests.conftest import SignIn


@pytest.mark.parametrize(
    ("who", "where"),
    [("nour_account", "peerhelpers:my_page"), ("admin", "accounts:operators"), ("mireille", None), ("claire", None)],
)
def test_each_role_lands_where_its_day_begins(cast: Cast, sign_in: SignIn, who: str, where: str | None) -> None:
    answer = sign_in(cast.everyone[who]).get("/")
    assert answer.headers.get("location") == (reverse(where) if where else None)


def test_the_page_greets_by_first_name_with_the_day_and_the_role(cast: Cast, sign_in: SignIn) -> None:
    cast.claire.full_name = "Claire Delmas"
    cast.claire.save()
    page = sign_in(cast.claire).get("/").content.decode()
    assert "Hello Claire" in page
    assert "Management · Les Tilleuls" in page


def test_head_office_sees_its_centres_and_no_person(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.siege).get("/").content.decode()
    assert "Les Érables" in page
    assert "Le Phare" not in page
    assert "Claire" not in page


def test_head_office_reads_the_numbers_of_each_of_its_centres(cast: Cast) -> None:
    centres = [cast.tilleuls, cast.erables]
    labels, rows = side_by_side(centres)
    column = labels.index("Residents")
    assert [numbers[column] for _, numbers in rows] == [3, 1]
    cast.samim.departed_on = "2026-01-01"
    cast.samim.save()
    assert [numbers[column] for _, numbers in side_by_side(centres)[1]] == [2, 1]


def test_someone_whose_access_ended_is_told_calmly(cast: Cast, sign_in: SignIn) -> None:
    Posting.objects.filter(user=cast.mireille).update(ends_on="2025-01-01")
    assert "no role in a centre today" in sign_in(cast.mireille).get("/").content.decode()


@pytest.mark.django_db
def test_the_pulse_says_ok_to_anyone() -> None:
    answer = Client().get("/health")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_the_language_is_kept_in_a_cookie_and_for_the_mails_to_come(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.mireille)
    client.post("/language/", {"language": "en", "next": "/"})
    cast.mireille.refresh_from_db()
    assert cast.mireille.language == "en"
    client.post("/language/", {"language": "xx", "next": "/"})
    cast.mireille.refresh_from_db()
    assert cast.mireille.language == "en"


@pytest.mark.django_db
def test_the_language_is_not_changed_by_a_link() -> None:
    assert Client().get("/language/?language=en").status_code == 405

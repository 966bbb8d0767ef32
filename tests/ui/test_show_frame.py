"""The frame of every page: the doors one may open, the demonstration that says so, errors that lead on."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory, override_settings
from django.urls import reverse
from django.utils import translation

from cada_peers.accounts.models import User
from cada_peers.ui.context import ENTRIES, navigation
from tests.cast import Cast

ERROR_PAGES = ("400.html", "403.html", "404.html", "403_csrf.html", "500.html")
WORDS_THAT_TELL_TOO_MUCH = re.compile(r"cada|asyl|asile|refug|réfugi", re.IGNORECASE)


def doors(user: User | AnonymousUser, path: str = "/") -> dict[str, bool]:
    request = RequestFactory().get(path)
    request.user = user
    return {str(item.label): item.is_current for item in navigation(request)}


def page(template: str, user: User | AnonymousUser | None = None) -> str:
    request = RequestFactory().get("/somewhere/secret/")
    request.user = user or AnonymousUser()
    return render_to_string(template, {}, request)


def test_management_opens_every_door_of_the_centre(cast: Cast) -> None:
    everything = {str(entry.label) for entry in ENTRIES} - {"My page"}
    assert set(doors(cast.claire)) == everything


def test_a_social_worker_sees_neither_the_members_nor_the_journal(cast: Cast) -> None:
    assert not {"Centre", "Journal"} & set(doors(cast.helene))


def test_a_peer_helper_sees_their_own_page_and_the_box_only(cast: Cast) -> None:
    assert set(doors(cast.nour_account)) == {"Today", "My page", "Exchange box"}


def test_head_office_sees_no_door_that_shows_a_person(cast: Cast) -> None:
    assert set(doors(cast.siege)) == {"Today"}


def test_a_stranger_sees_no_door() -> None:
    assert doors(AnonymousUser()) == {}


def test_the_door_one_stands_behind_is_marked_and_only_that_one(cast: Cast) -> None:
    request = RequestFactory().get("/")
    request.user = cast.claire
    for item in navigation(request):
        here = doors(cast.claire, f"{item.url}something/" if item.url != "/" else "/")
        assert [label for label, is_current in here.items() if is_current] == [str(item.label)]


@pytest.mark.parametrize(
    ("page", "door"), [("residents:competences", "Residents"), ("peerhelpers:badges", "Peer helpers")]
)
def test_a_page_with_an_address_of_its_own_is_found_behind_its_door(cast: Cast, page: str, door: str) -> None:
    here = doors(cast.claire, reverse(page))
    assert [label for label, is_current in here.items() if is_current] == [door]


def test_the_platform_stands_behind_today_on_the_page_where_today_leads(cast: Cast) -> None:
    assert doors(cast.admin, reverse("accounts:operators")) == {"Today": True}


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_an_error_page_says_what_to_do_and_leads_home(name: str) -> None:
    html = page(name)
    assert html.count("<h1>") == 1
    assert 'href="/"' in html


@pytest.mark.parametrize("name", ["404.html", "403.html"])
def test_an_error_page_does_not_repeat_the_address(name: str) -> None:
    assert "secret" not in page(name)


def test_the_page_of_a_broken_server_needs_no_context() -> None:
    assert "Something broke" in get_template("500.html").render()


@pytest.mark.parametrize("name", [*ERROR_PAGES, "base.html", "base_public.html"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_a_passer_by_sees_tells_what_kind_of_house_this_is(name: str, language: str) -> None:
    with translation.override(language):
        assert WORDS_THAT_TELL_TOO_MUCH.findall(page(name)) == []


@override_settings(DEMO_MODE=True)
@pytest.mark.parametrize("name", ["base.html", "base_public.html", "404.html"])
def test_the_demonstration_says_so_on_every_page(name: str) -> None:
    assert "no second factor" in page(name)


@override_settings(DEMO_MODE=False)
def test_elsewhere_nothing_speaks_of_a_demonstration() -> None:
    assert "Demonstration" not in page("base.html")


def test_the_page_says_its_language_and_direction() -> None:
    with translation.override("fr"):
        assert '<html lang="fr" dir="ltr"' in page("base.html")


@pytest.mark.django_db
def test_a_page_holds_no_inline_code_or_style(cast: Cast) -> None:
    html = page("base.html", cast.claire)
    assert re.findall(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)", html) == []

"""Between two interviews somebody changes their mind about a skill: it is kept to them at once, card and name."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from cada_peers.journal.models import Entry
from residents.actions import confirm_interview, keep_for_oneself, note_skill, share_skill, start_interview
from residents.events import Event
from residents.models import Card, Interview, Skill, SkillFound
from tests.cast import Cast
from tests.conftest import SignIn
from tests.residents.conftest import sheet_of


@pytest.fixture
def helene(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.helene)


@pytest.fixture
def found(cast: Cast, draft: Interview, enrol: Skill) -> SkillFound:
    """Shared by Samim, confirmed, and on a card."""
    found = note_skill(interview=draft, skill=enrol, wish="share", by=cast.helene)
    share_skill(found=found, title="J’explique l’école", by=cast.helene)
    confirm_interview(interview=draft, by=cast.helene)
    found.refresh_from_db()
    return found


def address_of(found: SkillFound) -> str:
    return reverse("residents:skill_keep_for_oneself", args=[found.pk])


def test_from_the_record_the_card_comes_out_at_once(cast: Cast, helene: Client, found: SkillFound) -> None:
    assert address_of(found) in helene.get(reverse("residents:detail", args=[cast.samim.pk])).content.decode()
    for _twice in range(2):
        page = helene.post(address_of(found), {"wish": "keep"}, follow=True).content.decode()
    assert "is no longer shared" in page
    assert address_of(found) not in page
    found.refresh_from_db()
    assert (found.wish, found.confirmed_on is None) == ("keep", False)
    assert not Card.objects.in_the_box().exists()
    assert Entry.objects.filter(event=Event.WISH_CHANGED, subject_id=found.pk).count() == 1


def test_from_first_for_me_to_keep(cast: Cast, found: SkillFound) -> None:
    assert keep_for_oneself(found=found, wish="me_first", by=cast.karim).wish == "me_first"
    assert keep_for_oneself(found=found, wish="keep", by=cast.claire).wish == "keep"


@pytest.mark.parametrize(
    ("before", "wish"), [("keep", "share"), ("keep", "me_first"), ("share", "share"), ("share", ""), ("", "")]
)
def test_to_share_again_takes_an_interview(
    cast: Cast, helene: Client, found: SkillFound, before: str, wish: str
) -> None:
    SkillFound.objects.filter(pk=found.pk).update(wish=before, confirmed_on=None)
    page = helene.post(address_of(found), {"wish": wish}, follow=True).content.decode()
    assert "Talk about this skill again in an interview" in page
    found.refresh_from_db()
    assert found.wish == before


def test_a_tab_in_which_it_is_being_talked_about_overwrites_nothing_unseen(
    cast: Cast, sign_in: SignIn, found: SkillFound
) -> None:
    later = start_interview(resident=cast.samim, kind="admission", by=cast.claire)
    note_skill(interview=later, skill=found.skill, by=cast.claire)
    slow = sheet_of(later, likes="mes mots") | {f"found-{found.pk}-wish": "share"}
    keep_for_oneself(found=found, wish="keep", by=cast.helene)
    assert sign_in(cast.claire).post(reverse("residents:interview", args=[later.pk]), slow).status_code == 409
    found.refresh_from_db()
    assert found.wish == "keep"


@pytest.mark.parametrize(("who", "status"), [("mireille", 403), ("nour_account", 403), ("victor", 404)])
def test_only_the_staff_of_the_house_note_it(
    cast: Cast, sign_in: SignIn, found: SkillFound, who: str, status: int
) -> None:
    person = getattr(cast, who)
    assert sign_in(person).post(address_of(found), {"wish": "keep"}).status_code == status
    with pytest.raises(PermissionDenied):
        keep_for_oneself(found=found, wish="keep", by=person)
    assert Card.objects.in_the_box().exists()

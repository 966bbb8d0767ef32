"""An interview begun by mistake is thrown away; what was known before it, and the cards in the box, stay."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from cada_peers.journal.models import Entry
from residents.actions import (
    confirm_interview,
    discard_draft,
    note_skill,
    remove_skill,
    save_interview,
    share_skill,
    start_interview,
)
from residents.actions.interviews import Touch
from residents.events import Event
from residents.models import Card, Interview, Resident, Skill, SkillFound
from tests.cast import Cast
from tests.conftest import SignIn
from tests.residents.conftest import confirmed, sheet_of


@pytest.fixture
def helene(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.helene)


def address_of(interview: Interview) -> str:
    return reverse("residents:interview_discard", args=[interview.pk])


def test_a_draft_that_was_begun_by_mistake_is_thrown_away(cast: Cast, helene: Client, draft: Interview) -> None:
    assert address_of(draft) in helene.get(reverse("residents:interview", args=[draft.pk])).content.decode()
    answer = helene.post(address_of(draft), sheet_of(draft, likes="pas gardé"))
    assert answer.url == reverse("residents:detail", args=[cast.samim.pk])
    assert not Interview.objects.exists()
    assert cast.samim in Resident.objects.without_interview("reception")
    assert Entry.objects.filter(event=Event.INTERVIEW_DISCARDED, subject_id=draft.pk).count() == 1


@pytest.mark.parametrize("revision", ["", "0", "x"], ids=["not said", "old", "no number"])
def test_what_another_tab_saved_meanwhile_is_not_thrown_away_unseen(
    cast: Cast, helene: Client, draft: Interview, revision: str
) -> None:
    save_interview(interview=draft, likes="d’un autre onglet", by=cast.helene)
    page = helene.post(address_of(draft), {"revision": revision}, follow=True).content.decode()
    assert "look at it again" in page
    assert "d’un autre onglet" in page


def test_a_confirmed_interview_is_not_thrown_away(cast: Cast, helene: Client, draft: Interview) -> None:
    confirmed(draft)
    draft.refresh_from_db()
    page = helene.post(address_of(draft), {"revision": draft.revision}, follow=True).content.decode()
    assert "can be read, no longer changed" in page
    assert Interview.objects.get() == draft


@pytest.mark.parametrize(("who", "status"), [("claire", 403), ("karim", 404), ("mireille", 403), ("victor", 404)])
def test_only_its_author_throws_it_away(cast: Cast, sign_in: SignIn, draft: Interview, who: str, status: int) -> None:
    person = getattr(cast, who)
    assert sign_in(person).post(address_of(draft), {"revision": 0}).status_code == status
    with pytest.raises(PermissionDenied):
        discard_draft(interview=draft, by=person)


def test_the_skills_that_were_first_noted_in_it_go_and_their_cards_stay(
    cast: Cast, draft: Interview, enrol: Skill
) -> None:
    found = note_skill(interview=draft, skill=enrol, wish="share", by=cast.helene)
    card = share_skill(found=found, title="J’explique l’école", by=cast.helene)
    discard_draft(interview=draft, by=cast.helene)
    assert not SkillFound.objects.exists()
    assert Card.objects.in_the_box().get() == card


def test_what_was_known_before_stays_with_what_is_said_of_it_now(
    cast: Cast, draft: Interview, enrol: Skill, homework: Skill
) -> None:
    note_skill(interview=draft, skill=enrol, wish="share", by=cast.helene)
    note_skill(interview=draft, skill=homework, wish="share", by=cast.helene)
    confirm_interview(interview=draft, by=cast.helene)
    # The same person, on the same day.
    follow_up = start_interview(resident=cast.samim, kind="follow_up", by=cast.helene)
    again = note_skill(interview=follow_up, skill=enrol, by=cast.helene)
    discard_draft(interview=follow_up, by=cast.helene)
    again.refresh_from_db()
    assert (again.interview, again.wish, again.confirmed_on is None) == (None, "share", False)
    assert cast.samim.skills_found.count() == 2


def test_what_a_colleague_had_seen_stays(cast: Cast, draft: Interview, enrol: Skill) -> None:
    found = note_skill(interview=draft, skill=enrol, by=cast.helene)
    SkillFound.objects.filter(pk=found.pk).update(found_by=cast.karim)
    discard_draft(interview=draft, by=cast.helene)
    assert SkillFound.objects.get() == found


def test_a_skill_confirmed_today_is_not_removed_with_a_later_talk(cast: Cast, draft: Interview, enrol: Skill) -> None:
    note_skill(interview=draft, skill=enrol, wish="share", by=cast.helene)
    confirm_interview(interview=draft, by=cast.helene)
    follow_up = start_interview(resident=cast.samim, kind="follow_up", by=cast.helene)
    again = note_skill(interview=follow_up, skill=enrol, by=cast.helene)
    with pytest.raises(ValidationError, match="known before"):
        remove_skill(found=again, by=cast.helene)


@pytest.mark.parametrize("how", ["noted again", "touched", "on another day"])
def test_a_skill_confirmed_today_stays_when_the_talk_that_gave_it_another_wish_is_thrown_away(
    cast: Cast, draft: Interview, enrol: Skill, homework: Skill, how: str
) -> None:
    """While one that was first noted in that talk, and has no wish yet, is taken out and goes."""
    found = note_skill(interview=draft, skill=enrol, wish="share", by=cast.helene)
    confirm_interview(interview=draft, by=cast.helene)
    follow_up = start_interview(resident=cast.samim, kind="follow_up", by=cast.helene)
    note_skill(interview=follow_up, skill=enrol, wish="keep" if how == "noted again" else "", by=cast.helene)
    for wish in ["keep", ""] if how != "noted again" else []:
        save_interview(interview=follow_up, touches=[Touch(found.pk, "lived", wish)], by=cast.helene)
    if how == "on another day":
        save_interview(interview=follow_up, held_on=follow_up.held_on - timedelta(days=1), by=cast.helene)
    remove_skill(found=note_skill(interview=follow_up, skill=homework, by=cast.helene), by=cast.helene)
    note_skill(interview=follow_up, skill=homework, by=cast.helene)
    with pytest.raises(ValidationError, match="known before"):
        remove_skill(found=SkillFound.objects.get(pk=found.pk), by=cast.helene)
    discard_draft(interview=follow_up, by=cast.helene)
    known = cast.samim.skills_found.get()
    assert (known.skill, known.wish, known.found_on) == (enrol, "keep", found.found_on)

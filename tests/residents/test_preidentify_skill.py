"""Between two interviews the team notes what it sees in somebody: it waits for the person, and counts for nobody."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cada_peers.journal.models import Entry
from peerhelpers.files.candidates import people_to_ask
from residents.actions import (
    confirm_interview,
    discard_draft,
    note_skill,
    preidentify_skill,
    remove_skill,
    save_interview,
    set_aside_skill,
    share_skill,
    start_interview,
    take_back_preidentified,
)
from residents.actions.interviews import Touch
from residents.events import Event
from residents.forms.card_start import CardStart
from residents.models import Card, Domain, Interview, Skill, SkillFound
from residents.skills.competences import House, Question
from tests.cast import Cast
from tests.conftest import SignIn


@pytest.fixture
def seen(cast: Cast, enrol: Skill) -> SkillFound:
    """What Karim, who is not their referent, saw in Samim."""
    return preidentify_skill(resident=cast.samim, skill=enrol, acquired="lived", by=cast.karim)


@pytest.fixture
def karim(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.karim)


def page_of(cast: Cast) -> str:
    return reverse("residents:skill_preidentify", args=[cast.samim.pk])


def of_samim(cast: Cast, client: Client) -> str:
    return client.get(reverse("residents:detail", args=[cast.samim.pk])).content.decode()


def talk(cast: Cast) -> Interview:
    return start_interview(resident=cast.samim, kind="follow_up", by=cast.karim)


# --- noting ---


def test_a_press_on_the_list_notes_it_until_the_person_confirms(cast: Cast, karim: Client, enrol: Skill) -> None:
    assert str(enrol) in karim.get(page_of(cast)).content.decode()
    answer = karim.post(page_of(cast), {"acquired": "lived", "skill_id": str(enrol.pk)})
    assert answer.url == reverse("residents:detail", args=[cast.samim.pk])
    found = cast.samim.skills_found.get()
    assert (found.interview, found.confirmed_on, found.wish, found.acquired) == (None, None, "", "lived")
    shown = of_samim(cast, karim)
    assert "pre-identified by Karim on" in shown
    growth = shown.partition("How it came to light")[2]
    assert f"· {cast.karim}" in growth.partition("Seen by the team")[2], "the table of the growth says who"


def test_a_skill_that_is_missing_is_created_on_the_way(cast: Cast, karim: Client, school: Domain) -> None:
    asked = karim.post(page_of(cast), {"skill": "Apiculture"}).content.decode()
    assert "press its domain to add it" in asked
    assert "Apiculture" in asked
    karim.post(page_of(cast), {"skill": "Apiculture", "domain": "school"})
    assert cast.samim.skills_found.get().skill == Skill.objects.get(name_fr="Apiculture", centre=cast.tilleuls)


def test_nothing_chosen_says_what_to_do(cast: Cast, karim: Client) -> None:
    assert "Write the skill, or press it in the list." in karim.post(page_of(cast), {}).content.decode()
    assert not SkillFound.objects.exists()


def test_a_second_noting_is_answered_with_what_is_there(
    cast: Cast, karim: Client, seen: SkillFound, enrol: Skill
) -> None:
    assert preidentify_skill(resident=cast.samim, skill=enrol, acquired="lived", by=cast.karim) == seen
    with pytest.raises(ValidationError, match="pre-identified by Karim on"):
        preidentify_skill(resident=cast.samim, skill=enrol, by=cast.helene)
    assert "pre-identified by Karim on" in karim.post(page_of(cast), {"skill_id": str(enrol.pk)}).content.decode()
    save_interview(interview=talk(cast), likes="Les enfants", by=cast.karim)
    confirm_interview(interview=Interview.objects.get(), wishes={seen.pk: "keep"}, by=cast.karim)
    with pytest.raises(ValidationError, match="the person confirmed it on"):
        preidentify_skill(resident=cast.samim, skill=enrol, acquired="lived", by=cast.karim)
    assert Entry.objects.filter(event=Event.SKILL_PREIDENTIFIED).count() == 1


def test_a_skill_set_aside_or_of_the_neighbours_is_refused_and_leaves_nothing(
    cast: Cast, enrol: Skill, school: Domain
) -> None:
    set_aside_skill(skill=enrol, centre=cast.tilleuls, by=cast.claire)
    theirs = Skill.objects.create(centre=cast.erables, domain=school, name_fr="Apiculture")
    for skill in (enrol, theirs):
        with pytest.raises(ValidationError, match="not in the list of this centre"):
            preidentify_skill(resident=cast.samim, skill=skill, by=cast.karim)
    assert not SkillFound.objects.exists()


def test_it_is_no_contact_with_the_person(cast: Cast, enrol: Skill) -> None:
    before = cast.samim.last_contact_on
    preidentify_skill(resident=cast.samim, skill=enrol, by=cast.karim)
    cast.samim.refresh_from_db()
    assert cast.samim.last_contact_on == before


@pytest.mark.parametrize(("who", "status"), [("mireille", 403), ("nour_account", 403), ("siege", 403), ("victor", 404)])
def test_only_who_leads_interviews_here_notes_and_takes_back(
    cast: Cast, sign_in: SignIn, seen: SkillFound, homework: Skill, who: str, status: int
) -> None:
    person = getattr(cast, who)
    client = sign_in(person)
    assert client.post(page_of(cast), {"skill_id": str(homework.pk)}).status_code == status
    assert client.post(reverse("residents:skill_take_off", args=[seen.pk])).status_code == status
    with pytest.raises(PermissionDenied):
        preidentify_skill(resident=cast.samim, skill=homework, by=person)
    with pytest.raises(PermissionDenied):
        take_back_preidentified(found=seen, by=person)
    assert SkillFound.objects.get() == seen


# --- what it may not do yet ---


def test_until_confirmed_it_makes_no_card_and_names_nobody(cast: Cast, seen: SkillFound, school: Domain) -> None:
    with pytest.raises(ValidationError, match="choose “share” first"):
        share_skill(found=seen, title="École", by=cast.karim)
    start = CardStart({"found": str(seen.pk)}, user=cast.karim, centre=cast.tilleuls)
    assert start.initial_of_the_card() == {}
    house = House(cast.tilleuls, Question(), [school], opens_records=True)
    part = house.parts["school"].skills[seen.skill_id]
    assert (len(part.abilities), len(part.keeping), len(part.seen)) == (0, 0, 1)
    assert cast.samim not in people_to_ask(cast.claire, cast.tilleuls)
    assert not Card.objects.exists()


# --- the next interview ---


def test_the_next_interview_takes_it_up_and_its_read_back_asks_the_wish(
    cast: Cast, karim: Client, seen: SkillFound
) -> None:
    draft = talk(cast)
    assert "pre-identified by Karim on" in karim.get(reverse("residents:interview", args=[draft.pk])).content.decode()
    with pytest.raises(ValidationError, match="Ask what the person wants"):
        confirm_interview(interview=draft, by=cast.karim)
    confirm_interview(interview=draft, wishes={seen.pk: "share"}, by=cast.karim)
    seen.refresh_from_db()
    assert (seen.interview, seen.wish, seen.noted_apart) == (draft, "share", False)
    assert seen.confirmed_on == timezone.localdate()


def test_what_the_person_has_confirmed_is_not_taken_up_again(cast: Cast, seen: SkillFound) -> None:
    confirm_interview(interview=talk(cast), wishes={seen.pk: "keep"}, by=cast.karim)
    SkillFound.objects.update(interview=None)
    assert not talk(cast).skills_found.exists()


def test_a_draft_thrown_away_puts_back_what_was_noted_apart_on_the_same_day(
    cast: Cast, seen: SkillFound, homework: Skill
) -> None:
    """Also when the author noted both, and moves the day of the interview to a day before."""
    draft = talk(cast)
    note_skill(interview=draft, skill=homework, by=cast.karim)
    assert SkillFound.objects.first_noted_in(draft).get().skill == homework
    touches = [Touch(seen.pk, "trade", "share")]
    yesterday = draft.held_on - timedelta(days=1)
    save_interview(interview=draft, held_on=yesterday, touches=touches, by=cast.karim)
    discard_draft(interview=draft, by=cast.karim)
    left = SkillFound.objects.get()
    assert (left, left.found_on, left.interview) == (seen, seen.found_on, None)
    assert left.wish == "", "what was said in that draft is thrown away with it: nobody is asked for a card"
    assert talk(cast).skills_found.get() == seen, "and it comes up in the next one"


def test_removed_from_an_interview_it_goes_back_to_the_record(cast: Cast, seen: SkillFound) -> None:
    draft = start_interview(resident=cast.samim, kind="reception", by=cast.helene)
    seen.refresh_from_db()
    remove_skill(found=seen, by=cast.helene)
    seen.refresh_from_db()
    assert (seen.interview, seen.noted_apart, draft.skills_found.count()) == (None, True, 0)


# --- taking it back ---


@pytest.mark.parametrize("who", ["karim", "helene"])
def test_whoever_noted_it_or_the_referent_takes_it_back(
    cast: Cast, sign_in: SignIn, seen: SkillFound, who: str
) -> None:
    client, address = sign_in(getattr(cast, who)), reverse("residents:skill_take_off", args=[seen.pk])
    assert address in of_samim(cast, client)
    client.post(address)
    assert not SkillFound.objects.exists()
    assert Entry.objects.filter(event=Event.SKILL_TAKEN_OFF).count() == 1
    assert client.post(address).status_code == 404


def test_another_colleague_does_not(cast: Cast, sign_in: SignIn, seen: SkillFound) -> None:
    client, address = sign_in(cast.claire), reverse("residents:skill_take_off", args=[seen.pk])
    assert address not in of_samim(cast, client)
    assert client.post(address).status_code == 403
    assert SkillFound.objects.exists()


def test_what_was_confirmed_or_stands_on_the_screen_of_a_colleague_stays(cast: Cast, seen: SkillFound) -> None:
    draft = start_interview(resident=cast.samim, kind="reception", by=cast.helene)
    with pytest.raises(ValidationError, match="Hélène is talking about"):
        take_back_preidentified(found=seen, by=cast.karim)
    confirm_interview(interview=draft, wishes={seen.pk: "keep"}, by=cast.helene)
    with pytest.raises(ValidationError, match="was talked about with the person"):
        take_back_preidentified(found=seen, by=cast.karim)
    assert SkillFound.objects.get() == seen


def test_taken_back_from_ones_own_draft_an_older_tab_is_told(cast: Cast, seen: SkillFound) -> None:
    draft = talk(cast)
    take_back_preidentified(found=seen, by=cast.karim)
    assert Interview.objects.get().revision == draft.revision + 1


def test_the_database_lets_nobody_take_what_was_confirmed(cast: Cast, seen: SkillFound) -> None:
    with pytest.raises(IntegrityError, match="noted_apart"), transaction.atomic():
        SkillFound.objects.update(wish="keep", confirmed_on=timezone.localdate())

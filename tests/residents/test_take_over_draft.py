"""A draft that a colleague left behind is finished by somebody else, and holds no skill back meanwhile."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cada_peers.accounts.access import forget
from cada_peers.accounts.models import User
from cada_peers.accounts.roles import Role
from cada_peers.journal.models import Entry
from cada_peers.ui.waiting import waiting_for
from residents.actions import (
    confirm_interview,
    note_skill,
    remove_skill,
    save_interview,
    start_interview,
    take_over_draft,
)
from residents.events import Event
from residents.models import Interview, Skill
from tests.cast import Cast, a_user
from tests.conftest import SignIn
from tests.residents.conftest import confirmed

# The people whose rows are taken (residents.actions.holding).
TAKEN = 'SELECT "residents_resident"."id" AS "pk" FROM "residents_resident" WHERE'


@pytest.fixture
def left(cast: Cast, draft: Interview) -> Interview:
    """The reception interview of Samim; Karim, who led it, has left. Hélène is the referent."""
    draft.author = cast.karim
    draft.save()
    save_interview(interview=draft, likes="Les enfants", by=cast.karim)
    cast.karim.postings.update(ends_on=timezone.localdate() - timedelta(days=1))
    forget(cast.karim)
    draft.refresh_from_db()
    return draft


def address_of(interview: Interview) -> str:
    return reverse("residents:interview_take_over", args=[interview.pk])


def test_the_referent_takes_it_over_and_finishes_it(cast: Cast, sign_in: SignIn, left: Interview) -> None:
    helene = sign_in(cast.helene)
    places = [
        reverse("residents:interview", args=[left.pk]),
        reverse("residents:detail", args=[cast.samim.pk]),
        reverse("residents:depart", args=[cast.samim.pk]),
    ]
    for place in places:
        assert address_of(left) in helene.get(place).content.decode(), place
    page = helene.post(address_of(left), follow=True).content.decode()
    assert "This draft is yours now" in page
    assert "Les enfants" in page
    left.refresh_from_db()
    assert (left.author, left.kind) == (cast.helene, "reception")
    assert Entry.objects.filter(event=Event.INTERVIEW_TAKEN_OVER, subject_id=left.pk).count() == 1
    assert confirm_interview(interview=left, by=cast.helene).confirmed_on


def test_management_goes_on_with_a_reception_as_a_follow_up(cast: Cast, left: Interview) -> None:
    assert take_over_draft(interview=left, by=cast.claire).kind == "follow_up"
    assert save_interview(interview=left, dreams="Une boulangerie", by=cast.claire).likes == "Les enfants"


def test_a_reception_that_was_confirmed_meanwhile_goes_on_as_a_follow_up(cast: Cast, left: Interview) -> None:
    confirmed(start_interview(resident=cast.samim, kind="reception", by=cast.helene))
    assert take_over_draft(interview=left, by=cast.helene).kind == "follow_up"


def test_beside_a_draft_of_ones_own_it_waits(cast: Cast, left: Interview) -> None:
    own = start_interview(resident=cast.samim, kind="follow_up", by=cast.claire)
    with pytest.raises(ValidationError, match="finish them first"):
        take_over_draft(interview=left, by=cast.claire)
    confirmed(own)
    assert take_over_draft(interview=left, by=cast.claire).author == cast.claire


def test_who_is_still_here_keeps_their_draft(cast: Cast, sign_in: SignIn, draft: Interview) -> None:
    claire = sign_in(cast.claire)
    assert address_of(draft) not in claire.get(reverse("residents:interview", args=[draft.pk])).content.decode()
    assert "Hélène still works here" in claire.post(address_of(draft), follow=True).content.decode()
    draft.refresh_from_db()
    assert draft.author == cast.helene


def test_who_now_only_helps_as_a_volunteer_has_left_it_behind(cast: Cast, left: Interview) -> None:
    cast.karim.postings.create(role="volunteer", centre=cast.tilleuls, starts_on="2024-01-01")
    cast.karim.postings.create(role="social_worker", centre=cast.erables, starts_on="2024-01-01")
    assert take_over_draft(interview=left, by=cast.claire).author == cast.claire


def test_an_account_that_is_closed_leaves_its_drafts_behind(cast: Cast, draft: Interview) -> None:
    User.objects.filter(pk=cast.helene.pk).update(is_active=False)
    assert take_over_draft(interview=draft, by=cast.claire).author == cast.claire


def test_a_confirmed_interview_keeps_its_author(cast: Cast, left: Interview) -> None:
    Interview.objects.filter(pk=left.pk).update(confirmed_on=timezone.localdate())
    with pytest.raises(ValidationError, match="can be read"):
        take_over_draft(interview=left, by=cast.claire)


@pytest.mark.parametrize(("who", "status"), [("karim", 403), ("mireille", 403), ("victor", 404), ("sofia", 404)])
def test_nobody_but_the_referent_and_management_takes_it_over(
    cast: Cast, sign_in: SignIn, left: Interview, who: str, status: int
) -> None:
    cast.sofia = a_user("sofia", Role.SOCIAL_WORKER, centre=cast.tilleuls)
    person = getattr(cast, who)
    assert sign_in(person).post(address_of(left)).status_code == status
    with pytest.raises(PermissionDenied):
        take_over_draft(interview=left, by=person)


def test_a_second_click_changes_nothing(cast: Cast, left: Interview) -> None:
    once = take_over_draft(interview=left, by=cast.helene)
    assert take_over_draft(interview=left, by=cast.helene).revision == once.revision


def test_it_waits_on_the_home_page_of_those_who_may_finish_it(cast: Cast, sign_in: SignIn, left: Interview) -> None:
    for who, number in ((cast.claire, 1), (cast.helene, 1), (cast.marc, 1)):
        lines = waiting_for(who, who.postings.get())
        assert [line.count for line in lines if str(line.label) == "Interviews to finish"] == [number], who
    found = sign_in(cast.claire).get(reverse("residents:list"), {"todo": "drafts"}).context["page"]
    assert [resident.pk for resident in found] == [cast.samim.pk]


def test_its_skills_are_talked_about_again_by_those_who_stay(cast: Cast, left: Interview, enrol: Skill) -> None:
    found = left.skills_found.create(
        centre=cast.tilleuls, resident=cast.samim, skill=enrol, found_by=cast.karim, found_on=left.held_on
    )
    admission = start_interview(resident=cast.samim, kind="admission", by=cast.claire)
    assert note_skill(interview=admission, skill=enrol, wish="keep", by=cast.claire) == found
    assert admission.skills_found.get() == found


def test_what_whoever_left_had_seen_stays_with_the_draft(cast: Cast, left: Interview, enrol: Skill) -> None:
    found = left.skills_found.create(
        centre=cast.tilleuls, resident=cast.samim, skill=enrol, found_by=cast.karim, found_on=left.held_on
    )
    mine = take_over_draft(interview=left, by=cast.helene)
    with pytest.raises(ValidationError):
        remove_skill(found=mine.skills_found.get(), by=cast.helene)
    assert mine.skills_found.get() == found


def test_a_draft_begun_oneself_in_the_same_second_is_told_and_its_page_opens(
    cast: Cast, sign_in: SignIn, left: Interview
) -> None:
    client = sign_in(cast.helene)
    for kind in ("reception", "follow_up"):
        start_interview(resident=cast.samim, kind=kind, by=cast.helene)
    answer = client.post(address_of(left), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("residents:detail", args=[cast.samim.pk])
    page = answer.content.decode()
    assert "You have drafts with this person yourself" in page
    assert page.count("go on with the draft") == 2


@pytest.mark.parametrize("verb", [start_interview, take_over_draft])
def test_who_begins_and_takes_over_at_once_waits_for_oneself(
    cast: Cast, left: Interview, verb: Callable[..., Interview]
) -> None:
    """Both take the person before they look which drafts there are: the database never has to refuse the second."""
    given = {"resident": cast.samim, "kind": "reception"} if verb is start_interview else {"interview": left}
    with CaptureQueriesContext(connection) as captured:
        verb(**given, by=cast.helene)
    reads = [query["sql"] for query in captured if query["sql"].startswith("SELECT")]
    taken = next(place for place, sql in enumerate(reads) if sql.startswith(TAKEN))
    looked = [
        place for place, sql in enumerate(reads) if '"residents_interview"."confirmed_on"' in sql and place > taken
    ]
    assert looked, "the drafts are looked at afterwards"
    assert "FOR NO KEY UPDATE" in reads[taken] or not connection.features.has_select_for_update

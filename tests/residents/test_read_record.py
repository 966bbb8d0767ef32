"""The page of a person: what the team saw, what they confirmed, what comes next; each reading leaves one line."""

import pytest
from django.test import Client
from django.urls import reverse

from cada_peers.accounts.models import Posting
from cada_peers.journal.models import Entry
from cada_peers.ui.waiting import waiting_for
from residents.actions import confirm_interview, note_skill, put_card, save_interview, start_interview
from residents.events import Event
from residents.models import Domain, Interview, Skill
from tests.cast import Cast
from tests.conftest import SignIn
from tests.residents.conftest import confirmed


@pytest.fixture
def page(cast: Cast) -> str:
    return reverse("residents:detail", args=[cast.samim.pk])


@pytest.fixture
def helene(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.helene)


@pytest.mark.parametrize(
    ("who", "status"),
    [("helene", 200), ("karim", 200), ("claire", 200), ("mireille", 403), ("nour_account", 403), ("victor", 404)],
)
def test_the_record_is_for_the_staff_of_the_centre(
    cast: Cast, sign_in: SignIn, page: str, who: str, status: int
) -> None:
    assert sign_in(getattr(cast, who)).get(page).status_code == status


def test_the_notes_of_the_interviews_are_not_on_this_page(
    cast: Cast, helene: Client, page: str, draft: Interview
) -> None:
    save_interview(interview=draft, likes="un secret", by=cast.helene)
    assert "un secret" not in helene.get(page).content.decode()


def test_an_interview_that_is_not_for_me_is_known_to_be_but_not_linked(
    cast: Cast, sign_in: SignIn, page: str, draft: Interview
) -> None:
    body = sign_in(cast.karim).get(page).content.decode()
    assert "Reception interview" in body
    assert str(draft.pk) not in body


def test_pre_identified_then_confirmed(cast: Cast, helene: Client, page: str, draft: Interview, enrol: Skill) -> None:
    note_skill(interview=draft, skill=enrol, wish="share", by=cast.helene)
    assert "pre-identified" in helene.get(page).content.decode()
    confirm_interview(interview=draft, by=cast.helene)
    body = helene.get(page).content.decode()
    assert "tone-leaf" in body
    assert "</svg>pre-identified</span>" not in body.partition("How it came to light")[0]


def test_drafts_come_first_and_what_was_confirmed_is_not_begun_again(
    cast: Cast, helene: Client, page: str, draft: Interview
) -> None:
    assert helene.get(page).context["talks"] == [("reception", True), ("follow_up", False)]
    confirmed(draft)
    assert helene.get(page).context["talks"] == [("follow_up", False)]


def test_someone_under_age_is_not_proposed_as_a_peer_helper(cast: Cast, helene: Client, page: str) -> None:
    child = helene.get(reverse("residents:detail", args=[cast.petit.pk])).content.decode()
    assert "Could be a peer helper" not in child
    assert "Not 18 yet" in child
    assert "Could be a peer helper" in helene.get(page).content.decode()


def test_a_file_that_is_open_is_shown_with_its_status_and_not_begun_twice(
    cast: Cast, helene: Client, page: str
) -> None:
    cast.samim.peer_helper_files.create(centre=cast.tilleuls, chosen_name="Samim")
    body = helene.get(page).content.decode()
    assert "candidate" in body
    assert "Could be a peer helper" not in body


@pytest.mark.parametrize(
    "name",
    ["list", "box", "card_add", "detail", "edit", "depart", "interview", "interview_confirm", "card", "card_edit"],
)
def test_each_page_that_shows_people_leaves_one_line(
    cast: Cast, helene: Client, draft: Interview, school: Domain, name: str
) -> None:
    card = put_card(
        centre=cast.tilleuls, kind="offer", title="x", domain=school, owner_resident=cast.samim, by=cast.helene
    )
    keys = {"detail": cast.samim, "edit": cast.samim, "depart": cast.samim, "card": card, "card_edit": card}
    keys |= {"interview": draft, "interview_confirm": draft}
    before = Entry.objects.count()
    assert helene.get(reverse(f"residents:{name}", args=[keys[name].pk] if name in keys else [])).status_code == 200
    line = Entry.objects.first()
    assert Entry.objects.count() == before + 1
    assert (line.actor_id, line.centre_id) == (cast.helene.pk, cast.tilleuls.pk)


@pytest.mark.parametrize("is_over", [False, True], ids=["draft", "confirmed"])
def test_notes_that_somebody_else_reads_leave_one_line_each_time(cast: Cast, sign_in: SignIn, is_over: bool) -> None:
    """The author is Karim; management reads it, and the referent once it was read back."""
    interview = start_interview(resident=cast.samim, kind="reception", by=cast.karim)
    if is_over:
        confirmed(interview)
    lines = Entry.objects.filter(event=Event.INTERVIEW_READ, subject_id=interview.pk)
    readers = (cast.claire, cast.helene if is_over else cast.marc, cast.claire)
    for number, reader in enumerate(readers, start=1):
        assert sign_in(reader).get(reverse("residents:interview", args=[interview.pk])).status_code == 200
        assert lines.count() == number
        assert (lines.first().actor_id, lines.first().centre_id) == (reader.pk, cast.tilleuls.pk)


def test_what_waits_is_counted_without_a_name(cast: Cast, draft: Interview) -> None:
    posting = Posting.objects.get(user=cast.helene)
    drafts, to_meet = (line for line in waiting_for(cast.helene, posting) if line.url.startswith("/residents/"))
    assert (drafts.count, to_meet.count) == (1, 2)
    assert "Samim" not in f"{drafts.label}{drafts.detail}"
    manager = Posting.objects.get(user=cast.claire)
    (admissions,) = (line for line in waiting_for(cast.claire, manager) if "todo=to_meet" in line.url)
    assert (admissions.count, str(admissions.detail)) == (3, "Admission interview")


def test_nothing_of_this_waits_for_a_volunteer(cast: Cast, draft: Interview) -> None:
    posting = Posting.objects.get(user=cast.mireille)
    assert not [line for line in waiting_for(cast.mireille, posting) if line.url.startswith("/residents/")]


def test_someone_posted_above_the_centres_is_told_to_choose_one(cast: Cast, sign_in: SignIn) -> None:
    cast.siege.postings.create(role="social_worker", centre=cast.erables, starts_on="2025-01-01")
    client = sign_in(cast.siege)
    for posting in cast.siege.postings.filter(role="head_office"):
        session = client.session
        session["posting"] = str(posting.pk)
        session.save()
    for name in ("list", "box"):
        assert "No centre is chosen" in client.get(reverse(f"residents:{name}")).content.decode()

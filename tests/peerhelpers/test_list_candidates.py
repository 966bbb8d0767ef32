"""The people pre-identified and not yet asked: who, why, since when, by whom; and those who are left in peace."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cada_peers.accounts.models import Posting
from cada_peers.journal.models import Entry
from cada_peers.ui.waiting import waiting_for
from peerhelpers.actions import formalise, identify, stop
from peerhelpers.files.candidates import Way
from residents.actions import confirm_interview, note_departure, note_skill, put_card, save_interview, start_interview
from residents.models import Card, Domain, Resident, Skill
from tests.cast import Cast, a_resident
from tests.conftest import SignIn

PAGE = reverse("peerhelpers:candidates")


@pytest.fixture
def helene(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.helene)


@pytest.fixture
def sewing(db: None) -> Skill:
    domain = Domain.objects.create(code="diy", name_fr="Bricolage", pictogram="diy")
    return Skill.objects.create(domain=domain, name_fr="Coudre", name_en="Sew")


def say(cast: Cast, resident: Resident, answer: str, kind: str = "reception", on: str = "2026-01-05") -> None:
    interview = start_interview(resident=resident, kind=kind, by=cast.helene)
    said = {"likes": "Les enfants", "could_help": answer}
    save_interview(interview=interview, held_on=date.fromisoformat(on), by=cast.helene, **said)
    confirm_interview(interview=interview, by=cast.helene)


def wishes_to_share(cast: Cast, resident: Resident, skill: Skill) -> None:
    interview = start_interview(resident=resident, kind="follow_up", by=cast.helene)
    note_skill(interview=interview, skill=skill, wish="share", by=cast.helene)


def listed(client: Client, **filters: str) -> dict[str, Way]:
    return {row.resident.name: row.way for row in client.get(PAGE, filters).context["rows"]}


def test_three_ways_lead_here_the_most_decided_first(cast: Cast, helene: Client, sewing: Skill) -> None:
    ana = a_resident("Ana", cast.tilleuls)
    wishes_to_share(cast, ana, sewing)
    say(cast, cast.samim, "yes")
    identify(resident=cast.nour, why="Elle rassure.", by=cast.karim)
    assert list(listed(helene).items()) == [("Nour", Way.FILE), ("Samim", Way.INTERVIEW), ("Ana", Way.WISH)]


def test_each_row_says_why_since_when_by_whom_and_what_comes_next(cast: Cast, helene: Client, sewing: Skill) -> None:
    file = identify(resident=cast.nour, why="Elle rassure.", by=cast.karim)
    say(cast, cast.samim, "yes")
    wishes_to_share(cast, cast.samim, sewing)
    body = helene.get(PAGE).content.decode()
    assert "Elle rassure." in body
    assert "by Karim" in body
    assert reverse("peerhelpers:detail", args=[file.pk]) in body
    assert "“Yes, one day”: Reception interview" in body
    assert "seen on 5 January 2026 by Hélène" in body
    assert "would share: Sew" in body
    assert reverse("peerhelpers:identify", args=[cast.samim.pk]) in body


def test_once_the_meeting_is_held_one_was_asked(cast: Cast, helene: Client) -> None:
    file = identify(resident=cast.nour, why="x", by=cast.helene)
    formalise(
        peer_helper=file,
        held_on=file.identified_on,
        shares="x",
        form="x",
        frame="x",
        person_present=True,
        by=cast.helene,
    )
    assert listed(helene) == {}


def test_whoever_stopped_is_not_asked_again(cast: Cast, helene: Client) -> None:
    say(cast, cast.nour, "yes")
    stop(peer_helper=identify(resident=cast.nour, why="x", by=cast.helene), by=cast.nour_account)
    assert listed(helene) == {}


def test_the_last_answer_counts(cast: Cast, helene: Client) -> None:
    say(cast, cast.samim, "yes")
    say(cast, cast.samim, "no", kind="follow_up", on="2026-02-05")
    assert listed(helene) == {}
    say(cast, cast.samim, "yes", kind="follow_up", on="2026-03-05")
    assert listed(helene) == {"Samim": Way.INTERVIEW}


def test_a_skill_that_hangs_in_the_box_waits_for_nobody(cast: Cast, helene: Client, sewing: Skill) -> None:
    wishes_to_share(cast, cast.samim, sewing)
    card = put_card(
        centre=cast.tilleuls, kind="offer", title="x", skill=sewing, owner_resident=cast.samim, by=cast.helene
    )
    assert listed(helene) == {}
    Card.objects.filter(pk=card.pk).update(valid_until="2026-01-01")
    assert listed(helene) == {"Samim": Way.WISH}


def test_nobody_is_asked_before_18_nor_after_they_left_without_a_word(cast: Cast, helene: Client) -> None:
    for person in (cast.petit, cast.samim, cast.nour):
        say(cast, person, "yes")
    note_departure(resident=cast.samim, departed_on=date(2026, 3, 1), by=cast.helene)
    note_departure(resident=cast.nour, departed_on=date(2026, 3, 1), stays_in_touch=True, by=cast.helene)
    assert listed(helene) == {"Nour": Way.INTERVIEW}


def test_one_may_look_at_those_whom_one_accompanies(cast: Cast, sign_in: SignIn) -> None:
    say(cast, cast.samim, "yes")
    assert listed(sign_in(cast.karim), mine="1") == {}
    assert listed(sign_in(cast.helene), mine="1") == {"Samim": Way.INTERVIEW}


def test_a_neighbour_is_never_in_the_list(cast: Cast, sign_in: SignIn) -> None:
    say(cast, cast.samim, "yes")
    assert listed(sign_in(cast.victor)) == {}


@pytest.mark.parametrize(("who", "status"), [("mireille", 403), ("nour_account", 403), ("siege", 403)])
def test_the_list_is_for_the_team(cast: Cast, sign_in: SignIn, who: str, status: int) -> None:
    assert sign_in(getattr(cast, who)).get(PAGE).status_code == status


def test_reading_the_list_leaves_one_line_with_its_number(cast: Cast, helene: Client) -> None:
    say(cast, cast.samim, "yes")
    before = Entry.objects.count()
    helene.get(PAGE)
    assert (Entry.objects.count(), Entry.objects.first().amount) == (before + 1, 1)


def test_thirty_people_cost_no_more_queries_than_three(cast: Cast, helene: Client, sewing: Skill) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            helene.get(PAGE)
        return len(captured)

    def arrive(name: str) -> None:
        say(cast, a_resident(name, cast.tilleuls), "yes")
        wishes_to_share(cast, a_resident(f"{name}a", cast.tilleuls), sewing)
        identify(resident=a_resident(f"{name}o", cast.tilleuls), why="x", by=cast.helene)

    arrive("Ana")
    few = queries()
    for number in range(7):
        arrive(f"Zo{number}")
    assert queries() == few


@pytest.mark.parametrize(("who", "number"), [("claire", 2), ("helene", 1), ("karim", None)])
def test_the_home_page_counts_those_to_ask(cast: Cast, who: str, number: int | None) -> None:
    say(cast, cast.samim, "yes")
    say(cast, a_resident("Ana", cast.tilleuls), "yes")
    user = getattr(cast, who)
    lines = waiting_for(user, Posting.objects.get(user=user))
    counts = [line.count for line in lines if line.url.startswith(PAGE)]
    assert counts == ([number] if number else [])


def test_someone_posted_above_the_centres_is_told_to_choose_one(cast: Cast, sign_in: SignIn) -> None:
    cast.siege.postings.create(role="social_worker", centre=cast.erables, starts_on="2025-01-01")
    client = sign_in(cast.siege)
    for posting in cast.siege.postings.filter(role="head_office"):
        session = client.session
        session["posting"] = str(posting.pk)
        session.save()
    assert "No centre is chosen" in client.get(PAGE).content.decode()

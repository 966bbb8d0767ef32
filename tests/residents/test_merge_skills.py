"""Two names for one skill become one: people and cards go over, nobody loses anything, the first name stays."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import psycopg2
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from cada_peers.journal.models import Entry
from residents.actions import (
    create_skill,
    merge_skills,
    note_skill,
    put_card,
    set_aside_skill,
    start_interview,
    withdraw_card,
)
from residents.models import Card, Domain, Interview, Resident, Skill, SkillFound
from residents.skills.listing import Preview, preview_merge
from tests.cast import Cast
from tests.conftest import SignIn


@pytest.fixture
def diy(db: None) -> Domain:
    return Domain.objects.create(code="diy", name_fr="Bricolage", name_en="Repairs", pictogram="diy", position=2)


@pytest.fixture
def shared(diy: Domain) -> Skill:
    return Skill.objects.create(domain=diy, name_fr="Réparer un vélo", name_en="Repair a bicycle")


@pytest.fixture
def ours(cast: Cast, school: Domain) -> Skill:
    """Added here in the middle of an interview, in a domain chosen in haste."""
    return create_skill(centre=cast.tilleuls, name="Réparer des vélos", domain=school, by=cast.helene)


def found(resident: Resident, skill: Skill, day: str, **fields: object) -> SkillFound:
    return SkillFound.objects.create(
        centre=resident.centre, resident=resident, skill=skill, found_on=date.fromisoformat(day), **fields
    )


def what_is_known(resident: Resident) -> list[tuple[str, str, object]]:
    rows = resident.skills_found.values_list("skill__name_fr", "wish", "confirmed_on")
    return [(name, wish, str(day) if day else None) for name, wish, day in rows]


def test_people_go_over_and_what_was_noted_first_can_still_be_read(cast: Cast, ours: Skill, shared: Skill) -> None:
    row = found(cast.samim, ours, "2026-01-05", wish="share", confirmed_on="2026-01-05", acquired="trade")
    merge_skills(skill=ours, into=shared, by=cast.claire)
    row.refresh_from_db()
    assert (row.skill, row.noted_as) == (shared, ours)
    assert (str(row.found_on), row.wish, row.acquired) == ("2026-01-05", "share", "trade")


@pytest.mark.parametrize(
    ("here", "there", "kept"),
    [
        # the latest confirmation brings its wish
        (("2026-01-05", "share", "2026-01-05"), ("2026-03-01", "keep", "2026-03-01"), ("keep", "2026-03-01")),
        (("2026-01-05", "keep", "2026-04-01"), ("2026-03-01", "share", "2026-03-01"), ("keep", "2026-04-01")),
        # the same wish, confirmed once: it stays confirmed
        (("2026-01-05", "share", "2026-01-05"), ("2026-03-01", "share", None), ("share", "2026-01-05")),
        # seen again by the team, not talked about: what was confirmed stays
        (("2026-01-05", "share", "2026-01-05"), ("2026-03-01", "", None), ("share", "2026-01-05")),
        # another wish said since, not read back yet: nobody is told that it was confirmed
        (("2026-01-05", "share", "2026-01-05"), ("2026-03-01", "keep", None), ("keep", None)),
        # two wishes on one day: the one that keeps more for the person
        (("2026-03-01", "keep", "2026-03-01"), ("2026-03-01", "share", "2026-03-01"), ("keep", "2026-03-01")),
        (("2026-03-01", "", None), ("2026-03-01", "", None), ("", None)),
    ],
)
def test_who_had_both_keeps_one_with_the_earliest_day_the_latest_wish_and_its_confirmation(
    cast: Cast,
    ours: Skill,
    shared: Skill,
    here: tuple[str, str, str | None],
    there: tuple[str, str, str | None],
    kept: tuple[str, str | None],
) -> None:
    for skill, (day, wish, confirmed_on) in ((ours, here), (shared, there)):
        found(cast.samim, skill, day, wish=wish, confirmed_on=confirmed_on)
    merge_skills(skill=ours, into=shared, by=cast.claire)
    assert what_is_known(cast.samim) == [("Réparer un vélo", *kept)]
    assert str(cast.samim.skills_found.get().found_on) == min(here[0], there[0])


def test_who_found_it_first_stays_who_found_it(cast: Cast, ours: Skill, shared: Skill) -> None:
    found(cast.samim, shared, "2026-03-01", found_by=cast.claire)
    found(cast.samim, ours, "2026-01-05", found_by=cast.helene, acquired="leisure")
    merge_skills(skill=ours, into=shared, by=cast.claire)
    row = cast.samim.skills_found.get()
    assert (row.found_by, row.noted_as, row.acquired) == (cast.helene, ours, "leisure")


def test_the_screen_of_an_open_draft_keeps_its_line(cast: Cast, draft: Interview, ours: Skill, shared: Skill) -> None:
    found(cast.samim, shared, "2025-06-01", wish="share", confirmed_on="2025-06-01")
    on_the_screen = note_skill(interview=draft, skill=ours, by=cast.helene)
    merge_skills(skill=ours, into=shared, by=cast.claire)
    assert draft.skills_found.get().pk == on_the_screen.pk
    assert str(draft.skills_found.get().found_on) == "2025-06-01"


def test_cards_go_over_in_the_box_and_out_of_it_and_are_found_by_the_new_words(
    cast: Cast, ours: Skill, shared: Skill, school: Domain, diy: Domain
) -> None:
    common = {"centre": cast.tilleuls, "kind": "offer", "owner_resident": cast.samim, "by": cast.helene}
    shown = put_card(title="Je regonfle", skill=ours, **common)
    withdrawn = withdraw_card(card=put_card(title="x", skill=ours, **common), by=cast.helene)
    elsewhere = put_card(title="y", skill=ours, domain=Domain.objects.create(code="sport", name_fr="Sport"), **common)
    merge_skills(skill=ours, into=shared, by=cast.claire)
    assert set(shared.cards.all()) == {shown, withdrawn, elsewhere}
    assert list(Card.objects.search("bicycle regonfle")) == [shown]
    shown.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (shown.domain, elsewhere.domain_id) == (diy, "sport"), "a compartment chosen by hand stays"


def test_the_merged_one_is_offered_no_more_and_its_old_name_finds_the_other(
    cast: Cast, ours: Skill, shared: Skill, school: Domain
) -> None:
    merge_skills(skill=ours, into=shared, by=cast.claire)
    assert list(Skill.objects.offered_in(cast.tilleuls)) == [shared]
    assert create_skill(centre=cast.tilleuls, name="réparer des velos", domain=school, by=cast.karim) == shared
    ours.refresh_from_db()
    assert (ours.merged_into, ours.merged_by) == (shared, cast.claire)
    assert ours.merged_on


def test_the_record_says_under_which_name_it_was_noted_first(
    cast: Cast, sign_in: SignIn, ours: Skill, shared: Skill
) -> None:
    found(cast.samim, ours, "2026-01-05")
    merge_skills(skill=ours, into=shared, by=cast.claire)
    record = sign_in(cast.helene).get(reverse("residents:detail", args=[cast.samim.pk])).content.decode()
    assert "first noted as “Réparer des vélos”" in record


def test_what_was_merged_before_follows(cast: Cast, ours: Skill, shared: Skill, school: Domain) -> None:
    first = create_skill(centre=cast.tilleuls, name="Vélo", domain=school, by=cast.helene)
    row = found(cast.samim, first, "2026-01-05")
    merge_skills(skill=first, into=ours, by=cast.claire)
    merge_skills(skill=ours, into=shared, by=cast.marc)
    first.refresh_from_db()
    row.refresh_from_db()
    assert (first.merged_into, first.merged_by) == (shared, cast.claire)
    assert (row.skill, row.noted_as) == (shared, first), "the skill as it was first noted, not the one in between"


def test_of_two_rows_the_first_name_of_the_older_one_stays(
    cast: Cast, ours: Skill, shared: Skill, school: Domain
) -> None:
    first = create_skill(centre=cast.tilleuls, name="Vélo", domain=school, by=cast.helene)
    found(cast.samim, first, "2026-01-05")
    found(cast.samim, shared, "2026-03-01")
    merge_skills(skill=first, into=ours, by=cast.claire)
    merge_skills(skill=ours, into=shared, by=cast.claire)
    assert cast.samim.skills_found.get().noted_as == first


def test_one_line_of_the_journal_says_so(cast: Cast, ours: Skill, shared: Skill) -> None:
    found(cast.samim, ours, "2026-01-05")
    found(cast.nour, ours, "2026-01-05")
    before = Entry.objects.count()
    merge_skills(skill=ours, into=shared, by=cast.claire)
    line = Entry.objects.latest("id")
    assert Entry.objects.count() == before + 1
    assert (line.event, line.subject_id, line.actor_id, line.amount) == (
        "residents.skill_merged",
        ours.pk,
        cast.claire.pk,
        2,
    )


def test_a_shared_skill_is_never_merged(cast: Cast, ours: Skill, shared: Skill) -> None:
    with pytest.raises(PermissionDenied):
        merge_skills(skill=shared, into=ours, by=cast.claire)
    with pytest.raises(IntegrityError), transaction.atomic():
        Skill.objects.filter(pk=shared.pk).update(merged_into=ours, merged_on="2026-01-05")


@pytest.mark.parametrize("who", ["helene", "mireille", "victor", "lou", "siege"])
def test_only_the_management_of_the_house_merges(cast: Cast, ours: Skill, shared: Skill, who: str) -> None:
    with pytest.raises(PermissionDenied):
        merge_skills(skill=ours, into=shared, by=getattr(cast, who))


def test_nothing_goes_over_to_what_is_not_offered_here(cast: Cast, ours: Skill, shared: Skill, school: Domain) -> None:
    next_door = create_skill(centre=cast.erables, name="Vélos", domain=school, by=cast.victor)
    set_aside_skill(skill=shared, centre=cast.tilleuls, by=cast.claire)
    for target in (next_door, shared, ours):
        with pytest.raises(ValidationError):
            merge_skills(skill=ours, into=target, by=cast.claire)
    ours.refresh_from_db()
    assert ours.merged_into is None


def test_what_is_merged_is_not_merged_again(cast: Cast, ours: Skill, shared: Skill, homework: Skill) -> None:
    stale = Skill.objects.get(pk=ours.pk)
    merge_skills(skill=ours, into=shared, by=cast.claire)
    with pytest.raises(ValidationError, match="merged into “Repair a bicycle”"):
        merge_skills(skill=stale, into=homework, by=cast.marc)


def test_the_neighbours_keep_their_own(cast: Cast, ours: Skill, shared: Skill, school: Domain) -> None:
    theirs = create_skill(centre=cast.erables, name="Réparer des vélos", domain=school, by=cast.victor)
    for skill, day in ((theirs, "2026-01-05"), (shared, "2026-01-06")):
        found(cast.voisin, skill, day, wish="keep")
    before = list(SkillFound.objects.filter(centre=cast.erables).values())
    merge_skills(skill=ours, into=shared, by=cast.claire)
    assert list(SkillFound.objects.filter(centre=cast.erables).values()) == before
    assert theirs in Skill.objects.offered_in(cast.erables)


def test_a_page_that_is_still_open_writes_down_the_skill_that_stands_now(
    cast: Cast, draft: Interview, ours: Skill, shared: Skill
) -> None:
    stale = Skill.objects.get(pk=ours.pk)
    merge_skills(skill=ours, into=shared, by=cast.claire)
    assert note_skill(interview=draft, skill=stale, by=cast.helene).skill == shared
    common = {"centre": cast.tilleuls, "kind": "offer", "title": "x", "owner_resident": cast.samim, "by": cast.helene}
    assert put_card(skill=stale, **common).skill == shared


def test_the_preview_counts_what_then_moves(cast: Cast, ours: Skill, shared: Skill) -> None:
    found(cast.samim, ours, "2026-01-05")
    found(cast.samim, shared, "2026-01-05")
    found(cast.nour, ours, "2026-01-05")
    common = {"centre": cast.tilleuls, "kind": "offer", "owner_resident": cast.samim, "by": cast.helene}
    put_card(title="x", skill=ours, **common)
    withdraw_card(card=put_card(title="y", skill=ours, **common), by=cast.helene)
    assert preview_merge(ours, shared) == Preview(people=2, both=1, cards=1, old_cards=1)
    merge_skills(skill=ours, into=shared, by=cast.claire)
    assert (shared.found.count(), shared.cards.count()) == (2, 2)


def test_an_interview_that_goes_on_confirms_what_was_merged(
    cast: Cast, draft: Interview, ours: Skill, shared: Skill
) -> None:
    note_skill(interview=draft, skill=ours, wish="share", by=cast.helene)
    merge_skills(skill=ours, into=shared, by=cast.claire)
    again = note_skill(interview=draft, skill=shared, wish="share", by=cast.helene)
    assert draft.skills_found.get() == again
    follow_up = start_interview(resident=cast.samim, kind="follow_up", by=cast.claire)
    assert follow_up.resident.skills_found.get().skill == shared


MERGER = Path(__file__).with_name("merger.py")


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[str]:
    """The address of a database for other processes, on the engine of this suite."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'house.sqlite3'}"
        return
    place, name = connection.settings_dict, f"merger_{os.getpid()}"
    door = {"host": place["HOST"], "port": place["PORT"], "user": place["USER"], "password": place["PASSWORD"]}
    with closing(psycopg2.connect(dbname="postgres", **door)) as server:
        server.autocommit = True
        server.cursor().execute(f"CREATE DATABASE {name}")
        yield "postgres://{user}:{password}@{host}:{port}/".format(**door) + name
        server.cursor().execute(f"DROP DATABASE {name}")


def test_two_managers_merge_while_two_colleagues_note_and_nothing_stays_behind(empty_database: str) -> None:
    """Four processes at once: one merger, and everyone stands under the skill that stays."""
    house = {**os.environ, "DATABASE_URL": empty_database, "PYTHONPATH": os.getcwd()}
    merger = [sys.executable, str(MERGER)]
    subprocess.run([*merger, "open", "-"], env=house, check=True, timeout=120)
    acts = (("note", "hélène"), ("note", "karim"), ("merge", "claire"), ("merge", "marc"))
    running = [subprocess.Popen([*merger, *act], env=house, stdout=subprocess.PIPE) for act in acts]
    said = [one.communicate(timeout=120)[0].split() for one in running]
    assert [one.returncode for one in running] == [0, 0, 0, 0]
    assert sorted(said[2] + said[3]) == [b"merged", b"refused"]
    told = subprocess.run([*merger, "tell", "-"], env=house, check=True, timeout=120, stdout=subprocess.PIPE)
    assert told.stdout.split() == [b"0", b"24", b"24"]

"""What the whole house can do, on one page: who stands there by name, who is only counted, and who may look."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cada_peers.accounts.access import sync_rights
from cada_peers.accounts.roles import Role
from cada_peers.journal.models import Entry
from residents.actions import put_card, withdraw_card
from residents.box.owners import OwnerKind
from residents.models import Domain, Resident, Skill, SkillFound
from residents.skills.competences import MOST, House, Question
from tests.cast import Cast, a_resident
from tests.conftest import SignIn

PAGE = reverse("residents:competences")


@pytest.fixture
def claire(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.claire)


def can(resident: Resident, skill: Skill, wish: str = "share", *, confirmed: bool = True) -> SkillFound:
    confirmed_on = "2026-01-05" if confirmed else None
    return SkillFound.objects.create(
        centre=resident.centre,
        resident=resident,
        skill=skill,
        wish=wish,
        found_on="2026-01-05",
        confirmed_on=confirmed_on,
    )


def offer(cast: Cast, skill: Skill | None = None, **owner: object) -> object:
    data = {"centre": cast.tilleuls, "kind": "offer", "title": "Je montre", "by": cast.helene, "skill": skill}
    return put_card(**data | owner)


def approve(cast: Cast, resident: Resident, name: str) -> None:
    file = resident.peer_helper_files.create(centre=resident.centre, chosen_name=name)
    file.formalised_on = file.engaged_on = file.approved_on = "2025-01-01"
    file.approved_by, file.proposed_by = cast.claire, cast.marc
    for file.status in ("formalised", "engaged", "in_trial", "approved"):
        file.save()


def named(client: Client, **question: str) -> dict[str, list[tuple[str, str]]]:
    """By skill, the names on the page with their kind."""
    answer = client.get(PAGE, question).context["answer"]
    return {
        str(part.skill or "-"): [(able.person.name, able.person.kind.value) for able in part.shown]
        for _domain, skills in answer
        for part in skills
    }


@pytest.mark.parametrize(
    ("who", "status"), [("claire", 200), ("helene", 403), ("mireille", 403), ("nour_account", 403), ("siege", 403)]
)
def test_it_is_for_management(cast: Cast, sign_in: SignIn, who: str, status: int) -> None:
    assert sign_in(getattr(cast, who)).get(PAGE).status_code == status


def test_who_manages_another_house_does_not_look_into_this_one(cast: Cast, sign_in: SignIn) -> None:
    next_door = cast.helene.postings.create(role=Role.MANAGEMENT, centre=cast.erables, starts_on="2024-01-01")
    sync_rights([cast.helene])
    helene = sign_in(cast.helene)
    for posting, status in ((next_door, 200), (cast.helene.postings.get(centre=cast.tilleuls), 403)):
        helene.post(reverse("accounts:switch_posting"), {"posting": posting.pk})
        assert helene.get(PAGE).status_code == status


def test_what_people_confirmed_and_want_to_use_stands_by_name(
    cast: Cast, claire: Client, enrol: Skill, homework: Skill
) -> None:
    can(cast.samim, enrol)
    can(cast.nour, enrol, "me_first")
    can(cast.nour, homework)
    assert named(claire) == {
        "Enrol a child at school": [("Samim A.", "resident"), ("Nour B.", "resident")],
        "Homework help": [("Nour B.", "resident")],
    }
    part = claire.get(PAGE).context["answer"][0][1][0]
    assert [able.person.name for able in part.for_them_first] == ["Nour B."]


def test_what_somebody_keeps_and_what_is_not_confirmed_is_counted_without_a_name(
    cast: Cast, claire: Client, enrol: Skill
) -> None:
    can(cast.samim, enrol, "keep")
    can(cast.nour, enrol, "share", confirmed=False)
    page = claire.get(PAGE)
    body = page.content.decode()
    assert "1 person keeps it for themselves" in body
    assert "1 person has not confirmed it yet" in body
    assert "Samim" not in body
    assert "Nour" not in body
    assert page.context["columns"][0].count == 0


def test_what_hangs_in_the_box_is_said_by_its_owner(cast: Cast, claire: Client, enrol: Skill) -> None:
    can(cast.samim, enrol, "keep")
    card = offer(cast, enrol, owner_resident=cast.samim)
    page = claire.get(PAGE)
    part = page.context["answer"][0][1][0]
    assert [(able.person.name, able.card) for able in part.shown] == [("Samim A.", card)]
    assert not part.keeping, "nobody is counted twice"
    assert reverse("residents:card", args=[card.pk]) in page.content.decode()


def test_team_volunteers_and_partners_stand_there_for_what_they_offer(
    cast: Cast, claire: Client, enrol: Skill, school: Domain
) -> None:
    offer(cast, enrol, owner_user=cast.mireille)
    offer(cast, enrol, owner_user=cast.helene)
    offer(cast, enrol, owner_partner="La Médiathèque")
    offer(cast, domain=school, title="Une visite", owner_partner="La Médiathèque")
    offer(cast, enrol, kind="demand", owner_user=cast.karim)
    assert named(claire) == {
        "Enrol a child at school": [("Hélène", "team"), ("La Médiathèque", "partner"), ("Mireille", "volunteer")],
        "-": [("La Médiathèque", "partner")],
    }
    page = claire.get(PAGE)
    assert "Une visite" in page.content.decode()
    assert [column.count for column in page.context["columns"]] == [0, 0, 1, 1, 1]


def test_who_works_here_no_longer_and_what_left_the_box_is_gone(cast: Cast, claire: Client, enrol: Skill) -> None:
    offer(cast, enrol, owner_user=cast.mireille)
    withdraw_card(card=offer(cast, enrol, owner_partner="La Médiathèque"), by=cast.helene)
    cast.mireille.postings.update(ends_on="2025-01-01")
    assert named(claire) == {}


def test_a_peer_helper_is_marked_and_bears_the_chosen_name(cast: Cast, claire: Client, enrol: Skill) -> None:
    can(cast.samim, enrol)
    can(cast.nour, enrol, "me_first")
    approve(cast, cast.nour, "Noor")
    assert named(claire)["Enrol a child at school"] == [("Samim A.", "resident"), ("Noor", "helper")]
    cast.samim.peer_helper_files.create(centre=cast.tilleuls, chosen_name="Sam")
    assert [column.count for column in claire.get(PAGE).context["columns"]][:2] == [1, 1], "a candidate is not one yet"
    cast.samim.peer_helper_files.all().delete()
    approve(cast, cast.samim, "Sam")
    assert [column.count for column in claire.get(PAGE).context["columns"]][:2] == [0, 2]


def test_without_the_right_to_open_records_residents_bear_their_display_name(cast: Cast, enrol: Skill) -> None:
    can(cast.samim, enrol)
    house = House(cast.tilleuls, Question(), list(Domain.objects.all()), opens_records=False)
    [(_domain, [part])] = house.answer()
    assert [(able.person.name, able.person.record) for able in part.shown] == [("Samim", None)]


@pytest.mark.parametrize(
    ("stays", "helper", "there"), [(False, False, False), (True, False, True), (False, True, True)]
)
def test_a_former_resident_is_there_if_they_wish_or_still_help(
    cast: Cast, claire: Client, enrol: Skill, stays: bool, helper: bool, there: bool
) -> None:
    can(cast.samim, enrol)
    if helper:
        approve(cast, cast.samim, "Sam")
    Resident.objects.filter(pk=cast.samim.pk).update(departed_on="2026-01-10", stays_in_touch=stays)
    assert bool(named(claire)) is there
    assert named(claire, present="on") == {}


def test_a_card_confirmed_after_the_departure_is_an_offer(cast: Cast, claire: Client, enrol: Skill) -> None:
    offer(cast, enrol, owner_resident=cast.samim)
    Resident.objects.filter(pk=cast.samim.pk).update(departed_on=timezone.localdate())
    assert named(claire) == {"Enrol a child at school": [("Samim A.", "resident")]}
    assert "former resident" in claire.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ({"who": "volunteer"}, {"Mireille"}),
        ({"who": "resident"}, {"Samim A.", "Nour B."}),
        ({"language": "ar"}, {"Nour B."}),
        ({"language": "fa-AF", "who": "volunteer"}, set()),
        ({"domain": "diy"}, {"Nour B."}),
        ({"domain": "alchemy", "who": "x", "language": "\0", "skill": "none"}, {"Samim A.", "Nour B.", "Mireille"}),
    ],
)
def test_filters_keep_what_they_say(
    cast: Cast, claire: Client, enrol: Skill, question: dict[str, str], names: set[str]
) -> None:
    diy = Domain.objects.create(code="diy", name_fr="Bricolage", pictogram="diy", position=2)
    can(cast.samim, enrol)
    can(cast.nour, Skill.objects.create(domain=diy, name_fr="Coudre"))
    offer(cast, enrol, owner_user=cast.mireille)
    assert {name for people in named(claire, **question).values() for name, _kind in people} == names


def test_the_picture_counts_each_person_once_in_a_compartment(
    cast: Cast, claire: Client, enrol: Skill, homework: Skill
) -> None:
    for skill in (enrol, homework):
        can(cast.samim, skill)
    can(cast.nour, enrol)
    [row] = claire.get(PAGE).context["rows"]
    assert [cell.count for cell in row.cells] == [2, 0, 0, 0, 0]
    assert [cell.radius > 0 for cell in row.cells] == [True, False, False, False, False]
    assert [cell.kind for cell in row.cells] == list(OwnerKind)


def test_many_names_are_cut_and_the_skill_alone_shows_them_all(cast: Cast, claire: Client, enrol: Skill) -> None:
    for number in range(MOST + 3):
        can(a_resident(f"Personne {number:02}", cast.tilleuls), enrol)
    page = claire.get(PAGE)
    assert "and 3 more" in page.content.decode()
    assert len(named(claire)["Enrol a child at school"]) == MOST
    assert len(named(claire, skill=str(enrol.pk))["Enrol a child at school"]) == MOST + 3


def test_the_neighbours_stay_next_door(cast: Cast, claire: Client, enrol: Skill) -> None:
    can(cast.voisin, enrol)
    put_card(
        centre=cast.erables, kind="offer", title="x", skill=enrol, owner_partner="Le Club d’à côté", by=cast.victor
    )
    assert named(claire) == {}


def test_one_reading_with_the_number_of_names(cast: Cast, claire: Client, enrol: Skill, homework: Skill) -> None:
    for skill in (enrol, homework):
        can(cast.samim, skill)
    can(cast.nour, enrol, "keep")
    before = Entry.objects.count()
    claire.get(PAGE)
    line = Entry.objects.latest("id")
    assert Entry.objects.count() == before + 1
    assert (line.event, line.amount, line.centre_id) == ("residents.competences_read", 1, cast.tilleuls.pk)


def test_many_people_cost_no_more_queries_than_one(cast: Cast, claire: Client, enrol: Skill, homework: Skill) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            claire.get(PAGE, {"language": "ar"})
        return len(captured)

    can(cast.nour, enrol)
    queries()
    few = queries()
    for number in range(20):
        resident = a_resident(f"Personne {number}", cast.tilleuls)
        resident.languages.create(language="ar")
        can(resident, enrol)
        can(resident, homework, "keep")
        offer(cast, homework, owner_resident=resident, languages=["ar"])
        approve(cast, resident, f"Aide {number}")
    offer(cast, enrol, owner_user=cast.mireille, languages=["ar"])
    assert queries() == few


def test_an_empty_house_says_what_to_do_first(cast: Cast, claire: Client) -> None:
    assert "skills are found by talking" in claire.get(PAGE).content.decode()


@pytest.mark.parametrize("door", ["residents:list", "residents:box"])
def test_the_page_is_one_press_away_for_management_and_nobody_else(
    cast: Cast, claire: Client, sign_in: SignIn, door: str
) -> None:
    def leads_here(client: Client) -> bool:
        return f'href="{PAGE}"' in client.get(reverse(door)).content.decode()

    assert leads_here(claire)
    assert not leads_here(sign_in(cast.helene))

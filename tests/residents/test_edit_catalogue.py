"""The list of skills of a house: read by those who lead interviews, edited by its management, shared ones set aside."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.models.signals import post_init
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cada_peers.journal.models import Entry
from residents.actions import (
    add_skill,
    change_skill,
    create_skill,
    keep_skill,
    merge_skills,
    note_skill,
    put_card,
    set_aside_skill,
    take_back_skill,
)
from residents.actions.skills import find_skill
from residents.forms.card import CardDetails
from residents.forms.interview import SkillForm
from residents.models import Card, Domain, Interview, Skill, SkillSetAside
from residents.skills.listing import likely_duplicates
from tests.cast import Cast
from tests.conftest import SignIn
from tests.residents.conftest import sheet_of

SKILLS = reverse("residents:skills")


@pytest.fixture
def ours(cast: Cast, school: Domain) -> Skill:
    return create_skill(centre=cast.tilleuls, name="Apiculture", domain=school, by=cast.helene)


@pytest.fixture
def claire(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.claire)


def names(client: Client, **question: str) -> list[str]:
    parts = client.get(SKILLS, question).context["parts"]
    return [line.skill.name_fr for _domain, lines in parts for line in lines]


def posted(skill: Skill, page: object, **changes: object) -> dict[str, object]:
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields} | changes
    return {name: value for name, value in data.items() if value not in (None, False)}


@pytest.mark.parametrize(("who", "status"), [("claire", 200), ("helene", 200), ("mireille", 403), ("siege", 403)])
def test_those_who_lead_interviews_read_the_list(
    cast: Cast, sign_in: SignIn, ours: Skill, enrol: Skill, who: str, status: int
) -> None:
    client = sign_in(getattr(cast, who))
    assert client.get(SKILLS).status_code == status
    assert client.get(reverse("residents:skill", args=[ours.pk])).status_code == status
    if status == 200:
        assert names(client) == ["Apiculture", "Inscrire un enfant à l’école"]


@pytest.mark.parametrize("name", ["skill_edit", "skill_merge", "skill_keep"])
def test_only_management_edits_and_only_what_was_added_here(
    cast: Cast, sign_in: SignIn, ours: Skill, enrol: Skill, name: str
) -> None:
    address, shared = (reverse(f"residents:{name}", args=[skill.pk]) for skill in (ours, enrol))
    assert sign_in(cast.helene).post(address).status_code == 403
    assert sign_in(cast.victor).post(address).status_code == 404
    assert sign_in(cast.claire).post(shared).status_code == 403


def test_the_list_of_a_neighbour_is_another_one(cast: Cast, sign_in: SignIn, ours: Skill, enrol: Skill) -> None:
    victor = sign_in(cast.victor)
    assert names(victor) == ["Inscrire un enfant à l’école"]
    assert victor.get(reverse("residents:skill", args=[ours.pk])).status_code == 404


def test_it_counts_who_uses_each_skill_here(
    cast: Cast, claire: Client, draft: Interview, ours: Skill, enrol: Skill
) -> None:
    note_skill(interview=draft, skill=ours, by=cast.helene)
    put_card(centre=cast.tilleuls, kind="offer", title="x", skill=ours, owner_resident=cast.nour, by=cast.helene)
    lines = {line.skill: line for _d, rows in claire.get(SKILLS).context["parts"] for line in rows}
    assert (lines[ours].people, lines[ours].cards) == (1, 1)
    assert (lines[enrol].people, lines[enrol].cards) == (0, 0)
    line = claire.get(reverse("residents:skill", args=[ours.pk])).context["line"]
    assert (line.people, line.cards) == (1, 1)


def test_it_shows_no_person(cast: Cast, claire: Client, draft: Interview, ours: Skill) -> None:
    note_skill(interview=draft, skill=ours, by=cast.helene)
    before = Entry.objects.count()
    for address in (SKILLS, reverse("residents:skill", args=[ours.pk])):
        assert "Samim" not in claire.get(address).content.decode()
    assert Entry.objects.count() == before


@pytest.mark.parametrize(("q", "found"), [("ecole inscrire", 1), ("ENROL", 1), ("api", 1), ("zzz", 0), ("\0", 2)])
def test_a_skill_is_searched_in_both_languages(claire: Client, ours: Skill, enrol: Skill, q: str, found: int) -> None:
    assert len(names(claire, q=q)) == found


def test_a_skill_is_added_and_offered_at_once(cast: Cast, claire: Client, school: Domain) -> None:
    data = {"name_fr": " Tenir une ruche ", "name_en": "Keep bees", "domain": "school", "is_delicate": "on"}
    page = claire.post(reverse("residents:skill_add"), data | {"external_uri": "esco.example/abeilles"})
    skill = Skill.objects.get()
    assert page.url == reverse("residents:skill", args=[skill.pk])
    assert (skill.name_fr, skill.centre, skill.is_delicate) == ("Tenir une ruche", cast.tilleuls, True)
    assert skill.external_uri == "https://esco.example/abeilles"
    assert skill in SkillForm(None, centre=cast.tilleuls).fields["skill_id"].queryset
    assert skill in CardDetails(user=cast.claire, centre=cast.tilleuls, for_everyone=True).fields["skill"].queryset


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"name_fr": ""}, "name_fr"),
        ({"name_fr": "🐝"}, "name_fr"),
        ({"name_fr": "apiculture"}, "name_fr"),
        ({"name_fr": "Une chose", "name_en": "Enrol a child at school"}, "name_en"),
        ({"name_fr": "x" * 121}, "name_fr"),
        ({"name_fr": "Miel", "external_uri": "javascript:alert(1)"}, "external_uri"),
        ({"name_fr": "Miel", "domain": "alchemy"}, "domain"),
    ],
)
def test_what_cannot_be_added_is_said_beside_its_field(
    claire: Client, ours: Skill, enrol: Skill, data: dict[str, str], field: str
) -> None:
    page = claire.post(reverse("residents:skill_add"), {"domain": "school"} | data)
    assert page.status_code == 200
    assert page.context["form"].errors[field]
    assert Skill.objects.count() == 2


def test_a_renamed_skill_is_found_by_its_new_words_on_the_cards_too(
    cast: Cast, claire: Client, ours: Skill, school: Domain
) -> None:
    Domain.objects.create(code="food", name_fr="Cuisine", pictogram="food", position=2)
    card = put_card(centre=cast.tilleuls, kind="offer", title="x", skill=ours, owner_resident=cast.nour, by=cast.helene)
    address = reverse("residents:skill_edit", args=[ours.pk])
    page = claire.get(address)
    claire.post(address, posted(ours, page, name_fr="Tenir une ruche", name_en="Keep bees", domain="food"))
    assert list(Card.objects.search("bees")) == [card]
    card.refresh_from_db()
    assert card.domain_id == "food", "the card hung in the compartment of its skill"
    assert names(claire) == ["Tenir une ruche"]


def test_the_second_to_save_a_skill_sees_both_names(cast: Cast, claire: Client, ours: Skill) -> None:
    address = reverse("residents:skill_edit", args=[ours.pk])
    slow = posted(ours, claire.get(address), name_fr="Ruches")
    change_skill(skill=ours, name_fr="Abeilles", by=cast.marc)
    page = claire.post(address, slow)
    assert page.status_code == 409
    assert "Ruches" in page.content.decode()
    assert "Abeilles" in page.content.decode()
    ours.refresh_from_db()
    assert ours.name_fr == "Abeilles"


def test_a_skill_merged_meanwhile_is_not_changed(cast: Cast, claire: Client, ours: Skill, enrol: Skill) -> None:
    address = reverse("residents:skill_edit", args=[ours.pk])
    data = posted(ours, claire.get(address), name_fr="Ruches")
    merge_skills(skill=ours, into=enrol, by=cast.marc)
    page = claire.post(address, data)
    assert "merged into “Enrol a child at school” meanwhile" in page.content.decode()


def test_only_what_stands_in_the_form_is_changed(cast: Cast, ours: Skill, enrol: Skill) -> None:
    with pytest.raises(TypeError):
        change_skill(skill=ours, centre=cast.erables, by=cast.claire)
    with pytest.raises(PermissionDenied):
        change_skill(skill=enrol, name_fr="x", by=cast.claire)


def test_renaming_costs_no_more_for_thirty_cards_than_for_three(cast: Cast, ours: Skill) -> None:
    def queries(name: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            change_skill(skill=ours, name_fr=name, by=cast.claire)
        return len(captured)

    def hang(number: int) -> None:
        for _ in range(number):
            offer = {"kind": "offer", "title": "Je montre", "domain": ours.domain, "skill": ours}
            put_card(centre=cast.tilleuls, owner_resident=cast.samim, by=cast.helene, **offer)

    hang(3)
    few = queries("Ruches")
    hang(27)
    assert queries("Abeilles") <= few
    assert Card.objects.search("abeilles").count() == 30


def test_a_name_is_looked_up_in_the_database_not_in_the_whole_list_read(cast: Cast, ours: Skill, enrol: Skill) -> None:
    read: list[Skill] = []

    def note(instance: Skill, **_more: object) -> None:
        read.append(instance)

    post_init.connect(note, sender=Skill)
    try:
        assert find_skill(cast.tilleuls, "  APICULTURE ") == ours
        assert find_skill(cast.tilleuls, "culture") is None, "a part of a name is no name"
    finally:
        post_init.disconnect(note, sender=Skill)
    assert enrol not in read


def test_the_page_of_a_shared_skill_offers_words_of_one_s_own_and_not_to_change_it_for_all(
    cast: Cast, sign_in: SignIn, ours: Skill, enrol: Skill
) -> None:
    claire, words = sign_in(cast.claire), reverse("residents:skill_words", args=[enrol.pk])
    shared, own = (claire.get(reverse("residents:skill", args=[skill.pk])).content.decode() for skill in (enrol, ours))
    assert f'href="{words}"' in shared
    assert reverse("residents:skill_edit", args=[enrol.pk]) not in shared
    assert "/words/" not in own
    assert reverse("residents:skill_edit", args=[ours.pk]) in own


def test_a_shared_skill_is_set_aside_here_and_taken_back(
    cast: Cast, claire: Client, draft: Interview, enrol: Skill, school: Domain
) -> None:
    found = note_skill(interview=draft, skill=enrol, by=cast.helene)
    claire.post(reverse("residents:skill_set_aside", args=[enrol.pk]))
    assert names(claire) == []
    assert names(claire, show="aside") == ["Inscrire un enfant à l’école"]
    assert enrol not in Skill.objects.offered_in(cast.tilleuls)
    assert enrol in Skill.objects.offered_in(cast.erables)
    assert list(cast.samim.skills_found.all()) == [found], "what was noted before stays"
    assert note_skill(interview=draft, skill=enrol, wish="keep", by=cast.helene) == found, "and is talked about again"
    with pytest.raises(ValidationError, match="set aside"):
        create_skill(centre=cast.tilleuls, name="enrol a child at school", domain=school, by=cast.helene)
    claire.post(reverse("residents:skill_take_back", args=[enrol.pk]))
    assert names(claire) == ["Inscrire un enfant à l’école"]


def test_a_skill_set_aside_is_talked_about_again_on_the_screen_with_who_has_it(
    cast: Cast, sign_in: SignIn, draft: Interview, enrol: Skill
) -> None:
    helene, address = sign_in(cast.helene), reverse("residents:skill_note", args=[draft.pk])
    set_aside_skill(skill=enrol, centre=cast.tilleuls, by=cast.claire)
    refused = helene.post(address, sheet_of(draft, skill_id=str(enrol.pk)))
    assert "is not in the list of this centre" in refused.content.decode()
    take_back_skill(skill=enrol, centre=cast.tilleuls, by=cast.claire)
    note_skill(interview=draft, skill=enrol, by=cast.helene)
    set_aside_skill(skill=enrol, centre=cast.tilleuls, by=cast.claire)
    assert helene.post(address, sheet_of(draft, skill_id=str(enrol.pk))).status_code == 302


def test_a_card_keeps_a_skill_that_was_set_aside_since(cast: Cast, sign_in: SignIn, enrol: Skill) -> None:
    data = {"kind": "offer", "title": "x", "owner_resident": cast.nour, "by": cast.helene}
    card = put_card(centre=cast.tilleuls, skill=enrol, **data)
    set_aside_skill(skill=enrol, centre=cast.tilleuls, by=cast.claire)
    address, helene = reverse("residents:card_edit", args=[card.pk]), sign_in(cast.helene)
    form = helene.get(address).context["form"]
    posted = {name: form[name].value() for name in form.fields} | {"title": "Autre titre"}
    helene.post(address, {name: "" if value is None else value for name, value in posted.items()})
    card.refresh_from_db()
    assert (card.title, card.skill) == ("Autre titre", enrol)
    assert enrol not in CardDetails(user=cast.mireille, centre=cast.tilleuls).fields["skill"].queryset


def test_setting_aside_twice_is_written_once(cast: Cast, enrol: Skill) -> None:
    for _ in range(2):
        set_aside_skill(skill=enrol, centre=cast.tilleuls, by=cast.claire)
    assert SkillSetAside.objects.count() == 1
    for _ in range(2):
        take_back_skill(skill=enrol, centre=cast.tilleuls, by=cast.claire)
    events = Entry.objects.filter(subject_id=enrol.pk).order_by("id").values_list("event", flat=True)
    assert list(events) == ["residents.skill_set_aside", "residents.skill_taken_back"]


def test_what_was_added_here_is_not_set_aside(cast: Cast, claire: Client, ours: Skill) -> None:
    page = claire.post(reverse("residents:skill_set_aside", args=[ours.pk]), follow=True)
    assert "merge it into another" in page.content.decode()
    assert not SkillSetAside.objects.exists()


@pytest.mark.parametrize(
    ("added", "resembles"),
    [
        ("Réparation de vélos", "Réparer un vélo"),
        ("vélo, réparer", "Réparer un vélo"),
        ("Danse", "Danser"),
        ("Jouer aux échecs", "Jouer aux échecs et aux jeux de société"),
        ("Vélo", None),
        ("Réparer une montre", None),
        ("Tenir des comptes d’apothicaire", None),
    ],
)
def test_likely_duplicates_follow_a_plain_rule(cast: Cast, school: Domain, added: str, resembles: str | None) -> None:
    for name in ("Réparer un vélo", "Danser", "Jouer aux échecs et aux jeux de société", "Tenir un commerce"):
        Skill.objects.create(domain=school, name_fr=name)
    skill = create_skill(centre=cast.tilleuls, name=added, domain=school, by=cast.helene)
    pairs = likely_duplicates(Skill.objects.offered_in(cast.tilleuls))
    assert [(pair.skill, pair.other.name_fr) for pair in pairs] == ([(skill, resembles)] if resembles else [])


def test_two_of_ours_that_resemble_each_other_are_proposed_once(cast: Cast, school: Domain) -> None:
    for name in ("Soigner des abeilles", "Soigner les abeilles"):
        create_skill(centre=cast.tilleuls, name=name, domain=school, by=cast.helene)
    assert len(likely_duplicates(Skill.objects.offered_in(cast.tilleuls))) == 1


def test_what_waits_for_management_goes_when_both_are_kept_until_one_is_renamed(
    cast: Cast, claire: Client, school: Domain
) -> None:
    Skill.objects.create(domain=school, name_fr="Danser", name_en="Dance")
    ours = create_skill(centre=cast.tilleuls, name="Danse", domain=school, by=cast.helene)
    assert "Skills added here that look alike" in claire.get("/").content.decode()
    assert claire.get(SKILLS, {"show": "alike"}).context["pairs"][0].skill == ours
    claire.post(reverse("residents:skill_keep", args=[ours.pk]))
    assert "Skills added here that look alike" not in claire.get("/").content.decode()
    keep_skill(skill=ours, by=cast.claire)
    assert Entry.objects.filter(event="residents.skill_kept").count() == 1
    change_skill(skill=ours, name_fr="Danses", by=cast.claire)
    assert "Skills added here that look alike" in claire.get("/").content.decode()


def test_duplicates_wait_for_management_only(cast: Cast, sign_in: SignIn, school: Domain) -> None:
    Skill.objects.create(domain=school, name_fr="Danser", name_en="Dance")
    create_skill(centre=cast.tilleuls, name="Danse", domain=school, by=cast.helene)
    for who in (cast.helene, cast.mireille, cast.victor):
        assert "look alike" not in sign_in(who).get("/").content.decode()


def test_management_sees_what_would_move_then_merges_and_reads_the_history(
    cast: Cast, claire: Client, draft: Interview, ours: Skill, enrol: Skill
) -> None:
    note_skill(interview=draft, skill=ours, by=cast.helene)
    address = reverse("residents:skill_merge", args=[ours.pk])
    assert claire.get(address).context["preview"] is None
    page = claire.get(address, {"into": str(enrol.pk)})
    assert page.context["preview"].people == 1
    ours.refresh_from_db()
    assert ours.merged_into is None, "looking moves nothing"
    assert claire.post(address, {"into": str(enrol.pk)}).url == reverse("residents:skill", args=[enrol.pk])
    assert "Apiculture" in claire.get(reverse("residents:skill", args=[enrol.pk])).content.decode()
    merged = claire.get(reverse("residents:skill", args=[ours.pk])).content.decode()
    assert "Merged into “Enrol a child at school” on" in merged
    assert "by Claire" in merged


def test_a_skill_of_elsewhere_is_no_choice_for_merging(cast: Cast, claire: Client, ours: Skill, school: Domain) -> None:
    theirs = create_skill(centre=cast.erables, name="Ruches", domain=school, by=cast.victor)
    address = reverse("residents:skill_merge", args=[ours.pk])
    for into in (theirs.pk, ours.pk, "none", ""):
        assert claire.post(address, {"into": str(into)}).context["form"].errors["into"]
    ours.refresh_from_db()
    assert ours.merged_into is None


def test_what_another_house_merged_is_not_told_here(cast: Cast, claire: Client, school: Domain, enrol: Skill) -> None:
    theirs = create_skill(centre=cast.erables, name="Ruches", domain=school, by=cast.victor)
    merge_skills(skill=theirs, into=enrol, by=cast.victor)
    assert "Ruches" not in claire.get(reverse("residents:skill", args=[enrol.pk])).content.decode()


@pytest.mark.parametrize("who", ["helene", "mireille", "victor", "siege"])
def test_only_the_management_of_the_house_acts(cast: Cast, ours: Skill, enrol: Skill, school: Domain, who: str) -> None:
    by = getattr(cast, who)
    acts = (
        lambda: add_skill(centre=cast.tilleuls, name_fr="x", domain=school, by=by),
        lambda: change_skill(skill=ours, name_fr="x", by=by),
        lambda: keep_skill(skill=ours, by=by),
        lambda: set_aside_skill(skill=enrol, centre=cast.tilleuls, by=by),
        lambda: take_back_skill(skill=enrol, centre=cast.tilleuls, by=by),
    )
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()

"""A house says a shared skill in its own words: its people and cards read them, the other houses nothing new."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cada_peers.accounts.models import Centre, User
from cada_peers.journal.models import Entry
from residents.actions import (
    change_skill,
    create_skill,
    merge_skills,
    note_skill,
    put_card,
    reword_skill,
    set_aside_skill,
    start_interview,
    take_words_back,
)
from residents.actions.skills import find_skill
from residents.box.guessing import Catalogue
from residents.forms.card import CardDetails
from residents.matching import offers_for
from residents.models import Card, Domain, Interview, Skill, SkillFound
from residents.skills.listing import likely_duplicates
from tests.cast import Cast
from tests.conftest import SignIn
from tests.residents.conftest import sheet_of

OURS = {"name_fr": "Emmener à la maternelle", "name_en": "Walk to nursery school"}


@pytest.fixture
def claire(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.claire)


def reworded(skill: Skill, cast: Cast, **changes: object) -> Skill:
    words: dict[str, object] = OURS | {"domain": skill.domain} | changes
    return reword_skill(skill=skill, centre=cast.tilleuls, by=cast.claire, **words)


def offer(skill: Skill, owner: object, by: User, centre: Centre) -> Card:
    return put_card(
        centre=centre, kind="offer", title="Je viens", skill=skill, owner_resident=owner, by=by, languages=["fr"]
    )


def test_whatever_names_the_skill_in_the_house_reads_its_words_and_nothing_else_does(
    cast: Cast, claire: Client, draft: Interview, enrol: Skill
) -> None:
    found = note_skill(interview=draft, skill=enrol, by=cast.helene)
    card = offer(enrol, cast.samim, cast.helene, cast.tilleuls)
    theirs = offer(enrol, cast.voisin, cast.victor, cast.erables)
    address = reverse("residents:skill_words", args=[enrol.pk])
    assert claire.get(address).context["form"]["name_en"].value() == "Enrol a child at school"
    page = claire.post(address, OURS | {"domain": "school"})
    ours = Skill.objects.get(stands_for=enrol)
    assert page.url == reverse("residents:skill", args=[ours.pk])
    for row in (found, card, theirs, enrol):
        row.refresh_from_db()
    assert (str(found.skill), str(card.skill)) == ("Walk to nursery school",) * 2
    assert (str(theirs.skill), str(enrol)) == ("Enrol a child at school",) * 2
    assert claire.get(reverse("residents:skill", args=[enrol.pk])).url == page.url
    for name, key in [("card", card.pk), ("detail", cast.samim.pk), ("competences", None), ("skills", None)]:
        body = claire.get(reverse(f"residents:{name}", args=[key] if key else [])).content.decode()
        assert "Walk to nursery school" in body, name
        # The list says beside its own words what the shared ones are.
        assert ("Enrol a child at school" in body) == (name == "skills"), name


@pytest.mark.parametrize("typed", ["emmener a la maternelle", "Walk to nursery school", "Enrol a child at school"])
def test_the_shared_name_and_that_of_the_house_both_find_it(
    cast: Cast, sign_in: SignIn, draft: Interview, enrol: Skill, typed: str
) -> None:
    ours = reworded(enrol, cast)
    card = offer(enrol, cast.samim, cast.helene, cast.tilleuls)
    assert find_skill(cast.tilleuls, typed) == ours
    assert list(Card.objects.search(typed)) == [card]
    helene = sign_in(cast.helene)
    page = helene.get(reverse("residents:interview", args=[draft.pk])).content.decode()
    assert f'value="{ours.pk}" data-words="{ours.folded}"' in page
    assert str(enrol.pk) not in page
    helene.post(reverse("residents:skill_note", args=[draft.pk]), sheet_of(draft, skill=typed))
    assert SkillFound.objects.get().skill == ours
    assert create_skill(centre=cast.tilleuls, name=typed, domain=enrol.domain, by=cast.helene) == ours
    assert Catalogue(cast.tilleuls).guess("inscrire un enfant à l’école").skill == ours


def test_a_page_that_was_open_writes_down_the_words_of_the_house(
    cast: Cast, sign_in: SignIn, draft: Interview, enrol: Skill
) -> None:
    ours = reworded(enrol, cast)
    sign_in(cast.helene).post(reverse("residents:skill_note", args=[draft.pk]), sheet_of(draft, skill_id=str(enrol.pk)))
    assert SkillFound.objects.get().skill == ours
    card = offer(enrol, cast.samim, cast.helene, cast.tilleuls)
    assert card.skill == ours
    take_words_back(skill=ours, by=cast.claire)
    assert offer(ours, cast.samim, cast.helene, cast.tilleuls).skill == enrol


def test_taken_back_it_is_as_before_and_what_the_house_called_it_still_finds_it(
    cast: Cast, claire: Client, draft: Interview, enrol: Skill
) -> None:
    added = create_skill(centre=cast.tilleuls, name="Porter un cartable", domain=enrol.domain, by=cast.claire)
    found = note_skill(interview=draft, skill=added, by=cast.helene)
    merge_skills(skill=added, into=enrol, by=cast.claire)
    card = offer(enrol, cast.samim, cast.helene, cast.tilleuls)
    ours = reworded(enrol, cast)
    assert find_skill(cast.tilleuls, "porter un cartable") == ours
    set_aside_skill(skill=enrol, centre=cast.tilleuls, by=cast.claire)
    assert ours not in Skill.objects.offered_in(cast.tilleuls), "set aside under either of its names"
    page = claire.post(reverse("residents:skill_words_back", args=[ours.pk]), follow=True)
    assert page.context["skill"] == enrol
    assert page.context["is_aside"], "it stays set aside"
    assert {row.name_fr for row in page.context["merged"]} == {"Porter un cartable", OURS["name_fr"]}
    claire.post(reverse("residents:skill_take_back", args=[enrol.pk]))
    for row in (found, card):
        row.refresh_from_db()
    assert (found.skill, found.noted_as, card.skill) == (enrol, added, enrol)
    assert list(Card.objects.search("nursery")) == []
    assert find_skill(cast.tilleuls, "porter un cartable") == find_skill(cast.tilleuls, OURS["name_fr"]) == enrol
    form = claire.get(reverse("residents:skill_words", args=[enrol.pk])).context["form"]
    assert form["name_fr"].value() == OURS["name_fr"], "they are begun with the words that it had"
    assert reworded(enrol, cast) == ours
    events = Entry.objects.filter(subject_id=ours.pk).order_by("id").values_list("event", "amount")
    assert list(events) == [
        ("residents.skill_reworded", 1),
        ("residents.skill_set_aside", None),
        ("residents.skill_words_taken_back", 1),
        ("residents.skill_reworded", 1),
    ]


def test_the_words_of_a_house_are_management_s_and_its_own(
    cast: Cast, sign_in: SignIn, claire: Client, enrol: Skill
) -> None:
    words, data = reverse("residents:skill_words", args=[enrol.pk]), OURS | {"domain": "school"}
    assert sign_in(cast.helene).post(words, data).status_code == 403
    ours = reworded(enrol, cast)
    back = reverse("residents:skill_words_back", args=[ours.pk])
    assert sign_in(cast.helene).post(back).status_code == 403
    victor = sign_in(cast.victor)
    assert victor.post(back).status_code == 404
    assert OURS["name_fr"] not in victor.get(reverse("residents:skills")).content.decode()
    assert victor.get(reverse("residents:skill", args=[enrol.pk])).status_code == 200
    assert enrol in CardDetails(user=cast.victor, centre=cast.erables).fields["skill"].queryset
    assert ours not in CardDetails(user=cast.victor, centre=cast.erables).fields["skill"].queryset
    assert find_skill(cast.erables, OURS["name_fr"]) is None
    assert claire.get(words).url == reverse("residents:skill_edit", args=[ours.pk])
    assert claire.get(back).status_code == 405
    for verb in ("skill_merge", "skill_keep", "skill_words"):
        assert claire.post(reverse(f"residents:{verb}", args=[ours.pk])).status_code == 403
    with pytest.raises(PermissionDenied):
        take_words_back(skill=ours, by=cast.helene)


def test_what_cannot_be_said_is_refused_in_words(cast: Cast, enrol: Skill, homework: Skill) -> None:
    def refused(skill: Skill = enrol, **changes: object) -> str:
        with pytest.raises(ValidationError) as refusal:
            reworded(skill, cast, **changes)
        return " ".join(refusal.value.messages)

    assert "words of the shared list" in refused(name_fr=enrol.name_fr, name_en=enrol.name_en)
    assert "“Homework help” is already in the list" in refused(name_fr="aide aux DEVOIRS")
    set_aside_skill(skill=homework, centre=cast.tilleuls, by=cast.claire)
    assert "offer it again first" in refused(homework)
    ours = reworded(enrol, cast)
    assert "meanwhile" in refused()
    assert "added here" in refused(ours)
    with pytest.raises(ValidationError, match="not merged"):
        merge_skills(skill=ours, into=homework, by=cast.claire)
    take_words_back(skill=ours, by=cast.claire)
    with pytest.raises(ValidationError, match="goes by its shared name “Enrol a child at school” again"):
        take_words_back(skill=ours, by=cast.claire)


def test_words_that_the_house_gave_up_are_not_called_a_merger(cast: Cast, claire: Client, enrol: Skill) -> None:
    """They stand in a part of the list by themselves, and say for which skill they stood."""
    added = create_skill(centre=cast.tilleuls, name="Porter un cartable", domain=enrol.domain, by=cast.claire)
    merge_skills(skill=added, into=enrol, by=cast.claire)
    ours = take_words_back(skill=reworded(enrol, cast), by=cast.claire).reworded.get()
    former = claire.get(reverse("residents:skills"), {"show": "former"})
    assert [line.skill for _, lines in former.context["parts"] for line in lines] == [ours]
    assert "our former words for “Enrol a child at school”" in former.content.decode()
    merged = claire.get(reverse("residents:skills"), {"show": "merged"})
    assert [line.skill for _, lines in merged.context["parts"] for line in lines] == [added]
    own = claire.get(reverse("residents:skill", args=[ours.pk])).content.decode()
    assert "Words that your house had for “Enrol a child at school”, until" in own
    assert "merged" not in own.lower()
    shared = claire.get(reverse("residents:skill", args=[enrol.pk])).content.decode()
    assert "our words until" in shared
    assert shared.count("merged on") == 1


def test_what_all_hold_delicate_stays_so_in_the_words_of_a_house(cast: Cast, claire: Client, enrol: Skill) -> None:
    quiet = Domain.objects.create(code="health", name_fr="Santé", pictogram="health", is_delicate=True)
    Skill.objects.filter(pk=enrol.pk).update(domain=quiet)
    enrol.refresh_from_db()
    ours = reworded(enrol, cast)
    assert not ours.is_delicate, "its domain says so"
    page = claire.get(reverse("residents:skill_edit", args=[ours.pk]))
    data = {"seen": page.context["form"]["seen"].value(), "domain": "school"}
    claire.post(reverse("residents:skill_edit", args=[ours.pk]), OURS | data)
    ours.refresh_from_db()
    assert (ours.domain_id, ours.is_delicate) == ("school", True)
    assert change_skill(skill=ours, by=cast.claire, is_delicate=False).is_delicate


def test_the_form_says_of_a_delicate_domain_what_the_page_of_the_skill_says(claire: Client, enrol: Skill) -> None:
    told = "Its domain is delicate"
    words = reverse("residents:skill_words", args=[enrol.pk])
    assert told not in claire.get(words).content.decode()
    Domain.objects.filter(pk=enrol.domain_id).update(is_delicate=True)
    assert told in claire.get(words).content.decode()


def test_a_card_in_the_words_of_the_house_is_matched_as_all_others_are(cast: Cast, enrol: Skill) -> None:
    ours = reworded(enrol, cast)
    offered = offer(ours, cast.samim, cast.helene, cast.tilleuls)
    asked = {"kind": "demand", "title": "Où aller ?", "owner_resident": cast.nour, "languages": ["fr"]}
    demand = put_card(centre=cast.tilleuls, skill=ours, by=cast.helene, **asked)
    Card.objects.filter(pk=demand.pk).update(skill=enrol)
    demand.refresh_from_db()
    (match,) = offers_for(demand, cast.helene)
    assert match.card == offered
    assert "same skill" in match.reasons


def test_it_resembles_nothing_and_what_resembles_it_goes_into_it(cast: Cast, enrol: Skill) -> None:
    ours = reworded(enrol, cast)
    added = create_skill(
        centre=cast.tilleuls, name="Emmener les enfants à la maternelle", domain=enrol.domain, by=cast.helene
    )
    (pair,) = likely_duplicates(Skill.objects.offered_in(cast.tilleuls))
    assert (pair.skill, pair.other) == (added, ours)
    assert merge_skills(skill=added, into=ours, by=cast.claire) == ours


def test_it_costs_no_query_for_each_person_or_card(cast: Cast, enrol: Skill) -> None:
    def queries() -> int:
        ours = reworded(enrol, cast)
        with CaptureQueriesContext(connection) as captured:
            take_words_back(skill=ours, by=cast.claire)
        return len(captured)

    def somebody_more() -> None:
        offer(enrol, cast.samim, cast.helene, cast.tilleuls)

    somebody_more()
    few = queries()
    for _ in range(5):
        somebody_more()
    note_skill(
        interview=start_interview(resident=cast.nour, kind="reception", by=cast.helene), skill=enrol, by=cast.helene
    )
    assert queries() <= few


@pytest.mark.parametrize("kept", ["shared", "twice", "elsewhere"])
def test_the_database_holds_one_way_of_saying_it_in_a_house(
    cast: Cast, enrol: Skill, homework: Skill, kept: str
) -> None:
    ours = reworded(enrol, cast)
    broken = {
        "shared": lambda: Skill.objects.filter(pk=homework.pk).update(stands_for=enrol),
        "twice": lambda: Skill.objects.create(
            centre=cast.tilleuls, stands_for=enrol, name_fr="Encore", domain=enrol.domain
        ),
        "elsewhere": lambda: Skill.objects.filter(pk=ours.pk).update(merged_into=homework, merged_on="2026-01-01"),
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        broken[kept]()

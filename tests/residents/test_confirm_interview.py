"""The person hears it read back, says what each skill is for, and agrees; then nothing changes any more."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from cada_peers.journal.models import Entry
from residents.actions import confirm_interview, note_skill, put_card, save_interview, share_skill, start_interview
from residents.actions.interviews import Touch
from residents.events import Event
from residents.languages.prompts import wording_for
from residents.models import Card, Interview, Skill, SkillFound
from tests.cast import Cast
from tests.conftest import SignIn
from tests.residents.conftest import confirmed, sheet_of

JSON = {"accept": "application/json"}


@pytest.fixture
def helene(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.helene)


@pytest.fixture
def found(cast: Cast, draft: Interview, enrol: Skill) -> SkillFound:
    return note_skill(interview=draft, skill=enrol, by=cast.helene)


def read_back(draft: Interview, **wishes: str) -> dict[str, object]:
    draft.refresh_from_db()
    return {"revision": draft.revision, **wishes}


def test_a_skill_without_a_wish_waits(cast: Cast, draft: Interview, found: SkillFound) -> None:
    with pytest.raises(ValidationError, match="Enrol a child at school"):
        confirm_interview(interview=draft, by=cast.helene)


def test_the_database_keeps_the_same_rule(found: SkillFound) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SkillFound.objects.filter(pk=found.pk).update(confirmed_on="2026-01-01")


def test_the_person_chooses_while_reading_back(helene: Client, draft: Interview, found: SkillFound) -> None:
    address = reverse("residents:interview_confirm", args=[draft.pk])
    page = helene.post(address, read_back(draft))
    assert page.context["form"].errors
    after = helene.post(address, read_back(draft) | {f"wish-{found.pk}": "share"}, follow=True).content.decode()
    draft.refresh_from_db()
    found.refresh_from_db()
    assert "What can be shared goes on a card" in after
    assert draft.confirmed_on == found.confirmed_on is not None
    assert found.wish == "share"


def test_what_the_team_thinks_of_the_person_is_not_on_the_screen_that_is_turned_round(
    cast: Cast, helene: Client, draft: Interview, found: SkillFound
) -> None:
    """Neither whether they could help one day, nor who saw what in them: it is their interview, in their words."""
    save_interview(interview=draft, could_help="no", by=cast.helene)
    SkillFound.objects.filter(pk=found.pk).update(noted_apart=True, found_by=cast.karim, wish="share")
    page = helene.get(reverse("residents:interview_confirm", args=[draft.pk])).content.decode()
    shown = page[page.index("<main") :]
    assert "Enrol a child at school" in shown
    identify = reverse("peerhelpers:identify", args=[cast.samim.pk])
    for staff_only in ("peer helper", identify, "Karim", "Helene", "Hélène"):
        assert staff_only not in shown, staff_only
    confirmed(draft)
    assert identify in helene.get(reverse("residents:detail", args=[cast.samim.pk])).content.decode()


@pytest.mark.parametrize("wish", ["sell", "\0", "x" * 100_000])
def test_a_wish_that_is_not_one_is_refused(helene: Client, draft: Interview, found: SkillFound, wish: str) -> None:
    page = helene.post(
        reverse("residents:interview_confirm", args=[draft.pk]), read_back(draft) | {f"wish-{found.pk}": wish}
    )
    assert page.status_code == 200
    draft.refresh_from_db()
    assert draft.is_draft


def test_what_changed_while_reading_back_is_read_again(
    cast: Cast, helene: Client, draft: Interview, found: SkillFound
) -> None:
    posted = read_back(draft) | {f"wish-{found.pk}": "share"}
    save_interview(interview=draft, likes="ajouté dans un autre onglet", by=cast.helene)
    page = helene.post(reverse("residents:interview_confirm", args=[draft.pk]), posted)
    assert page.status_code == 409
    assert "ajouté dans un autre onglet" in page.content.decode()
    draft.refresh_from_db()
    assert draft.is_draft


def test_the_screen_speaks_the_language_of_the_person_and_turns_with_it(
    helene: Client, draft: Interview, found: SkillFound
) -> None:
    body = helene.get(reverse("residents:interview_confirm", args=[draft.pk])).content.decode()
    assert 'lang="fa-AF" dir="rtl"' in body
    assert "اول برای خودم" in body
    assert "Translation not yet checked" in body


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("fr", [("fr", "Inscrire un enfant à l’école"), ("en", "Enrol a child at school")]),
        ("en", [("en", "Enrol a child at school")]),
        ("fa-AF", [("en", "Enrol a child at school"), ("fr", "Inscrire un enfant à l’école")]),
    ],
)
def test_each_skill_is_named_in_the_language_of_the_reader_first(
    cast: Cast, helene: Client, draft: Interview, found: SkillFound, language: str, names: list[tuple[str, str]]
) -> None:
    save_interview(interview=draft, language=language, by=cast.helene)
    page = helene.get(reverse("residents:interview_confirm", args=[draft.pk])).content.decode()
    legend = re.search(r"<legend>(.*?)</legend>", page, re.DOTALL)[1]
    assert re.findall(r'<bdi[^>]* lang="([^"]+)">([^<]+)</bdi>', legend) == names


@pytest.mark.parametrize("script", [True, False])
def test_what_was_chosen_before_a_correction_is_kept(
    helene: Client, draft: Interview, found: SkillFound, script: bool
) -> None:
    address = reverse("residents:interview_confirm", args=[draft.pk])
    posted = read_back(draft) | {f"wish-{found.pk}": "me_first"}
    if script:
        answer = helene.post(address, posted, headers=JSON)
        assert answer.json()["errors"] == {}
    else:
        answer = helene.post(address, posted | {"next": "correct"})
        assert answer.url == reverse("residents:interview", args=[draft.pk])
    found.refresh_from_db()
    draft.refresh_from_db()
    assert (found.wish, found.confirmed_on, draft.is_draft) == ("me_first", None, True)


@pytest.mark.parametrize("revision", ["", "0"], ids=["not said", "old"])
def test_what_is_chosen_on_an_old_page_overwrites_nothing(
    cast: Cast, helene: Client, draft: Interview, found: SkillFound, revision: str
) -> None:
    address = reverse("residents:interview_confirm", args=[draft.pk])
    posted = {"revision": revision, f"wish-{found.pk}": "share"}
    assert helene.post(address, posted, headers=JSON).status_code == 409
    page = helene.post(address, posted | {"next": "correct"}, follow=True)
    assert "look at it again" in page.content.decode()
    found.refresh_from_db()
    assert found.wish == ""


def test_choosing_after_the_confirmation_changes_nothing(
    cast: Cast, helene: Client, draft: Interview, found: SkillFound
) -> None:
    address = reverse("residents:interview_confirm", args=[draft.pk])
    posted = read_back(draft) | {f"wish-{found.pk}": "share"}
    confirm_interview(interview=draft, by=cast.helene, wishes={found.pk: "keep"})
    answer = helene.post(address, posted, headers=JSON)
    assert answer.status_code == 422
    assert "no longer changed" in answer.json()["errors"][""][0]
    found.refresh_from_db()
    assert found.wish == "keep"


def test_a_key_that_is_pressed_by_mistake_corrects_rather_than_confirms(
    helene: Client, draft: Interview, found: SkillFound
) -> None:
    page = helene.get(reverse("residents:interview_confirm", args=[draft.pk])).content.decode()
    buttons = re.findall(r'<button class="btn[^>]*form="read-back"[^>]*>', page)
    assert 'value="correct"' in buttons[0]
    assert "btn-yes" in buttons[1]


def test_every_language_of_the_house_has_all_its_words() -> None:
    for code in ["fr", "en", "ar", "fa-AF", "ps", "bn", "tr", "ru", "uk", "ka", "ti", "so", "ln", "sq", "es"]:
        wording = wording_for(code)
        assert wording.language == code
        assert all(words for name, words in vars(wording).items() if name != "checked"), code


def test_somebody_who_reads_a_language_near_one_of_ours_reads_that_one() -> None:
    assert (wording_for("fa").language, wording_for("wo").language) == ("fa-AF", "en")


def test_a_confirmed_interview_can_only_be_read(cast: Cast, helene: Client, draft: Interview) -> None:
    stale = sheet_of(draft, likes="après coup")
    confirmed(draft)
    with pytest.raises(ValidationError):
        save_interview(interview=draft, likes="après coup", by=cast.helene)
    address = reverse("residents:interview", args=[draft.pk])
    answer = helene.post(address, stale, headers={"accept": "application/json"})
    assert answer.status_code == 422
    assert "interview-form" not in helene.get(address).content.decode()
    assert helene.get(reverse("residents:interview_confirm", args=[draft.pk])).url == address
    draft.refresh_from_db()
    assert draft.likes == "Les enfants"


def test_words_posted_after_the_confirmation_are_given_back(cast: Cast, helene: Client, draft: Interview) -> None:
    stale = sheet_of(draft, likes="tapé trop tard")
    confirmed(draft)
    page = helene.post(reverse("residents:interview", args=[draft.pk]), stale)
    assert "tapé trop tard" in page.content.decode()
    assert "can be read, no longer changed" in page.content.decode()


def test_an_interview_without_a_word_is_not_confirmed(cast: Cast, helene: Client, draft: Interview) -> None:
    save_interview(interview=draft, could_help="yes", by=cast.helene)
    address = reverse("residents:interview_confirm", args=[draft.pk])
    page = helene.get(address).content.decode()
    assert "Nothing is noted yet" in page
    assert "btn-yes" not in page
    assert "Nothing is noted yet" in str(helene.post(address, read_back(draft)).context["form"].errors)
    draft.refresh_from_db()
    assert draft.is_draft
    assert confirmed(draft).confirmed_on


WHO_CAN_DO_WHAT = reverse("residents:competences")


@pytest.fixture
def card(cast: Cast, draft: Interview, found: SkillFound) -> Card:
    """What Samim first shared hangs in the box."""
    save_interview(interview=draft, touches=[Touch(found.pk, "", "share")], by=cast.helene)
    return share_skill(found=found, title="J’explique l’école", by=cast.helene)


@pytest.mark.parametrize("wish", ["keep", "me_first"])
def test_what_is_no_longer_shared_comes_out_of_the_box(
    cast: Cast, sign_in: SignIn, helene: Client, draft: Interview, found: SkillFound, card: Card, wish: str
) -> None:
    address = reverse("residents:interview_confirm", args=[draft.pk])
    assert f"Card no. {card.number} hangs in the box" in helene.get(address).content.decode()
    page = helene.post(address, read_back(draft) | {f"wish-{found.pk}": wish}, follow=True)
    assert f"Card no. {card.number} is out of the box" in page.content.decode()
    assert not Card.objects.in_the_box().exists()
    assert Entry.objects.filter(event=Event.CARD_WITHDRAWN, subject_id=card.pk).count() == 1
    offered = sign_in(cast.claire).get(WHO_CAN_DO_WHAT).context["answer"]
    assert not [able for _domain, parts in offered for part in parts for able in part.abilities.values() if able.card]


def test_what_is_shared_still_hangs(
    cast: Cast, helene: Client, draft: Interview, found: SkillFound, card: Card
) -> None:
    posted = read_back(draft) | {f"wish-{found.pk}": "share"}
    page = helene.post(reverse("residents:interview_confirm", args=[draft.pk]), posted, follow=True)
    assert "is out of the box" not in page.content.decode()
    assert Card.objects.in_the_box().get() == card


def test_only_their_offers_of_that_skill_come_out(
    cast: Cast, draft: Interview, found: SkillFound, card: Card, homework: Skill
) -> None:
    place = {"centre": cast.tilleuls, "by": cast.helene, "title": "x"}
    theirs = {"owner_resident": cast.samim}
    others = [
        put_card(kind="demand", skill=found.skill, **theirs, **place),
        put_card(kind="offer", skill=homework, **theirs, **place),
        put_card(kind="offer", skill=found.skill, owner_resident=cast.nour, **place),
    ]
    confirm_interview(interview=draft, by=cast.helene, wishes={found.pk: "keep"})
    assert set(Card.objects.in_the_box()) == set(others)


def test_a_card_under_ones_own_account_and_one_that_is_over_come_out_as_well(cast: Cast, enrol: Skill) -> None:
    offer = {"centre": cast.tilleuls, "kind": "offer", "title": "x", "skill": enrol}
    put_card(owner_user=cast.nour_account, by=cast.nour_account, **offer)
    over = put_card(owner_resident=cast.nour, by=cast.helene, **offer)
    Card.objects.filter(pk=over.pk).update(valid_until="2025-01-01")
    follow_up = start_interview(resident=cast.nour, kind="follow_up", by=cast.helene)
    note_skill(interview=follow_up, skill=enrol, wish="me_first", by=cast.helene)
    confirm_interview(interview=follow_up, by=cast.helene)
    assert not Card.objects.filter(withdrawn_on=None).exists()


def test_a_draft_takes_no_card_out(cast: Cast, helene: Client, draft: Interview, found: SkillFound, card: Card) -> None:
    address = reverse("residents:interview_confirm", args=[draft.pk])
    helene.post(address, read_back(draft) | {f"wish-{found.pk}": "keep"}, headers=JSON)
    assert Card.objects.in_the_box().get() == card
    page = helene.get(reverse("residents:interview", args=[draft.pk])).content.decode()
    assert "It comes out when the person confirms this" in page

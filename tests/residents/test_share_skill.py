"""From a skill that is shared to its card, without leaving the interview: two fields, one press, one card."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from cada_peers.journal.models import Entry
from residents.actions import note_skill, share_skill
from residents.events import Event
from residents.models import Card, Interview, Skill, SkillFound
from tests.cast import Cast
from tests.conftest import SignIn
from tests.residents.conftest import sheet_of

JSON = {"accept": "application/json"}
WORDS = "J’explique l’école aux parents"


@pytest.fixture
def helene(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.helene)


@pytest.fixture
def found(cast: Cast, draft: Interview, enrol: Skill) -> SkillFound:
    return note_skill(interview=draft, skill=enrol, wish="share", by=cast.helene)


@pytest.fixture
def address(found: SkillFound) -> str:
    return reverse("residents:skill_card", args=[found.pk])


def slip_of(found: SkillFound, title: str = WORDS, *, agreed: bool = True, **changes: object) -> dict[str, object]:
    """The screen of the interview, with the card of `found` written on it."""
    slip = {f"slip-{found.pk}-title": title} | ({f"slip-{found.pk}-agreed": "on"} if agreed else {})
    return sheet_of(found.interview, **slip, **changes)


@pytest.mark.parametrize("script", [True, False])
def test_the_card_hangs_in_the_box_and_the_interview_goes_on(
    cast: Cast, helene: Client, draft: Interview, found: SkillFound, address: str, script: bool
) -> None:
    answer = helene.post(address, slip_of(found, likes="Les enfants"), headers=JSON if script else {})
    card = Card.objects.in_the_box().get()
    assert (card.title, card.skill, card.owner_resident, card.kind) == (WORDS, found.skill, cast.samim, "offer")
    assert [row.language for row in card.languages.all()] == ["fa-AF"]
    assert card.valid_until is not None
    draft.refresh_from_db()
    assert draft.likes == "Les enfants"
    if script:
        assert f"card no. {card.number} hangs in the box" in answer.json()["html"]
    else:
        assert answer.url == f"{reverse('residents:interview', args=[draft.pk])}#skill-{found.pk}"
        assert f"card no. {card.number} hangs in the box" in helene.get(answer.url).content.decode()


@pytest.mark.parametrize("script", [True, False])
def test_without_agreement_there_is_no_card_and_the_words_stay(
    helene: Client, found: SkillFound, address: str, script: bool
) -> None:
    answer = helene.post(address, slip_of(found, agreed=False), headers=JSON if script else {})
    assert "Without agreement, no card" in answer.content.decode()
    assert not Card.objects.exists()
    if script:
        assert answer.json()["errors"].keys() == {f"slip-{found.pk}-agreed"}
    else:
        assert WORDS in answer.content.decode()


def test_what_must_not_stand_on_a_card_is_said_beside_its_words(
    helene: Client, draft: Interview, found: SkillFound, address: str
) -> None:
    reminder = f"id_slip-{found.pk}-title_helptext"
    page = helene.get(reverse("residents:interview", args=[draft.pk])).content.decode()
    assert f'<p class="reminder" id="{reminder}">' in page
    assert f'aria-describedby="{reminder}"' in page
    page = helene.post(address, slip_of(found, "")).content.decode()
    assert f'aria-describedby="{reminder} id_slip-{found.pk}-title_error"' in page


@pytest.mark.parametrize("title", ["", "x" * 121, "a\0b"], ids=["empty", "too long", "NUL"])
def test_words_that_fit_no_card_are_refused_beside_them(
    helene: Client, found: SkillFound, address: str, title: str
) -> None:
    answer = helene.post(address, slip_of(found, title), headers=JSON)
    assert answer.status_code == 422
    assert answer.json()["errors"].keys() == {f"slip-{found.pk}-title"}
    assert not Card.objects.exists()


def test_pressed_twice_it_is_one_card(helene: Client, found: SkillFound, address: str) -> None:
    for _ in range(2):
        assert helene.post(address, slip_of(found), headers=JSON).status_code == 200
    assert Card.objects.count() == 1
    assert Entry.objects.filter(event=Event.CARD_PUT).count() == 1


def test_what_is_kept_for_oneself_has_no_card(cast: Cast, helene: Client, found: SkillFound, address: str) -> None:
    kept = slip_of(found) | {f"found-{found.pk}-wish": "keep"}
    assert "choose “share” first" in helene.post(address, kept).content.decode()
    SkillFound.objects.filter(pk=found.pk).update(wish="keep")
    with pytest.raises(ValidationError):
        share_skill(found=found, title=WORDS, by=cast.helene)
    assert not Card.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("claire", 403), ("karim", 404), ("mireille", 403), ("victor", 404)])
def test_only_whoever_leads_the_interview_puts_its_cards(
    cast: Cast, sign_in: SignIn, found: SkillFound, address: str, who: str, status: int
) -> None:
    assert sign_in(getattr(cast, who)).post(address, slip_of(found)).status_code == status
    assert not Card.objects.exists()


def test_the_verb_asks_for_the_right_to_write_cards(cast: Cast, found: SkillFound) -> None:
    with pytest.raises(PermissionDenied):
        share_skill(found=found, title=WORDS, by=cast.mireille)


@pytest.mark.parametrize("slip", [{"title": WORDS}, {"agreed": "on"}], ids=["words", "tick"])
def test_a_card_that_was_begun_is_not_forgotten_on_the_way_to_the_read_back(
    helene: Client, draft: Interview, found: SkillFound, slip: dict[str, str]
) -> None:
    posted = {f"slip-{found.pk}-title": str(found.skill)} | {f"slip-{found.pk}-{k}": v for k, v in slip.items()}
    address = reverse("residents:interview", args=[draft.pk])
    page = helene.post(address, sheet_of(draft, likes="gardé", next="confirm", **posted)).content.decode()
    assert "This card is not in the box yet" in page
    assert slip.get("title", "") in page
    draft.refresh_from_db()
    assert draft.likes == "gardé"


def test_a_card_that_nobody_touched_holds_nobody_back(helene: Client, draft: Interview, found: SkillFound) -> None:
    untouched = {f"slip-{found.pk}-title": str(found.skill)}
    address = reverse("residents:interview", args=[draft.pk])
    for slip in (untouched, {f"slip-{found.pk}-title": ""}):
        answer = helene.post(address, sheet_of(draft, next="confirm", **slip))
        assert answer.url == reverse("residents:interview_confirm", args=[draft.pk])


def test_a_card_is_kept_on_the_screen_and_not_accused_when_something_else_is_wrong(
    helene: Client, draft: Interview, found: SkillFound
) -> None:
    wrong = sheet_of(draft, likes="x" * 2001, **{f"slip-{found.pk}-title": WORDS})
    page = helene.post(reverse("residents:interview", args=[draft.pk]), wrong).content.decode()
    assert WORDS in page
    assert f'id="id_slip-{found.pk}-agreed_error"' not in page

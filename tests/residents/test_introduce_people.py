"""Introductions: proposed by a mediator, answered by both, held; a no leaves no trace; two clicks do one thing."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cada_peers.accounts.models import Posting
from cada_peers.journal.models import Entry
from residents.actions import (
    accept_introduction,
    arrange_introduction,
    decline_introduction,
    note_held,
    note_yes,
    propose_introduction,
    put_card,
    withdraw_card,
)
from residents.actions.introductions import NOT_TOGETHER
from residents.introductions.pages import next_of, sides_of
from residents.models import Card, Domain, Introduction, KeptApart, Resident, Skill
from residents.models.introduction import NEXT, IntroductionStatus
from tests.cast import Cast
from tests.conftest import SignIn

PROPOSE, LIST, MINE = (
    reverse(f"residents:{name}") for name in ("introduction_propose", "introductions", "my_introductions")
)
Verb = Callable[..., Introduction]


def address(name: str, introduction: Introduction) -> str:
    return reverse(f"residents:{name}", args=[introduction.pk])


@pytest.fixture
def offer(cast: Cast, school: Domain, enrol: Skill) -> Card:
    """Nour, who has an account, offers."""
    return put_card(
        centre=cast.tilleuls,
        kind="offer",
        title="J’explique l’école",
        domain=school,
        skill=enrol,
        owner_resident=cast.nour,
        languages=["fr"],
        by=cast.helene,
    )


@pytest.fixture
def demand(cast: Cast, school: Domain, enrol: Skill) -> Card:
    """Samim, who has none, asks."""
    return put_card(
        centre=cast.tilleuls,
        kind="demand",
        title="Inscrire ma fille",
        domain=school,
        skill=enrol,
        owner_resident=cast.samim,
        languages=["fr"],
        by=cast.helene,
    )


@pytest.fixture
def proposed(cast: Cast, offer: Card, demand: Card) -> Introduction:
    return propose_introduction(offer=offer, demand=demand, by=cast.helene)[0]


@pytest.fixture
def accepted(cast: Cast, proposed: Introduction) -> Introduction:
    note_yes(introduction=proposed, side="offer", by=cast.helene)
    return note_yes(introduction=proposed, side="demand", by=cast.helene)


@pytest.fixture
def helene(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.helene)


def lines(event: str) -> int:
    return Entry.objects.filter(event=f"residents.introduction_{event}").count()


# --- proposing --------------------------------------------------------------------------------------------------------


def test_staff_propose_from_the_page_of_a_card(helene: Client, offer: Card, demand: Card) -> None:
    page = helene.get(reverse("residents:card", args=[demand.pk]))
    assert [match.card for match in page.context["matching"].matches] == [offer]
    assert "same skill" in page.content.decode()
    response = helene.post(PROPOSE, {"offer": offer.pk, "demand": demand.pk, "page": "demand"})
    introduction = Introduction.objects.get()
    assert response.url == address("introduction", introduction)
    assert (introduction.offer, introduction.demand, introduction.status) == (offer, demand, "proposed")
    assert lines("proposed") == 1


def test_the_page_of_an_offer_says_who_could_use_it(helene: Client, offer: Card, demand: Card) -> None:
    matching = helene.get(reverse("residents:card", args=[offer.pk])).context["matching"]
    assert [match.card for match in matching.matches] == [demand]


def test_a_volunteer_sees_no_proposals_on_a_card(cast: Cast, sign_in: SignIn, offer: Card, demand: Card) -> None:
    page = sign_in(cast.mireille).get(reverse("residents:card", args=[demand.pk]))
    assert page.context["matching"] is None
    assert offer.title not in page.content.decode()


def test_two_mediators_make_one_introduction_and_the_second_is_told(
    cast: Cast, sign_in: SignIn, helene: Client, offer: Card, demand: Card
) -> None:
    pair = {"offer": offer.pk, "demand": demand.pk}
    first = helene.post(PROPOSE, pair)
    second = sign_in(cast.karim).post(PROPOSE, pair, follow=True)
    assert second.redirect_chain[0][0] == first.url
    assert "have been brought together since" in second.content.decode()
    assert (Introduction.objects.count(), lines("proposed")) == (1, 1)


def test_the_cards_are_locked_before_anyone_looks_whether_they_are_together(
    cast: Cast, offer: Card, demand: Card
) -> None:
    with CaptureQueriesContext(connection) as captured:
        propose_introduction(offer=offer, demand=demand, by=cast.helene)
    asked = [query["sql"] for query in captured]
    looked = next(n for n, sql in enumerate(asked) if 'FROM "residents_introduction"' in sql)
    lock = next(sql for sql in asked[:looked] if 'FROM "residents_card"' in sql)
    assert "FOR UPDATE" in lock or not connection.features.has_select_for_update


def test_the_database_itself_holds_one_open_introduction_of_two_cards(proposed: Introduction) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Introduction.objects.create(centre=proposed.centre, offer=proposed.offer, demand=proposed.demand)


MEDIATOR = Path(__file__).with_name("mediator.py")


def test_four_mediators_at_the_same_moment_make_one_introduction(tmp_path: Path) -> None:
    """Four processes on one SQLite file: one introduction, new for one of them, the same for all."""
    house = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'house.sqlite3'}", "PYTHONPATH": os.getcwd()}
    mediator = [sys.executable, str(MEDIATOR)]
    subprocess.run([*mediator, "open"], env=house, check=True, timeout=120)
    mediators = [subprocess.Popen([*mediator, "propose"], env=house, stdout=subprocess.PIPE) for _ in range(4)]
    said = [one.communicate(timeout=120)[0].split() for one in mediators]
    assert len({key for key, _is_new in said}) == 1
    assert sorted(is_new for _key, is_new in said) == [b"False", b"False", b"False", b"True"]


def refusal(client: Client, offer: Card, demand: Card) -> tuple[str, str]:
    """Where one is sent and what is said."""
    response = client.post(PROPOSE, {"offer": offer.pk, "demand": demand.pk, "page": "demand"}, follow=True)
    return response.redirect_chain[-1][0], " ".join(str(message) for message in response.context["messages"])


def test_people_kept_apart_are_refused_with_the_words_of_a_card_out_of_the_box(
    cast: Cast, helene: Client, offer: Card, demand: Card
) -> None:
    kept = KeptApart.objects.create(centre=cast.tilleuls, one=cast.samim, other=cast.nour)
    apart = refusal(helene, offer, demand)
    kept.delete()
    withdraw_card(card=offer, by=cast.helene)
    out = refusal(helene, offer, demand)
    assert apart == out == (reverse("residents:card", args=[demand.pk]), str(NOT_TOGETHER))
    assert not Introduction.objects.exists()


@pytest.fixture
def unlisted(cast: Cast, school: Domain) -> Card:
    """A demand about something else: the rule does not propose it for `offer`."""
    bicycles = Domain.objects.create(code="diy", name_fr="Bricolage", name_en="Repairs", pictogram="diy", position=2)
    return put_card(
        centre=cast.tilleuls,
        kind="demand",
        title="Parler de vélos avec les enfants",
        domain=bicycles,
        owner_resident=cast.samim,
        by=cast.helene,
    )


def test_a_mediator_brings_together_what_the_rule_does_not_list(helene: Client, offer: Card, unlisted: Card) -> None:
    page = helene.get(reverse("residents:card", args=[offer.pk]), {"number": unlisted.number})
    assert page.context["matching"].matches == []
    body = page.content.decode()
    assert unlisted.title in body
    assert f'name="demand" value="{unlisted.pk}"' in body
    assert not Introduction.objects.exists()
    helene.post(PROPOSE, {"offer": offer.pk, "demand": unlisted.pk, "page": "offer"})
    assert Introduction.objects.get().demand == unlisted


def test_a_number_that_is_no_card_to_propose_says_what_to_write(cast: Cast, helene: Client, offer: Card) -> None:
    theirs = put_card(
        centre=cast.erables,
        kind="demand",
        title="D’à côté",
        domain=offer.domain,
        owner_resident=cast.voisin,
        by=cast.victor,
    )
    Card.objects.filter(pk=theirs.pk).update(number=40)
    for number, sentence in {
        "1": "is an offer too",
        "40": "No card here has this number",
        "douze": "in figures",
        "-9": "greater than or equal to 1",
        "9" * 30: "less than or equal",
        "": "Write the number that stands on the card.",
    }.items():
        page = helene.get(reverse("residents:card", args=[offer.pk]), {"number": number})
        (error,) = page.context["matching"].another.errors["number"]
        body = page.content.decode()
        assert sentence in error
        assert error in body
        assert f'value="{number}"' in body or not number
        assert "D’à côté" not in body


def test_a_chosen_card_of_someone_kept_apart_looks_and_is_refused_like_one_that_left_the_box(
    cast: Cast, helene: Client, offer: Card, unlisted: Card
) -> None:
    address = reverse("residents:card", args=[offer.pk])

    def told() -> tuple[str, int, str]:
        with CaptureQueriesContext(connection) as captured:
            body = helene.get(address, {"number": unlisted.number}).content.decode()
        shown = "\n".join(line for line in body.splitlines() if "csrf" not in line)
        answer = helene.post(PROPOSE, {"offer": offer.pk, "demand": unlisted.pk, "page": "offer"}, follow=True)
        return shown, len(captured), " ".join(map(str, answer.context["messages"]))

    kept = KeptApart.objects.create(centre=cast.tilleuls, one=cast.nour, other=cast.samim)
    told()
    apart = told()
    kept.delete()
    withdraw_card(card=unlisted, by=cast.helene)
    assert apart == told()
    assert apart[2] == str(NOT_TOGETHER)


def test_nothing_on_the_card_tells_that_someone_was_left_out(
    cast: Cast, helene: Client, offer: Card, demand: Card
) -> None:
    address = reverse("residents:card", args=[demand.pk])

    def page() -> tuple[str, int]:
        with CaptureQueriesContext(connection) as captured:
            body = helene.get(address).content.decode()
        kept = [line for line in body.splitlines() if "csrfmiddlewaretoken" not in line]
        return "\n".join(kept), len(captured)

    KeptApart.objects.create(centre=cast.tilleuls, one=cast.samim, other=cast.nour)
    page()
    apart = page()
    KeptApart.objects.all().delete()
    withdraw_card(card=offer, by=cast.helene)
    assert apart == page()


def test_cards_of_a_neighbour_and_two_of_a_kind_are_refused_alike(
    cast: Cast, helene: Client, offer: Card, demand: Card, school: Domain
) -> None:
    theirs = put_card(
        centre=cast.erables, kind="demand", title="x", domain=school, owner_resident=cast.voisin, by=cast.victor
    )
    for pair in ((offer, theirs), (offer, offer), (demand, offer)):
        assert refusal(helene, *pair)[1] == str(NOT_TOGETHER)
    assert helene.post(PROPOSE, {}).status_code == 302
    assert not Introduction.objects.exists()


@pytest.mark.parametrize("who", ["mireille", "nour_account", "siege"])
def test_only_staff_mediate(cast: Cast, sign_in: SignIn, offer: Card, demand: Card, who: str) -> None:
    assert sign_in(getattr(cast, who)).post(PROPOSE, {"offer": offer.pk, "demand": demand.pk}).status_code == 403
    with pytest.raises(PermissionDenied):
        propose_introduction(offer=offer, demand=demand, by=getattr(cast, who))


# --- answering --------------------------------------------------------------------------------------------------------


def test_it_is_accepted_when_both_said_yes(cast: Cast, helene: Client, sign_in: SignIn, proposed: Introduction) -> None:
    sign_in(cast.nour_account).post(address("introduction_accept", proposed))
    proposed.refresh_from_db()
    assert (proposed.status, bool(proposed.offer_agreed_on), bool(proposed.demand_agreed_on)) == (
        "proposed",
        True,
        False,
    )
    helene.post(address("introduction_note_yes", proposed), {"side": "demand"})
    proposed.refresh_from_db()
    assert (proposed.status, proposed.demand_agreed_on) == ("accepted", timezone.localdate())


@pytest.mark.parametrize("asked_again", ["introduction_accept", "introduction_note_yes"])
def test_a_second_click_on_yes_changes_nothing(
    cast: Cast, sign_in: SignIn, helene: Client, proposed: Introduction, asked_again: str
) -> None:
    client = sign_in(cast.nour_account) if asked_again == "introduction_accept" else helene
    for _ in range(2):
        client.post(address(asked_again, proposed), {"side": "offer"})
    assert lines("answered") == 1


def test_a_no_leaves_no_trace_of_who_said_it(
    cast: Cast, sign_in: SignIn, helene: Client, proposed: Introduction
) -> None:
    note_yes(introduction=proposed, side="demand", by=cast.helene)
    said_by_owner = sign_in(cast.nour_account).post(address("introduction_decline", proposed))
    assert said_by_owner.url == MINE
    proposed.refresh_from_db()
    assert (proposed.status, proposed.offer_agreed_on, proposed.demand_agreed_on) == ("declined", None, None)
    answers = Entry.objects.filter(event="residents.introduction_answered")
    assert set(answers.values_list("actor_id", flat=True)) == {None}
    page = helene.get(address("introduction", proposed)).content.decode()
    assert "nobody noted who said it" in page
    assert "said yes" not in page


def test_the_journal_of_the_house_does_not_tell_by_the_next_page_whose_no_it_was(
    cast: Cast, sign_in: SignIn, proposed: Introduction
) -> None:
    nour = sign_in(cast.nour_account)
    nour.post(address("introduction_decline", proposed), follow=True)
    nour.get(reverse("residents:my_cards"))
    read = [line.event for line in Entry.objects.filter(actor_id=cast.nour_account.pk)]
    assert read == ["residents.own_cards_read", "residents.own_introductions_read"]
    told = [line.event for line in Entry.objects.visible_to(cast.claire)]
    assert "residents.introduction_answered" in told
    assert not set(read) & set(told), "whoever answered stands nowhere beside the answer"


def test_a_second_no_and_a_no_by_both_are_one(cast: Cast, proposed: Introduction) -> None:
    decline_introduction(introduction=proposed, by=cast.nour_account)
    decline_introduction(introduction=proposed, by=cast.helene)
    assert lines("answered") == 1


def test_after_a_no_the_two_may_be_proposed_again(cast: Cast, proposed: Introduction) -> None:
    decline_introduction(introduction=proposed, by=cast.helene)
    again, is_new = propose_introduction(offer=proposed.offer, demand=proposed.demand, by=cast.karim)
    assert is_new
    assert again != proposed


def test_nobody_answers_for_someone_else(cast: Cast, sign_in: SignIn, proposed: Introduction) -> None:
    for verb in (accept_introduction, decline_introduction):
        with pytest.raises(PermissionDenied):
            verb(introduction=proposed, by=cast.mireille)
    with pytest.raises(PermissionDenied):
        accept_introduction(introduction=proposed, by=cast.helene)
    mireille = sign_in(cast.mireille)
    for name in ("introduction_accept", "introduction_decline"):
        assert mireille.post(address(name, proposed)).status_code == 404


def test_the_neighbour_centre_gets_404(cast: Cast, sign_in: SignIn, proposed: Introduction) -> None:
    victor = sign_in(cast.victor)
    assert victor.get(address("introduction", proposed)).status_code == 404
    for name in ("note_yes", "note_no", "arrange", "held", "accept", "decline"):
        assert victor.post(address(f"introduction_{name}", proposed)).status_code == 404


def test_the_owner_of_a_card_does_not_open_the_page_of_the_mediator(
    cast: Cast, sign_in: SignIn, proposed: Introduction
) -> None:
    assert sign_in(cast.nour_account).get(address("introduction", proposed)).status_code == 403


def test_a_yes_to_people_who_are_kept_apart_since_is_refused_in_neutral_words(
    cast: Cast, sign_in: SignIn, helene: Client, proposed: Introduction
) -> None:
    KeptApart.objects.create(centre=cast.tilleuls, one=cast.nour, other=cast.samim)
    answer = sign_in(cast.nour_account).post(address("introduction_accept", proposed), follow=True)
    assert str(NOT_TOGETHER) in [str(message) for message in answer.context["messages"]]
    page = helene.get(address("introduction", proposed)).content.decode()
    assert "can no longer be brought together" in page
    proposed.refresh_from_db()
    assert (proposed.status, proposed.offer_agreed_on) == ("proposed", None)


# --- one's own proposals ----------------------------------------------------------------------------------------------


def test_the_owner_sees_the_other_by_display_name_only(cast: Cast, sign_in: SignIn, proposed: Introduction) -> None:
    Resident.objects.filter(pk=cast.samim.pk).update(phone="06 00 00 00 02")
    page = sign_in(cast.nour_account).get(MINE)
    body = page.content.decode()
    assert [seen.introduction for seen in page.context["to_answer"]] == [proposed]
    assert "Samim" in body
    for hidden in ("Azizi", str(cast.samim.pk), "06 00"):
        assert hidden not in body


def test_a_card_out_of_the_box_is_no_longer_read_by_whom_it_was_proposed_to(
    cast: Cast, sign_in: SignIn, proposed: Introduction
) -> None:
    withdraw_card(card=proposed.demand, by=cast.helene)
    Card.objects.filter(pk=proposed.demand_id).update(details="chez moi, au deuxième")
    nour = sign_in(cast.nour_account)

    def page() -> str:
        return nour.get(MINE).content.decode()

    for hidden in (proposed.demand.title, "Samim", "deuxième", address("introduction_accept", proposed)):
        assert hidden not in page()
    assert proposed.offer.title in page(), "the owner knows which card of theirs it was about"
    decline_introduction(introduction=proposed, by=cast.helene)
    for hidden in (proposed.demand.title, "Samim"):
        assert hidden not in page()


def test_a_mediator_reads_whom_to_call_as_long_as_there_is_something_to_ask(
    cast: Cast, helene: Client, proposed: Introduction
) -> None:
    def page() -> str:
        return helene.get(address("introduction", proposed)).content.decode()

    for owner in ({}, {"owner_resident": None, "owner_user": cast.nour_account}):
        Card.objects.filter(pk=proposed.offer_id).update(**owner)
        body = page()
        assert 'href="tel:0600000001"' in body
        assert reverse("residents:detail", args=[cast.nour.pk]) in body
    assert [side.owner for side in sides_of(proposed, cast.helene)] == [cast.nour, cast.samim]
    assert [side.owner for side in sides_of(proposed, cast.mireille)] == [None, None]
    decline_introduction(introduction=proposed, by=cast.helene)
    assert "tel:" not in page()


def test_a_volunteer_sees_only_what_is_proposed_for_their_own_cards(
    cast: Cast, sign_in: SignIn, proposed: Introduction, school: Domain, enrol: Skill
) -> None:
    mireille = sign_in(cast.mireille)
    assert "J’explique" not in mireille.get(MINE).content.decode()
    assert mireille.get(LIST).status_code == 403
    own = put_card(
        centre=cast.tilleuls, kind="offer", title="Moi aussi", domain=school, skill=enrol, owner_user=cast.mireille,
        by=cast.mireille,
    )  # fmt: skip
    introduction = propose_introduction(offer=own, demand=proposed.demand, by=cast.helene)[0]
    assert [seen.introduction for seen in mireille.get(MINE).context["to_answer"]] == [introduction]


def test_what_is_proposed_waits_on_the_home_page_of_the_owner_and_of_the_mediators(
    cast: Cast, sign_in: SignIn, helene: Client, proposed: Introduction
) -> None:
    home, mireille = reverse("home"), sign_in(cast.mireille)
    Card.objects.filter(pk=proposed.offer_id).update(owner_resident=None, owner_user=cast.mireille)
    assert "Proposed to you" in mireille.get(home).content.decode()
    assert "Introductions that wait for an answer" in helene.get(home).content.decode()
    mireille.post(address("introduction_accept", proposed))
    assert "Proposed to you" not in mireille.get(home).content.decode()
    note_yes(introduction=proposed, side="demand", by=cast.helene)
    assert "Introductions that wait for an answer" not in helene.get(home).content.decode()


def test_what_both_accepted_is_not_forgotten_by_the_house_nor_by_the_owner(
    cast: Cast, sign_in: SignIn, helene: Client, accepted: Introduction
) -> None:
    home, karim, mireille = reverse("home"), sign_in(cast.karim), sign_in(cast.mireille)
    Card.objects.filter(pk=accepted.offer_id).update(owner_resident=None, owner_user=cast.mireille)
    before = karim.get(home).content.decode()
    assert "Both said yes: when and where?" in before
    assert "Have they met?" not in before
    assert "Your meeting" not in mireille.get(home).content.decode()
    arrange_introduction(introduction=accepted, appointment="jeudi 17 h, salle commune", by=cast.helene)
    owner = mireille.get(home).content.decode()
    assert "Your meeting" in owner
    assert "jeudi 17 h, salle commune" in owner
    assert "when and where?" not in owner
    arranged = karim.get(home).content.decode()
    assert "when and where?" not in arranged
    assert "jeudi 17 h" not in arranged

    def asked_about(days: int) -> list[Introduction]:
        said = timezone.localdate() - timedelta(days=days)
        both = {"offer_agreed_on": said - timedelta(days=9), "demand_agreed_on": said}
        Introduction.objects.filter(pk=accepted.pk).update(proposed_on=said - timedelta(days=9), **both)
        is_asked = "Have they met?" in karim.get(home).content.decode()
        rows = karim.get(LIST, {"status": "to_hear_of"}).context["rows"]
        assert is_asked is bool(rows)
        return [row.next for row in rows]

    assert asked_about(13) == []
    assert asked_about(14) == ["jeudi 17 h, salle commune: have they met?"]
    note_held(introduction=accepted, held_on=timezone.localdate(), by=cast.helene)
    assert asked_about(14) == []
    assert "Your meeting" not in mireille.get(home).content.decode()


def test_several_meetings_are_counted_and_those_of_others_are_not_told(
    cast: Cast, sign_in: SignIn, accepted: Introduction, school: Domain
) -> None:
    arrange_introduction(introduction=accepted, appointment="lundi, cour", by=cast.helene)
    mireille = sign_in(cast.mireille)
    assert "lundi, cour" not in mireille.get(reverse("home")).content.decode()
    own = put_card(
        centre=cast.tilleuls, kind="offer", title="Moi", domain=school, owner_user=cast.mireille, by=cast.mireille
    )
    today = timezone.localdate()
    for card, appointment in ((own, "mardi, parc"), (accepted.offer, "mercredi, parc")):
        Card.objects.filter(pk=card.pk).update(owner_resident=None, owner_user=cast.mireille)
        Introduction.objects.filter(offer=card).delete()
        Introduction.objects.create(
            centre=cast.tilleuls,
            offer=card,
            demand=accepted.demand,
            status="accepted",
            offer_agreed_on=today,
            demand_agreed_on=today,
            appointment=appointment,
        )
    page = mireille.get(reverse("home")).content.decode()
    assert "Your meetings" in page
    assert "When, where and with whom." in page
    assert '<span class="count">2</span>' in page


def test_the_yes_of_the_other_side_is_not_told_before_both_said_it(
    cast: Cast, sign_in: SignIn, proposed: Introduction
) -> None:
    nour = sign_in(cast.nour_account)
    before = [line for line in nour.get(MINE).content.decode().splitlines() if "csrf" not in line]
    note_yes(introduction=proposed, side="demand", by=cast.helene)
    assert before == [line for line in nour.get(MINE).content.decode().splitlines() if "csrf" not in line]


# --- meeting ----------------------------------------------------------------------------------------------------------


def test_when_and_where_is_told_to_the_owner_once_both_said_yes(
    cast: Cast, sign_in: SignIn, helene: Client, accepted: Introduction
) -> None:
    for _ in range(2):
        helene.post(address("introduction_arrange", accepted), {"appointment": "jeudi 17 h, salle commune"})
    assert lines("arranged") == 1
    assert "jeudi 17 h, salle commune" in sign_in(cast.nour_account).get(MINE).content.decode()


def test_they_met_on_a_day_and_how_it_went(helene: Client, accepted: Introduction) -> None:
    told = {"held_on": timezone.localdate().isoformat(), "outcome": "well", "words": "Ils se revoient."}
    for _ in range(2):
        helene.post(address("introduction_held", accepted), told)
    accepted.refresh_from_db()
    assert (accepted.status, accepted.outcome, accepted.words) == ("held", "well", "Ils se revoient.")
    assert lines("held") == 1
    page = helene.get(address("introduction", accepted)).content.decode()
    assert "Ils se revoient." in page
    helene.post(address("introduction_held", accepted), told | {"outcome": "partly"})
    accepted.refresh_from_db()
    assert (accepted.outcome, lines("held")) == ("partly", 2)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("held_on", "hier"),
        ("held_on", ""),
        ("held_on", "2999-01-01"),
        ("held_on", "2020-01-01"),
        ("outcome", "marvellous"),
        ("words", "x" * 301),
        ("words", "a\0b"),
    ],
)
def test_what_cannot_be_noted_is_said_beside_the_field_and_nothing_typed_is_lost(
    helene: Client, accepted: Introduction, field: str, value: str
) -> None:
    told = {"held_on": timezone.localdate().isoformat(), "outcome": "well", "words": "à garder"} | {field: value}
    page = helene.post(address("introduction_held", accepted), told)
    assert page.context["held"].errors[field]
    assert field == "words" or "à garder" in page.content.decode()
    accepted.refresh_from_db()
    assert accepted.status == "accepted"


def test_an_appointment_that_is_too_long_is_given_back(helene: Client, accepted: Introduction) -> None:
    page = helene.post(address("introduction_arrange", accepted), {"appointment": "x" * 121})
    assert 'class="reminder" id="appointment_reminder"' in page.content.decode()
    assert page.context["appointment"].errors["appointment"]
    assert "x" * 121 in page.content.decode()


@pytest.mark.parametrize("name", ["introduction_arrange", "introduction_held"])
def test_nobody_meets_before_both_said_yes(helene: Client, proposed: Introduction, name: str) -> None:
    told = {"appointment": "demain", "held_on": timezone.localdate().isoformat()}
    page = helene.post(address(name, proposed), told)
    assert page.status_code == 200
    proposed.refresh_from_db()
    assert (proposed.status, proposed.appointment) == ("proposed", "")


def test_the_map_is_kept_whatever_the_verb(cast: Cast, proposed: Introduction) -> None:
    today = timezone.localdate()
    verbs: dict[str, Verb] = {
        "accepted": lambda **about: note_yes(**about, side="demand", by=cast.helene),
        "held": lambda **about: note_held(**about, held_on=today, by=cast.helene),
        "declined": lambda **about: decline_introduction(**about, by=cast.helene),
    }
    both = {"offer_agreed_on": today, "demand_agreed_on": today}
    rows = {"proposed": {"offer_agreed_on": today}, "accepted": both, "held": both | {"held_on": today}, "declined": {}}
    none = {"offer_agreed_on": None, "demand_agreed_on": None, "held_on": None}
    for status, columns in rows.items():
        for wanted, verb in verbs.items():
            Introduction.objects.filter(pk=proposed.pk).update(**none | columns, status=status)
            try:
                verb(introduction=proposed)
            except ValidationError:
                assert wanted not in NEXT[IntroductionStatus(status)]
            proposed.refresh_from_db()
            assert proposed.status == (wanted if wanted in NEXT[IntroductionStatus(status)] else status)


# --- a card that leaves the box ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["withdrawn", "expired", "moved out", "left the team"])
def test_a_card_that_left_the_box_closes_nothing_and_the_page_says_what_to_do(
    cast: Cast, helene: Client, proposed: Introduction, how: str
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    if how == "withdrawn":
        withdraw_card(card=proposed.offer, by=cast.nour_account)
    elif how == "expired":
        Card.objects.filter(pk=proposed.offer_id).update(valid_until=yesterday)
    elif how == "left the team":
        owner = {"owner_resident": None, "owner_user": cast.mireille}
        Card.objects.filter(pk=proposed.offer_id).update(**owner, confirmed_on=yesterday - timedelta(days=1))
        Posting.objects.filter(user=cast.mireille).update(ends_on=yesterday)
    else:
        Card.objects.filter(pk=proposed.offer_id).update(confirmed_on=yesterday)
        cast.nour.departed_on = timezone.localdate()
        cast.nour.save()
    page = helene.get(address("introduction", proposed)).content.decode()
    expected = {"withdrawn": "was taken out of the box on", "expired": "was valid until", "moved out": "moved out on"}
    expected["left the team"] = "has not worked here since"
    assert expected[how] in page
    assert "Ask whether it still holds." in page
    proposed.refresh_from_db()
    assert proposed.status == "proposed"
    assert "a card is out of the box" in helene.get(LIST).content.decode()


def test_people_who_met_are_noted_even_if_a_card_has_left_the_box(cast: Cast, accepted: Introduction) -> None:
    withdraw_card(card=accepted.offer, by=cast.helene)
    assert note_held(introduction=accepted, held_on=timezone.localdate(), by=cast.helene).status == "held"


# --- the list ---------------------------------------------------------------------------------------------------------


def test_the_list_shows_those_going_on_first_and_filters_stand_in_its_address(
    cast: Cast, helene: Client, accepted: Introduction, school: Domain, enrol: Skill
) -> None:
    note_held(introduction=accepted, held_on=timezone.localdate(), by=cast.helene)
    other = put_card(
        centre=cast.tilleuls, kind="offer", title="y", domain=school, skill=enrol, owner_user=cast.karim, by=cast.karim
    )
    Introduction.objects.filter(pk=accepted.pk).update(proposed_on=timezone.localdate())
    going_on = propose_introduction(offer=other, demand=accepted.demand, by=cast.karim)[0]

    def shown(**filters: str) -> list[Introduction]:
        return [row[0] for row in helene.get(LIST, filters).context["rows"]]

    assert shown() == [going_on, accepted]
    assert shown(status="to_arrange") == shown(status="to_hear_of") == []
    assert shown(status="going_on") == [going_on]
    assert shown(status="held") == [accepted]
    assert shown(mine="on") == [accepted]
    assert shown(status="nonsense") == [going_on, accepted]


def test_of_those_going_on_the_own_come_first(
    cast: Cast, helene: Client, sign_in: SignIn, accepted: Introduction, school: Domain
) -> None:
    other = put_card(centre=cast.tilleuls, kind="offer", title="y", domain=school, owner_user=cast.karim, by=cast.karim)
    newer = Introduction.objects.create(
        centre=cast.tilleuls,
        offer=other,
        demand=accepted.demand,
        mediator=cast.karim,
        status="accepted",
        offer_agreed_on=timezone.localdate(),
        demand_agreed_on=timezone.localdate(),
    )
    Introduction.objects.filter(pk=accepted.pk).update(proposed_on=timezone.localdate() - timedelta(days=3))
    for client, expected in ((helene, [accepted, newer]), (sign_in(cast.karim), [newer, accepted])):
        rows = client.get(LIST, {"status": "to_arrange"}).context["rows"]
        assert [row[0] for row in rows] == expected


def test_each_line_says_what_it_waits_for(cast: Cast, proposed: Introduction) -> None:
    assert next_of(proposed) == "waits for the answer of Nour and Samim"
    note_yes(introduction=proposed, side="offer", by=cast.helene)
    half = note_yes(introduction=proposed, side="offer", by=cast.helene)
    assert next_of(half) == "waits for the answer of Samim"
    both = note_yes(introduction=proposed, side="demand", by=cast.helene)
    assert next_of(both) == "both said yes: when and where do they meet?"
    arranged = arrange_introduction(introduction=proposed, appointment="lundi 10 h", by=cast.helene)
    assert next_of(arranged) == "lundi 10 h"


def test_many_introductions_cost_no_more_queries_than_one(
    cast: Cast, helene: Client, proposed: Introduction, school: Domain
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert len(helene.get(LIST).context["rows"]) == Introduction.objects.count()
        return len(captured)

    queries()
    few = queries()
    for number in range(20):
        card = put_card(
            centre=cast.tilleuls, kind="offer", title=f"{number}", domain=school, owner_user=cast.karim, by=cast.karim
        )
        Introduction.objects.create(centre=cast.tilleuls, offer=card, demand=proposed.demand, mediator=cast.karim)
    assert queries() == few

"""A pile of handwritten slips: the good lines are hung and numbered, the others come back with what was typed."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cada_peers.journal.models import Entry
from residents.actions import put_card
from residents.actions.piles import Slip, put_pile
from residents.events import Event
from residents.models import Card, Domain, Skill
from tests.cast import Cast, a_resident
from tests.conftest import SignIn

PILE, NUMBERS = reverse("residents:pile"), reverse("residents:pile_hung")
Line = tuple[str, str, str, str]


@pytest.fixture
def helene(cast: Cast, sign_in: SignIn, school: Domain, homework: Skill) -> Client:
    return sign_in(cast.helene)


def posted(*lines: Line, first: int = 1, **more: object) -> dict[str, object]:
    """What the page posts for lines of (whose, kind, words, compartment); the persons agreed."""
    data: dict[str, object] = {"key": str(uuid4()), "consent": "on", "line": []}
    for number, (who, kind, title, domain) in enumerate(lines, start=first):
        data["line"].append(str(number))
        prefix = f"slip-{number}-"
        data |= {f"{prefix}who": who, f"{prefix}kind": kind, f"{prefix}title": title, f"{prefix}domain": domain}
    return data | more


GOOD: Line = ("Samim A.", "offer", "Aide aux devoirs", "")


def errors(page: object, line: int = 0) -> dict[str, list[str]]:
    return dict(page.context["pile"].lines[line].errors)


def test_each_line_becomes_a_card_with_a_number(cast: Cast, helene: Client) -> None:
    lines = (GOOD, ("nour", "demand", "Lire un plan", "school"), ("me", "offer", "Un thé", "school"))
    page = helene.post(PILE, posted(*lines), follow=True)
    first, second, third = Card.objects.order_by("number")
    assert (first.owner_resident, second.owner_resident, third.owner_user) == (cast.samim, cast.nour, cast.helene)
    assert [card.number for card in page.context["cards"]] == [1, 2, 3]
    assert (second.kind, second.title, second.domain_id) == ("demand", "Lire un plan", "school")
    assert all(card.valid_until for card in (first, second, third)), "each is asked about again one day"


def test_the_compartment_is_read_from_the_words_and_shown(helene: Client, homework: Skill) -> None:
    page = helene.post(PILE, posted(GOOD), follow=True)
    card = Card.objects.get()
    assert (card.domain_id, card.skill) == ("school", homework)
    assert "Homework help" in page.content.decode()


def test_words_that_tell_no_compartment_come_back_asking_for_it(helene: Client) -> None:
    page = helene.post(PILE, posted(GOOD, ("Nour", "demand", "Tout ce qui vient", "")))
    assert Card.objects.count() == 1
    assert list(errors(page)) == ["domain"]
    assert "Tout ce qui vient" in page.content.decode()


def test_the_compartment_that_is_chosen_wins_over_the_words(
    helene: Client, cast: Cast, homework: Skill, school: Domain
) -> None:
    food = Domain.objects.create(code="food", name_fr="Cuisine", pictogram="food", position=2)
    helene.post(PILE, posted(("Nour", "offer", "Aide aux devoirs", food.code)))
    card = Card.objects.get()
    assert (card.domain, card.skill) == (food, None)


def test_two_people_called_alike_are_told_apart(cast: Cast, helene: Client) -> None:
    first = a_resident("Amina", cast.tilleuls, family_name="Warsame")
    second = a_resident("Amina", cast.tilleuls, family_name="Wembe")
    data = posted(("amina", "offer", "Aide aux devoirs", ""))
    page = helene.post(PILE, data)
    assert list(errors(page)) == ["who"]
    choices = dict(page.context["pile"].lines[0].fields["meant"].choices)
    assert set(choices) == {"", str(first.pk), str(second.pk)}
    helene.post(PILE, data | {"slip-1-meant": str(second.pk)})
    assert Card.objects.get().owner_resident == second


def test_a_name_that_is_nobody_s_is_a_partner_or_a_mistake(cast: Cast, helene: Client) -> None:
    data = posted(("Sam", "offer", "Aide aux devoirs", ""))
    page = helene.post(PILE, data)
    assert not Card.objects.exists(), "a name is never completed in silence"
    assert set(dict(page.context["pile"].lines[0].fields["meant"].choices)) == {"", str(cast.samim.pk), "partner"}
    helene.post(PILE, data | {"slip-1-meant": "partner"})
    assert Card.objects.get().owner_partner == "Sam"


def test_a_partner_whose_name_was_written_in_two_ways_is_one(cast: Cast, helene: Client, school: Domain) -> None:
    for name in ("La Médiathèque", "la  mediatheque"):
        put_card(centre=cast.tilleuls, kind="offer", title="x", domain=school, owner_partner=name, by=cast.helene)
    assert helene.post(PILE, posted(("LA MEDIATHEQUE", "offer", "Aide aux devoirs", ""))).status_code == 302


@pytest.mark.parametrize("name", ["Les Jardins", "les jardins", "Mireille", "AZIZI SAMIM", "Samim Azizi", "moi"])
def test_a_person_is_found_by_any_of_their_names(cast: Cast, helene: Client, name: str, school: Domain) -> None:
    helene.post(PILE, posted(("Les Jardins", "offer", "x", "school"), **{"slip-1-meant": "partner"}))
    page = helene.post(PILE, posted((name, "offer", "Aide aux devoirs", "")))
    assert page.status_code == 302
    assert Card.objects.count() == 2


@pytest.mark.parametrize("name", ["নাসরিন", "نسرین", "Їжак", "ნინო", "ትግስቲ", "O", "N" * 300])
def test_names_in_any_script_and_of_any_length(cast: Cast, helene: Client, name: str) -> None:
    resident = a_resident(name[:60], cast.tilleuls, preferred_name=name)
    helene.post(PILE, posted((name, "offer", "Aide aux devoirs", "")))
    assert Card.objects.get().owner_resident == resident


def test_nobody_of_a_neighbour_is_offered_or_found(cast: Cast, helene: Client) -> None:
    assert "Tomas" not in helene.get(PILE).content.decode()
    data = posted(("Tomas P.", "offer", "Aide aux devoirs", ""), **{"slip-1-meant": str(cast.voisin.pk)})
    assert helene.post(PILE, data).status_code == 200
    assert not Card.objects.exists()


def test_without_the_agreement_of_the_persons_nothing_is_hung_and_everything_stays(helene: Client) -> None:
    page = helene.post(PILE, posted(GOOD, consent=""))
    assert not Card.objects.exists()
    assert page.context["pile"].consent.errors["consent"]
    assert 'value="Aide aux devoirs"' in page.content.decode()


def test_a_second_click_hangs_nothing_twice(helene: Client) -> None:
    data = posted(GOOD, ("Nour", "demand", "Lire un plan", "school"))
    first = helene.post(PILE, data)
    second = helene.post(PILE, data)
    assert first.url == second.url
    assert Card.objects.count() == 2
    assert Entry.objects.filter(event=Event.CARD_PUT).count() == 2


def test_corrected_lines_join_the_pile_that_hangs_already(helene: Client) -> None:
    data = posted(GOOD, ("Nour", "demand", "Tout ce qui vient", ""))
    helene.post(PILE, data)
    page = helene.post(PILE, data | {"slip-2-domain": "school"}, follow=True)
    assert [card.number for card in page.context["cards"]] == [1, 2]


def test_the_lines_to_write_on_follow_the_last_that_was_written(helene: Client) -> None:
    blank: Line = ("", "offer", "", "")
    page = helene.post(PILE, posted(("Nour", "demand", "Tout ce qui vient", ""), GOOD, *[blank] * 8))
    pile = page.context["pile"]
    assert [line.line for line in (*pile.lines, *pile.blank())] == [1, 3, 4, 5]


def test_a_line_that_hangs_already_is_not_changed_by_sending_it_again(helene: Client) -> None:
    data = posted(GOOD)
    helene.post(PILE, data)
    page = helene.post(PILE, data | {"slip-1-title": "Aide aux devoirs le soir"})
    assert "hangs already as no. 1" in errors(page)["title"][0]
    assert Card.objects.get().title == "Aide aux devoirs"


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (("", "offer", "Aide aux devoirs", ""), "who"),
        (("Samim", "offer", "", "school"), "title"),
        (("Samim", "gift", "Aide aux devoirs", ""), "kind"),
        (("Samim", "offer", "x" * 121, "school"), "title"),
        (("Samim", "offer", "a\0b", "school"), "title"),
        (("Samim", "offer", "Aide aux devoirs", "alchemy"), "domain"),
    ],
)
def test_what_a_line_cannot_hold_is_said_beside_it_and_stops_no_other(helene: Client, line: Line, field: str) -> None:
    page = helene.post(PILE, posted(line, GOOD))
    assert Card.objects.count() == 1
    assert field in errors(page)


def test_an_empty_pile_is_said_and_lines_left_blank_are_no_slips(helene: Client) -> None:
    blank: Line = (" ", "offer", "", "")
    assert "Nothing is written yet" in helene.post(PILE, posted(blank)).content.decode()
    helene.post(PILE, posted(blank, GOOD, blank))
    assert Card.objects.count() == 1


@pytest.mark.parametrize("line", [["0"], ["61"], ["-1"], ["x"], ["1", "1"], ["9" * 5000]])
def test_lines_are_numbered_as_on_the_page(helene: Client, line: list[str]) -> None:
    helene.post(PILE, posted(GOOD, line=line))
    assert Card.objects.count() == (1 if line == ["1", "1"] else 0)


@pytest.mark.parametrize("who", ["mireille", "nour_account"])
def test_a_pile_is_for_staff(cast: Cast, sign_in: SignIn, school: Domain, who: str) -> None:
    user = getattr(cast, who)
    assert sign_in(user).get(PILE).status_code == 403
    slip = Slip(1, {"owner_user": user}, kind="offer", title="x", domain=school)
    with pytest.raises(PermissionDenied):
        put_pile(centre=cast.tilleuls, key=uuid4(), slips=[slip], by=user)


def test_the_numbers_are_for_the_one_who_put_the_pile(cast: Cast, helene: Client, sign_in: SignIn) -> None:
    address = helene.post(PILE, posted(GOOD)).url
    assert helene.get(address).status_code == 200
    assert sign_in(cast.karim).get(address).url == PILE
    assert helene.get(NUMBERS, {"pile": "x"}).url == PILE


def test_a_pile_costs_what_its_cards_cost(cast: Cast, helene: Client) -> None:
    def queries(number: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            helene.post(PILE, posted(*[GOOD] * number))
        return len(captured)

    queries(1)
    few, many = queries(1), queries(11)
    assert many - few <= 10 * 29

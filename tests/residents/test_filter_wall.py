"""The filters of the wall, kept in its address: by whom, when, in which language, by number; what is for staff only."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cada_peers.ui.waiting import waiting_for
from residents.actions import decline_introduction, propose_introduction, put_card, withdraw_card
from residents.box.owners import with_owner_kind
from residents.models import Card, Domain, Introduction, Moment, ResidentLanguage
from tests.cast import Cast
from tests.conftest import SignIn

BOX = reverse("residents:box")


@pytest.fixture
def wall(cast: Cast, school: Domain) -> dict[str, Card]:
    """A card of everyone, by the first word of its title."""
    owners = {
        "résident": {"owner_resident": cast.samim, "moments": Moment.EVENING | Moment.WEEKEND, "own_gender": "man"},
        "pair": {"owner_resident": cast.nour, "own_gender": "woman"},
        "équipe": {"owner_user": cast.karim, "moments": Moment.MORNING},
        "bénévole": {"owner_user": cast.mireille, "kind": "demand", "languages": ["ar"]},
        "partenaire": {"owner_partner": "Les Jardins"},
    }
    common = {"centre": cast.tilleuls, "kind": "offer", "domain": school, "by": cast.helene}
    return {title: put_card(title=title, **common | owner) for title, owner in owners.items()}


def titles(client: Client, **filters: object) -> set[str]:
    return {face.title for face in client.get(BOX, filters).context["faces"]}


def approve(cast: Cast) -> None:
    file = cast.nour.peer_helper_files.create(centre=cast.tilleuls, chosen_name="Nour")
    file.formalised_on = file.engaged_on = file.approved_on = "2025-01-01"
    file.approved_by, file.proposed_by = cast.claire, cast.marc
    for file.status in ("formalised", "engaged", "in_trial", "approved"):
        file.save()


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ({"by": "residents"}, {"résident", "pair"}),
        ({"by": "team"}, {"équipe"}),
        ({"by": "volunteers"}, {"bénévole"}),
        ({"by": "partners"}, {"partenaire"}),
        ({"moment": Moment.WEEKEND.value}, {"résident"}),
        ({"moment": Moment.MORNING.value}, {"équipe"}),
        ({"moment": Moment.AFTERNOON.value}, set()),
        ({"language": "ar"}, {"bénévole"}),
        ({"kind": "demand"}, {"bénévole"}),
        ({"gender": "woman"}, {"pair"}),
        ({"helpers": "on"}, {"pair"}),
        ({"by": "team", "moment": Moment.EVENING.value}, set()),
    ],
)
def test_each_filter_keeps_what_it_says(
    cast: Cast, sign_in: SignIn, wall: dict[str, Card], filters: dict[str, object], kept: set[str]
) -> None:
    approve(cast)
    assert titles(sign_in(cast.helene), **filters) == kept


@pytest.mark.parametrize("who", ["mireille", "nour_account"])
def test_whom_a_card_is_from_is_asked_by_staff_only(
    cast: Cast, sign_in: SignIn, wall: dict[str, Card], who: str
) -> None:
    client = sign_in(getattr(cast, who))
    page = client.get(BOX, {"gender": "woman"})
    assert len(page.context["faces"]) == 5, "the filter is not there for them: it tells nothing"
    assert "gender" not in page.context["filters"].fields
    body = client.get(reverse("residents:card", args=[wall["résident"].pk])).content.decode()
    assert "The card is from" not in body


@pytest.mark.parametrize("typed", ["{}", "no. {}", "n° {}", "nº{}", "№ {}", "#{}", " N°\u00a0{} "])
def test_a_card_is_found_by_the_number_on_the_paper(
    cast: Cast, sign_in: SignIn, wall: dict[str, Card], typed: str
) -> None:
    assert titles(sign_in(cast.mireille), q=typed.format(wall["équipe"].number)) == {"équipe"}


@pytest.mark.parametrize("typed", ["2-4", "no. 2 – 4"])
def test_cards_are_found_from_one_number_to_another(
    cast: Cast, sign_in: SignIn, wall: dict[str, Card], typed: str
) -> None:
    assert titles(sign_in(cast.mireille), q=typed) == {"pair", "équipe", "bénévole"}


def test_staff_find_by_its_number_a_card_that_is_no_longer_in_the_box(
    cast: Cast, sign_in: SignIn, wall: dict[str, Card]
) -> None:
    gone = withdraw_card(card=wall["pair"], by=cast.helene)
    assert titles(sign_in(cast.helene), q=f"no. {gone.number}") == {"pair"}
    assert titles(sign_in(cast.mireille), q=f"no. {gone.number}") == set()
    assert titles(sign_in(cast.nour_account), q=f"no. {gone.number}") == {"pair"}, "it is her own"


def test_a_number_among_other_words_is_a_word(cast: Cast, sign_in: SignIn, wall: dict[str, Card]) -> None:
    Card.objects.filter(pk=wall["pair"].pk).update(folded="bus 12 jeudi")
    assert titles(sign_in(cast.helene), q="bus 12") == {"pair"}


def test_the_wall_stands_in_the_order_that_is_asked_for(cast: Cast, sign_in: SignIn, wall: dict[str, Card]) -> None:
    soon = timezone.localdate() + timedelta(days=40)
    Card.objects.filter(pk=wall["équipe"].pk).update(valid_until=soon)
    faces = sign_in(cast.helene).get(BOX, {"sort": "ending"}).context["faces"]
    assert faces[0].title == "équipe"
    numbers = [face.number for face in sign_in(cast.helene).get(BOX, {"sort": "number"}).context["faces"]]
    assert numbers == [1, 2, 3, 4, 5]


def test_each_filter_in_use_is_taken_away_alone(cast: Cast, sign_in: SignIn, wall: dict[str, Card]) -> None:
    page = sign_in(cast.helene).get(BOX, {"by": "team", "kind": "offer", "domain": "school", "page": "1"})
    in_use = {str(words): address for words, address in page.context["in_use"]}
    assert in_use == {"offer": "by=team&domain=school", "the team": "kind=offer&domain=school"}


@pytest.mark.parametrize(
    ("title", "standing"), [("équipe", "team"), ("bénévole", "volunteer"), ("partenaire", "partner")]
)
def test_a_card_says_on_the_wall_in_which_capacity_it_was_put(
    cast: Cast, sign_in: SignIn, wall: dict[str, Card], title: str, standing: str
) -> None:
    faces = {face.title: face for face in sign_in(cast.nour_account).get(BOX).context["faces"]}
    assert faces[title].standing == standing
    assert faces["résident"].standing == ""


def kinds() -> dict[str, str]:
    return dict(with_owner_kind(Card.objects.all()).values_list("title", "owner_kind"))


def test_a_resident_is_a_resident_whether_the_card_hangs_under_the_record_or_the_account(
    cast: Cast, sign_in: SignIn, school: Domain
) -> None:
    """Said alike by the filters, on the card, and on the page of the whole house."""
    common = {"centre": cast.tilleuls, "kind": "offer", "domain": school, "by": cast.helene}
    put_card(title="record", owner_resident=cast.nour, **common)
    put_card(title="account", owner_user=cast.nour_account, **common)
    assert set(kinds().values()) == {"resident"}
    approve(cast)
    assert set(kinds().values()) == {"helper"}
    claire = sign_in(cast.claire)
    assert titles(claire, by="residents") == titles(claire, helpers="on") == {"record", "account"}
    assert all(face.is_peer_helper for face in claire.get(BOX).context["faces"])
    house = claire.get(reverse("residents:competences")).context
    assert [(column.kind, column.count) for column in house["columns"] if column.count] == [("helper", 1)]


def test_a_status_that_another_house_approved_is_not_ours(cast: Cast, wall: dict[str, Card]) -> None:
    approve(cast)
    cast.nour.peer_helper_files.update(centre=cast.erables)
    assert kinds()["pair"] == "resident"


@pytest.mark.parametrize(
    ("ended", "also", "kind"),
    [
        (False, None, "volunteer"),
        (True, None, "volunteer"),
        (False, "management", "team"),
        (True, "management", "team"),
    ],
)
def test_in_the_team_what_one_is_now_counts_and_staff_before_volunteer(
    cast: Cast, wall: dict[str, Card], ended: bool, also: str | None, kind: str
) -> None:
    if ended:
        cast.mireille.postings.update(ends_on=timezone.localdate())
    if also:
        cast.mireille.postings.create(role=also, centre=cast.tilleuls, starts_on="2024-01-01")
    assert kinds()["bénévole"] == kind


def test_who_was_staff_and_volunteers_now_is_a_volunteer(cast: Cast, wall: dict[str, Card]) -> None:
    cast.karim.postings.update(ends_on=timezone.localdate())
    cast.karim.postings.create(role="volunteer", centre=cast.tilleuls, starts_on="2024-01-01")
    assert kinds()["équipe"] == "volunteer"


def test_staff_see_which_demands_nobody_answers_yet(cast: Cast, sign_in: SignIn, wall: dict[str, Card]) -> None:
    """A proposal takes a demand off the list, « not this time » puts it back, a meeting takes it off for good."""
    helene = sign_in(cast.helene)

    def left() -> tuple[set[str], int | None]:
        lines = {line.url: line.count for line in waiting_for(cast.helene, cast.helene.postings.get())}
        return titles(helene, todo="unanswered"), lines.get(f"{BOX}?todo=unanswered#wall")

    assert left() == ({"bénévole"}, 1)
    pair = {"offer": wall["résident"], "demand": wall["bénévole"], "by": cast.helene}
    introduction, _is_new = propose_introduction(**pair)
    assert left() == (set(), None)
    decline_introduction(introduction=introduction, by=cast.helene)
    assert left() == ({"bénévole"}, 1)
    day = timezone.localdate()
    Introduction.objects.update(status="held", offer_agreed_on=day, demand_agreed_on=day, held_on=day)
    assert left() == (set(), None)


def test_what_is_left_to_do_is_for_staff(cast: Cast, sign_in: SignIn, wall: dict[str, Card]) -> None:
    assert len(titles(sign_in(cast.nour_account), todo="unanswered")) == len(wall)
    lines = waiting_for(cast.mireille, cast.mireille.postings.get())
    assert not [line for line in lines if "unanswered" in line.url]


def test_an_empty_compartment_invites_to_put_a_card_there(cast: Cast, sign_in: SignIn, school: Domain) -> None:
    client = sign_in(cast.mireille)
    address = f"{reverse('residents:card_add')}?domain=school"
    assert address in client.get(BOX, {"domain": "school"}).content.decode()
    assert client.get(address).context["form"].initial == {"domain": "school"}


def test_the_languages_to_choose_from_are_those_of_cards_that_hang(
    cast: Cast, sign_in: SignIn, school: Domain, wall: dict[str, Card]
) -> None:
    """Which languages the residents speak tells where they come from: neither the filter nor the new card says it."""
    ResidentLanguage.objects.create(resident=cast.samim, language="ti")
    said = {"centre": cast.tilleuls, "kind": "offer", "domain": school, "owner_resident": cast.samim}
    gone = put_card(title="tigrigna", languages=["ti"], by=cast.helene, **said)
    withdraw_card(card=gone, by=cast.helene)
    mireille = sign_in(cast.mireille)
    languages = dict(mireille.get(BOX).context["filters"].fields["language"].choices)
    frequent = mireille.get(reverse("residents:card_add")).context["form"].frequent
    assert "ti" not in languages
    assert "ar" in languages
    assert {choice.data["value"] for choice in frequent} == {"fr", "en", "ar"}

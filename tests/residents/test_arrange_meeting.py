"""When two people meet: on a day that both read, after which the house asks whether they met."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cada_peers.journal.models import Entry
from cada_peers.ui.dates import weekday_day
from cada_peers.ui.waiting import Waiting, waiting_for
from residents.actions import arrange_introduction, decline_introduction, note_held, put_card
from residents.introductions.pages import next_of, said_of_meeting
from residents.models import Card, Domain, Introduction
from tests.cast import Cast
from tests.conftest import SignIn

LIST, MINE = reverse("residents:introductions"), reverse("residents:my_introductions")


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def accepted(cast: Cast, school: Domain) -> Introduction:
    """Mireille, a volunteer, offers and Samim asks; both said yes ten days ago."""
    offer, demand = (
        put_card(centre=cast.tilleuls, kind=kind, title=kind, domain=school, by=cast.helene, **owner)
        for kind, owner in (("offer", {"owner_user": cast.mireille}), ("demand", {"owner_resident": cast.samim}))
    )
    return Introduction.objects.create(
        centre=cast.tilleuls,
        offer=offer,
        demand=demand,
        mediator=cast.helene,
        status="accepted",
        proposed_on=in_days(-10),
        offer_agreed_on=in_days(-10),
        demand_agreed_on=in_days(-10),
    )


@pytest.fixture
def helene(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.helene)


def arrange(client: Client, introduction: Introduction, meets_on: date | str, appointment: str = "") -> object:
    address = reverse("residents:introduction_arrange", args=[introduction.pk])
    return client.post(address, {"meets_on": str(meets_on), "appointment": appointment})


def meet_on(introduction: Introduction, day: date | None) -> Introduction:
    Introduction.objects.filter(pk=introduction.pk).update(meets_on=day)
    introduction.refresh_from_db()
    return introduction


def own_line(cast: Cast) -> Waiting | None:
    lines = waiting_for(cast.mireille, cast.mireille.postings.get())
    return next((line for line in lines if str(line.label).startswith("Your meeting")), None)


def test_both_sides_read_the_day_the_time_and_the_place(
    cast: Cast, sign_in: SignIn, helene: Client, accepted: Introduction
) -> None:
    for _again in range(2):
        assert arrange(helene, accepted, in_days(20), "14 h, à l’accueil").status_code == 302
    assert Entry.objects.filter(event="residents.introduction_arranged").count() == 1
    read = f"{weekday_day(in_days(20))}, <bdi>14 h, à l’accueil</bdi>"
    staff = helene.get(reverse("residents:introduction", args=[accepted.pk])).content.decode()
    owner = sign_in(cast.mireille).get(MINE).content.decode()
    assert read in " ".join(staff.split())
    assert read in " ".join(owner.split())
    assert f'value="{in_days(20).isoformat()}"' in staff


def test_a_day_is_read_as_the_french_write_it(helene: Client, accepted: Introduction) -> None:
    helene.cookies["django_language"] = "fr"
    arrange(helene, accepted, in_days(3).strftime("%d/%m/%Y"))
    accepted.refresh_from_db()
    assert (accepted.meets_on, accepted.appointment) == (in_days(3), "")
    assert accepted.is_arranged


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(-8, "This day is past"), (-11, "This day is past"), (366, "more than a year away")],
)
def test_a_day_that_is_none_to_meet_on_is_told_beside_it(
    helene: Client, accepted: Introduction, days: int, sentence: str
) -> None:
    page = arrange(helene, accepted, in_days(days), "à garder")
    assert sentence in page.context["appointment"].errors["meets_on"][0]
    assert "à garder" in page.content.decode()
    accepted.refresh_from_db()
    assert accepted.meets_on is None


def test_the_words_of_a_meeting_of_long_ago_may_still_be_corrected(cast: Cast, accepted: Introduction) -> None:
    meet_on(accepted, in_days(-9))
    arrange_introduction(introduction=accepted, meets_on=in_days(-9), appointment="cour", by=cast.helene)
    with pytest.raises(ValidationError, match="past"):
        arrange_introduction(introduction=accepted, meets_on=in_days(-8), by=cast.helene)
    assert arrange_introduction(introduction=accepted, meets_on=in_days(-7), by=cast.helene).meets_on == in_days(-7)


def test_have_they_met_is_asked_from_the_day_after_and_without_a_day_two_weeks_after_both_said_yes(
    accepted: Introduction,
) -> None:
    def is_asked() -> bool:
        accepted.refresh_from_db()
        rows = Introduction.objects.to_hear_of()
        assert accepted.is_to_hear_of is rows.exists()
        return rows.exists()

    for days, asked in ((1, False), (0, False), (-1, True)):
        meet_on(accepted, in_days(days))
        assert is_asked() is asked
    Introduction.objects.update(
        proposed_on=in_days(-20), offer_agreed_on=in_days(-20), demand_agreed_on=in_days(-14), meets_on=in_days(2)
    )
    assert not is_asked(), "the day they meet is still to come"
    Introduction.objects.update(meets_on=None)
    assert not is_asked(), "nothing says when they meet"
    Introduction.objects.update(appointment="jeudi")
    assert is_asked()


def test_the_page_proposes_the_day_on_which_they_were_to_meet(helene: Client, accepted: Introduction) -> None:
    page = reverse("residents:introduction", args=[accepted.pk])
    for days, proposed in ((-3, -3), (4, 0)):
        meet_on(accepted, in_days(days))
        assert helene.get(page).context["held"].initial["held_on"] == in_days(proposed)


def test_before_a_day_is_said_and_comes_whether_they_met_is_folded_away_and_a_refused_answer_is_not(
    helene: Client, accepted: Introduction
) -> None:
    page = reverse("residents:introduction", args=[accepted.pk])
    for day, is_folded in ((None, True), (in_days(0), False), (in_days(4), True)):
        meet_on(accepted, day)
        assert ("They have met already?" in helene.get(page).content.decode()) is is_folded
    held = reverse("residents:introduction_held", args=[accepted.pk])
    refused = helene.post(held, {"held_on": str(in_days(4))}).content.decode()
    assert "This day is still to come" in refused
    assert "They have met already?" not in refused


def test_the_owner_is_reminded_the_day_before_and_no_more_once_it_is_over(cast: Cast, accepted: Introduction) -> None:
    accepted.appointment = "14 h, cour"
    accepted.save()
    meet_on(accepted, in_days(1))
    line = own_line(cast)
    assert (line.detail, line.urgency) == ("tomorrow, 14 h, cour", 0)
    meet_on(accepted, in_days(9))
    line = own_line(cast)
    assert (line.detail, line.urgency) == (f"{weekday_day(in_days(9))}, 14 h, cour", 1)
    meet_on(accepted, None)
    assert own_line(cast).detail == "14 h, cour"
    meet_on(accepted, in_days(-1))
    assert own_line(cast) is None


def test_the_next_meeting_comes_first_for_its_owner_and_for_those_who_mediate(
    cast: Cast, sign_in: SignIn, helene: Client, accepted: Introduction, school: Domain
) -> None:
    later, without = (
        Introduction.objects.create(
            centre=cast.tilleuls,
            offer=accepted.offer,
            demand=put_card(
                centre=cast.tilleuls, kind="demand", title=title, domain=school, owner_user=cast.karim, by=cast.karim
            ),
            mediator=cast.helene,
            status="accepted",
            offer_agreed_on=in_days(0),
            demand_agreed_on=in_days(0),
            appointment=title,
            meets_on=day,
        )
        for title, day in (("plus tard", in_days(5)), ("un de ces jours", None))
    )
    meet_on(accepted, in_days(2))
    order = [accepted, later, without]
    assert [row.introduction for row in helene.get(LIST).context["rows"]] == order
    mine = sign_in(cast.mireille).get(MINE)
    assert [seen.introduction for seen in mine.context["going_on"]] == order
    line = own_line(cast)
    assert (line.count, line.detail) == (3, weekday_day(in_days(2)))


def test_a_card_that_ends_before_they_meet_is_told(helene: Client, accepted: Introduction) -> None:
    Card.objects.filter(pk=accepted.demand_id).update(valid_until=in_days(4))
    page = reverse("residents:introduction", args=[accepted.pk])
    for days, is_told in ((4, False), (5, True)):
        meet_on(accepted, in_days(days))
        assert ("before they meet" in helene.get(page).content.decode()) is is_told


def test_each_line_of_the_list_says_the_day(accepted: Introduction) -> None:
    assert next_of(meet_on(accepted, in_days(1))) == "tomorrow"
    assert next_of(meet_on(accepted, in_days(-1))) == "yesterday: have they met?"
    assert said_of_meeting(None, "") == ""


def test_a_no_keeps_neither_the_day_nor_the_place_and_a_meeting_that_took_place_does(
    cast: Cast, accepted: Introduction
) -> None:
    meet_on(accepted, in_days(0))
    held = note_held(introduction=accepted, held_on=in_days(0), by=cast.helene)
    assert held.meets_on == in_days(0)
    both = {"offer_agreed_on": in_days(0), "demand_agreed_on": in_days(0), "closed_on": None}
    Introduction.objects.update(status="accepted", held_on=None, outcome="", **both)
    declined = decline_introduction(introduction=accepted, by=cast.helene)
    assert (declined.meets_on, declined.appointment) == (None, "")


@pytest.mark.parametrize("wrong", [{"meets_on": in_days(-11)}, {"status": "proposed", "demand_agreed_on": None}])
def test_the_database_holds_that_people_meet_once_both_said_yes(accepted: Introduction, wrong: dict) -> None:
    meet_on(accepted, in_days(1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Introduction.objects.filter(pk=accepted.pk).update(**wrong)

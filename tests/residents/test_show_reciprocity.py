"""Who gives, who receives, who does both: people are counted, once each; hours never."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from residents.introductions.reciprocity import reciprocity_in, reciprocity_of
from residents.models import Card, Domain, Introduction, Resident
from tests.cast import Cast
from tests.conftest import SignIn

Met = Callable[..., Introduction]


@pytest.fixture
def met(cast: Cast, school: Domain) -> Met:
    """`met(giver, receiver)`: an introduction that took place. A text is the name of a partner."""

    def card(kind: str, owner: object) -> Card:
        side = "resident" if isinstance(owner, Resident) else "partner" if isinstance(owner, str) else "user"
        return Card.objects.create(
            centre=cast.tilleuls,
            kind=kind,
            number=Card.objects.count() + 1,
            title="x",
            display_name="x",
            domain=school,
            **{f"owner_{side}": owner},
        )

    def _met(giver: object, receiver: object, on: date | None = None) -> Introduction:
        day = on or timezone.localdate()
        return Introduction.objects.create(
            centre=cast.tilleuls,
            offer=card("offer", giver),
            demand=card("demand", receiver),
            status="held",
            proposed_on=day,
            offer_agreed_on=day,
            demand_agreed_on=day,
            held_on=day,
        )

    return _met


def rows() -> dict[str, tuple[int, int, int]]:
    picture = reciprocity_in(Introduction.objects.all())
    return {str(row.label): (row.gives, row.both, row.receives) for row in picture.rows}


def test_each_person_counts_once_whatever_the_number_of_meetings(cast: Cast, met: Met) -> None:
    for _ in range(3):
        met(cast.nour, cast.samim)
    met(cast.samim, cast.petit)
    assert rows() == {"residents": (1, 1, 1)}


def test_the_team_the_volunteers_and_the_partners_give_and_receive_too(cast: Cast, met: Met) -> None:
    met(cast.mireille, cast.nour)
    met("Le Panier doré", cast.samim)
    met("le panier  dore", cast.nour)
    met(cast.nour, cast.helene)
    assert rows() == {"residents": (0, 1, 1), "team and volunteers": (1, 0, 1), "partners": (1, 0, 0)}


def test_a_resident_with_an_account_is_one_person(cast: Cast, met: Met) -> None:
    met(cast.nour_account, cast.samim)
    met(cast.samim, cast.nour)
    assert rows() == {"residents": (0, 2, 0)}
    assert reciprocity_of(cast.nour) == (1, 1)


def test_what_did_not_take_place_and_what_is_older_than_a_year_does_not_count(cast: Cast, met: Met) -> None:
    Introduction.objects.filter(pk=met(cast.nour, cast.samim).pk).update(status="accepted", held_on=None)
    met(cast.nour, cast.samim, on=timezone.localdate() - timedelta(days=400))
    assert rows() == {}
    assert reciprocity_in(Introduction.objects.all()).total == 0
    assert reciprocity_of(cast.nour) == (1, 0)


def test_the_bars_share_one_scale_and_mirror(cast: Cast, met: Met) -> None:
    met(cast.nour, cast.samim)
    met(cast.mireille, cast.samim)
    residents, team = reciprocity_in(Introduction.objects.all()).rows
    assert [(part.kind, part.x, part.width) for part in residents.parts] == [("gives", 0, 50), ("receives", 50, 50)]
    assert [(part.kind, part.x, part.width) for part in team.parts] == [("gives", 0, 50)]
    mirrored = reciprocity_in(Introduction.objects.all(), mirrored=True).rows[1]
    assert [(part.x, part.width) for part in mirrored.parts] == [(50, 50)]


def test_the_picture_stands_on_the_page_with_its_table_and_never_an_hour(cast: Cast, sign_in: SignIn, met: Met) -> None:
    met(cast.nour, cast.samim)
    met(cast.samim, cast.nour)
    page = sign_in(cast.helene).get(reverse("residents:introductions")).content.decode()
    assert "2 people out of 2 did both." in page
    assert '<td class="number">2</td>' in page


def test_the_page_of_a_resident_says_it_in_one_line(cast: Cast, sign_in: SignIn, met: Met) -> None:
    address = reverse("residents:detail", args=[cast.nour.pk])
    helene = sign_in(cast.helene)
    assert "Gave to" not in helene.get(address).content.decode()
    met(cast.nour, cast.samim)
    met(cast.nour, cast.petit)
    met(cast.mireille, cast.nour)
    page = helene.get(address).content.decode()
    assert "Gave to 2 people." in page
    assert "Received from 1 person." in page

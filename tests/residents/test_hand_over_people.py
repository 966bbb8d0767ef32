"""Nobody is left with a referent who is gone: a filter finds them, a line waits, several are given over at once."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from cada_peers.journal.models import Entry
from residents.actions import hand_over
from residents.events import Event
from residents.models import Resident
from tests.cast import Cast, a_resident
from tests.conftest import SignIn

LIST, HAND_OVER = reverse("residents:list"), reverse("residents:hand_over")
ALONE = {"referent": "nobody"}


@pytest.fixture
def claire(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.claire)


def leaves_the_team(cast: Cast) -> None:
    cast.helene.postings.update(ends_on="2026-01-01")


def names(client: Client, **query: str) -> set[str]:
    return {resident.name for resident in client.get(LIST, query).context["page"]}


def test_who_has_no_referent_or_one_who_left_is_found_and_waits_for_the_management(
    cast: Cast, claire: Client, sign_in: SignIn
) -> None:
    address = f'href="{LIST}?referent=nobody"'
    assert names(claire, **ALONE) == {"Idris"}
    a_resident("Parti", cast.tilleuls, departed_on="2025-01-01")
    leaves_the_team(cast)
    assert names(claire, **ALONE) == {"Nour", "Samim", "Idris"}
    home = claire.get("/").content.decode()
    assert ("People without a referent here" in home, address in home) == (True, True)
    for user in (cast.karim, cast.mireille):
        assert address not in sign_in(user).get("/").content.decode()


def test_the_people_of_a_filtered_list_are_given_to_somebody_at_once(cast: Cast, claire: Client) -> None:
    leaves_the_team(cast)
    page = claire.get(LIST, ALONE).content.decode()
    assert f"{HAND_OVER}?referent=nobody" in page
    assert HAND_OVER not in claire.get(LIST).content.decode()
    form = claire.get(HAND_OVER, ALONE).context["form"]
    assert set(form["people"].value()) == {str(each.pk) for each in (cast.nour, cast.samim, cast.petit)}
    ticked = [str(cast.nour.pk), str(cast.samim.pk)]
    done = claire.post(f"{HAND_OVER}?referent=nobody", {"people": ticked, "referent": str(cast.karim.pk)}, follow=True)
    assert "2 people have a new referent." in done.content.decode()
    assert set(Resident.objects.filter(referent=cast.karim)) == {cast.nour, cast.samim}
    lines = Entry.objects.filter(event=Event.REFERENT_CHANGED, actor_id=cast.claire.pk)
    assert set(lines.values_list("subject_id", flat=True)) == {cast.nour.pk, cast.samim.pk}
    mixed = claire.get(HAND_OVER).context["form"]
    assert not mixed["people"].value(), "of several referents, one press must not move a whole house"
    assert names(claire, **ALONE) == {"Idris"}


@pytest.mark.parametrize("wrong", ["nobody ticked", "a neighbour ticked", "a neighbour as referent", "a volunteer"])
def test_what_cannot_be_given_over_is_said_beside_the_field_and_nothing_moves(
    cast: Cast, claire: Client, wrong: str
) -> None:
    people = {"nobody ticked": [], "a neighbour ticked": [str(cast.voisin.pk)]}.get(wrong, [str(cast.nour.pk)])
    referents = {"a neighbour as referent": cast.victor, "a volunteer": cast.mireille}
    page = claire.post(HAND_OVER, {"people": people, "referent": str(referents.get(wrong, cast.karim).pk)})
    assert page.context["form"].errors["referent" if wrong in referents else "people"]
    assert set(Resident.objects.filter(referent=cast.helene)) == {cast.nour, cast.samim}


def test_nobody_takes_people_over_from_a_colleague_who_is_still_here(cast: Cast, sign_in: SignIn) -> None:
    """All or none: the one without a referent stays without, too."""
    both = {"people": [cast.petit.pk, cast.nour.pk], "centre": cast.tilleuls, "referent": cast.karim}
    with pytest.raises(ValidationError, match="Hélène is the referent"):
        hand_over(**both, by=cast.karim)
    assert not Resident.objects.filter(referent=cast.karim).exists()
    posted = {"people": [str(cast.nour.pk)], "referent": str(cast.karim.pk)}
    assert "Hélène is the referent" in sign_in(cast.karim).post(HAND_OVER, posted).content.decode()
    assert len(hand_over(**both, by=cast.claire)) == 2
    # Given to whom they have already: nothing is written.
    assert hand_over(**both, by=cast.karim) == []


def test_who_does_not_write_records_hands_nobody_over(cast: Cast) -> None:
    for stranger in (cast.mireille, cast.nour_account, cast.victor, cast.siege):
        with pytest.raises(PermissionDenied):
            hand_over(people=[cast.nour.pk], centre=cast.tilleuls, referent=cast.karim, by=stranger)
    assert hand_over(people=[cast.nour.pk], centre=cast.erables, referent=cast.victor, by=cast.victor) == []


def test_many_are_ticked_at_once_by_the_referent_of_today_and_nothing_is_saved_by_it(
    cast: Cast, claire: Client
) -> None:
    """Without a script: a button ticks everyone, nobody, or those of one referent beside those already ticked."""
    leaves_the_team(cast)
    a_resident("Vera", cast.tilleuls, referent=cast.karim)
    groups = claire.get(HAND_OVER).context["form"].groups()
    assert [group.reason for group in groups] == [
        "No referent yet",
        f"Referent who left: {cast.helene}",
        f"Referent: {cast.karim}",
    ]
    listed = {str(each.pk) for group in groups for each, _names, _box in group.people}
    theirs = {str(cast.nour.pk), str(cast.samim.pk)}
    alone = str(cast.petit.pk)
    expected = {"all": listed, "none": set(), str(cast.helene.pk): {*theirs, alone}, "": {alone}, "elsewhere": {alone}}
    for button, ticks in expected.items():
        posted = {"people": [alone], "referent": str(cast.karim.pk), "tick": button}
        page = claire.post(HAND_OVER, posted)
        form = page.context["form"]
        assert (set(form["people"].value()), page.content.decode().count(" checked")) == (ticks, len(ticks))
        assert (form["referent"].value(), form.errors) == (str(cast.karim.pk), {})
    assert not Resident.objects.filter(referent=cast.karim).exclude(display_name="Vera").exists()

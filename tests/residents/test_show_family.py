"""On the page of a resident: the family, and the people with whom nobody brings them together."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from cada_peers.journal.models import Entry
from residents.actions import end_keeping_apart, keep_apart, note_departure, note_tie
from residents.models import KeptApart, Resident, Tie
from tests.cast import Cast, a_resident
from tests.conftest import SignIn


@pytest.fixture
def helene(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.helene)


def page_of(client: Client, resident: Resident) -> str:
    return client.get(reverse("residents:detail", args=[resident.pk])).content.decode()


@pytest.mark.parametrize(
    ("relation", "seen_here", "seen_there"),
    [("couple", "couple", "couple"), ("parent", "parent", "child"), ("child", "child", "parent")],
)
def test_a_tie_is_noted_from_one_page_and_read_on_both(
    cast: Cast, helene: Client, relation: str, seen_here: str, seen_there: str
) -> None:
    address = reverse("residents:tie_add", args=[cast.samim.pk])
    response = helene.post(address, {"other": str(cast.nour.pk), "relation": relation})
    assert response.url == reverse("residents:detail", args=[cast.samim.pk])
    assert f'<bdi>Nour B.</bdi></a> <span class="soft">{seen_here}' in page_of(helene, cast.samim)
    assert f'<bdi>Samim A.</bdi></a> <span class="soft">{seen_there}' in page_of(helene, cast.nour)


def test_people_kept_apart_are_read_on_both_pages_with_a_sentence_and_no_reason(cast: Cast, helene: Client) -> None:
    address = reverse("residents:apart_add", args=[cast.samim.pk])
    form = helene.get(address)
    assert "No reason is asked, and none is kept" in form.content.decode()
    assert list(form.context["form"].fields) == ["other", "account", "partner"]
    helene.post(address, {"other": str(cast.nour.pk)})
    for here, there in ((cast.samim, cast.nour), (cast.nour, cast.samim)):
        body = page_of(helene, here)
        assert "Nobody brings them together" in body
        assert there.called in body


@pytest.mark.parametrize(
    ("field", "named"), [("account", "Mireille, of the team"), ("partner", "Le Panier, a partner")]
)
def test_a_volunteer_or_a_partner_is_noted_read_and_removed_on_the_page_of_the_resident(
    cast: Cast, helene: Client, sign_in: SignIn, field: str, named: str
) -> None:
    address = reverse("residents:apart_add", args=[cast.nour.pk])
    posted = {field: {"account": str(cast.mireille.pk), "partner": " Le Panier "}[field]}
    assert helene.post(address, posted).url == reverse("residents:detail", args=[cast.nour.pk])
    pair = KeptApart.objects.get()
    body = page_of(helene, cast.nour)
    assert (f"<bdi>{named}</bdi>" in body, reverse("residents:apart_remove", args=[pair.pk]) in body) == (True, True)
    again = helene.post(address, posted | {"partner": posted.get("partner", "").upper()})
    assert "noted already" in str(again.context["form"].errors)
    assert named not in sign_in(cast.nour_account).get(reverse("residents:my_record")).content.decode()
    helene.post(reverse("residents:apart_remove", args=[pair.pk]), {"page": str(cast.nour.pk)})
    assert not KeptApart.objects.exists()


@pytest.mark.parametrize(
    "chosen", [(), ("other", "partner"), ("account", "partner")], ids=["nobody", "two of them", "two others"]
)
def test_exactly_one_is_chosen(cast: Cast, helene: Client, chosen: tuple[str, ...]) -> None:
    whole = {"other": str(cast.nour.pk), "account": str(cast.mireille.pk), "partner": "Le Panier"}
    page = helene.post(
        reverse("residents:apart_add", args=[cast.samim.pk]), {"relation": ""} | {name: whole[name] for name in chosen}
    )
    assert "Choose one" in str(page.context["form"].errors["other"])
    assert not KeptApart.objects.exists()


@pytest.mark.parametrize("verb", ["tie_add", "apart_add"])
def test_the_same_two_from_the_other_page_are_told_beside_the_form(cast: Cast, helene: Client, verb: str) -> None:
    note_tie(one=cast.samim, other=cast.nour, kind="couple", by=cast.helene)
    keep_apart(one=cast.samim, other=cast.nour, by=cast.helene)
    posted = {"other": str(cast.samim.pk), "relation": "couple"}
    response = helene.post(reverse(f"residents:{verb}", args=[cast.nour.pk]), posted)
    assert response.context["form"].non_field_errors()
    assert (Tie.objects.count(), KeptApart.objects.count()) == (1, 1)


@pytest.mark.parametrize("verb", ["tie_add", "apart_add"])
@pytest.mark.parametrize("who", ["samim", "voisin"])
def test_oneself_and_the_people_of_other_houses_cannot_be_chosen(
    cast: Cast, helene: Client, verb: str, who: str
) -> None:
    posted = {"other": str(getattr(cast, who).pk), "relation": "couple"}
    response = helene.post(reverse(f"residents:{verb}", args=[cast.samim.pk]), posted)
    assert response.context["form"].errors["other"]


def test_the_same_family_name_is_proposed_first_and_those_who_moved_out_last(cast: Cast, helene: Client) -> None:
    a_resident("Zahra", cast.tilleuls, family_name="azizi")
    note_departure(resident=cast.nour, departed_on=date(2026, 3, 1), by=cast.helene)
    form = helene.get(reverse("residents:tie_add", args=[cast.samim.pk])).context["form"]
    labels = [label for _key, label in form.fields["other"].choices][1:]
    first = "arrived on 1 February 2024"
    assert labels == [f"Zahra azizi · {first}", f"Idris · {first}", f"Nour Belkacem (moved out) · {first}"]
    # Two people called alike are told apart by their arrival.
    a_resident("Zahra", cast.tilleuls, family_name="azizi", arrived_on="2025-05-06")
    form = helene.get(reverse("residents:apart_add", args=[cast.samim.pk])).context["form"]
    assert "Zahra azizi · arrived on 6 May 2025" in [label for _key, label in form.fields["other"].choices]


@pytest.mark.parametrize("verb", ["tie_remove", "apart_remove"])
def test_removed_from_one_page_one_stays_on_that_page(cast: Cast, helene: Client, verb: str) -> None:
    both = {"one": cast.samim, "other": cast.nour, "by": cast.helene}
    row = note_tie(kind="couple", **both) if verb == "tie_remove" else keep_apart(**both)
    response = helene.post(reverse(f"residents:{verb}", args=[row.pk]), {"page": str(cast.nour.pk)})
    assert response.url == reverse("residents:detail", args=[cast.nour.pk])
    assert not type(row).objects.exists()


@pytest.mark.parametrize("verb", ["tie_add", "apart_add"])
def test_choosing_somebody_reads_the_list_and_says_so_once(cast: Cast, helene: Client, verb: str) -> None:
    before = Entry.objects.count()
    helene.get(reverse(f"residents:{verb}", args=[cast.samim.pk]))
    assert (Entry.objects.count(), Entry.objects.first().amount) == (before + 1, 2)


def test_the_first_person_of_a_house_is_told_what_to_do(cast: Cast, sign_in: SignIn) -> None:
    response = sign_in(cast.victor).get(reverse("residents:tie_add", args=[cast.voisin.pk]))
    assert "Nobody else is in the list" in response.content.decode()


def test_what_is_kept_apart_stands_in_no_line_about_the_person(cast: Cast) -> None:
    """« Who read my file » lists the lines about one's own records: this one is about neither of the two."""
    keep_apart(one=cast.nour, other=cast.samim, by=cast.helene)
    assert not Entry.objects.filter(subject_id__in=[cast.nour.pk, cast.samim.pk]).exists()


def test_whoever_is_kept_apart_from_a_resident_neither_reads_it_nor_takes_it_back(
    cast: Cast, sign_in: SignIn, helene: Client
) -> None:
    """She is afraid of Karim, who works here: that she said so is not for his eyes, nor for his hand."""
    pair = keep_apart(one=cast.nour, other=cast.karim, by=cast.helene)
    karim, remove = sign_in(cast.karim), reverse("residents:apart_remove", args=[pair.pk])
    assert "Karim, of the team" in page_of(helene, cast.nour)
    body = page_of(karim, cast.nour)
    assert ("Karim, of the team" in body, remove in body) == (False, False)
    assert karim.post(remove).status_code == 404
    with pytest.raises(PermissionDenied):
        end_keeping_apart(pair=pair, by=cast.karim)
    # To note it oneself is answered alike, whether it was noted before or not.
    said = [
        karim.post(reverse("residents:apart_add", args=[each.pk]), {"account": str(cast.karim.pk)}, follow=True).content
        for each in (cast.nour, cast.samim)
    ]
    assert [b"Noted on both pages" in page for page in said] == [True, True]
    assert KeptApart.objects.count() == 2

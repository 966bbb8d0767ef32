"""Cards on paper: four to a page, both sides meeting, whole in every script, and no word that endangers anybody."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from cada_peers.journal.models import Entry
from residents.actions import put_card, withdraw_card
from residents.box.printing import MOST_CARDS
from residents.documents import CardSheet, render_cards
from residents.events import Event
from residents.models import Card, Domain
from tests.cast import Cast
from tests.conftest import SignIn
from tests.documents.sheets import ask, read_catalogue, read_info

PREPARE, PAPER = reverse("residents:cards_print"), reverse("residents:cards_paper")
SHEET = CardSheet(
    number=214,
    kind="offer",
    title="J’explique l’école",
    compartment="École et études",
    pictogram="school",
    name="Samim",
    address="https://pairs.example.org/box/cards/00000000-0000-4000-8000-000000000000/",
    languages="dari",
    when="le soir",
    where="salle commune",
    how="à deux",
)
WORD = re.compile('xMin="([\\d.]+)" yMin="([\\d.]+)" xMax="([\\d.]+)" yMax="([\\d.]+)">([^<]+)</word>')
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)


def pages(pdf: bytes, folder: Path) -> list[list[tuple[float, float, float, float, str]]]:
    """Per page, each word with its box in points."""
    found = PAGE.findall(ask("pdftotext", "-bbox", pdf=pdf, folder=folder))
    return [[(*map(float, word[:4]), word[4]) for word in WORD.findall(page)] for _width, _height, page in found]


def cell(word: tuple[float, float, float, float, str]) -> tuple[int, int]:
    """Column and row of the quarter of the page in which a word stands."""
    return int((word[0] + word[2]) / 2 > 297.6), int((word[1] + word[3]) / 2 > 420.9)


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_the_two_sides_of_a_card_meet_when_the_paper_is_turned_over_its_long_edge(number: int, tmp_path: Path) -> None:
    cards = [replace(SHEET, number=1001 + place) for place in range(number)]
    sides = pages(render_cards(cards, language="fr"), tmp_path)
    assert len(sides) == 2 * -(-number // 4)
    for front, back in zip(sides[::2], sides[1::2], strict=True):
        fronts = {word[4]: cell(word) for word in front if word[4].startswith("100")}
        backs = {word[4]: cell(word) for word in back if word[4].startswith("100")}
        assert fronts
        assert backs == {card: (1 - column, row) for card, (column, row) in fronts.items()}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_paper_is_tagged_titled_sound_and_says_nothing_more(language: str, tmp_path: Path) -> None:
    pdf = render_cards([SHEET, replace(SHEET, kind="demand", number=3)], language=language)
    info = read_info(pdf, tmp_path)
    assert (info["Tagged"], info["JavaScript"]) == ("yes", "no")
    assert info["Page size"].startswith("595.276 x 841.89")
    assert not {"Author", "Subject", "Keywords", "Creator", "CreationDate", "ModDate"} & set(info)
    assert read_catalogue(pdf)["/Lang"] == language
    assert 'pdfuaid:part="1"' in ask("pdfinfo", "-meta", pdf=pdf, folder=tmp_path)
    assert "No syntax or stream encoding errors" in ask("qpdf", "--check", pdf=pdf, folder=tmp_path)


def test_the_same_cards_give_the_same_bytes() -> None:
    assert render_cards([SHEET], language="fr") == render_cards([SHEET], language="fr")


@pytest.mark.parametrize(
    "words",
    ["أُعلّم العربية للأطفال", "আমি রান্না শেখাই", "ቋንቋ ምምሃር", "ვასწავლი ცეკვას", "Готовлю борщ", "Je relis un courrier"],
)
def test_words_in_six_scripts_are_drawn_with_letters_that_exist(words: str, tmp_path: Path) -> None:
    pdf = render_cards([replace(SHEET, title=words, name=words, where=words)], language="fr")
    fonts = ask("pdffonts", pdf=pdf, folder=tmp_path)
    assert "Noto" in fonts
    said = ask("pdftotext", pdf=pdf, folder=tmp_path)
    assert "\ufffd" not in said
    assert "□" not in said


@pytest.mark.parametrize(
    "text", ["W" * 120, "un mot " * 17, "ا" * 120, "রান্না " * 17, "ትግርኛ" * 24], ids=["one word", "many", "ar", "bn", "ti"]
)
def test_long_words_end_in_an_ellipsis_and_never_leave_their_card(text: str, tmp_path: Path) -> None:
    long = replace(
        SHEET, title=text, name=text[:60], languages=text, when=text, where=text[:80], wish="avec une femme si possible"
    )
    for side in pages(render_cards([long, SHEET, SHEET, SHEET], language="fr"), tmp_path):
        for word in side:
            column, row = cell(word)
            assert 20 < word[0] - 297.6 * column < word[2] - 297.6 * column < 278, word
            assert 20 < word[1] - 420.9 * row < word[3] - 420.9 * row < 401, word


@pytest.fixture
def hung(cast: Cast, school: Domain) -> list[Card]:
    """Three cards of Samim; the second says what no paper may carry."""
    titles = ("Je relis", "Mon dossier OFPRA", "Un thé")
    common = {"centre": cast.tilleuls, "domain": school, "owner_resident": cast.samim, "by": cast.helene}
    return [put_card(kind="offer", title=title, **common) for title in titles]


def codes(pdf: bytes, folder: Path) -> list[str]:
    """What a telephone reads in the codes of each page, at the resolution of an office printer."""
    (folder / "cards.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "cards.pdf", "page"], cwd=folder, check=True)
    read = []
    for page in sorted(folder.glob("page*.pgm")):
        _format, size, _depth, grey = page.read_bytes().split(b"\n", 3)
        width, height = map(int, size.split())
        read += [code.text for code in zxingcpp.read_barcodes(memoryview(grey).cast("B", (height, width)))]
    return read


def test_the_code_on_the_paper_opens_its_card_for_those_who_sign_in(
    cast: Cast, sign_in: SignIn, hung: list[Card], client: Client, settings: Settings, tmp_path: Path
) -> None:
    addresses = [reverse("residents:card", args=[card.pk]) for card in (hung[0], hung[2])]
    read = codes(sign_in(cast.helene).get(PAPER).content, tmp_path)
    assert sorted(read) == sorted(settings.PUBLIC_ADDRESS + address for address in addresses)
    path = read[0].removeprefix(settings.PUBLIC_ADDRESS)
    assert client.get(path).url == f"/account/login/?next={path}"
    assert sign_in(cast.mireille).get(path).status_code == 200
    assert sign_in(cast.victor).get(path).status_code == 404


def test_staff_print_what_the_filters_of_the_wall_keep(
    cast: Cast, sign_in: SignIn, hung: list[Card], tmp_path: Path
) -> None:
    response = sign_in(cast.helene).get(PAPER, {"q": "relis"})
    assert response["Content-Type"] == "application/pdf"
    said = ask("pdftotext", pdf=response.content, folder=tmp_path)
    assert "Je relis" in said
    assert "Un thé" not in said
    assert Entry.objects.filter(event=Event.CARDS_PRINTED, amount=1, centre_id=cast.tilleuls.pk).count() == 1


def test_a_card_with_a_telling_word_is_left_out_and_named(
    cast: Cast, sign_in: SignIn, hung: list[Card], tmp_path: Path
) -> None:
    helene = sign_in(cast.helene)
    page = helene.get(PREPARE)
    assert [(card, word) for card, word in page.context["run"].left_out] == [(hung[1], "ofpra")]
    pdf = helene.get(PAPER)
    everything = "\n".join(
        (
            ask("pdftotext", pdf=pdf.content, folder=tmp_path),
            ask("pdfinfo", "-meta", pdf=pdf.content, folder=tmp_path),
            str(pdf.headers),
        )
    ).casefold()
    for telling in ("ofpra", "cada", "asile", "asylum", "réfugi", "valmont", "tilleuls", "azizi"):
        assert telling not in everything


def test_the_address_of_the_server_must_not_tell_either(
    cast: Cast, sign_in: SignIn, hung: list[Card], settings: Settings
) -> None:
    settings.PUBLIC_ADDRESS = "https://cada.example.org"
    helene = sign_in(cast.helene)
    assert "cada" in helene.get(PREPARE).content.decode()
    assert helene.get(PAPER).status_code == 302


def test_more_than_a_pile_is_refused_in_a_sentence(cast: Cast, sign_in: SignIn, hung: list[Card]) -> None:
    first = hung[0]
    Card.objects.bulk_create(
        Card(
            centre=first.centre,
            number=number,
            owner_resident=first.owner_resident,
            display_name="Samim",
            title="Fiche",
            domain=first.domain,
            folded="fiche",
        )
        for number in range(10, 10 + MOST_CARDS)
    )
    helene = sign_in(cast.helene)
    assert "63 cards are too many" in helene.get(PREPARE).content.decode()
    assert helene.get(PAPER).url == f"{PREPARE}?"
    assert helene.get(PREPARE, {"q": "fiche"}).context["run"].pages == MOST_CARDS / 4


def test_cards_out_of_the_box_are_not_printed(cast: Cast, sign_in: SignIn, hung: list[Card]) -> None:
    withdraw_card(card=hung[0], by=cast.helene)
    withdraw_card(card=hung[2], by=cast.helene)
    page = sign_in(cast.helene).get(PREPARE)
    assert page.context["run"].sheets == []


@pytest.mark.parametrize("who", ["mireille", "nour_account"])
@pytest.mark.parametrize("address", [PREPARE, PAPER])
def test_printing_is_for_staff(cast: Cast, sign_in: SignIn, hung: list[Card], who: str, address: str) -> None:
    assert sign_in(getattr(cast, who)).get(address).status_code == 403


def test_one_card_is_printed_from_its_page_while_it_is_in_the_box(
    cast: Cast, sign_in: SignIn, hung: list[Card]
) -> None:
    address = reverse("residents:card", args=[hung[2].pk])
    link = f"{PREPARE}?q={hung[2].number}"
    helene = sign_in(cast.helene)
    assert f'href="{link}"' in helene.get(address).content.decode()
    assert [sheet.title for sheet in helene.get(link).context["run"].sheets] == ["Un thé"]
    assert PREPARE not in sign_in(cast.mireille).get(address).content.decode()
    withdraw_card(card=hung[2], by=cast.helene)
    assert PREPARE not in helene.get(address).content.decode()


def test_a_neighbour_prints_nothing_of_ours(cast: Cast, sign_in: SignIn, hung: list[Card]) -> None:
    assert sign_in(cast.victor).get(PREPARE).context["run"].total == 0

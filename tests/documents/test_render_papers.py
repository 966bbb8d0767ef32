"""The four papers: accessible, neutral when they leave the house, and whole."""

import itertools
import re
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from cada_peers.documents.printer import PrintRefused
from cada_peers.privacy.neutral import forbidden_words
from peerhelpers.documents import (
    Explanation,
    NotNeutral,
    render_agreement,
    render_badge,
    render_certificate,
    render_pledge,
)
from peerhelpers.documents.articles import Article
from tests.documents.sheets import (
    AGREEMENT,
    BADGE,
    CERTIFICATE,
    PAPERS,
    PLEDGE,
    ask,
    read_catalogue,
    read_info,
)

NEUTRAL = {"badge": (render_badge, BADGE), "certificate": (render_certificate, CERTIFICATE)}
NAMES = {
    "latin": "Małgorzata Wiśniewska",
    "arabic": "نور بلقاسم",
    "dari": "فریبا احمدزی",
    "bengali": "মৌসুমী চক্রবর্তী",
    "tigrinya": "ሰላማዊት ገብረመድህን",
    "georgian": "ნინო ბერიძე",
    "ukrainian": "Їрина Щербатюк",
    "one letter": "O",
    "a mark of direction": "Nour\u202eruoN",
}
WORDS = 'xMin="([\\d.]+)" yMin="([\\d.]+)" xMax="([\\d.]+)" yMax="([\\d.]+)">([^<]+)</word>'


def text_of(pdf: bytes, folder: Path) -> str:
    return re.sub(r"\s+", " ", ask("pdftotext", pdf=pdf, folder=folder))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", PAPERS)
def test_each_paper_is_tagged_titled_and_sound(
    kind: str, language: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    render, sheet = PAPERS[kind]
    pdf = render(replace(sheet, language=language))
    info = read_info(pdf, tmp_path)
    assert info["Tagged"] == "yes"
    assert info["Title"]
    assert info["JavaScript"] == "no"
    assert read_catalogue(pdf)["/Lang"] == language
    assert 'pdfuaid:part="1"' in ask("pdfinfo", "-meta", pdf=pdf, folder=tmp_path)
    assert "No syntax or stream encoding errors" in ask("qpdf", "--check", pdf=pdf, folder=tmp_path)
    record_property("promise 33", f"{kind} {language}: tagged, titled, qpdf clean")


@pytest.mark.parametrize("kind", PAPERS)
def test_metadata_names_the_paper_and_nothing_else(kind: str, tmp_path: Path) -> None:
    render, sheet = PAPERS[kind]
    pdf = render(sheet)
    info = read_info(pdf, tmp_path)
    assert not {"Author", "Subject", "Keywords", "Creator", "CreationDate", "ModDate"} & set(info)
    meta = ask("pdfinfo", "-meta", pdf=pdf, folder=tmp_path)
    for text in (info["Title"], info["Producer"], meta):
        assert forbidden_words(text) == []
        assert not re.search(r"Nour|Claire|Hugo|Tilleuls|Rives|/work|/home|/tmp|@", text)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", NEUTRAL)
def test_what_leaves_the_house_tells_nothing(
    kind: str, language: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    render, sheet = NEUTRAL[kind]
    pdf = render(replace(sheet, language=language))
    assert forbidden_words(text_of(pdf, tmp_path)) == []
    structure = ask("pdfinfo", "-struct-text", pdf=pdf, folder=tmp_path)
    assert forbidden_words(structure) == []
    record_property("promise 31", f"{kind} {language}: 0 forbidden words in text, structure, metadata")


@pytest.mark.parametrize("kind", NEUTRAL)
def test_a_telling_word_is_refused_in_every_text_field(kind: str) -> None:
    render, sheet = NEUTRAL[kind]
    checked = 0
    for field in fields(sheet):
        value = getattr(sheet, field.name)
        if not isinstance(value, str | tuple) or field.name in {"language", "form_of_address"}:
            continue
        telling = ("un", "Réfugié·e") if isinstance(value, tuple) else "le C.A.D.A. de la ville"
        with pytest.raises(NotNeutral) as refusal:
            render(replace(sheet, **{field.name: telling}))
        assert refusal.value.field == field.name
        assert refusal.value.word in str(refusal.value)
        checked += 1
    assert checked >= 9


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_each_script_is_printed_with_a_font_that_has_it(name: str, tmp_path: Path) -> None:
    pdf = render_certificate(replace(CERTIFICATE, full_name=name))
    fonts = ask("pdffonts", pdf=pdf, folder=tmp_path)
    assert "NotoSans" in fonts.replace("-", "")
    assert not re.search(r"DejaVu|Liberation|FreeSans|Unifont", fonts)
    assert "\ufffd" not in ask("pdftotext", pdf=pdf, folder=tmp_path)


@pytest.mark.parametrize(
    ("name", "functions", "languages"),
    [
        ("Nour", ("démarches", "cité"), ("العربية", "English")),
        ("O", (), ()),
        ("MMMMMMMMMMMM", ("FLE",), ("العربية",)),
        (
            "Marie-Antoinette-Alexandrine de la Vallée",
            ("intégration dans la cité", "démarches", "FLE"),
            ("English",),
        ),
        ("W" * 40, ("démarches administratives",), ("English", "français", "Українська")),
        ("মোহাম্মদ আব্দুর রহমান চৌধুরী সিদ্দিকী", ("démarches",), ("বাংলা", "ትግርኛ", "ქართული", "English", "français")),
        ("ገብረእግዚአብሔር ተኽለሃይማኖት", ("vie associative, sport et culture",) * 3, ("ትግርኛ",)),
    ],
)
def test_nothing_on_a_badge_is_cut_or_printed_over_another(
    name: str, functions: tuple[str, ...], languages: tuple[str, ...], tmp_path: Path
) -> None:
    centre = "Maison du Pont-Neuf et des Tilleuls, accueil et partage, 60 c"
    sheet = replace(BADGE, chosen_name=name, functions=functions, languages=languages, centre_public_name=centre)
    pdf = render_badge(replace(sheet, i_do="aider " * 30, i_do_not="aider " * 30, i_call="aider " * 30))
    pages = ask("pdftotext", "-bbox", pdf=pdf, folder=tmp_path).split("<page ")[1:]
    assert len(pages) == 2
    for page in pages:
        words = [(*map(float, place), text) for *place, text in re.findall(WORDS, page)]
        assert all(x0 > 0 and x1 < 242.6 and y0 > 0 and y1 < 153.1 for x0, y0, x1, y1, _ in words)
        lines = sorted({(round((y0 + y1) / 2), round(y1 - y0)) for _, y0, _, y1, _ in words})
        gaps = [(below[0] - above[0], min(above[1], below[1])) for above, below in itertools.pairwise(lines)]
        assert all(gap <= 3 or gap >= height * 0.55 for gap, height in gaps), "lines stand one over another"


@pytest.mark.parametrize(
    "too_much",
    [
        {"chosen_name": "W" * 90},
        {"functions": ("m" * 100,) * 3},
        {"languages": ("English",) * 60},
        {"i_do": "a" * 900},
    ],
)
def test_what_does_not_fit_on_a_badge_is_refused_in_words(too_much: dict[str, object]) -> None:
    with pytest.raises(PrintRefused, match="badge"):
        render_badge(replace(BADGE, **too_much))


def test_a_badge_shows_languages_and_end_only_when_given(tmp_path: Path) -> None:
    text = text_of(render_badge(replace(BADGE, languages=(), valid_until=None, language="en")), tmp_path)
    assert "speaks" not in text
    assert "valid until" not in text
    assert "K7R-42M" in text


def test_the_agreement_says_what_keeps_volunteering_free(tmp_path: Path) -> None:
    text = text_of(render_agreement(replace(AGREEMENT, language="en")), tmp_path)
    for sentence in (
        "observation and experimentation phase",
        "18 months",
        "You can stop at any time, without giving a reason.",
        "no effect on your housing, your allowance or your asylum claim",
        "Each mission is proposed to you.",
        "They are never owed.",
        "You never have to tell your own story.",
        "interpreting at the doctor’s",
        "your own relatives",
        "The insurance that covers your missions:",
        "said back in one’s own words",
    ):
        assert sentence in text, sentence


def test_french_papers_never_speak_of_a_probation(tmp_path: Path) -> None:
    text = text_of(render_agreement(AGREEMENT), tmp_path)
    assert "période d’essai" not in text
    assert "phase d’observation et d’expérimentation" in text
    assert "demande d’asile" in text


@pytest.mark.parametrize(
    ("form", "word"),
    [("pair-aidante", "pair-aidante"), ("pair-aidant", "pair-aidant"), ("", "pair-aidant·e")],
)
def test_the_person_is_named_as_they_chose(form: str, word: str, tmp_path: Path) -> None:
    text = text_of(render_certificate(replace(CERTIFICATE, form_of_address=form)), tmp_path)
    assert f"comme {word}, du 1er mars 2026 au 3 septembre 2027" in text


def test_the_text_to_understand_stands_beside_the_text_to_sign(tmp_path: Path) -> None:
    both = replace(PLEDGE, understanding_language="en")
    text = text_of(render_pledge(both), tmp_path)
    assert "One exception: a person in danger" in text
    assert "Une seule exception : une personne en danger" in text.replace("\u00a0", " ")


def test_how_it_was_explained_is_printed_when_it_is_known(tmp_path: Path) -> None:
    explanation = Explanation(language="Arabic", with_interpreter=True, read_aloud=True, said_back=False)
    text = text_of(render_pledge(replace(PLEDGE, explanation=explanation, language="en")), tmp_path)
    assert "Language: Arabic · with an interpreter: yes · read aloud: yes" in text
    assert "said back in one’s own words: no" in text


def test_a_trial_without_dates_prints_its_length(tmp_path: Path) -> None:
    text = text_of(render_agreement(replace(AGREEMENT, starts_on=None, language="en")), tmp_path)
    assert "It lasts 18 months from the day it starts." in text


def test_an_article_with_nothing_to_say_is_left_out(tmp_path: Path) -> None:
    bare = replace(AGREEMENT, functions=(), form="", frame="", language="en")
    text = text_of(render_agreement(bare), tmp_path)
    assert "Your functions" not in text
    assert "3. An observation and experimentation phase" in text


@pytest.mark.parametrize(("words", "direction"), [("« أريد أن أساعد", "rtl"), ("12 fois", "ltr"), ("…", "ltr")])
def test_words_run_in_the_direction_of_their_script(words: str, direction: str) -> None:
    assert Article(heading="", words=words).direction == direction


def test_a_certificate_of_someone_who_goes_on_has_no_end(tmp_path: Path) -> None:
    sheet = replace(CERTIFICATE, ends_on=None, hours=None, language="en", starts_on=date(2026, 3, 1))
    text = text_of(render_certificate(sheet), tmp_path)
    assert "as a peer helper, since 1 March 2026." in text
    assert "hour" not in text.replace("12 h", "")


def test_a_mark_that_turns_the_line_round_reverses_nothing_of_what_is_signed(tmp_path: Path) -> None:
    """Typed inside a text of the agreement; the marks that Arabic needs stay."""
    turned = replace(AGREEMENT, frame="Chaque lundi\u202e ou pas cette fois")
    assert "Chaque lundi ou pas cette fois" in text_of(render_agreement(turned), tmp_path)

"""Words that could endanger the holder of a paper are found, however written; no other word is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cada_peers.privacy.neutral import forbidden_words


@pytest.mark.parametrize(
    "text",
    [
        "CADA",
        "le cada de la ville",
        "CADA-75",
        "cada_92",
        "CADA75",
        "C.A.D.A.",
        "c a d a",
        "l’asile",
        "ASILE",
        "a\u00adsile",
        "a\u200bsile",
        "asylum seeker",
        "Réfugié",
        "réfugiée",
        "réfugié·e·s",
        "réfugié(e)s",
        "re\u0301fugie\u0301",
        "REFUGEES",
        "demandeuse",
        "demandeurs d’asile",
        "nationalité",
        "Nationality",
        "OFPRA",
        "https://cada.example/v/x",
        "لاجئ",
        "اللاجئين",
        "پناهنده",
        "mülteci",
        "sığınmacı",
        "беженец",
        "Asyl",
        "Flüchtling",
        "sans-papiers",
        "titre de séjour",
    ],
)
def test_a_telling_word_is_found(text: str) -> None:
    assert forbidden_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "cadastre",
        "décade",
        "cadavre exquis",
        "Asil Kaya",
        "Basile",
        "refuge de montagne",
        "commander",
        "internationale",
        "exilerait",
        "Cao Minh",
        "J. A. Silva",
        "Nour Belkacem",
        "démarches administratives",
        "K7R-42M",
        "",
    ],
)
def test_a_harmless_word_passes(text: str) -> None:
    assert forbidden_words(text) == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_telling_word_is_found_between_any_two_texts(before: str, after: str) -> None:
    assert "asile" in forbidden_words(f"{before} asile {after}")


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert isinstance(forbidden_words(text), list)

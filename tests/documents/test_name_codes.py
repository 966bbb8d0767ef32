"""Numbers and tokens: hard to guess, easy to read aloud, forgiving to type; QR codes always the same."""

import struct
import time

import pytest

from cada_peers.documents.codes import (
    ALPHABET,
    new_short_number,
    new_token,
    normalise_token,
)
from cada_peers.documents.qr import make_qr
from tests.documents.sheets import VERIFICATION


def test_numbers_are_short_and_hold_no_look_alike() -> None:
    numbers = {new_short_number() for _ in range(500)}
    assert len(numbers) == 500
    assert all(len(number) == 7 and number[3] == "-" for number in numbers)
    assert not set("".join(numbers)) - set(ALPHABET) - {"-"}
    assert not set("01BGILOSZAEUY") & set(ALPHABET)


TOKEN = "k7r42m" * 4


@pytest.mark.parametrize(
    "typed", ["K7R42M", "k7r42m", " k7r 42m ", "K7R–42M", "k7r٤٢m", "Ｋ７Ｒ４２Ｍ", "k7r۴۲m", "K7R-4ZM"]
)
def test_what_is_typed_finds_its_token(typed: str) -> None:
    assert normalise_token(typed * 4) == TOKEN


@pytest.mark.parametrize(
    "typed", ["", TOKEN[1:], TOKEN + "2", TOKEN[1:] + "0", "²³", "𝟜a" * 12, "x" * 1_000_000, "\x00", "😀"]
)
def test_what_cannot_be_a_token_is_none(typed: str) -> None:
    assert normalise_token(typed) is None


def test_tokens_carry_a_hundred_bits_and_survive_typing() -> None:
    token = new_token()
    assert len(token) == 24
    assert len(ALPHABET) ** len(token) > 2**100
    assert normalise_token(f" {token[:12].upper()} {token[12:]} ") == token
    assert normalise_token(token[:-1]) is None


def test_a_qr_code_is_one_bit_square_and_always_the_same() -> None:
    picture = make_qr(VERIFICATION)
    width, height, depth, colour = struct.unpack(">IIBB", picture[16:26])
    assert (width, depth, colour) == (height, 1, 0)
    assert make_qr(VERIFICATION) == picture
    assert len(picture) < 1000
    other = struct.unpack(">I", make_qr("https://pairs.example/v/x")[16:20])[0]
    assert other == width, "all badges carry the same size"


def test_a_long_address_gets_a_denser_code() -> None:
    assert make_qr("https://" + "a" * 300)


def test_a_hundred_codes_take_about_a_second(record_property) -> None:
    began = time.process_time()
    for number in range(100):
        make_qr(f"{VERIFICATION}{number}")
    record_property("speed", f"100 QR codes {time.process_time() - began:.2f} s of processor")

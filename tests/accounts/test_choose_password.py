"""Passwords: no common one, any sentence in any script."""

import gzip
from pathlib import Path

import pytest
from django.contrib.auth import password_validation
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError

from cada_peers.accounts.models import User


def is_accepted(password: str) -> bool:
    try:
        validate_password(password, User(email="nadia@pairs.example", full_name="Nadia Perrin"))
    except ValidationError:
        return False
    return True


def test_none_of_the_twenty_thousand_most_common_is_accepted() -> None:
    path = Path(password_validation.__file__).parent / "common-passwords.txt.gz"
    common = [line.strip() for line in gzip.decompress(path.read_bytes()).decode().splitlines()]
    # The length alone would refuse most of them: the list itself must refuse them all.
    listed = CommonPasswordValidator()
    let_through = []
    for word in common:
        try:
            listed.validate(word)
            let_through.append(word)
        except ValidationError:
            continue
    assert len(common) >= 19_000
    assert let_through == []
    assert [word for word in common if is_accepted(word)] == []


@pytest.mark.parametrize(
    "password",
    [
        "une phrase que je retiens",
        "ا لقمر كامل الليلة",
        "чотири літери і море",
        "x" * 32 + "y" * 32,
        "🌙 pleine lune 🌙",
    ],
)
def test_any_sentence_in_any_script_is_accepted(password: str) -> None:
    assert is_accepted(password)


@pytest.mark.parametrize("password", ["short", "1234567890123", "nadia@pairs.example", "Nadia Perrin"])
def test_what_is_short_or_says_who_one_is_is_refused(password: str) -> None:
    assert not is_accepted(password)

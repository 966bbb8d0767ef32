"""Numbers that people read aloud and tokens that they may have to type from paper."""

import secrets
import unicodedata

# No vowel: no word can appear. No 0 1 and no B G I L O S Z: none is taken for another.
ALPHABET = "23456789CDFHJKMNPQRTVWX"
LOOK_ALIKES = str.maketrans("BGSZ", "8652")
NUMBER_LENGTH = 6
TOKEN_LENGTH = 24


def new_short_number() -> str:
    """A number such as « K7R-42M »: 148 million of them, so that the caller checks that it is free."""
    number = _draw(NUMBER_LENGTH)
    return f"{number[:3]}-{number[3:]}"


def new_token() -> str:
    """24 lower-case signs, 108 random bits: nobody guesses one, and one can be typed from paper."""
    return _draw(TOKEN_LENGTH).lower()


def normalise_token(typed: str) -> str | None:
    """The token meant by what was typed or scanned, or None."""
    token = _clean(typed)
    return token.lower() if len(token) == TOKEN_LENGTH and set(token) <= set(ALPHABET) else None


def _draw(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def _clean(typed: str) -> str:
    """Upper case, plain digits, without what people put between: only the first 200 signs are read."""
    signs = unicodedata.normalize("NFKC", typed[:200]).upper()
    digits = (str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in signs)
    return "".join(sign for sign in digits if sign.isalnum()).translate(LOOK_ALIKES)

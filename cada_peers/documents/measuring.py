"""How many lines a text takes on paper, before it is printed: enough to choose a size at which it fits."""

from math import ceil

# How wide signs are in Noto Sans Bold, in ems: the first group that holds the sign; else the last figure.
NARROW, NARROW_EM = frozenset("ijlIJ .,;:·’'-()|!"), 0.34
WIDE, WIDE_EM = frozenset("mwMWQO@%—"), 0.96
CAPITAL_EM, SIGN_EM, OTHER_SCRIPT_EM = 0.72, 0.61, 0.82
FIRST_OTHER_SCRIPT = "\u0400"


def lines_of(text: str, size: float, *, width: float) -> int:
    """Lines of `width` points of a bold text, broken between words, or within a word that is wider than a line."""
    line, lines = width + 1, 0
    for word in text.split():
        length = sum(map(_em, word)) * size
        if line + NARROW_EM * size + length <= width:
            line += NARROW_EM * size + length
        else:
            lines += ceil(length / width)
            line = length % width
    return lines


def _em(sign: str) -> float:
    if sign in NARROW:
        return NARROW_EM
    if sign in WIDE:
        return WIDE_EM
    if sign >= FIRST_OTHER_SCRIPT:
        return OTHER_SCRIPT_EM
    return CAPITAL_EM if sign.isupper() else SIGN_EM

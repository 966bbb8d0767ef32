"""One form for search: without accents, case, vowel marks or doubled spaces, whatever the script."""

import re
import unicodedata

# Letters that no Unicode table takes apart, under the one that people type for them.
_TYPED_FOR = {
    # Latin: Turkish, Azerbaijani, Polish, Serbian, Hausa, Fula, Bambara, Lingala.
    "i": "ı",
    "e": "əɛ",
    "l": "ł",
    "d": "đðɗ",
    "o": "øɔ",
    "h": "ħ",
    "oe": "œ",
    "ae": "æ",
    "b": "ɓ",
    "k": "ƙ",
    "y": "ƴ",
    "n": "ŋɲ",
    # Ukrainian.
    "г": "ґ",
    # Arabic, Persian, Dari, Pashto, Urdu, Kurdish: alef, yeh, kaf, gaf, heh, waw; hamza and tatweel are left out.
    "ا": "ٱ",
    "ي": "ىیېۍےۓ",
    "ك": "کڪ",
    "گ": "ګڰ",
    "ه": "ةھہەۃ",
    "و": "ۆۇ",
    "": "ءـ",
}
_SAME_LETTER = str.maketrans({letter: typed for typed, letters in _TYPED_FOR.items() for letter in letters})
# Signs that stand inside a name: apostrophes (also those that Unicode calls letters), hyphens, joiners without width.
_APOSTROPHES = "'’‘ʼʻʿʾ`´"
_INSIDE = re.compile(rf"(?<=\S)[{_APOSTROPHES}\-‐‑\u00ad\u200b-\u200f\u2060-\u2064](?=\S)")
_CUT = str.maketrans(dict.fromkeys("ʼʻʿʾ", " "))
# PostgreSQL indexes about 2,700 bytes a row, and a letter takes up to four.
INDEXED_BYTES = 2400


def fold(text: str) -> str:
    """`text` as it is compared in searches, cut into words: « Élodie  N'Guyén » → « elodie n guyen »."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_CUT))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    # A vowel sign (Bengali, Tamil…) is part of its word; Python's \w does not take it for one.
    same = bare.casefold().translate(_SAME_LETTER)
    return " ".join("".join(char if _is_of_a_word(char) else " " for char in same).split())


def fold_to(letters: int, text: str) -> str:
    """`text` as it is stored for search, cut to the `letters` of its column and to what an index can carry.

    Signs inside a name join it: « N'Guyén » is stored as « nguyen », which holds every word of nguyen, n guyen and
    n’guyen as `fold` cuts them when they are typed.
    """
    return fold(_INSIDE.sub("", text))[:letters].encode()[:INDEXED_BYTES].decode(errors="ignore")


def _is_of_a_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LMN"

"""One form for search: without accents, case, vowel marks or doubled spaces, whatever the script."""

import re
import unicodedata

# Letters that people type one for the other on different keyboards (Arabic, Dari, Pashto).
_SAME_LETTER = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": None})


def fold(text: str) -> str:
    """`text` as it is compared in searches: « Élodie  N'Guyén » → « elodie n guyen »."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_SAME_LETTER))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", bare.casefold()))


# PostgreSQL indexes about 2,700 bytes a row, and a letter takes up to four.
INDEXED_BYTES = 2400


def fold_to(letters: int, text: str) -> str:
    """`fold(text)`, cut to the `letters` of its column and to what an index can carry."""
    return fold(text)[:letters].encode()[:INDEXED_BYTES].decode(errors="ignore")

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

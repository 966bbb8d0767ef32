"""Words that never leave the house on a badge or a certificate: they could endanger their holder."""

import re
import unicodedata

# Whole words, written without accents and in lower case. Each stem says which endings it takes.
PATTERNS = (
    r"cada|huda|spada|guda|ofpra|cnda|ofii|agdref|unhcr|hcr|dn@",
    r"asiles?|asilos?|asylum|asyl|asylant(?:en|in)?|demandeu(?:r|rs|se|ses)",
    r"refugi(?:e|es|ee|ees|ado|ada|ados|adas|ato|ata|ati)|refugees?|fluchtling(?:e|en)?",
    r"nationalites?|nationalit(?:y|ies)|apatrid(?:e|es|ie)|stateless|deboute(?:e|s|es)?",
    r"migrant(?:s|e|es)?|exil(?:e|es|ee|ees)|clandestin(?:s|e|es)?|sans[ -]papiers?",
    r"titres? de sejour|cartes? de sejour|recepisses?|protection subsidiaire|subsidiary protection",
    r"(?:ال)?لاج[يی](?:ن|ين|ة|ه)?|(?:ال)?لجوء|پناهنده|پناهجو|پناهندگی",
    r"multeci(?:ler)?|siginmaci(?:lar)?|беженец|беженка|беженцы|убежище|біженець|біженка|біженці|притулок",
)
# A letter on either side makes it another word; digits and signs do not (« CADA-75 », « cada_92 »).
FORBIDDEN = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(PATTERNS)})(?![^\W\d_])")
TATWEEL = "\u0640"  # stretches an Arabic word, says nothing
SPELLED_OUT = re.compile(r"(?<![^\W\d_])(?:[^\W\d_][. ]+){2,}[^\W\d_](?![^\W\d_])")


def forbidden_words(text: str) -> list[str]:
    """The words of `text` (folded, each once, in order) that must not stand on a neutral paper.

    Accents, case, invisible signs and dots between letters (« C.A.D.A. ») do not hide a word.
    """
    folded = _fold(text)
    spelled = SPELLED_OUT.sub(lambda match: re.sub(r"[. ]", "", match.group()), folded)
    return list(dict.fromkeys(match.group() for match in FORBIDDEN.finditer(f"{folded}\n{spelled}")))


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    kept = (sign for sign in decomposed if unicodedata.category(sign) not in {"Mn", "Cf"} and sign != TATWEEL)
    return re.sub(r"\s+", " ", "".join(kept))

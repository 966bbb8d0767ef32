"""What lies near what: skills that answer each other, compartments side by side, languages that understand each other.

The tables are read in words in docs/matching.md. Skills stand under their English name in the shared catalogue.
"""

from functools import lru_cache
from uuid import UUID

from residents.catalogue import SKILLS, key_of

# Whoever asks for one skill of a line may be glad of another of the same line.
_CLOSE = (
    ("Understand an official letter", "Fill in a form"),
    ("Understand an official letter", "Translate a simple text"),
    ("Understand an official letter", "Gather papers and make copies"),
    ("Fill in a form", "Gather papers and make copies"),
    ("Book an appointment online", "Use one’s phone for procedures"),
    ("Practise conversation in French", "Explain everyday words"),
    ("Practise conversation in French", "Prepare for a French exam"),
    ("Teach an adult to read and write", "Explain everyday words"),
    ("Interpret an everyday conversation", "Translate a simple text"),
    ("Teach one’s own language", "Write in several scripts"),
    ("Homework help, primary school", "Homework help, secondary school"),
    ("Enrol a child at school", "Understand messages from school"),
    ("Take the bus and the train", "Find one’s way in town"),
    ("Take the bus and the train", "Get a reduced fare"),
    ("Find one’s way in town", "Welcome people who arrive"),
    ("Explain the highway code", "Drive"),
    ("Make a health appointment", "Find a pharmacy, a practice, a hospital"),
    ("Make a health appointment", "Explain why an appointment matters"),
    ("Find a pharmacy, a practice, a hospital", "Go along on the way to an appointment"),
    ("Go along on the way to an appointment", "Find one’s way in town"),
    ("Cook for a group", "Share one’s recipes", "Bake bread and cakes", "Cook on a small budget"),
    ("Cook for a group", "Help at a food distribution"),
    ("Cook for a group", "Organise a party"),
    ("Do small repairs at home", "Put furniture together"),
    ("Do small repairs at home", "Build, paint, renovate"),
    ("Do small repairs at home", "Repair an electrical appliance"),
    ("Run or walk in a group", "Keep fit and relax"),
    ("Sing", "Play an instrument"),
    ("Sing", "Dance"),
    ("Use a computer", "Set up an e-mail address"),
    ("Look after children", "Care for a baby"),
    ("Look after children", "Lead a game for children"),
    ("Lead a game for children", "Tell stories"),
    ("Welcome people who arrive", "Explain the customs of here and elsewhere"),
    ("Lead a group", "Speak in public"),
    ("Write a CV and a letter", "Prepare for a job interview"),
    ("Present one’s trade", "Prepare for a job interview"),
    ("Read and discuss the press", "Explain the news", "Check a piece of information"),
    ("Read and discuss the press", "Write an article"),
)

# A card without a skill may hang in the compartment beside the one where it is looked for.
_SIDE_BY_SIDE = (
    ("procedures", "digital"),
    ("procedures", "languages"),
    ("procedures", "trades"),
    ("french", "languages"),
    ("french", "school"),
    ("school", "childcare"),
    ("transport", "mediation"),
    ("health", "transport"),
    ("sport", "health"),
    ("sport", "childcare"),
    ("arts", "childcare"),
    ("food", "arts"),
    ("diy", "trades"),
    ("diy", "digital"),
    ("french", "press"),
)

# Shown with the hands or by doing it together: two people who share no language manage.
_SHOWN_DOMAINS = frozenset({"food", "diy", "sport", "arts"})
_SHOWN_SKILLS = frozenset(
    key_of(english)
    for english in (
        "Take the bus and the train",
        "Find one’s way in town",
        "Drive",
        "Repair a phone",
        "Repair a car",
        "Cut and style hair",
        "Build, paint, renovate",
    )
)
# Here the language is what one comes for, so it is never missing.
TEACHES_A_LANGUAGE = key_of("Teach one’s own language")
_LEARNT_THERE = frozenset({"french"})

_UNDERSTAND_EACH_OTHER = {"fa-AF": "fa"}


def _both_ways(lines: tuple[tuple[str, ...], ...]) -> dict[str, frozenset[str]]:
    names = {name for line in lines for name in line}
    return {name: frozenset(other for line in lines if name in line for other in line) - {name} for name in names}


CLOSE: dict[UUID, frozenset[UUID]] = {
    key_of(name): frozenset(map(key_of, others)) for name, others in _both_ways(_CLOSE).items()
}
BESIDE: dict[str, frozenset[str]] = _both_ways(_SIDE_BY_SIDE)
DOMAIN_OF: dict[UUID, str] = {key_of(english): code for code, skills in SKILLS.items() for _, english in skills}


@lru_cache(maxsize=500)
def close_to(skills: frozenset[UUID]) -> frozenset[UUID]:
    """The skills that may answer for one of `skills`."""
    return frozenset(other for skill in skills for other in CLOSE.get(skill, ()))


def beside(domain: str) -> frozenset[str]:
    """The compartments next to this one."""
    return BESIDE.get(domain, frozenset())


def needs_words(domain: str, skills: frozenset[UUID]) -> bool:
    """Whether two people must understand each other to do this together."""
    if skills:
        shown = _SHOWN_SKILLS | {TEACHES_A_LANGUAGE}
        return not all(skill in shown or DOMAIN_OF.get(skill, domain) in _WITHOUT_WORDS for skill in skills)
    return domain not in _WITHOUT_WORDS


def teaches_words(domain: str, skills: frozenset[UUID]) -> bool:
    """Whether a language is what two people come together for."""
    if skills:
        return all(skill == TEACHES_A_LANGUAGE or DOMAIN_OF.get(skill, domain) in _LEARNT_THERE for skill in skills)
    return domain in _LEARNT_THERE


_WITHOUT_WORDS = _SHOWN_DOMAINS | _LEARNT_THERE


def understood_as(language: str) -> str:
    """One code for languages whose speakers understand each other (Dari and Persian)."""
    return _UNDERSTAND_EACH_OTHER.get(language, language)

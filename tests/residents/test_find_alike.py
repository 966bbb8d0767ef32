"""Names that resemble one another are found among hundreds, however long they are."""

import random
import string
import sys
import uuid
from collections.abc import Callable

import pytest

from residents.models import Skill
from residents.skills.alike import MOST_WORDS, Names
from residents.skills.listing import likely_duplicates


@pytest.mark.parametrize(
    ("one", "other", "closeness"),
    [
        ("Danse", "Danser", 1),
        ("Danse", "Dance", 1),
        ("Clé", "Clés", 1),
        ("Jeu", "Jeux", 1),
        ("Pain", "Bain", 0),
        ("Lire", "Dire", 0),
        ("Vélo", "Réparer un vélo", 0),
        ("Réparer un vélo", "La réparation des vélos de course", 2 / 3),
        ("Réparer un vélo", "Réparer une montre", 0),
        ("", "Danse", 0),
        ("de la", "et du", 0),
    ],
)
def test_two_names_are_alike_when_the_words_of_the_shorter_stand_in_the_longer(
    one: str, other: str, closeness: float
) -> None:
    names = Names([one, other])
    assert names.closeness(0, 1) == names.closeness(1, 0) == closeness
    if closeness:
        assert (names.near(0), names.near(1)) == ({1}, {0}), "what is alike is looked at"


def test_of_an_endless_name_the_first_words_count() -> None:
    first = [f"{letter * 5}" for letter in string.ascii_lowercase[:MOST_WORDS]]
    assert Names([" ".join(first), " ".join([*first, "zzzzz"])]).closeness(0, 1) == 1


def calls_of(work: Callable[[], object]) -> int:
    """How many functions are called: the same number on any machine."""
    calls = 0

    def note(*what: object) -> None:
        nonlocal calls
        calls += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


def test_three_times_as_many_long_names_are_three_times_the_work() -> None:
    chance = random.Random(1)  # noqa: S311  (the same names at each run)

    def search_among(number: int) -> int:
        words = ["".join(chance.choices(string.ascii_lowercase, k=5)) for _word in range(20 * number)]
        names = [" ".join(words[20 * n : 20 * (n + 1)]) for n in range(number)]
        skills = [Skill(name_fr=name, centre_id=uuid.uuid4()) for name in names]
        return calls_of(lambda: likely_duplicates(skills))

    assert search_among(300) < 4 * search_among(100)

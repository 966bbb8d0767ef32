"""What the list of skills of a house shows: who uses which, which resemble each other, what a merger would move."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from cada_peers.accounts.models import Centre
from cada_peers.ui.bilingual import in_french
from cada_peers.ui.folding import fold
from residents.models import Card, Domain, Skill, SkillFound, SkillSetAside

# Two words that share this much of their first five letters are one: « danse », « dance »; « vélo », « vélos ».
SAME_WORD = 0.8
# Words that say nothing of a skill, folded; a single letter never does.
_SMALL = frozenset(
    {"an", "and", "at", "au", "aux", "avec", "de", "des", "du", "en", "et", "for", "in", "la", "le", "les", "of", "on"}
    | {"one", "ou", "par", "pour", "sa", "ses", "son", "sur", "the", "to", "un", "une", "with"}
)


@dataclass
class Line:
    """A skill of the list: how many people of the centre have it, how many cards in its box name it."""

    skill: Skill
    people: int = 0
    cards: int = 0
    is_aside: bool = False

    @property
    def other_name(self) -> str:
        """The name in the other language of the interface."""
        return self.skill.name_en if in_french() else self.skill.name_fr

    @property
    def other_language(self) -> str:
        return "en" if in_french() else "fr"

    @property
    def is_merged(self) -> bool:
        return self.skill.merged_into_id is not None


@dataclass(frozen=True)
class Pair:
    """A skill that was added here, and the one of the list that it resembles."""

    skill: Skill
    other: Skill


def lines_of(centre: Centre) -> list[Line]:
    """Every skill that the centre knows, those merged and set aside too, by domain and name. Three queries."""
    aside = SkillSetAside.objects.filter(centre=centre, skill=OuterRef("pk"))
    known = Skill.objects.filter(Q(centre__isnull=True) | Q(centre=centre)).select_related("domain", "merged_into")
    found = _numbers(SkillFound.objects.filter(centre=centre))
    cards = _numbers(Card.objects.filter(centre=centre, skill__isnull=False).in_the_box())
    lines = [
        Line(skill, found.get(skill.pk, 0), cards.get(skill.pk, 0), skill.is_aside)
        for skill in known.annotate(is_aside=Exists(aside))
    ]
    return sorted(lines, key=lambda line: (line.skill.domain.position, fold(line.skill.label)))


def usage_of(skill: Skill, centre: Centre | None) -> Line:
    """One skill, with who uses it in `centre`. Two queries."""
    people = SkillFound.objects.filter(skill=skill, centre=centre)
    cards = Card.objects.filter(skill=skill, centre=centre).in_the_box()
    return Line(skill, people.count(), cards.count())


def _numbers(rows: object) -> dict[UUID, int]:
    return dict(rows.order_by().values_list("skill").annotate(number=Count("pk")))


def by_domain(lines: Iterable[Line]) -> list[tuple[Domain, list[Line]]]:
    """The lines in their order, domain by domain."""
    parts: dict[Domain, list[Line]] = {}
    for line in lines:
        parts.setdefault(line.skill.domain, []).append(line)
    return list(parts.items())


def likely_duplicates(offered: Iterable[Skill]) -> list[Pair]:
    """Of the skills that are offered in a centre, those added there that resemble another one, each with the closest.

    The rule: in French or in English, every telling word of the shorter name stands in the longer one; a name of one
    word resembles only another of one word. A pair is proposed once, and not at all if management has kept it.
    """
    offered = list(offered)
    pairs, proposed = [], set()
    for skill in offered:
        if skill.is_shared or skill.kept_on:
            continue
        others = [other for other in offered if other.pk != skill.pk and other.pk not in proposed]
        closest = max(others, key=lambda other: _closeness(skill, other), default=None)
        if closest and _closeness(skill, closest)[0]:
            pairs.append(Pair(skill, closest))
            proposed.add(skill.pk)
    return pairs


def _closeness(one: Skill, other: Skill) -> tuple[float, bool]:
    """0 (not alike) to 1; a shared skill comes before one that was added here and is as close."""
    in_one_language = max(_alike(one.name_fr, other.name_fr), _alike(one.name_en, other.name_en))
    return in_one_language, other.is_shared


@lru_cache(65536)
def _alike(one: str, other: str) -> float:
    short, long = sorted((_telling(one), _telling(other)), key=len)
    if not short or (len(short) == 1 and len(long) > 1):
        return 0
    is_within = all(any(_same_word(word, there) for there in long) for word in short)
    return len(short) / len(long) if is_within else 0


@lru_cache(4096)
def _telling(name: str) -> tuple[str, ...]:
    """« Réparer les vélos » → (« repar », « velos »)."""
    return tuple(word[:5] for word in fold(name).split() if len(word) > 1 and word not in _SMALL)


@lru_cache(65536)
def _same_word(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= SAME_WORD


@dataclass(frozen=True)
class Preview:
    """What a merger would move: people, those of them who have both skills already, cards in the box and out of it."""

    people: int
    both: int
    cards: int
    old_cards: int


def preview_merge(skill: Skill, into: Skill) -> Preview:
    """Four queries."""
    people = SkillFound.objects.filter(skill=skill)
    cards = Card.objects.filter(skill=skill)
    shown = cards.in_the_box().count()
    return Preview(
        people=people.count(),
        both=people.filter(resident__skills_found__skill=into).count(),
        cards=shown,
        old_cards=cards.count() - shown,
    )

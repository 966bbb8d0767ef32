"""What the list of skills of a house shows: who uses which, which resemble each other, what a merger would move."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef

from cada_peers.accounts.models import Centre
from cada_peers.ui.bilingual import in_french
from cada_peers.ui.folding import fold
from residents.models import Card, Domain, Skill, SkillFound, SkillSetAside
from residents.skills.alike import compared


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
    known = Skill.objects.known_in(centre).select_related("domain", "merged_into", "stands_for")
    found = _numbers(SkillFound.objects.filter(centre=centre))
    cards = _numbers(Card.objects.filter(centre=centre, skill__isnull=False).in_the_box())
    lines = [
        Line(skill, found.get(skill.pk, 0), cards.get(skill.pk, 0), skill.is_aside)
        for skill in known.annotate(is_aside=Exists(aside))
    ]
    return sorted(lines, key=lambda line: (line.skill.domain.position, fold(line.skill.label)))


def catalogue_of(centre: Centre) -> list[tuple[Domain, list[Skill]]]:
    """The skills offered in a centre, domain by domain."""
    by_domain: dict[Domain, list[Skill]] = {}
    for skill in Skill.objects.offered_in(centre).select_related("domain"):
        by_domain.setdefault(skill.domain, []).append(skill)
    return list(by_domain.items())


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

    In French or in English (see `alike.Names`); one of the shared list comes before one that was added here and is as
    close. A pair is proposed once, and not at all if management has kept it.
    """
    skills = list(offered)
    added = [number for number, skill in enumerate(skills) if skill.is_added_here and not skill.kept_on]
    if not added:
        return []
    tongues = [compared(tuple(skill.name_fr for skill in skills)), compared(tuple(skill.name_en for skill in skills))]
    closest: dict[int, int] = {}
    for number in added:
        near = set().union(*(names.near(number) for names in tongues)) - closest.keys()
        close = {other: max(names.closeness(number, other) for names in tongues) for other in sorted(near)}
        best = max(close, key=lambda other: (close[other], not skills[other].is_added_here), default=None)
        if best is not None and close[best]:
            closest[number] = best
    return [Pair(skills[number], skills[other]) for number, other in closest.items()]


@dataclass(frozen=True)
class Preview:
    """What a merger would move: people, those of them who have both skills already, cards in the box and out of it."""

    people: int
    both: int
    cards: int
    old_cards: int


def preview_merge(skill: Skill, into: Skill) -> Preview:
    """What merging `skill` into `into` would move, counted in four queries."""
    people = SkillFound.objects.filter(skill=skill)
    cards = Card.objects.filter(skill=skill)
    shown = cards.in_the_box().count()
    return Preview(
        people=people.count(),
        both=people.filter(resident__skills_found__skill=into).count(),
        cards=shown,
        old_cards=cards.count() - shown,
    )

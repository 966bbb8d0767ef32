"""The rule of matching, as docs/matching.md tells it to a social worker. Nothing here reads the database.

`weigh(asked, offered)` adds the points of what speaks for bringing two cards together, each with its reason in words.
`excluded(asked, offered, …)` says which two are never brought together; nobody is told which of its lines held.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from residents.languages import LANGUAGES
from residents.matching.near import TEACHES_A_LANGUAGE, close_to, needs_words, teaches_words, understood_as
from residents.matching.words import languages_named
from residents.models.card_choices import CardForm, Moment, OwnGender
from residents.models.introduction import IntroductionStatus

# What it is about: one of these.
SAME_SKILL, SAME_MEANT, CLOSE_SKILL, CLOSE_MEANT, SAME_COMPARTMENT = 50, 40, 30, 25, 20
WORD, MOST_WORDS = 4, 3
# Whether they can meet.
LANGUAGE, SOME_LANGUAGE = 20, 10
TIME, OTHER_TIME = 10, -30
BY_TELEPHONE, ONLY_BY_TELEPHONE, NOT_BY_TELEPHONE = 10, -5, -35
IN_A_GROUP, PLACE = 5, 5
WISH = 10
NOT_THAT_TIME = -30
# What is worth less is not shown, nor what is worth less than half of the best.
FEWEST, SHARE_OF_THE_BEST = 30, 0.5


class Subject(NamedTuple):
    """What a card is about: its compartment, and the skill that it names or those that its words mean."""

    domain: str
    skills: frozenset[UUID]
    is_named: bool


@dataclass(frozen=True)
class Sketch:
    """What the rule looks at in a card.

    `roots`: the words of its title by their root. `languages`: code → whether it is spoken well; empty when none is
    noted. `adult_from`: the day on which its owner is 18, when that is noted. `met`: for a candidate, the status of the
    last introduction between the two.
    """

    pk: UUID
    about: Subject
    roots: dict[str, str]
    form: str
    place: str
    moments: int
    wishes: str
    gender: str
    resident: UUID | None
    account: UUID | None
    partner: str
    is_delicate: bool
    adult_from: date | None
    met: str | None = None
    languages: dict[str, bool] = field(default_factory=dict)

    @property
    def keys(self) -> frozenset[UUID | str]:
        """All that its owner is known by: as a resident, by their account, or as a partner."""
        return frozenset(key for key in (self.resident, self.account, self.partner) if key)


class Point(NamedTuple):
    """What speaks for two cards (or against them), and how it is said; `of` fills the sentence when it is read."""

    number: int
    sentence: Promise
    of: dict[str, object] | None = None

    def __str__(self) -> str:
        return str(self.sentence) % self.of if self.of else str(self.sentence)


Points = Iterator[Point]
Keys = Collection[UUID | str]


def excluded(asked: Sketch, offered: Sketch, *, apart: Keys, tied: Keys, on: date) -> bool:
    """Whether these two are never brought together.

    `apart`, `tied`: those kept apart from the owner of one of the two, and those of their family (`Sketch.keys`).
    """
    people = asked.keys | offered.keys
    return (
        same_owner(asked, offered)
        or (offered.adult_from is not None and offered.adult_from > on)
        or any(person in apart for person in people)
        or ((asked.is_delicate or offered.is_delicate) and any(person in tied for person in people))
        or _surely_not(asked.wishes, offered.gender)
        or _surely_not(offered.wishes, asked.gender)
    )


def same_owner(one: Sketch, other: Sketch) -> bool:
    """Whether both cards are from one person (as a resident or by their account), or from one partner."""
    return (
        (one.resident is not None and one.resident == other.resident)
        or (one.account is not None and one.account == other.account)
        or (one.partner != "" and one.partner == other.partner)
    )


def _surely_not(wished: str, gender: str) -> bool:
    return bool(wished and gender and wished != gender)


def nearness(one: Subject, other: Subject) -> int:
    """The points of what two cards are about; 0 when it is not the same, nor close."""
    both_named = one.is_named and other.is_named
    if one.skills & other.skills:
        return SAME_SKILL if both_named else SAME_MEANT
    if close_to(one.skills) & other.skills:
        return CLOSE_SKILL if both_named else CLOSE_MEANT
    says_little = not (one.skills and other.skills)
    return SAME_COMPARTMENT if says_little and one.domain == other.domain else 0


def weigh(asked: Sketch, offered: Sketch, *, domain_name: str = "") -> list[Point]:
    """What speaks for the two, the weightiest first; empty when it is not about the same, or they could not talk.

    `domain_name`: what the reason calls the compartment of the card that is shown.
    """
    near = nearness(asked.about, offered.about)
    if not near or not _can_be_done(asked, offered):
        return []
    return [
        Point(near, *_about(asked.about, offered.about, near, domain_name)),
        *_words(asked, offered),
        *_language(asked, offered),
        *_time(asked, offered),
        *_meeting(asked, offered),
        *_wishes(asked, offered),
        *_before(asked.met or offered.met),
    ]


def score(points: list[Point]) -> int:
    return sum(point.number for point in points)


def _can_be_done(asked: Sketch, offered: Sketch) -> bool:
    """Words are needed for most things; of the language that is learnt, the one that is named."""
    if TEACHES_A_LANGUAGE in asked.about.skills & offered.about.skills:
        wanted = languages_named(asked.roots)
        return not wanted or bool(wanted & (languages_named(offered.roots) | set(offered.languages)))
    if not needs_words(asked.about.domain, asked.about.skills):
        return True
    return not asked.languages or not offered.languages or bool(_in_common(asked, offered))


def _in_common(asked: Sketch, offered: Sketch) -> dict[str, bool]:
    """The languages of `asked` that both understand, with whether both speak them well."""
    theirs = {understood_as(code): well for code, well in offered.languages.items()}
    return {
        code: well and theirs[understood_as(code)]
        for code, well in asked.languages.items()
        if understood_as(code) in theirs
    }


def _about(one: Subject, other: Subject, near: int, domain_name: str) -> tuple[Promise, dict[str, object]]:
    if near == SAME_SKILL:
        return _("same skill"), {}
    if near == SAME_MEANT:
        return _("the same thing, in the words of the card"), {}
    if one.domain != other.domain:
        return _("neighbouring domain: %(domain)s"), {"domain": domain_name}
    if near == SAME_COMPARTMENT:
        return _("same compartment: %(domain)s"), {"domain": domain_name}
    return _("a skill close to it"), {}


def _words(asked: Sketch, offered: Sketch) -> Points:
    shared = [word for root, word in asked.roots.items() if root in offered.roots][:MOST_WORDS]
    if len(shared) == 1:
        yield Point(WORD, _("the word “%(word)s” on both"), {"word": shared[0]})
    elif shared:
        yield Point(WORD * len(shared), _("the words “%(words)s” on both"), {"words": ", ".join(shared)})


def _language(asked: Sketch, offered: Sketch) -> Points:
    common = _in_common(asked, offered)
    well = [code for code, spoken_well in common.items() if spoken_well]
    if well:
        yield Point(LANGUAGE, _("both speak %(languages)s"), {"languages": _names(well[:2])})
    elif common:
        yield Point(SOME_LANGUAGE, _("both speak some %(language)s"), {"language": _names(list(common)[:1])})
    elif not (asked.languages and offered.languages):
        yield Point(0, _("language not noted: ask"))
    elif teaches_words(asked.about.domain, asked.about.skills):
        yield Point(0, _("no language in common: learning one is what they meet for"))
    elif not needs_words(asked.about.domain, asked.about.skills):
        yield Point(0, _("no language in common: it is shown more than said"))


def _join_names(codes: list[str]) -> str:
    return ", ".join(str(LANGUAGES[code].name) for code in codes)


_names = lazy(_join_names, str)


def _time(asked: Sketch, offered: Sketch) -> Points:
    both = asked.moments & offered.moments
    if both:
        yield Point(TIME, _("both free %(moments)s"), {"moments": _moments(both)})
    elif asked.moments and offered.moments:
        yield Point(OTHER_TIME, _("not the same time of the week: to be arranged"))


def _join_moments(moments: int) -> str:
    return ", ".join(str(moment.label) for moment in Moment if moment & moments)


_moments = lazy(_join_moments, str)


def _meeting(asked: Sketch, offered: Sketch) -> Points:
    forms = (asked.form, offered.form)
    if forms == (CardForm.DISTANCE, CardForm.DISTANCE):
        yield Point(BY_TELEPHONE, _("both by telephone"))
    elif asked.form == CardForm.DISTANCE:
        yield Point(NOT_BY_TELEPHONE, _("not by telephone: to be arranged"))
    elif offered.form == CardForm.DISTANCE:
        yield Point(ONLY_BY_TELEPHONE, _("by telephone"))
    if forms == (CardForm.GROUP, CardForm.GROUP):
        yield Point(IN_A_GROUP, _("both in a group"))
    if asked.place and asked.place == offered.place:
        yield Point(PLACE, _("same place"))


def _wishes(asked: Sketch, offered: Sketch) -> Points:
    if asked.wishes and offered.gender:
        yield Point(WISH, _("a woman, as wished") if asked.wishes == OwnGender.WOMAN else _("a man, as wished"))
    elif asked.wishes:
        yield Point(0, _("a wish to check: who offers is not said"))
    if offered.wishes and asked.gender:
        woman, man = _("asked by a woman, as wished"), _("asked by a man, as wished")
        yield Point(WISH, woman if offered.wishes == OwnGender.WOMAN else man)
    elif offered.wishes:
        yield Point(0, _("a wish to check: who asks is not said"))


def _before(met: str | None) -> Points:
    if met == IntroductionStatus.DECLINED:
        yield Point(NOT_THAT_TIME, _("proposed before: not that time"))
    elif met == IntroductionStatus.HELD:
        yield Point(0, _("they met before"))


def worth_showing(scores: Collection[int]) -> float:
    """The lowest score that is shown beside the best of `scores`."""
    return max(FEWEST, SHARE_OF_THE_BEST * max(scores, default=0))

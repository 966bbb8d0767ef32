"""The cards that the rule has to look at: narrowed by the database, then sketched. Four queries, whatever the box."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Case, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from cada_peers.ui.folding import fold
from residents.languages import Level
from residents.matching.near import beside, close_to
from residents.matching.rule import Sketch, Subject, nearness
from residents.matching.words import moments_named, roots_of, skills_meant
from residents.models import Card, CardKind, CardLanguage, Introduction, Resident, ResidentLanguage
from residents.models.card import CardQuerySet
from residents.models.partner import partner_key

# In a box of ten thousand cards those of the same skill come first: what is cut off would not be shown.
MOST_READ, MOST_WEIGHED = 400, 100

# What is read of a card, and of those whom it belongs to.
_COLUMNS = (
    *("pk", "domain", "common", "title", "details", "rhythm", "form", "place", "moments"),
    *("wished_gender", "own_gender", "domain__is_delicate", "skill__is_delicate", "owner_partner"),
    *("owner_resident", "owner_resident__account", "owner_resident__adult_from"),
    *("owner_user", "owner_user__language", "owner_user__resident", "owner_user__resident__adult_from"),
)
# The skill under the key that every house knows: what one says in its own words is still near the same others.
_COMMON = Coalesce("skill__stands_for", "skill")
_TOO_LITTLE, _SOME = frozenset({Level.A1}), frozenset({Level.A2})
# Django has no words for a chain of unknown length. UNION, and not UNION ALL: a circle of ties comes to an end.
_AROUND = """
WITH RECURSIVE family(person) AS (
    SELECT id FROM residents_resident WHERE id = %(person)s
    UNION
    SELECT CASE WHEN tie.one_id = family.person THEN tie.other_id ELSE tie.one_id END
    FROM family JOIN residents_tie tie ON tie.one_id = family.person OR tie.other_id = family.person
)
SELECT 'apart', other_id, account_id, partner_key FROM residents_keptapart WHERE one_id = %(person)s
UNION ALL SELECT 'apart', one_id, NULL, '' FROM residents_keptapart
    WHERE other_id = %(person)s OR account_id = %(account)s OR (partner_key <> '' AND partner_key = %(partner)s)
UNION ALL SELECT 'tied', person, NULL, '' FROM family
"""


def about_the_same(card: Card, *, kind: CardKind) -> list[UUID]:
    """The keys of the cards of the other `kind` that are about what `card` is about, the surest first. One query."""
    one = subject_of(card.domain_id, card.skill.common_id if card.skill else None, card.title, card.details)
    cards = Card.objects.filter(centre=card.centre_id, kind=kind).in_the_box()
    rows = _narrowed(cards, one).values_list("pk", "domain", "common", "title", "details")
    near = [
        (nearness(one, subject_of(domain, skill, title, details)), pk) for pk, domain, skill, title, details in rows
    ]
    near.sort(key=lambda both: both[0], reverse=True)
    return [pk for points, pk in near if points][:MOST_WEIGHED]


def subject_of(domain: str, named: UUID | None, title: str, details: str) -> Subject:
    """The skill that a card names, else what its title means, else its details."""
    if named:
        return Subject(domain, frozenset({named}), is_named=True)
    return Subject(domain, skills_meant(title, domain) or skills_meant(details, domain), is_named=False)


def _narrowed(cards: CardQuerySet, one: Subject) -> CardQuerySet:
    same, close = Q(common__in=list(one.skills)), Q(common__in=list(close_to(one.skills)))
    here = Q(domain=one.domain)
    by_hand = Q(skill__isnull=True, domain__in=beside(one.domain) | {one.domain})
    wanted = same | close | by_hand if one.skills else by_hand | here
    surest = Case(When(same, then=0), When(close, then=1), When(here, then=2), default=3, output_field=IntegerField())
    return cards.annotate(common=_COMMON).filter(wanted).order_by(surest, "-confirmed_on", "-number")[:MOST_READ]


def in_reach(cards: CardQuerySet) -> CardQuerySet:
    """Those of `cards` that may be brought together with another: in the box, their owner still in the house."""
    team = cards.in_the_box().with_team_left()
    return team.filter(Q(team_left_on__isnull=True) | Q(team_left_on__lte=F("confirmed_on")))


def sketches(cards: CardQuerySet, *, met: Subquery | None = None) -> dict[UUID, Sketch]:
    """The sketches of `cards` by their key; of their languages, only the one of an account. One query.

    `met`: how each was brought together before with the card that is looked at.
    """
    rows = cards.annotate(common=_COMMON).order_by().values_list(*_COLUMNS, met or Value(""))
    return {row[0]: _sketch(dict(zip((*_COLUMNS, "met"), row, strict=True))) for row in rows}


def _sketch(row: dict[str, Any]) -> Sketch:
    """What is not ticked on a card is read in its words."""
    title = row["title"]
    return Sketch(
        pk=row["pk"],
        about=subject_of(row["domain"], row["common"], title, row["details"]),
        roots=roots_of(title),
        form=row["form"],
        place=fold(row["place"]),
        moments=row["moments"] or moments_named(f"{row['rhythm']} {title}"),
        wishes=row["wished_gender"],
        gender=row["own_gender"],
        resident=row["owner_resident"] or row["owner_user__resident"],
        account=row["owner_user"] or row["owner_resident__account"],
        partner=partner_key(row["owner_partner"]),
        is_delicate=bool(row["domain__is_delicate"] or row["skill__is_delicate"]),
        adult_from=row["owner_resident__adult_from"] or row["owner_user__resident__adult_from"],
        met=row["met"],
        languages={row["owner_user__language"]: True} if row["owner_user"] else {},
    )


def met_before(card: Card) -> Subquery:
    """The status of the last introduction between `card` and the card of the outer query."""
    is_asked = card.kind == CardKind.DEMAND
    sides = {"demand": card.pk, "offer": OuterRef("pk")} if is_asked else {"offer": card.pk, "demand": OuterRef("pk")}
    return Subquery(Introduction.objects.filter(**sides).order_by("-proposed_on", "-pk").values("status")[:1])


def with_languages(found: Iterable[Sketch]) -> list[Sketch]:
    """The same with the languages of each card, else of its owner. One query."""
    found = list(found)
    on_cards = CardLanguage.objects.filter(card__in=[one.pk for one in found])
    of_people = ResidentLanguage.objects.filter(resident__in={one.resident for one in found if one.resident})
    rows = on_cards.order_by().values_list("card", "language", Value(Level.NATIVE))
    spoken: dict[UUID, dict[str, bool]] = defaultdict(dict)
    for key, language, level in rows.union(of_people.order_by().values_list("resident", "language", "level"), all=True):
        if level not in _TOO_LITTLE:
            spoken[key][language] = level not in _SOME
    return [replace(one, languages=_languages(one, spoken)) for one in found]


def _languages(one: Sketch, spoken: dict[UUID, dict[str, bool]]) -> dict[str, bool]:
    return spoken.get(one.pk) or (spoken.get(one.resident) if one.resident else None) or one.languages


def people_around(one: Sketch) -> tuple[frozenset[UUID | str], frozenset[UUID | str]]:
    """Those kept apart from the owner of a card, and the residents of their family. One query, for everyone alike.

    Residents and accounts by their keys, partners by `partner_key`. The family is whoever a chain of ties leads to: a
    brother is tied to the mother, and the mother to her other child.
    """
    key = Resident._meta.pk
    person, account = (key.get_db_prep_value(value, connection) for value in (one.resident, one.account))
    found: dict[str, set[UUID | str]] = {"apart": set(), "tied": set()}
    with connection.cursor() as cursor:
        cursor.execute(_AROUND, {"person": person, "account": account, "partner": one.partner})
        for how, *keys, partner in cursor.fetchall():
            found[how] |= {key.to_python(value) for value in keys if value} | ({partner} - {""})
    return frozenset(found["apart"]), frozenset(found["tied"]) - one.keys

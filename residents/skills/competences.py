"""What the whole house can do, whoever does it: domain by domain, skill by skill.

Residents stand by name for what they confirmed and want to use (for themselves first, or to share), and for what they
offer in the box. What a person keeps for themselves, and what the team saw but the person has not confirmed, is counted
and not named. Staff, volunteers and partners stand for what they offer in the box. A former resident is there if they
wish to stay in touch, if they are a peer helper, or if they offer something still.
"""

from dataclasses import dataclass, field
from functools import cached_property
from math import sqrt
from uuid import UUID

from django.db.models import Max, Q
from django.utils import timezone

from cada_peers.accounts.models import Centre
from cada_peers.ui.folding import fold
from residents.box.owners import APPROVED, OwnerKind, with_owner_kind
from residents.models import Card, CardKind, Domain, Resident, Skill, SkillFound, Wish
from residents.models.partner import partner_key

# Names under one skill; the page of one skill alone shows them all.
MOST = 12


@dataclass(frozen=True)
class Question:
    """What is asked of the house. `skill` alone shows all its names; nothing asked shows everything."""

    domain: str = ""
    skill: UUID | None = None
    who: str = ""
    language: str = ""
    only_present: bool = False


@dataclass(frozen=True)
class Person:
    """Somebody, or a partner, as the page names them. `record`: the key of their record, if they have one."""

    key: object
    name: str
    kind: OwnerKind
    record: UUID | None = None
    has_left: bool = False

    @cached_property
    def place(self) -> str:
        """Where the name stands in the order of the alphabet."""
        return fold(self.name)


@dataclass
class Ability:
    """A person who can do something. `card`: what they offer in the box, if they do."""

    person: Person
    me_first: bool = False
    card: Card | None = None


@dataclass
class SkillPart:
    """A skill (None: what hangs in the box without one), who can do it, and who is not named."""

    skill: Skill | None
    abilities: dict[object, Ability] = field(default_factory=dict)
    keeping: dict[object, Person] = field(default_factory=dict)
    seen: dict[object, Person] = field(default_factory=dict)
    shown: list[Ability] = field(default_factory=list)

    @property
    def more(self) -> int:
        return len(self.abilities) - len(self.shown)

    @property
    def sharing(self) -> list[Ability]:
        return [able for able in self.shown if not able.me_first]

    @property
    def for_them_first(self) -> list[Ability]:
        return [able for able in self.shown if able.me_first]

    def narrow(self, who: str, most: int | None) -> "SkillPart":
        """This skill for one kind of people (or all), with the first `most` names: those who share come first."""
        for people in (self.keeping, self.seen):
            for key in people.keys() & self.abilities.keys():
                del people[key]
        part = SkillPart(
            self.skill,
            {key: able for key, able in self.abilities.items() if who in ("", able.person.kind)},
            {key: person for key, person in self.keeping.items() if who in ("", person.kind)},
            {key: person for key, person in self.seen.items() if who in ("", person.kind)},
        )
        part.shown = sorted(part.abilities.values(), key=_place)[: most if self.skill else None]
        return part


def _place(able: Ability) -> tuple[bool, bool, str]:
    return able.me_first, able.person.kind != OwnerKind.PEER_HELPER, able.person.place


@dataclass
class DomainPart:
    """A compartment with its skills."""

    domain: Domain
    skills: dict[UUID | None, SkillPart] = field(default_factory=dict)

    def people(self, kind: OwnerKind) -> set[object]:
        """The keys of the different people of a kind who stand here by name."""
        return {
            able.person.key
            for part in self.skills.values()
            for able in part.abilities.values()
            if able.person.kind == kind
        }


@dataclass(frozen=True)
class Cell:
    """How many people of a kind stand in a compartment, as a circle whose area tells the number."""

    kind: OwnerKind
    count: int
    radius: float


class House:
    """The people of a centre and what they can do, read in four queries; `domains` are read before."""

    def __init__(self, centre: Centre, question: Question, domains: list[Domain], *, opens_records: bool) -> None:
        self._centre, self._question, self._opens_records = centre, question, opens_records
        self._cards = self._offers()
        self._residents = {resident.pk: self._name(resident) for resident in self._those_here()}
        known = Skill.objects.filter(Q(centre__isnull=True) | Q(centre=centre))
        self._skills = {skill.pk: skill for skill in known}
        self.parts = {domain.pk: DomainPart(domain) for domain in domains}
        self._place_what_was_found()
        self._place_what_is_offered()

    def matrix(self) -> list[tuple[DomainPart, list[Cell]]]:
        """The compartments in their order, each with one cell for every kind of people."""
        counts = {code: {kind: len(part.people(kind)) for kind in OwnerKind} for code, part in self.parts.items()}
        most = max((count for row in counts.values() for count in row.values()), default=0)
        return [
            (part, [Cell(kind, counts[code][kind], _radius(counts[code][kind], most)) for kind in OwnerKind])
            for code, part in self.parts.items()
        ]

    def totals(self) -> dict[OwnerKind, int]:
        """How many different people of each kind stand somewhere by name."""
        return {kind: len(set().union(*(part.people(kind) for part in self.parts.values()))) for kind in OwnerKind}

    def answer(self) -> list[tuple[Domain, list[SkillPart]]]:
        """What was asked: the compartments that hold something, their skills by name, those without one last."""
        asked = self._question
        most = None if asked.skill else MOST
        parts = []
        for code, compartment in self.parts.items():
            if asked.domain in ("", code):
                wanted = [part for key, part in compartment.skills.items() if asked.skill in (None, key)]
                narrowed = [part.narrow(asked.who, most) for part in wanted]
                skills = [part for part in narrowed if part.abilities or part.keeping or part.seen]
                parts.append((compartment.domain, sorted(skills, key=_by_name)))
        return [(domain, skills) for domain, skills in parts if skills]

    def _offers(self) -> list[Card]:
        offers = Card.objects.filter(centre=self._centre, kind=CardKind.OFFER).in_the_box()
        if self._question.language:
            offers = offers.filter(languages__language=self._question.language)
        owned = with_owner_kind(offers.with_team_left())
        return list(owned.select_related("owner_user__resident").order_by("number"))

    def _those_here(self) -> list[Resident]:
        shown = ("name", "family_name", "preferred_name", "display_name", "departed_on", "stays_in_touch")
        residents = Resident.objects.filter(centre=self._centre).only(*shown)
        if self._question.language:
            residents = residents.filter(languages__language=self._question.language)
        if self._question.only_present:
            residents = residents.present()
        residents = residents.annotate(helper_name=Max("peer_helper_files__chosen_name", filter=APPROVED)).order_by()
        offering = {_record_of(card) for card in self._cards}
        today = timezone.localdate()
        return [
            resident
            for resident in residents
            if not _has_left(resident, today)
            or resident.stays_in_touch
            or resident.helper_name
            or resident.pk in offering
        ]

    def _name(self, resident: Resident) -> Person:
        """A peer helper by the name that they chose; the others by the name that the rights of the reader allow."""
        name = resident.called if self._opens_records else resident.display_name
        return Person(
            key=resident.pk,
            name=resident.helper_name or name,
            kind=OwnerKind.PEER_HELPER if resident.helper_name else OwnerKind.RESIDENT,
            record=resident.pk if self._opens_records else None,
            has_left=_has_left(resident, timezone.localdate()),
        )

    def _place_what_was_found(self) -> None:
        found = SkillFound.objects.filter(centre=self._centre).order_by()
        for skill_id, resident_id, wish, confirmed_on in found.values_list(
            "skill_id", "resident_id", "wish", "confirmed_on"
        ):
            person = self._residents.get(resident_id)
            if person is None:
                continue
            part = self._part(self._skills[skill_id])
            if wish == Wish.KEEP:
                part.keeping[person.key] = person
            elif confirmed_on is None:
                part.seen[person.key] = person
            else:
                part.abilities[person.key] = Ability(person, me_first=wish == Wish.ME_FIRST)

    def _place_what_is_offered(self) -> None:
        for card in self._cards:
            person = self._owner(card)
            if person is None:
                continue
            if card.skill_id:
                able = self._part(self._skills[card.skill_id]).abilities.setdefault(person.key, Ability(person))
                able.me_first, able.card = False, able.card or card
            else:
                others = self.parts[card.domain_id].skills.setdefault(None, SkillPart(None))
                others.abilities[card.pk] = Ability(person, card=card)

    def _part(self, skill: Skill) -> SkillPart:
        return self.parts[skill.domain_id].skills.setdefault(skill.pk, SkillPart(skill))

    def _owner(self, card: Card) -> Person | None:
        """Whose card it is; None for somebody who works here no longer, or whom the question leaves out."""
        record = _record_of(card)
        if record:
            return self._residents.get(record)
        if card.owner_user:
            name = card.owner_user.full_name
            return None if card.team_left_on else Person(card.owner_user_id, name, OwnerKind(card.owner_kind))
        return Person(partner_key(card.owner_partner), card.owner_partner, OwnerKind.PARTNER)


def _record_of(card: Card) -> UUID | None:
    """The key of the resident whose card it is, hung under the record or under the account."""
    account = getattr(card.owner_user, "resident", None)
    return account.pk if account and account.centre_id == card.centre_id else card.owner_resident_id


def _has_left(resident: Resident, today: object) -> bool:
    return resident.departed_on is not None and resident.departed_on <= today


def _by_name(part: SkillPart) -> tuple[bool, str]:
    return part.skill is None, fold(part.skill.label) if part.skill else ""


def _radius(count: int, most: int) -> float:
    return round(8 + 12 * sqrt(count / most), 1) if count else 0

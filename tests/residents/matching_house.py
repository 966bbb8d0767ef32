"""Builds the house of the matching cases (tests/residents/matching/*.toml) in the database."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import fmean

from django.utils import timezone

from cada_peers.accounts.models import Centre, Posting, User
from cada_peers.accounts.roles import Role
from residents import catalogue
from residents.matching import Match, demands_for, offers_for
from residents.models import (
    Card,
    CardLanguage,
    Domain,
    KeptApart,
    Moment,
    Resident,
    ResidentLanguage,
    Skill,
    Tie,
)
from tests.cast import a_resident, a_user

HERE = Path(__file__).parent / "matching"
HOUSE = tomllib.loads((HERE / "house.toml").read_text())
CASES = tomllib.loads((HERE / "cases.toml").read_text())
LONG_AGO = timedelta(days=60)


@dataclass
class House:
    """The people and the cards by their names in the files."""

    centre: Centre
    residents: dict[str, Resident] = field(default_factory=dict)
    accounts: dict[str, User] = field(default_factory=dict)
    cards: dict[str, Card] = field(default_factory=dict)

    def name_of(self, card: Card) -> str:
        return next(name for name, other in self.cards.items() if other == card)


def build_house(centre: Centre) -> House:
    """Everybody, then every offer and every demand."""
    catalogue.load()
    house = House(centre)
    _people(house)
    _ties(house)
    skills = {skill.name_fr: skill for skill in Skill.objects.select_related("domain")}
    domains = Domain.objects.in_bulk()
    cards = [("offer", *pair) for pair in HOUSE["offers"].items()]
    cards += [("demand", *pair) for pair in CASES["demands"].items()]
    for number, (kind, name, said) in enumerate(cards, start=1):
        skill = skills[said["skill"]] if "skill" in said else None
        house.cards[name] = _card(
            house, kind, said, number=number, skill=skill, domain=skill.domain if skill else domains[said["domain"]]
        )
    return house


def _people(house: House) -> None:
    about, today = HOUSE["about"], timezone.localdate()
    for name, spoken in HOUSE["residents"].items():
        resident = house.residents[name] = a_resident(name, house.centre)
        if name in about["minors"]:
            resident.adult_from = today + timedelta(days=300)
        if name in about["moved_out"] + about["moved_out_and_stays"]:
            resident.departed_on = today - timedelta(days=20)
        resident.save()
        for word in spoken.split():
            code, _, level = word.partition(":")
            ResidentLanguage.objects.create(resident=resident, language=code, level=level or "native")
    for name, role in HOUSE["accounts"].items():
        gone = role == "gone"
        user = house.accounts[name] = a_user(
            name.split(" ")[0] + "-house", Role.VOLUNTEER if gone else Role(role), centre=house.centre
        )
        if gone:
            Posting.objects.filter(user=user).update(ends_on=today - timedelta(days=20))
    house.residents["Karima"].account = house.accounts["Karima (account)"]
    house.residents["Karima"].save()


def _ties(house: House) -> None:
    people, about = house.residents, HOUSE["about"]
    for kind, pairs in (("couple", "couples"), ("parent", "parents"), ("relative", "relatives")):
        for one, other in about[pairs]:
            Tie.objects.create(centre=house.centre, one=people[one], other=people[other], kind=kind)
    for one, other in about["kept_apart"]:
        KeptApart.objects.create(centre=house.centre, one=people[one], other=people[other])


def _card(house: House, kind: str, said: dict, **place: object) -> Card:
    today, owner = timezone.localdate(), said["by"]
    card = Card.objects.create(
        centre=house.centre,
        kind=kind,
        title=said["title"],
        details=said.get("details", ""),
        display_name=owner,
        owner_resident=house.residents.get(owner),
        owner_user=house.accounts.get(owner),
        owner_partner="" if owner in house.residents or owner in house.accounts else owner,
        form=said.get("form", "pair"),
        place=said.get("place", ""),
        moments=sum(Moment[part.upper()] for part in said.get("when", "").split()),
        own_gender=said.get("from", ""),
        wished_gender=said.get("wish", ""),
        published_on=today - LONG_AGO,
        confirmed_on=today if owner in HOUSE["about"]["moved_out_and_stays"] else today - LONG_AGO,
        withdrawn_on=today if said.get("state") == "withdrawn" else None,
        valid_until=today - timedelta(days=1) if said.get("state") == "expired" else None,
        **place,
    )
    CardLanguage.objects.bulk_create(CardLanguage(card=card, language=code) for code in said.get("speaks", "").split())
    return card


@dataclass(frozen=True)
class Verdict:
    """What was proposed for one case. `precision`: the share of right ones among the first three that are shown.

    `found`: the share of what could have been right among three. Where nothing is right, showing nothing is 1.
    """

    name: str
    is_held_out: bool
    precision: float
    found: float
    forbidden: list[str]


def judge(house: House, user: User) -> list[Verdict]:
    """The verdict of every case, as `user` sees the box."""
    asked = [_verdict(house, name, offers_for(house.cards[name], user)) for name in CASES["demands"]]
    return asked + [_verdict(house, name, demands_for(house.cards[name], user)) for name in CASES["offers"]]


def _verdict(house: House, name: str, matches: list[Match]) -> Verdict:
    case = CASES["demands"].get(name) or CASES["offers"][name]
    proposed, right = [house.name_of(match.card) for match in matches], set(case["right"])
    first = proposed[:3]
    hits = len(right.intersection(first))
    return Verdict(
        name=name,
        is_held_out=case.get("held_out", False),
        precision=hits / len(first) if first else float(not right),
        found=hits / min(3, len(right)) if right else float(not first),
        forbidden=[other for other in proposed if other in case.get("never", [])],
    )


def mean(numbers: Iterable[float]) -> float:
    """The mean, to three figures."""
    return round(fmean(numbers), 3)

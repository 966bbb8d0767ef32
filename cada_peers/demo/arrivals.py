"""Residents arrive, talk with the team, and put cards in the box."""

from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from cada_peers.accounts.models import User
from cada_peers.demo.callings import CALLINGS, DESIRES, DREAMS, Calling
from cada_peers.demo.clock import working_day
from cada_peers.demo.people import ERABLES, PEOPLE, PHARE, TILLEULS, Person
from cada_peers.demo.world import Story, World
from residents.actions import (
    add_resident,
    confirm_interview,
    note_agreement,
    note_departure,
    note_skill,
    preidentify_skill,
    put_card,
    save_interview,
    start_interview,
)
from residents.languages import Level
from residents.models import InterviewKind, Resident
from residents.models.interview import CouldHelp, Interpreting

RECEPTION, ADMISSION, FOLLOW_UP = InterviewKind.RECEPTION, InterviewKind.ADMISSION, InterviewKind.FOLLOW_UP
MANAGERS = {TILLEULS: ("direction", "codirection"), ERABLES: ("direction.erables",), PHARE: ("direction2",)}
SPEAKS_FRENCH = {Level.B1, Level.B2, Level.C1, Level.NATIVE}


def arrive(world: World, person: Person, number: int) -> Story:
    """One resident, from the door to the cards. `number` spreads days and hours."""
    clock = world.clock
    arrived = clock.ago(months=person.months, days=2 + number % 17)
    yield clock.moment(arrived, 9 + number % 8)
    referent = world.users[person.referent]
    resident = world.residents[person.name] = add_resident(
        centre=world.centres[person.centre],
        name=person.name,
        family_name=person.family_name,
        preferred_name=person.preferred_name,
        phone=f"06 00 00 {number:02} {number:02}",
        referent=referent,
        adult_from=clock.today + relativedelta(months=person.turns_18_in) if person.turns_18_in else None,
        languages=spoken(person),
        by=referent,
    )
    if not person.turns_18_in:
        yield from talk(world, person, resident, arrived, number)
    if person.gone is not None:
        yield clock.moment(clock.ago(months=person.gone), 16)
        note_departure(resident=resident, departed_on=clock.day, stays_in_touch=person.in_touch, by=referent)


def spoken(person: Person) -> list[tuple[str, str]]:
    """Pairs (code, level) of « ti am:spoken fr:A2 »."""
    pairs = (word.partition(":") for word in person.languages.split())
    return [(code, level or Level.NATIVE) for code, _colon, level in pairs]


def talk(world: World, person: Person, resident: Resident, arrived: date, number: int) -> Story:
    """Reception within the week, admission within the month, then a card; news of some half a year later."""
    clock, referent = world.clock, world.users[person.referent]
    managers = MANAGERS[person.centre]
    if person.months == 0 and person.referent != "social":
        # Too early for a talk. But somebody who unpacks is seen to be good at something.
        yield clock.moment(working_day(arrived + timedelta(days=1)), 15)
        name, acquired, _wish = CALLINGS[person.calling].skills[0]
        preidentify_skill(resident=resident, skill=world.skills[name], acquired=acquired, by=referent)
        return
    yield clock.moment(working_day(arrived + timedelta(days=5)), 10, 30)
    is_over = person.months > 0
    interview(world, person, number, resident=resident, kind=RECEPTION, by=referent, is_over=is_over)
    if is_over:
        tongue = spoken(person)[0][0]
        note_agreement(resident=resident, informed_on=clock.day, informed_in=tongue, by=referent)
    yield clock.moment(working_day(arrived + timedelta(days=24)), 14)
    manager = world.users[managers[number % len(managers)]]
    interview(world, person, number, resident=resident, kind=ADMISSION, by=manager)
    yield clock.moment(working_day(arrived + timedelta(days=30)), 15)
    offer(world, person, resident, referent)
    if number % 4 == 1 and person.gone is None:
        yield clock.moment(working_day(arrived + timedelta(days=185)), 11)
        interview(world, person, number, resident=resident, kind=FOLLOW_UP, by=referent)


def interview(
    world: World,
    person: Person,
    number: int,
    *,
    resident: Resident,
    kind: str,
    by: User,
    is_over: bool = True,
) -> None:
    """One conversation: what was said, the skills found, read back."""
    calling = CALLINGS[person.calling]
    draft = start_interview(resident=resident, kind=kind, by=by)
    for name, acquired, wish in skills_found(calling, kind):
        note_skill(interview=draft, skill=world.skills[name], acquired=acquired, wish=wish, by=by)
    in_french = any(code == "fr" and level in SPEAKS_FRENCH for code, level in spoken(person))
    save_interview(
        interview=draft,
        by=by,
        language="fr" if in_french else draft.language,
        interpreting=Interpreting.NONE if in_french else (Interpreting.PRESENT, Interpreting.PHONE)[number % 2],
        could_help=("", CouldHelp.YES, "", CouldHelp.NO)[number % 4] if kind != RECEPTION else "",
        **notes(calling, kind, number),
    )
    if is_over:
        confirm_interview(interview=draft, by=by)


def skills_found(calling: Calling, kind: str) -> list[tuple[str, str, str]]:
    """Two at the reception, the others at the admission."""
    if kind == FOLLOW_UP:
        return []
    return calling.skills[:2] if kind == RECEPTION else calling.skills[2:]


def notes(calling: Calling, kind: str, number: int) -> dict[str, Any]:
    """What was noted under the prompts: likes and skills first, dreams when one knows each other a little."""
    first = {
        "likes": calling.likes[number % len(calling.likes)],
        "passions": calling.passions[number % len(calling.passions)],
        "abilities": calling.abilities[number % len(calling.abilities)],
    }
    later = {"dreams": DREAMS[number % len(DREAMS)], "desires": DESIRES[number % len(DESIRES)]}
    if kind == FOLLOW_UP:
        return {"desires": DESIRES[(number + 3) % len(DESIRES)]}
    return first if kind == RECEPTION else later


def offer(world: World, person: Person, resident: Resident, by: User) -> None:
    """The card of one's calling; of several with the same calling, each offers something else, or nothing."""
    alike = [other.name for other in PEOPLE if other.calling == person.calling]
    offers = CALLINGS[person.calling].offers
    place = alike.index(person.name) if person.name in alike else 0
    if place < len(offers):
        card: dict[str, Any] = dict(offers[place])
        skill = world.skills[card.pop("skill")]
        put_card(
            centre=resident.centre,
            kind="offer",
            owner_resident=resident,
            skill=skill,
            languages=[code for code, level in spoken(person) if level not in (Level.A1, Level.A2)],
            by=by,
            **card,
        )

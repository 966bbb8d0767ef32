"""The missions of the demonstration: proposed, accepted, met for, and noted afterwards."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from cada_peers.accounts.models import User
from cada_peers.demo.pathways import PATHWAYS, trial_start
from cada_peers.demo.people import TILLEULS
from cada_peers.demo.world import Story, World
from peerhelpers.actions import (
    accept_mission,
    answer_meeting,
    create_mission,
    note_done,
    plan_meeting,
    propose_mission,
)
from peerhelpers.models import Function, Meeting, Mission, Participation
from peerhelpers.models.mission import Coming, Mood

WEEK = timedelta(weeks=1)
# Every week of the last six, every sixth week before: enough to see, quick to load.
RECENT_WEEKS, OLD_STEP = 6, 6
# What took place in these last days is still to be noted.
FRESH = timedelta(days=2)
LINES = (
    "Trois personnes sont restées parler après.",
    "Une nouvelle personne, elle a osé poser une question.",
    "On a bien ri.",
    "Peu de monde, mais du temps pour chacun.",
    "",
    "La prochaine fois, prévoir plus de chaises.",
)
COMING = (*[Coming.YES] * 4, "", *[Coming.YES] * 3, Coming.NOT_THIS_TIME)
MOODS = (*[Mood.GOOD] * 4, Mood.SO_SO, *[Mood.GOOD] * 5, Mood.SO_SO, Mood.HARD, *[Mood.GOOD] * 5)
HARD_LINE = "Une discussion a été difficile, j’ai passé le relais."


@dataclass(frozen=True)
class Plan:
    """A mission, see missions.toml."""

    title: str
    function: str
    helpers: Sequence[str]
    hour: int
    minutes: int
    weekday: int | None = None
    days_from_today: int = 0
    rhythm: str = ""
    co_leader: str = ""
    partner: str = ""
    place: str = "Salle commune"
    details: str = ""
    proposed_to: str = ""


PLANS = [Plan(**plan) for plan in tomllib.loads(Path(__file__).with_suffix(".toml").read_text())["missions"]]
WAYS = {way.name: way for way in PATHWAYS}


def staff_of(world: World, plan: Plan) -> User:
    """Who carries the mission: the employee in tandem, else a social worker."""
    return world.users[plan.co_leader if plan.co_leader.startswith("social") else "social"]


def joins_on(world: World, name: str) -> date:
    """A helper is asked a week after the trial began."""
    return trial_start(world, WAYS[name]) + WEEK


def hold(world: World, plan: Plan) -> Story:
    """One mission, from its creation to its coming meeting."""
    clock = world.clock
    first = min(joins_on(world, name) for name in plan.helpers)
    yield clock.moment(first - WEEK, 8)
    by = staff_of(world, plan)
    mission = world.missions[plan.title] = create_mission(
        centre=world.centres[TILLEULS],
        title=plan.title,
        details=plan.details,
        function=Function.objects.get(code=plan.function),
        partner=plan.partner,
        co_leader=world.users.get(plan.co_leader),
        place=plan.place,
        rhythm=plan.rhythm,
        by=by,
    )
    yield clock.moment(first + timedelta(days=1), 18)
    for turn, day in enumerate(occurrences(world, plan, first + timedelta(days=2))):
        meeting = plan_one(world, plan, mission, day, by)
        if day > clock.today - RECENT_WEEKS * WEEK:
            yield clock.moment(day - timedelta(days=1), 20)
            answer(world, meeting, turn)
        yield meeting.ends_at + timedelta(minutes=40)
        if day < clock.today - FRESH:
            note(world, meeting, plan, turn)


def plan_one(world: World, plan: Plan, mission: Mission, day: date, by: User) -> Meeting:
    """The meeting of a day, planned when the one before it is over."""
    starts_at = world.clock.moment(day, plan.hour)
    ends_at = starts_at + timedelta(minutes=plan.minutes)
    return plan_meeting(mission=mission, starts_at=starts_at, ends_at=ends_at, place=plan.place, by=by)


def occurrences(world: World, plan: Plan, first: date) -> list[date]:
    """The days of the meetings, from `first` to a fortnight ahead."""
    today = world.clock.today
    ahead = plan.days_from_today if plan.weekday is None else (plan.weekday - today.weekday()) % 7
    coming = today + timedelta(days=ahead)
    old = [coming - weeks * WEEK for weeks in range(100, RECENT_WEEKS, -OLD_STEP)]
    recent = [coming - weeks * WEEK for weeks in range(RECENT_WEEKS, -3, -1)]
    return [day for day in old + recent if day >= first]


def voices(world: World, meeting: Meeting) -> list[tuple[Participation, User]]:
    """The participations of a meeting, each with the account of the helper, who answers alone."""
    accounts = {
        helper.pk: world.users[WAYS[name].account]
        for name, helper in world.helpers.items()
        if WAYS[name].account in world.users
    }
    participations = meeting.participations.select_related("peer_helper__referent").order_by(
        "peer_helper__identified_on"
    )
    return [(participation, accounts[participation.peer_helper_id]) for participation in participations]


def answer(world: World, meeting: Meeting, turn: int) -> None:
    """« I am coming », mostly; once in a while not this time, and nobody asks why."""
    for number, (participation, account) in enumerate(voices(world, meeting)):
        coming = COMING[(turn + number) % len(COMING)]
        if coming:
            answer_meeting(participation=participation, coming=coming, by=account)


def note(world: World, meeting: Meeting, plan: Plan, turn: int) -> None:
    """What took place is noted by the helper: minutes and people, about; how it was."""
    for number, (participation, account) in enumerate(voices(world, meeting)):
        if participation.coming == Coming.NOT_THIS_TIME:
            continue
        spot = turn * 3 + number
        mood = MOODS[spot % len(MOODS)]
        note_done(
            participation=participation,
            minutes=plan.minutes - 15 * (spot % 2),
            people_helped=2 + spot % 6,
            mood=mood,
            line=HARD_LINE if mood == Mood.HARD else LINES[spot % len(LINES)],
            told_to=participation.peer_helper.referent,
            by=account,
        )


def join(world: World, plan: Plan, name: str) -> Story:
    """One helper is asked, and says yes the day after."""
    clock = world.clock
    yield clock.moment(joins_on(world, name), 17)
    assignment = propose_mission(
        mission=world.missions[plan.title], peer_helper=world.helpers[name], by=staff_of(world, plan)
    )
    yield clock.moment(joins_on(world, name) + timedelta(days=1), 12)
    accept_mission(assignment=assignment, by=world.users[WAYS[name].account])


def ask(world: World, plan: Plan) -> Story:
    """One helper was asked the day before yesterday, and has not answered yet."""
    clock = world.clock
    yield clock.moment(clock.today - timedelta(days=2), 9)
    propose_mission(
        mission=world.missions[plan.title],
        peer_helper=world.helpers[plan.proposed_to],
        by=staff_of(world, plan),
    )

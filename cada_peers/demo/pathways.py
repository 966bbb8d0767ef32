"""The peer helpers of the demonstration: at each station of the pathway, someone."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from dateutil.relativedelta import relativedelta

from cada_peers.accounts.models import User
from cada_peers.accounts.roles import Role
from cada_peers.demo.clock import working_day
from cada_peers.demo.people import DOMAIN
from cada_peers.demo.world import Story, World
from peerhelpers.actions import (
    add_function,
    change_file,
    formalise,
    hand_over_badge,
    identify,
    issue_badge,
    issue_certificate,
    prepare_commitments,
    sign_commitment,
    start_trial,
)
from peerhelpers.actions.recognition import rounded_hours
from peerhelpers.models import CommitmentKind, Function, PeerHelper, Status

FRAME = (
    "Un temps d’échange toutes les deux semaines avec la personne référente. On ne demande ni horaires "
    "fixes ni résultats. On peut faire une pause ou arrêter, quand on veut."
)
FORM = "En tandem avec l’équipe au début, puis seul·e si l’envie vient. Une à deux fois par semaine."


@dataclass(frozen=True)
class Pathway:
    """Someone's way, see pathways.toml."""

    name: str
    address: str
    until: str
    why: str
    shares: str = ""
    months: int = 0
    days: int = 0
    functions: Sequence[str] = ()
    later_function: str = ""
    account: str = ""
    wants_certificate: bool = False
    handed_over: bool = False
    prepared: Sequence[str] = ()

    @property
    def is_tried(self) -> bool:
        return bool(self.functions)


# Three weeks lie between two of these.
STEPS = (Status.CANDIDATE, Status.FORMALISED, Status.ENGAGED)
STEP = timedelta(weeks=3)
PATHWAYS = [Pathway(**way) for way in tomllib.loads(Path(__file__).with_suffix(".toml").read_text())["pathways"]]


def trial_start(world: World, way: Pathway) -> date:
    """The day on which the trial began; for those who are not there yet, the day of their last step."""
    return world.clock.ago(months=way.months, days=way.days)


def follow(world: World, way: Pathway) -> Story:
    """Identified, formalised, engaged, in trial: as far as this way goes. Reviews bring the decision."""
    clock = world.clock
    anchor = trial_start(world, way)
    steps = 3 if way.is_tried else STEPS.index(way.until)
    yield clock.moment(working_day(anchor - steps * STEP), 11)
    resident = world.residents[way.name]
    referent, manager = world.referent_of(resident), world.users["direction"]
    helper = world.helpers[way.name] = identify(resident=resident, why=way.why, by=referent)
    change_file(
        peer_helper=helper,
        chosen_name=resident.display_name,
        form_of_address=way.address,
        referent=referent,
        by=referent,
    )
    if way.until == Status.CANDIDATE:
        return
    yield clock.moment(working_day(anchor - (steps - 1) * STEP), 14)
    formalise(
        peer_helper=helper,
        held_on=clock.day,
        shares=way.shares,
        form=FORM,
        frame=FRAME,
        person_present=True,
        by=manager,
    )
    if way.until == Status.FORMALISED:
        if way.prepared:
            yield clock.moment(working_day(anchor + timedelta(days=2)), 11)
            prepare_commitments(peer_helper=helper, kinds=way.prepared, manager=manager, by=referent)
        return
    yield clock.moment(working_day(anchor - (steps - 2) * STEP), 10)
    engage(world, way, helper, referent, manager)
    if way.is_tried:
        yield clock.moment(anchor, 9)
        functions = Function.objects.filter(code__in=way.functions)
        start_trial(peer_helper=helper, starts_on=anchor, functions=functions, by=referent)
        if way.later_function:
            yield clock.moment(working_day(anchor + relativedelta(months=5)), 9)
            function = Function.objects.get(code=way.later_function)
            add_function(peer_helper=helper, function=function, starts_on=clock.day, by=referent)


def engage(world: World, way: Pathway, helper: PeerHelper, referent: User, manager: User) -> None:
    """Both papers, explained in the language of the person and signed; then an account to see them."""
    language = helper.resident.languages.all()[0].language
    functions = Function.objects.filter(code__in=way.functions)
    papers = prepare_commitments(
        peer_helper=helper, kinds=CommitmentKind, functions=functions, manager=manager, by=referent
    )
    for paper in papers:
        sign_commitment(
            commitment=paper,
            signed_on=world.clock.day,
            explained_in=language,
            with_interpreter=language != "fr",
            read_aloud=True,
            said_back=True,
            by=manager,
        )
    account = world.open_account(
        way.account,
        f"{way.account}@{DOMAIN}",
        helper.resident.full_name,
        Role.PEER_HELPER,
        centre=helper.centre,
    )
    helper.resident.account = account
    helper.resident.save(update_fields=["account"])


def recognise(world: World, way: Pathway) -> Story:
    """After the approval: the badge, the ceremony, the certificate for those who want it."""
    clock = world.clock
    approved = working_day(trial_start(world, way) + relativedelta(months=18, days=20))
    yield clock.moment(working_day(approved + timedelta(days=9)), 10)
    helper, manager = world.helpers[way.name], world.users["direction"]
    helper.refresh_from_db()
    badge = issue_badge(
        peer_helper=helper,
        by=manager,
        languages=helper.resident.languages.values_list("language", flat=True)[:2],
    )
    if way.handed_over:
        yield clock.moment(working_day(approved + timedelta(days=20)), 18)
        hand_over_badge(badge=badge, on=clock.day, by=manager)
    if way.wants_certificate:
        yield clock.moment(working_day(approved + timedelta(days=27)), 11)
        starts_on = helper.trials.get().starts_on
        hours = rounded_hours(helper, starts_on, approved)
        issue_certificate(peer_helper=helper, starts_on=starts_on, ends_on=approved, hours=hours, by=manager)

"""Bringing a file to a station, for the tests of what comes after it."""

import hashlib
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from assessments.actions import prepare_review
from cada_peers.accounts.models import User
from cada_peers.documents.models import Paper
from peerhelpers import actions
from peerhelpers.catalogue import load
from peerhelpers.models import Assignment, Commitment, Function, Meeting, Mission, Participation, PeerHelper
from peerhelpers.models.helper import Status
from residents.models import Resident
from tests.assessments.story import hear_everyone
from tests.cast import Cast

WORDS = {
    "shares": "la boxe éducative",
    "form": "en tandem, le mercredi",
    "frame": "un échange chaque mois avec la personne référente",
}


def a_candidate(cast: Cast, resident: Resident | None = None, *, since: str = "2024-03-01") -> PeerHelper:
    """A file opened by Hélène, who is its referent, on the day `since`."""
    peer_helper = actions.identify(resident=resident or cast.nour, why="à l’écoute", by=cast.helene)
    peer_helper.identified_on = date.fromisoformat(since)
    peer_helper.save()
    return peer_helper


def a_formalised_person(cast: Cast, resident: Resident | None = None, *, on: str = "2024-03-05") -> PeerHelper:
    peer_helper = a_candidate(cast, resident)
    held_on = date.fromisoformat(on)
    actions.formalise(peer_helper=peer_helper, held_on=held_on, person_present=True, by=cast.helene, **WORDS)
    peer_helper.refresh_from_db()
    return peer_helper


def a_commitment(peer_helper: PeerHelper, kind: str, by: User, *, on: str = "2024-03-06") -> Commitment:
    """A paper prepared without printing it."""
    content = f"%PDF-1.7 {kind}".encode()
    paper = Paper.objects.create(
        centre=peer_helper.centre,
        kind=kind,
        template_version="1",
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        made_by=by,
    )
    return Commitment.objects.create(
        centre=peer_helper.centre,
        peer_helper=peer_helper,
        kind=kind,
        paper=paper,
        prepared_on=date.fromisoformat(on),
        prepared_by=by,
    )


def sign(commitment: Commitment, by: User, *, on: str = "2024-03-10") -> Commitment:
    return actions.sign_commitment(
        commitment=commitment,
        signed_on=date.fromisoformat(on),
        explained_in="ar",
        with_interpreter=False,
        read_aloud=True,
        said_back=True,
        by=by,
    )


def an_engaged_person(cast: Cast, resident: Resident | None = None) -> PeerHelper:
    peer_helper = a_formalised_person(cast, resident)
    for kind in ("agreement", "pledge"):
        sign(a_commitment(peer_helper, kind, cast.helene), cast.claire)
    peer_helper.refresh_from_db()
    return peer_helper


def someone_in_trial(cast: Cast, resident: Resident | None = None, *, since: str = "2024-03-10") -> PeerHelper:
    """In trial of French lessons since a day long past, unless told."""
    load()
    peer_helper = an_engaged_person(cast, resident)
    french = [Function.objects.get(code="fle")]
    starts_on = date.fromisoformat(since)
    actions.start_trial(peer_helper=peer_helper, starts_on=starts_on, functions=french, by=cast.helene)
    peer_helper.refresh_from_db()
    return peer_helper


def someone_ready(cast: Cast, resident: Resident | None = None) -> PeerHelper:
    """At the end of the trial, with a mission done: nothing of this room is missing for the status."""
    peer_helper = someone_in_trial(cast, resident)
    a_meeting_done(cast, peer_helper)
    return peer_helper


def an_approved_person(cast: Cast, resident: Resident | None = None) -> PeerHelper:
    """Approved straight in the table, whatever the rooms above require."""
    peer_helper = someone_ready(cast, resident)
    peer_helper.status, peer_helper.approved_on = Status.APPROVED, timezone.localdate()
    peer_helper.proposed_by, peer_helper.approved_by = cast.helene, cast.claire
    peer_helper.save()
    peer_helper.trials.update(ended_on=timezone.localdate(), ended_by=cast.claire)
    return peer_helper


def someone_with_everything(cast: Cast, resident: Resident | None = None) -> PeerHelper:
    """Ready for the approval in every room: heard by all, observed, and recommended by Hélène."""
    peer_helper = someone_ready(cast, resident)
    hear_everyone(cast, peer_helper)
    prepare_review(
        peer_helper=peer_helper,
        month=18,
        held_on=timezone.localdate(),
        strengths="une écoute calme",
        recommendation="approve",
        by=cast.helene,
    )
    return peer_helper


def a_mission(cast: Cast, title: str = "Revue de presse", **fields: object) -> Mission:
    return actions.create_mission(centre=cast.tilleuls, title=title, by=cast.helene, **fields)


def an_accepted_mission(cast: Cast, peer_helper: PeerHelper, title: str = "Revue de presse") -> Assignment:
    mission = a_mission(cast, title)
    assignment = actions.propose_mission(mission=mission, peer_helper=peer_helper, by=cast.helene)
    return actions.accept_mission(assignment=assignment, by=cast.helene)


def an_hour(days: int, hour: int = 14) -> datetime:
    """`hour` o'clock in the house, `days` from today."""
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(hour)))


def a_meeting(mission: Mission, by: User, *, days: int = 3, hour: int = 14, hours: int = 2) -> Meeting:
    starts_at = an_hour(days, hour)
    ends_at = starts_at + timedelta(hours=hours)
    return actions.plan_meeting(mission=mission, starts_at=starts_at, ends_at=ends_at, by=by)


def a_meeting_done(cast: Cast, peer_helper: PeerHelper, *, minutes: int = 120) -> Participation:
    mission = an_accepted_mission(cast, peer_helper).mission
    participation = a_meeting(mission, cast.helene, days=-3).participations.get()
    return actions.note_done(participation=participation, minutes=minutes, by=cast.helene)

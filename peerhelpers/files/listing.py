"""The list of the files: which ones, in which order, and what each row says."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cada_peers.accounts.models import User
from peerhelpers.files.drawing import current_trial, how_far
from peerhelpers.models import PeerHelper, Status, TrialFunction
from peerhelpers.models.helper import PeerHelperQuerySet


@dataclass(frozen=True)
class Row:
    """One file: since when it stands at its station, how far the trial is, which functions are tried."""

    peer_helper: PeerHelper
    since: date | None
    progress: str
    functions: list[str]
    is_paused: bool


@dataclass(frozen=True)
class Chip:
    """A filter as a link."""

    label: str
    query: str
    count: int
    is_current: bool


def rows_of(files: PeerHelperQuerySet, *, status: str, referent: User | None) -> PeerHelperQuerySet:
    """The files to list, with what their rows show. Without a status: those that go on."""
    files = _of(files, referent)
    files = files.filter(status=status) if status in Status.values else files
    files = files if status else files.going_on()
    tried = Prefetch("trials__functions", TrialFunction.objects.select_related("function"))
    return files.select_related("resident", "referent").prefetch_related("pauses", tried)


def row_of(peer_helper: PeerHelper, *, today: date) -> Row:
    """What the row of a file says."""
    trial = current_trial(peer_helper)
    running = trial if trial and not trial.ended_on else None
    tried = trial.functions.all() if trial else ()
    return Row(
        peer_helper=peer_helper,
        since=_since(peer_helper),
        progress=how_far(running, today) if running else "",
        functions=[row.function.label for row in tried if row.ends_on is None],
        is_paused=any(pause.ends_on is None for pause in peer_helper.pauses.all()),
    )


def _since(peer_helper: PeerHelper) -> date | None:
    trial = current_trial(peer_helper)
    return {
        Status.CANDIDATE: peer_helper.identified_on,
        Status.FORMALISED: peer_helper.formalised_on,
        Status.ENGAGED: peer_helper.engaged_on,
        Status.IN_TRIAL: trial.starts_on if trial else None,
        Status.APPROVED: peer_helper.approved_on,
        Status.STOPPED: peer_helper.stopped_on,
    }[Status(peer_helper.status)]


def chips(files: PeerHelperQuerySet, *, status: str, referent: User | None) -> list[Chip]:
    """One chip for each station, with its number of files; the first is for those that go on."""
    counted = _of(files, referent).order_by().values_list("status").annotate(Count("pk"))
    numbers = dict(counted)
    going_on = sum(number for name, number in numbers.items() if name != Status.STOPPED)
    offered = [("", _("Going on"), going_on), *((s, s.label, numbers.get(s, 0)) for s in Status)]
    return [
        Chip(str(label), query_of(status=name, referent=referent), number, name == status)
        for name, label, number in offered
    ]


def query_of(*, status: str, referent: User | None) -> str:
    """The filters as they stand in an address."""
    chosen = {"status": status, "referent": str(referent.pk) if referent else ""}
    return urlencode({name: value for name, value in chosen.items() if value})


def _of(files: PeerHelperQuerySet, referent: User | None) -> PeerHelperQuerySet:
    return files.filter(referent=referent) if referent else files

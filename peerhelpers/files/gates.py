"""What is there and what is missing before the next station, and who holds it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cada_peers.accounts.permissions import Permission
from cada_peers.accounts.roles import Role
from cada_peers.ui.dates import day
from peerhelpers.files.totals import totals_of
from peerhelpers.models import Commitment, CommitmentKind, PeerHelper, Status


@dataclass(frozen=True)
class Requirement:
    """One line of « what is missing ». `detail`: how far; `holder`: who holds it; `url`: where to do it.

    `permission`: the right that `url` asks for (None: whoever carries the file).
    `waived_by_reason`: an early decision with a written reason goes on without it.
    """

    label: str
    met: bool
    detail: str = ""
    holder: str = ""
    url: str = ""
    permission: Permission | None = None
    waived_by_reason: bool = False


class NotReady(ValidationError):
    """The approval was refused; `missing` holds every requirement that is not met."""

    def __init__(self, missing: list[Requirement]) -> None:
        self.missing = missing
        labels = ", ".join(requirement.label for requirement in missing)
        super().__init__(_("Not yet. What is missing: %(missing)s.") % {"missing": labels})


Provider = Callable[[PeerHelper], list[Requirement]]
_FOR_APPROVAL: list[Provider] = []


def requires_for_approval(provider: Provider) -> Provider:
    """Decorator: `provider(peer_helper)` gives the requirements that an upper room adds to the approval."""
    _FOR_APPROVAL.append(provider)
    return provider


def missing_for_approval(peer_helper: PeerHelper) -> list[Requirement]:
    """Every requirement of the approval, met or not: those of this room, then those of the rooms above."""
    return [requirement for provider in _FOR_APPROVAL for requirement in provider(peer_helper)]


def missing_now(peer_helper: PeerHelper) -> list[Requirement]:
    """Every requirement of the station that comes next, met or not; nothing for a file that is closed."""
    return _NEXT_GATE[Status(peer_helper.status)](peer_helper)


def refuse_unless_ready(peer_helper: PeerHelper, *, early_reason: str) -> None:
    """Raise NotReady with the whole list unless all is there (or waived by an early decision)."""
    missing = [
        requirement
        for requirement in missing_for_approval(peer_helper)
        if not requirement.met and not (early_reason and requirement.waived_by_reason)
    ]
    if missing:
        raise NotReady(missing)


@requires_for_approval
def papers_signed(peer_helper: PeerHelper) -> list[Requirement]:
    """The agreement and the pledge, each prepared by the referent, then signed by both."""
    commitments = list(peer_helper.commitments.all())
    return [_paper(peer_helper, kind, commitments) for kind in CommitmentKind]


def _paper(peer_helper: PeerHelper, kind: CommitmentKind, commitments: list[Commitment]) -> Requirement:
    label = {
        CommitmentKind.AGREEMENT: _("Commitment agreement signed"),
        CommitmentKind.PLEDGE: _("Confidentiality pledge signed"),
    }[kind]
    mine = [commitment for commitment in commitments if commitment.kind == kind]
    signed = next((commitment for commitment in mine if commitment.signed_on), None)
    if signed:
        return Requirement(label, True, day(signed.signed_on))
    if mine:
        url = reverse("peerhelpers:sign_commitment", args=[mine[0].pk])
        holder = str(Role.MANAGEMENT.label)
        return Requirement(label, False, _("ready to sign"), holder, url, Permission.SIGN_PAPERS)
    url = reverse("peerhelpers:prepare_commitment", args=[peer_helper.pk])
    return Requirement(label, False, _("to prepare"), holder_of(peer_helper), url)


@requires_for_approval
def trial_complete(peer_helper: PeerHelper) -> list[Requirement]:
    """Eighteen months, or a decision before the end with a written reason."""
    label = _("Trial complete")
    trial = next(iter(peer_helper.trials.all()), None)
    if trial is None:
        return [Requirement(label, False, _("not started yet"), holder_of(peer_helper), waived_by_reason=False)]
    if trial.is_complete():
        return [Requirement(label, True, day(trial.due_on))]
    detail = _("until %(day)s") % {"day": day(trial.due_on)}
    return [Requirement(label, False, detail, waived_by_reason=True)]


@requires_for_approval
def mission_done(peer_helper: PeerHelper) -> list[Requirement]:
    """At least one meeting of a mission took place."""
    done = totals_of(peer_helper).meetings
    detail = ngettext("%(count)d meeting", "%(count)d meetings", done) % {"count": done} if done else ""
    url = reverse("peerhelpers:missions")
    label, holder = _("At least one mission done"), "" if done else holder_of(peer_helper)
    return [Requirement(label, bool(done), detail, holder, url, Permission.WRITE_MISSIONS)]


def holder_of(peer_helper: PeerHelper) -> str:
    """The referent's name; without a referent, management."""
    return peer_helper.referent.full_name if peer_helper.referent else str(Role.MANAGEMENT.label)


def _of_a_candidate(peer_helper: PeerHelper) -> list[Requirement]:
    since = totals_of(peer_helper).first_card_on
    holder, url = holder_of(peer_helper), reverse("peerhelpers:formalise", args=[peer_helper.pk])
    return [
        Requirement(_("A card in the exchange box"), bool(since), day(since), "" if since else holder),
        Requirement(_("Formalisation meeting"), False, "", holder, url),
    ]


def _of_an_engaged_person(peer_helper: PeerHelper) -> list[Requirement]:
    url = reverse("peerhelpers:start_trial", args=[peer_helper.pk])
    started = Requirement(_("Trial started, with its functions"), False, "", holder_of(peer_helper), url)
    return [*papers_signed(peer_helper), started]


def _of_an_approved_person(peer_helper: PeerHelper) -> list[Requirement]:
    badge = next((badge for badge in peer_helper.badges.all() if badge.ended_on is None), None)
    issued, handed_over = (badge.issued_on, badge.handed_over_on) if badge else (None, None)
    certified = [paper.issued_on for paper in peer_helper.certificates.all() if paper.revoked_on is None]
    issue = reverse("peerhelpers:issue_badge", args=[peer_helper.pk])
    certify = reverse("peerhelpers:issue_certificate", args=[peer_helper.pk])
    return [
        _issued(_("Badge issued"), issued, issue),
        _issued(_("Badge handed over"), handed_over, reverse("peerhelpers:badge", args=[badge.pk]) if badge else ""),
        _issued(_("Certificate issued"), min(certified, default=None), certify),
    ]


def _issued(label: str, on: date | None, url: str) -> Requirement:
    holder = "" if on else str(Role.MANAGEMENT.label)
    return Requirement(label, on is not None, day(on), holder, url, Permission.ISSUE_RECOGNITION)


_NEXT_GATE: dict[Status, Callable[[PeerHelper], list[Requirement]]] = {
    Status.CANDIDATE: _of_a_candidate,
    Status.FORMALISED: papers_signed,
    Status.ENGAGED: _of_an_engaged_person,
    Status.IN_TRIAL: missing_for_approval,
    Status.APPROVED: _of_an_approved_person,
    Status.STOPPED: lambda peer_helper: [],
}

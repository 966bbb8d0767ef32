"""What the page of a peer helper shows, to whom: the next step, what is missing, missions and hours, care."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from cada_peers.accounts.access import may
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from peerhelpers.actions.guard import may_carry
from peerhelpers.files.drawing import current_trial, stations, trial_grid
from peerhelpers.files.gates import Requirement, missing_now
from peerhelpers.files.load import load_of
from peerhelpers.files.reading import last_faces, read_papers, read_trials, talks_for
from peerhelpers.files.totals import totals_of
from peerhelpers.models import CommitmentKind, PeerHelper, Status
from residents.languages import LANGUAGES


@dataclass(frozen=True)
class NextStep:
    """What to do next with this file: the one large button of its page."""

    label: str
    url: str


def page_of(peer_helper: PeerHelper, user: User) -> dict[str, object]:
    """The context of the page, for a file read by `for_its_page`."""
    read_trials(peer_helper)
    read_papers(peer_helper)
    today, trial = timezone.localdate(), current_trial(peer_helper)
    reviews = [review.held_on for review in peer_helper.reviews.all()]
    missing = requirements_for(user, peer_helper)
    return {
        "subtitle": subtitle_of(peer_helper),
        "stations": stations(peer_helper, today=today),
        "trial": trial,
        "grid": trial and trial_grid(trial, reviews=reviews, today=today, mirrored=get_language_bidi()),
        "requirements": missing,
        "is_complete": all(requirement.met for requirement in missing),
        "next_step": next_step(peer_helper, user),
        "may_carry": may_carry(user, peer_helper),
        "may": rights_of_page(user, peer_helper),
        "done": totals_of(peer_helper),
        "load": load_of(peer_helper),
        "pause": next((pause for pause in peer_helper.pauses.all() if pause.ends_on is None), None),
        "shown": shown_sections(peer_helper),
        "has_badge": any(badge.ended_on is None for badge in peer_helper.badges.all()),
        "is_referent": peer_helper.referent_id == user.pk,
        "faces": last_faces(peer_helper, user) if peer_helper.has_faces else [],
        "talks": talks_for(user).filter(peer_helper=peer_helper) if peer_helper.has_talks else [],
    }


def subtitle_of(peer_helper: PeerHelper) -> str:
    """Languages, and who accompanies."""
    numbered = dict(word.split(":") for word in (peer_helper.spoken or "").split())
    languages = ", ".join(str(LANGUAGES[numbered[number]].name) for number in sorted(numbered, key=int))
    referent = _("referent: %(name)s") % {"name": peer_helper.referent.full_name} if peer_helper.referent else ""
    return " · ".join(filter(None, (languages, referent)))


def shown_sections(peer_helper: PeerHelper) -> dict[str, bool]:
    """The sections that have something to say at this station: a page begins short, and grows with the pathway."""
    formalised, engaged = bool(peer_helper.formalised_on), bool(peer_helper.engaged_on)
    trials, reviews = peer_helper.trials.all(), peer_helper.reviews.all()
    recognised = bool(peer_helper.approved_on or peer_helper.badges.all() or peer_helper.certificates.all())
    return {
        "trial": engaged,
        "missions": engaged,
        "commitments": formalised,
        "reviews": bool(trials or reviews),
        "recognition": recognised,
    }


def rights_of_page(user: User, peer_helper: PeerHelper) -> dict[str, bool]:
    """The buttons of the page that need a right of their own."""
    rights = {
        "prepare": Permission.PREPARE_PAPERS,
        "sign": Permission.SIGN_PAPERS,
        "decide": Permission.DECIDE_STATUS,
        "issue": Permission.ISSUE_RECOGNITION,
        "propose": Permission.WRITE_MISSIONS,
        "invite": Permission.INVITE_MEMBERS,
    }
    return {name: may(user, permission, peer_helper.centre_id) for name, permission in rights.items()}


def requirements_for(user: User, peer_helper: PeerHelper) -> list[Requirement]:
    """What is missing now, with the links that `user` may follow."""
    carries = may_carry(user, peer_helper)

    def opens(requirement: Requirement) -> bool:
        if requirement.permission is None:
            return carries
        return may(user, requirement.permission, peer_helper.centre_id)

    return [
        requirement if opens(requirement) else replace(requirement, url="") for requirement in missing_now(peer_helper)
    ]


def next_step(peer_helper: PeerHelper, user: User) -> NextStep | None:
    """The step that `user` may take now; None when it is someone else's, or when there is none left."""
    step = _NEXT[Status(peer_helper.status)](peer_helper)
    if step is None:
        return None
    label, name, key, permission = step
    allowed = may(user, permission, peer_helper.centre_id) if permission else may_carry(user, peer_helper)
    return NextStep(label, reverse(name, args=[key] if key else [])) if allowed else None


Step = tuple[str, str, object, Permission | None]


def _papers_step(peer_helper: PeerHelper) -> Step:
    commitments = list(peer_helper.commitments.all())
    if {commitment.kind for commitment in commitments} != set(CommitmentKind.values):
        return (_("Prepare the papers"), "peerhelpers:prepare_commitment", peer_helper.pk, None)
    unsigned = next(commitment for commitment in commitments if not commitment.signed_on)
    label = _("Mark signed: %(paper)s") % {"paper": unsigned.get_kind_display()}
    return (label, "peerhelpers:sign_commitment", unsigned.pk, Permission.SIGN_PAPERS)


def _review_step(peer_helper: PeerHelper) -> Step:
    undecided = next((review for review in peer_helper.reviews.all() if not review.decided_on), None)
    if undecided:
        return (_("Decide on the review"), "assessments:review", undecided.pk, Permission.DECIDE_STATUS)
    if not peer_helper.assignments.all() and not totals_of(peer_helper).meetings:
        return (_("Propose a mission"), "peerhelpers:missions", None, Permission.WRITE_MISSIONS)
    return (_("Prepare the review"), "assessments:reviews_of", peer_helper.pk, None)


def _recognition_step(peer_helper: PeerHelper) -> Step | None:
    badge = next((badge for badge in peer_helper.badges.all() if badge.ended_on is None), None)
    issue = Permission.ISSUE_RECOGNITION
    if badge is None:
        return (_("Issue the badge"), "peerhelpers:issue_badge", peer_helper.pk, issue)
    if not badge.handed_over_on:
        return (_("Note that the badge is handed over"), "peerhelpers:badge", badge.pk, issue)
    if not peer_helper.certificates.all():
        return (_("Issue the certificate"), "peerhelpers:issue_certificate", peer_helper.pk, issue)
    return None


_NEXT = {
    Status.CANDIDATE: lambda file: (
        _("Note the formalisation meeting"),
        "peerhelpers:formalise",
        file.pk,
        None,
    ),
    Status.FORMALISED: _papers_step,
    Status.ENGAGED: lambda file: (_("Start the trial"), "peerhelpers:start_trial", file.pk, None),
    Status.IN_TRIAL: _review_step,
    Status.APPROVED: _recognition_step,
    Status.STOPPED: lambda file: None,
}

"""What a peer helper finds on their own pages: the one next thing, what is asked, where they stand."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cada_peers.accounts.models import Posting, User
from cada_peers.journal.models import Entry
from cada_peers.ui.dates import month_year
from peerhelpers.missions.apart import still_open
from peerhelpers.models import (
    Assignment,
    Badge,
    Certificate,
    Commitment,
    Participation,
    PeerHelper,
    Status,
    TalkRequest,
)
from peerhelpers.models.mission import Coming
from peerhelpers.models.trial import TRIAL_MONTHS
from residents.events import Event as ResidentEvent
from residents.models import Card, Interview
from residents.staff import STAFF

# After that, nobody remembers how it was: the question goes away by itself.
ASKED_FOR = timedelta(days=10)
TOLD_FOR = timedelta(days=365)
WHERE: dict[str, str | Promise] = {
    Status.CANDIDATE: gettext_lazy("You and the team are looking together at what you would like to share."),
    Status.FORMALISED: gettext_lazy("Next: the agreement and the pledge, to read together and to sign."),
    Status.ENGAGED: gettext_lazy("Your papers are signed: the trial can begin."),
}


def file_of(user: User) -> PeerHelper | None:
    """The person's own file: the one that goes on, else the last that was closed, else nothing."""
    owned = PeerHelper.objects.owned_by(user).select_related("resident", "centre", "referent")
    return owned.order_by(F("stopped_on").desc(nulls_first=True), "-identified_on").first()


def where_i_stand(peer_helper: PeerHelper) -> str:
    """One sentence under the greeting."""
    if peer_helper.status == Status.APPROVED:
        return _("Peer helper since %(month)s.") % {"month": month_year(peer_helper.approved_on)}
    if peer_helper.status == Status.IN_TRIAL:
        trial = peer_helper.trials.all()[0]
        months = {"done": trial.months_done() + 1, "all": TRIAL_MONTHS + trial.extended_months}
        if months["done"] > months["all"]:
            return _("Your trial is complete: the team and you look at it together.")
        return _("Trial: month %(done)d of %(all)d.") % months
    return str(WHERE.get(peer_helper.status, ""))


def coming_meetings(peer_helper: PeerHelper) -> QuerySet[Participation]:
    """What is not over yet, the nearest first."""
    return _meetings(peer_helper).filter(meeting__ends_at__gt=timezone.now()).order_by("meeting__starts_at")


def next_and_last(peer_helper: PeerHelper) -> tuple[Participation | None, Participation | None]:
    """The one next thing, the nearest meeting; and the last one, if it was a few days ago and nothing is noted of it.

    Without those to which the helper said « not this time ». One query.
    """
    now = timezone.now()
    near = _meetings(peer_helper).filter(meeting__ends_at__gt=now - ASKED_FOR).exclude(coming=Coming.NOT_THIS_TIME)
    meetings = list(near.order_by("meeting__starts_at"))
    coming = next((held for held in meetings if held.meeting.ends_at > now), None)
    over = [held for held in meetings if held.meeting.ends_at <= now]
    last = max(over, key=lambda held: held.meeting.ends_at, default=None)
    return coming, last if last and not last.done else None


def told_meetings(peer_helper: PeerHelper) -> QuerySet[Participation]:
    """What was noted, the last first."""
    return _meetings(peer_helper).filter(done=True).order_by("-meeting__starts_at")


def _meetings(peer_helper: PeerHelper) -> QuerySet[Participation]:
    held = Participation.objects.filter(peer_helper=peer_helper, meeting__cancelled_at__isnull=True)
    return held.select_related("meeting__mission__co_leader", "meeting__mission__function")


def proposals(peer_helper: PeerHelper) -> list[Assignment]:
    """Missions that wait for a yes or a « not this time »."""
    waiting = Assignment.objects.waiting().filter(peer_helper=peer_helper, mission__ended_on__isnull=True)
    return still_open(waiting.select_related("mission__co_leader", "mission__function", "peer_helper__resident"))


def accepted_missions(peer_helper: PeerHelper) -> QuerySet[Assignment]:
    accepted = Assignment.objects.accepted().filter(peer_helper=peer_helper)
    return accepted.select_related("mission__co_leader", "mission__function").order_by("mission__title")


def lines_about(peer_helper: PeerHelper, *, reader: User) -> QuerySet[Entry]:
    """What others read or did on the records of this person for a year, the last first. Lists are not in it.

    `by_staff`: whether whoever did it was staff of the house on that day; nobody else may be named. A card hangs
    there to be read: that another resident stopped at it is between them and the box, and no line here.
    """
    resident = peer_helper.resident_id
    own = Q(subject_id=resident)
    for records in (
        PeerHelper.objects.filter(resident=resident),
        Interview.objects.filter(resident=resident),
        Card.objects.filter(owner_resident=resident),
        *(
            kind.objects.filter(peer_helper__resident=resident)
            for kind in (Commitment, Badge, Certificate, TalkRequest)
        ),
        peer_helper.reviews.filter(shared_on__isnull=False),
    ):
        own |= Q(subject_id__in=records.values("pk"))
    by_others = Entry.objects.filter(own, at__gt=timezone.now() - TOLD_FOR).exclude(actor_id=reader.pk)
    lines = by_others.annotate(by_staff=_by_staff_of(peer_helper))
    return lines.exclude(event=ResidentEvent.CARD_READ, by_staff=False)


def _by_staff_of(peer_helper: PeerHelper) -> Exists:
    """Whether the actor of the line of the outer query held a place among the staff when it was written."""
    day = OuterRef("at__date")
    held = Posting.objects.filter(user=OuterRef("actor_id"), centre=peer_helper.centre_id, role__in=STAFF)
    return Exists(held.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day))

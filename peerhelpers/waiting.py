"""What waits on the pathway and in the missions, for the team and for those who co-lead."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cada_peers.accounts.models import Posting, User
from cada_peers.accounts.permissions import Permission
from cada_peers.accounts.roles import RIGHTS, Role
from cada_peers.ui.dates import hour, local_date, near_day
from cada_peers.ui.waiting import Counted, Lines, Waiting, provides_waiting
from peerhelpers.apart import missions_to_part
from peerhelpers.candidates import Way, people_to_ask
from peerhelpers.load import HEAVY_FROM_MINUTES
from peerhelpers.models import Commitment, CommitmentKind, Meeting, Participation, PeerHelper, Status
from peerhelpers.totals import WEEKS

# After a week, a meeting of which nothing was noted is left in peace: absences are not counted.
TO_NOTE = timedelta(days=7)
AHEAD = timedelta(days=7)


@provides_waiting
def pathway_waiting(user: User, posting: Posting) -> Lines:
    """The lines of the pathway and of the missions. One query, without what is counted."""
    rights = RIGHTS[Role(posting.role)]
    if Permission.WRITE_PEER_HELPERS in rights:
        yield from _next_steps(user, posting)
        yield _people_to_ask(user, posting, everyone=Permission.WRITE_ALL_PEER_HELPERS in rights)
    if Permission.SIGN_PAPERS in rights:
        yield from _papers_to_sign(posting)
    if Permission.WRITE_PEER_HELPERS in rights:
        yield from _heavy_loads(user, posting, everyone=Permission.WRITE_ALL_PEER_HELPERS in rights)
    if Permission.WRITE_MISSIONS in rights:
        yield _missions_to_part(posting)
        yield from _meetings_to_note(posting)
    if Permission.VIEW_MISSIONS in rights:
        yield from _meetings_to_co_lead(user, posting)


def _next_steps(user: User, posting: Posting) -> Iterator[Counted]:
    """The files that `user` refers, by the step that comes next."""
    prepared = [Q(pk__in=Commitment.objects.filter(kind=kind).values("peer_helper")) for kind in CommitmentKind]
    for label, status, concerned in (
        (_("Formalisation meetings to hold"), Status.CANDIDATE, Q()),
        (_("Agreements and pledges to prepare"), Status.FORMALISED, ~(prepared[0] & prepared[1])),
        (_("Trials to start"), Status.ENGAGED, Q()),
    ):
        files = PeerHelper.objects.filter(concerned, centre=posting.centre, referent=user, status=status)
        line = partial(Waiting, label, _list(status=status, referent=user.pk), pictogram="helper")
        yield Counted(files, lambda number, line=line: line(count=number))


def _people_to_ask(user: User, posting: Posting, *, everyone: bool) -> Counted:
    """Of whom somebody noted « yes, one day », and whom nobody asked yet: seen by their referent, and by management."""
    people = people_to_ask(user, posting.centre).filter(way=Way.INTERVIEW)
    return Counted(
        people if everyone else people.filter(referent=user),
        Waiting(
            label=_("People to ask: could they be peer helpers?"),
            detail=_("Somebody noted: yes, one day."),
            url=reverse("peerhelpers:candidates") + ("" if everyone else "?mine=1"),
            pictogram="helper",
            urgency=2,
        ),
    )


def _papers_to_sign(posting: Posting) -> Iterator[Counted]:
    waiting = Commitment.objects.filter(centre=posting.centre, signed_on=None)
    yield Counted(
        waiting.exclude(peer_helper__status=Status.STOPPED),
        Waiting(
            label=_("Papers to sign"),
            detail=_("Explained in the person’s language, then signed by both."),
            url=_list(status=Status.FORMALISED),
            pictogram="paper",
            urgency=0,
        ),
    )


def _heavy_loads(user: User, posting: Posting, *, everyone: bool) -> Iterator[Counted]:
    """Helpers who carry much: seen by their referent, and by management."""
    since = timezone.now() - timedelta(weeks=WEEKS)
    noted = Participation.objects.filter(centre=posting.centre, done=True, meeting__starts_at__gte=since)
    mine = noted if everyone else noted.filter(peer_helper__referent=user)
    totals = mine.order_by().values("peer_helper").annotate(total=Sum("minutes"))
    heavy = totals.filter(total__gte=HEAVY_FROM_MINUTES).values("peer_helper")
    yield Counted(PeerHelper.objects.filter(pk__in=heavy), _carry_a_lot)


def _carry_a_lot(number: int) -> Waiting:
    sentence = ngettext("%(count)d peer helper carries a lot", "%(count)d peer helpers carry a lot", number)
    return Waiting(
        label=sentence % {"count": number},
        detail=_("Look at it together: is it still a pleasure?"),
        url=_list(),
        pictogram="warning",
    )


def _missions_to_part(posting: Posting) -> Counted:
    """Two people said yes, and it was noted since that nobody brings them together."""
    return Counted(
        missions_to_part(posting.centre),
        Waiting(
            label=_("Missions with people who are not to be brought together"),
            detail=_("Let one of the two leave the mission."),
            url=reverse("peerhelpers:missions"),
            pictogram="warning",
            urgency=0,
        ),
    )


def _meetings_to_note(posting: Posting) -> Iterator[Counted]:
    now = timezone.now()
    past = Meeting.objects.filter(centre=posting.centre, cancelled_at=None, ends_at__range=(now - TO_NOTE, now))
    with_helpers = past.filter(participations__isnull=False).distinct()
    yield Counted(
        with_helpers.exclude(participations__done=True),
        Waiting(
            label=_("Meetings of the week with nothing noted"),
            detail=_("If they took place."),
            url=reverse("peerhelpers:missions"),
            pictogram="mission",
            urgency=2,
        ),
    )


def _meetings_to_co_lead(user: User, posting: Posting) -> Iterator[Waiting]:
    now = timezone.now()
    coming = Meeting.objects.filter(
        centre=posting.centre, mission__co_leader=user, cancelled_at=None, ends_at__range=(now, now + AHEAD)
    )
    for meeting in coming.select_related("mission")[:3]:
        yield Waiting(
            label=meeting.mission.title,
            detail=f"{near_day(meeting.starts_at)}, {hour(meeting.starts_at)}".capitalize(),
            url=reverse("peerhelpers:mission", args=[meeting.mission_id]),
            pictogram="calendar",
            urgency=0 if local_date(meeting.starts_at) == timezone.localdate() else 1,
        )


def _list(**filters: object) -> str:
    query = urlencode({name: str(value) for name, value in filters.items()})
    return reverse("peerhelpers:list") + (f"?{query}" if query else "")

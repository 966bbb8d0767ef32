"""What waits on the pathway and in the missions, for the team and for those who co-lead."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Now
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
from peerhelpers.files.candidates import Way, people_to_ask
from peerhelpers.files.load import HEAVY_FROM_MINUTES
from peerhelpers.files.totals import WEEKS
from peerhelpers.missions.apart import missions_to_part
from peerhelpers.models import Commitment, CommitmentKind, Meeting, Mission, Participation, PeerHelper, Status
from residents.models import Resident

# After a week, a meeting of which nothing was noted is left in peace: absences are not counted.
TO_NOTE = timedelta(days=7)
AHEAD = timedelta(days=7)
MEETINGS_SHOWN = 3


@provides_waiting
def pathway_waiting(user: User, posting: Posting) -> Lines:
    """The lines of the pathway and of the missions. One query for the meetings, where there are any."""
    rights = RIGHTS[Role(posting.role)]
    everyone = Permission.WRITE_ALL_PEER_HELPERS in rights
    if Permission.WRITE_PEER_HELPERS in rights:
        yield from _next_steps(user)
        yield Counted(
            _to_ask,
            Waiting(
                label=_("People to ask: could they be peer helpers?"),
                detail=_("Somebody noted: yes, one day."),
                url=reverse("peerhelpers:candidates") + ("" if everyone else "?mine=1"),
                pictogram="helper",
                urgency=2,
            ),
            of=(everyone,),
        )
    if Permission.SIGN_PAPERS in rights:
        yield Counted(
            _unsigned,
            Waiting(
                label=_("Papers to sign"),
                detail=_("Explained in the person’s language, then signed by both."),
                url=_list(status=Status.FORMALISED),
                pictogram="paper",
                urgency=0,
            ),
        )
    if Permission.WRITE_PEER_HELPERS in rights:
        yield Counted(_heavy, _carry_a_lot, of=(everyone,))
    if Permission.WRITE_MISSIONS in rights:
        yield Counted(
            _to_part,
            Waiting(
                label=_("Missions with people who are not to be brought together"),
                detail=_("Let one of the two leave the mission."),
                url=reverse("peerhelpers:missions"),
                pictogram="warning",
                urgency=0,
            ),
        )
        yield Counted(
            _without_a_note,
            Waiting(
                label=_("Meetings of the week with nothing noted"),
                detail=_("If they took place."),
                url=reverse("peerhelpers:missions"),
                pictogram="mission",
                urgency=2,
            ),
        )
    if Permission.VIEW_MISSIONS in rights:
        yield Counted(_to_co_lead, partial(_meetings_to_co_lead, user, posting))


def _next_steps(user: User) -> Iterator[Counted]:
    """The files that `user` refers, by the step that comes next."""
    for label, status in (
        (_("Formalisation meetings to hold"), Status.CANDIDATE),
        (_("Agreements and pledges to prepare"), Status.FORMALISED),
        (_("Trials to start"), Status.ENGAGED),
    ):
        line = Waiting(label, _list(status=status, referent=user.pk), pictogram="helper")
        yield Counted(_files, line, of=(status,))


def _files(user: User, posting: Posting, status: Status) -> QuerySet[PeerHelper]:
    files = PeerHelper.objects.filter(centre=posting.centre, referent=user, status=status)
    if status != Status.FORMALISED:
        return files
    prepared = [Q(pk__in=Commitment.objects.filter(kind=kind).values("peer_helper")) for kind in CommitmentKind]
    return files.exclude(prepared[0] & prepared[1])


def _to_ask(user: User, posting: Posting, everyone: bool) -> QuerySet[Resident]:
    """Of whom somebody noted « yes, one day », and whom nobody asked yet: seen by their referent, and by management."""
    people = people_to_ask(user, posting.centre).filter(way=Way.INTERVIEW)
    return people if everyone else people.filter(referent=user)


def _unsigned(_user: User, posting: Posting) -> QuerySet[Commitment]:
    waiting = Commitment.objects.filter(centre=posting.centre, signed_on=None)
    return waiting.exclude(peer_helper__status=Status.STOPPED)


def _heavy(user: User, posting: Posting, everyone: bool) -> QuerySet[PeerHelper]:
    """Helpers who carry much: seen by their referent, and by management."""
    since = Now() - timedelta(weeks=WEEKS)
    noted = Participation.objects.filter(centre=posting.centre, done=True, meeting__starts_at__gte=since)
    mine = noted if everyone else noted.filter(peer_helper__referent=user)
    totals = mine.order_by().values("peer_helper").annotate(total=Sum("minutes"))
    heavy = totals.filter(total__gte=HEAVY_FROM_MINUTES).values("peer_helper")
    return PeerHelper.objects.filter(pk__in=heavy)


def _carry_a_lot(number: int) -> Waiting:
    sentence = ngettext("%(count)d peer helper carries a lot", "%(count)d peer helpers carry a lot", number)
    return Waiting(
        label=sentence % {"count": number},
        detail=_("Look at it together: is it still a pleasure?"),
        url=_list(),
        pictogram="warning",
    )


def _to_part(_user: User, posting: Posting) -> QuerySet[Mission]:
    """Two people said yes, and it was noted since that nobody brings them together."""
    return missions_to_part(posting.centre)


def _without_a_note(_user: User, posting: Posting) -> QuerySet[Meeting]:
    of_the_week = Meeting.objects.filter(
        centre=posting.centre, cancelled_at=None, ends_at__range=(Now() - TO_NOTE, Now())
    )
    return of_the_week.filter(participations__isnull=False).distinct().exclude(participations__done=True)


def _to_co_lead(user: User, posting: Posting) -> QuerySet[Meeting]:
    return Meeting.objects.filter(
        centre=posting.centre, mission__co_leader=user, cancelled_at=None, ends_at__range=(Now(), Now() + AHEAD)
    )


def _meetings_to_co_lead(user: User, posting: Posting, _number: int) -> Iterator[Waiting]:
    for meeting in _to_co_lead(user, posting).select_related("mission")[:MEETINGS_SHOWN]:
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

"""What waits in the care and the recognition of helpers."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cada_peers.accounts.models import Posting, User
from cada_peers.accounts.permissions import Permission
from cada_peers.accounts.roles import RIGHTS, Role
from cada_peers.ui.dates import day_short, hour, near_day
from cada_peers.ui.waiting import Counted, Lines, Waiting, provides_waiting
from peerhelpers.models import Badge, PeerHelper, Status, TalkRequest
from peerhelpers.people import STAFF, members
from peerhelpers.waiting.recognition import badges_to_hand_over, badges_to_make
from residents.models import Resident

# Whoever stopped is thanked, and gives the badge back, within a fortnight.
AFTER_A_STOP = timedelta(days=14)
REQUESTS_SHOWN = 5


@provides_waiting
def care_waiting(user: User, posting: Posting) -> Lines:
    """The lines of care and recognition. One query for each kind of line that names people, where there is one."""
    rights = RIGHTS[Role(posting.role)]
    if Permission.WRITE_PEER_HELPERS in rights:
        yield Counted(_who_asked_to_talk, partial(_requests_to_talk, user, posting))
        yield Counted(_who_stopped_lately, partial(_stopped_lately, user, posting))
    if Permission.WRITE_ALL_PEER_HELPERS in rights:
        yield Counted(_alone, _are_without_referent)
    if Permission.ISSUE_RECOGNITION in rights:
        yield Counted(
            _without_badge, Waiting(label=_("Badges to make"), url=reverse("peerhelpers:badges"), pictogram="badge")
        )
        yield Counted(
            _badges_made, Waiting(label=_("Badges to hand over"), url=reverse("peerhelpers:badges"), pictogram="badge")
        )
    if Permission.INVITE_MEMBERS in rights:
        yield Counted(
            _still_reading,
            Waiting(
                label=_("Accounts of people who stopped"),
                url=reverse("accounts:members"),
                detail=_("Close them once they have their papers."),
                pictogram="lock",
                urgency=2,
            ),
        )
    if Permission.OWN_PATHWAY in rights:
        yield Counted(_unseen, _own_requests_to_send_on)


def _who_asked_to_talk(user: User, posting: Posting) -> QuerySet[TalkRequest]:
    """Those that helpers sent to `user`, and to nobody else."""
    return TalkRequest.objects.visible_to(user).waiting().filter(centre=posting.centre)


def _requests_to_talk(user: User, posting: Posting, _number: int) -> Iterator[Waiting]:
    asked = _who_asked_to_talk(user, posting).select_related("peer_helper__resident").order_by("asked_at")
    for request in asked[:REQUESTS_SHOWN]:
        yield Waiting(
            label=(
                _("%(name)s asks to read their notes with you")
                if request.about_notes
                else _("%(name)s asks to talk with you")
            )
            % {"name": request.peer_helper.resident.called},
            url=reverse("peerhelpers:talk_request", args=[request.pk]),
            detail=f"{near_day(request.asked_at)}, {hour(request.asked_at)}".capitalize(),
            pictogram="talk",
            urgency=0,
            is_asked_for=True,
        )


def _unseen(user: User, posting: Posting) -> QuerySet[TalkRequest]:
    """Nobody has seen what the helper asked, and somebody else accompanies them now: they say whether it goes on."""
    own = PeerHelper.objects.owned_by(user).filter(centre=posting.centre)
    return TalkRequest.objects.to_send_on().filter(peer_helper__in=own)


def _own_requests_to_send_on(_number: int) -> Waiting:
    return Waiting(
        label=_("You asked to talk, and nobody has seen it yet"),
        detail=_("Someone else accompanies you now: do you want to send it to them?"),
        url=reverse("peerhelpers:talk"),
        pictogram="talk",
        urgency=0,
    )


def _who_stopped_lately(user: User, posting: Posting) -> QuerySet[PeerHelper]:
    """The helpers whom `user` accompanied, and who stopped by themselves."""
    return PeerHelper.objects.filter(
        centre=posting.centre,
        referent=user,
        status=Status.STOPPED,
        stopped_by=F("resident__account"),
        stopped_on__gte=timezone.localdate() - AFTER_A_STOP,
    )


def _stopped_lately(user: User, posting: Posting, _number: int) -> Iterator[Waiting]:
    for peer_helper in _who_stopped_lately(user, posting).select_related("resident"):
        name = {"name": peer_helper.resident.called, "day": day_short(peer_helper.stopped_on)}
        yield Waiting(
            label=_("%(name)s stopped on %(day)s") % name,
            url=reverse("peerhelpers:detail", args=[peer_helper.pk]),
            detail=_("Say thank you, and take the badge back."),
            pictogram="stop",
        )


def _alone(_user: User, posting: Posting) -> QuerySet[PeerHelper]:
    """Nobody reads a request to talk of someone who has no referent in the house."""
    going_on = PeerHelper.objects.going_on().filter(centre=posting.centre)
    return going_on.filter(Q(referent__isnull=True) | ~Q(referent__in=members(posting.centre, STAFF)))


def _are_without_referent(number: int) -> Waiting:
    sentence = ngettext("%(count)d peer helper has no referent", "%(count)d peer helpers have no referent", number)
    return Waiting(
        label=sentence % {"count": number},
        url=reverse("peerhelpers:list"),
        detail=_("Without one, nobody reads « I need to talk »."),
        pictogram="helper",
        urgency=0,
    )


def _without_badge(_user: User, posting: Posting) -> QuerySet[PeerHelper]:
    return badges_to_make(PeerHelper.objects.filter(centre=posting.centre))


def _badges_made(_user: User, posting: Posting) -> QuerySet[Badge]:
    return badges_to_hand_over(PeerHelper.objects.filter(centre=posting.centre))


def _still_reading(_user: User, posting: Posting) -> QuerySet[Resident]:
    """Someone who stopped keeps reading their papers until the house closes the account."""
    open_accounts = Posting.objects.active().filter(centre=posting.centre, role=Role.PEER_HELPER)
    files = PeerHelper.objects.filter(centre=posting.centre)
    going_on = files.going_on().values("resident")
    stopped = files.filter(status=Status.STOPPED, resident__account__postings__in=open_accounts)
    return Resident.objects.filter(pk__in=stopped.exclude(resident__in=going_on).values("resident"))

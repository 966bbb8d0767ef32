"""What the helper does alone, at once and without a reason: pause, come back, stop, ask to talk."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cada_peers.accounts.access import may
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from peerhelpers.actions.closing import close_file
from peerhelpers.actions.guard import locked, may_carry, refuse_another_reader
from peerhelpers.events import Event
from peerhelpers.models import Meeting, Participation, Pause, PeerHelper, TalkRequest
from peerhelpers.models.mission import Coming
from peerhelpers.people import who_accompanies
from residents.staff import who_reads_notes


@transaction.atomic
def pause(*, peer_helper: PeerHelper, by: User) -> Pause:
    """Begin a pause today. Asked twice, it is the same pause.

    The meetings to come are answered « not this time », which the helper may take back. Whoever carries the
    file may note the pause for someone without an account.
    """
    peer_helper = _own_or_carried(peer_helper, by)
    _refuse_if_closed(peer_helper)
    begun = peer_helper.pauses.filter(ends_on__isnull=True).first()
    if begun:
        return begun
    begun = Pause.objects.create(centre_id=peer_helper.centre_id, peer_helper=peer_helper, noted_by=by)
    coming_up = peer_helper.participations.filter(meeting__starts_at__gt=timezone.now(), done=False)
    coming_up.update(coming=Coming.NOT_THIS_TIME)
    record(Event.PAUSED, by=by, subject=peer_helper)
    return begun


@transaction.atomic
def resume(*, peer_helper: PeerHelper, by: User) -> None:
    """End the pause today; what was planned meanwhile is asked now. Without a pause, nothing happens."""
    peer_helper = _own_or_carried(peer_helper, by)
    if not peer_helper.pauses.filter(ends_on__isnull=True).update(ends_on=timezone.localdate()):
        return
    _ask_about_coming_meetings(peer_helper)
    record(Event.RESUMED, by=by, subject=peer_helper)


def _ask_about_coming_meetings(peer_helper: PeerHelper) -> None:
    """Those of the accepted missions, planned during the pause; those asked before keep their answer."""
    accepted = peer_helper.assignments.accepted().values("mission")
    coming_up = Meeting.objects.filter(mission__in=accepted, cancelled_at__isnull=True, starts_at__gt=timezone.now())
    Participation.objects.bulk_create(
        (Participation(centre_id=meeting.centre_id, meeting=meeting, peer_helper=peer_helper) for meeting in coming_up),
        ignore_conflicts=True,
    )


@transaction.atomic
def stop(*, peer_helper: PeerHelper, by: User) -> PeerHelper:
    """The helper stops: at once, without a reason. Asked twice, the first time counts.

    The account stays open until the team closes it, so that the person keeps their papers.
    """
    peer_helper = _own(peer_helper, by)
    if peer_helper.is_going_on:
        close_file(peer_helper=peer_helper, by=by)
        record(Event.STOPPED, by=by, subject=peer_helper)
    return peer_helper


@transaction.atomic
def ask_to_talk(
    *, peer_helper: PeerHelper, of: User | None, words: str, by: User, about_notes: bool = False
) -> TalkRequest:
    """« I need to talk »: for `of` only, the referent named on the page as they send it (None: they have none).

    `about_notes`: to read what was noted in one's interviews, with somebody who may (`who_reads_notes`).

    The same words sent twice to the same person are one request while it waits. Raises ValidationError if somebody
    else accompanies them meanwhile: what was meant for one is not read by another.
    """
    peer_helper = _own(peer_helper, by)
    refuse_another_reader(of, reader=reader_of(peer_helper, about_notes=about_notes))
    for waiting in peer_helper.talk_requests.waiting().filter(asked_of=of, about_notes=about_notes):
        if waiting.words == words:
            return waiting
    sent = {"centre_id": peer_helper.centre_id, "peer_helper": peer_helper, "asked_of": of, "words": words}
    asked = TalkRequest.objects.create(**sent, about_notes=about_notes)
    record(Event.TALK_ASKED, by=by, subject=asked)
    return asked


def reader_of(peer_helper: PeerHelper, *, about_notes: bool) -> User | None:
    """Who reads what the helper sends: who accompanies them, or who may read with them what was noted of them."""
    return who_reads_notes(peer_helper.resident) if about_notes else who_accompanies(peer_helper)


@transaction.atomic
def send_talk_on(*, talk_request: TalkRequest, of: User, by: User) -> TalkRequest:
    """The helper sends what nobody has seen to `of`, who accompanies them now; whom they asked first reads it no more.

    Raises ValidationError if it was seen, or if somebody else accompanies them meanwhile.
    """
    peer_helper = _own(talk_request.peer_helper, by)
    refuse_another_reader(of, reader=who_accompanies(peer_helper))
    asked = TalkRequest.objects.select_for_update(of=("self",)).get(pk=talk_request.pk)
    if asked.about_notes:
        raise PermissionDenied("it goes to whoever may read the notes")
    if asked.seen_at:
        raise ValidationError(_("It was seen meanwhile. If you want to talk with someone else, write to them."))
    if asked.asked_of_id != of.pk:
        asked.asked_of = of
        asked.save()
        record(Event.TALK_ASKED, by=by, subject=asked)
    return asked


@transaction.atomic
def mark_talk_seen(*, talk_request: TalkRequest, by: User) -> TalkRequest:
    """Whom it was sent to has read it: the helper sees that, and when. Raises PermissionDenied for anyone else."""
    asked = TalkRequest.objects.select_for_update(of=("self",)).get(pk=talk_request.pk)
    if not TalkRequest.objects.visible_to(by).filter(pk=asked.pk).exists():
        raise PermissionDenied("whom it was sent to only")
    if asked.seen_at is None:
        asked.seen_at = timezone.now()
        asked.save()
        record(Event.TALK_SEEN, by=by, subject=asked)
    return asked


def is_own(peer_helper: PeerHelper, user: User) -> bool:
    """Whether this file is about `user`, who holds a place as peer helper there today."""
    about = peer_helper.resident.account_id == user.pk
    return about and may(user, Permission.OWN_PATHWAY, peer_helper.centre_id)


def _own(peer_helper: PeerHelper, by: User) -> PeerHelper:
    peer_helper = locked(peer_helper)
    if not is_own(peer_helper, by):
        raise PermissionDenied("one's own file only")
    return peer_helper


def _own_or_carried(peer_helper: PeerHelper, by: User) -> PeerHelper:
    peer_helper = locked(peer_helper)
    if not is_own(peer_helper, by) and not may_carry(by, peer_helper):
        raise PermissionDenied("one's own file, or one that is carried")
    return peer_helper


def _refuse_if_closed(peer_helper: PeerHelper) -> None:
    if not peer_helper.is_going_on:
        raise ValidationError(_("This file is closed: there is nothing left to pause."))

"""The agreement and the pledge: prepared (frozen), explained, signed. Both signed, the person is engaged."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cada_peers.accounts.access import require
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from cada_peers.accounts.roles import Role
from cada_peers.documents.actions import freeze
from cada_peers.documents.models import PaperKind
from cada_peers.documents.printer import PrintFailed, PrintRefused
from cada_peers.journal.record import record
from peerhelpers.actions.guard import carried, locked, refuse_day_outside
from peerhelpers.documents import TEMPLATE_VERSIONS
from peerhelpers.events import Event
from peerhelpers.models import Commitment, CommitmentKind, Function, PeerHelper, Status
from peerhelpers.papers.commitments import draw_commitment
from peerhelpers.people import members

# What is signed is French; a translation printed beside it helps to understand, and binds nobody.
SIGNED_LANGUAGE = "fr"


def prepare_commitment(*, peer_helper: PeerHelper, kind: str, by: User) -> Commitment:
    """Prepare one paper, in French, for `by` or the first manager of the centre to sign."""
    return prepare_commitments(peer_helper=peer_helper, kinds=[kind], by=by)[0]


def prepare_commitments(
    *,
    peer_helper: PeerHelper,
    kinds: Iterable[str],
    by: User,
    manager: User | None = None,
    functions: Iterable[Function] = (),
    understanding_language: str | None = None,
) -> list[Commitment]:
    """Print and freeze the papers, all or none. A paper already signed gets a revision that refers to it.

    Printing takes up to a second: it happens before the transaction, so that nobody waits for it.
    """
    wanted = [CommitmentKind(kind) for kind in kinds]
    with transaction.atomic():
        _refuse_what_cannot_be_prepared(carried(peer_helper, by), wanted, by)
    try:
        contents = {
            kind: draw_commitment(
                kind,
                peer_helper,
                manager=manager or _signatory(peer_helper, by),
                functions=functions,
                language=SIGNED_LANGUAGE,
                understanding_language=understanding_language,
            )
            for kind in wanted
        }
    except (PrintFailed, PrintRefused) as failure:
        raise ValidationError(str(failure)) from failure
    with transaction.atomic():
        peer_helper = carried(peer_helper, by)
        _refuse_what_cannot_be_prepared(peer_helper, wanted, by)
        return [_keep(peer_helper, kind, contents[kind], by) for kind in wanted]


def _signatory(peer_helper: PeerHelper, by: User) -> User:
    """Whoever prepares, if they may sign for the centre; else the first manager by name."""
    managers = members(peer_helper.centre, [Role.MANAGEMENT])
    return by if by in managers else managers.first() or by


def _refuse_what_cannot_be_prepared(peer_helper: PeerHelper, kinds: list[CommitmentKind], by: User) -> None:
    require(by, Permission.PREPARE_PAPERS, peer_helper.centre_id)
    if not peer_helper.is_going_on:
        raise ValidationError(_("This file is closed: no paper can be prepared."))
    if peer_helper.status == Status.CANDIDATE:
        raise ValidationError(_("Hold the formalisation meeting first: the papers say what was agreed there."))
    if peer_helper.commitments.filter(kind__in=kinds, signed_on__isnull=True).exists():
        raise ValidationError(_("This paper is already prepared: print it and have it signed."))


def _keep(peer_helper: PeerHelper, kind: CommitmentKind, content: bytes, by: User) -> Commitment:
    paper = freeze(
        kind=PaperKind(kind.value),
        content=content,
        centre=peer_helper.centre,
        template_version=TEMPLATE_VERSIONS[kind],
        language=SIGNED_LANGUAGE,
        by=by,
    )
    commitment = Commitment.objects.create(
        centre=peer_helper.centre,
        peer_helper=peer_helper,
        kind=kind,
        paper=paper,
        replaces=peer_helper.commitments.in_force().filter(kind=kind).first(),
        prepared_by=by,
    )
    record(Event.COMMITMENT_PREPARED, by=by, subject=commitment)
    return commitment


@transaction.atomic
def discard_commitment(*, commitment: Commitment, by: User) -> Commitment:
    """Throw away a paper that was prepared and not signed, to prepare another. Twice changes nothing."""
    carried(commitment.peer_helper, by)
    require(by, Permission.PREPARE_PAPERS, commitment.centre_id)
    fresh = Commitment.objects.select_for_update(of=("self",)).filter(pk=commitment.pk).first()
    if fresh is None:
        return commitment
    if fresh.signed_on:
        raise ValidationError(_("This paper is signed: it stays as it is. Prepare a new version if it must change."))
    record(Event.COMMITMENT_DISCARDED, by=by, subject=fresh)
    fresh.delete()
    fresh.paper.delete()
    return commitment


@transaction.atomic
def sign_commitment(
    *,
    commitment: Commitment,
    signed_on: date,
    explained_in: str,
    with_interpreter: bool,
    read_aloud: bool,
    said_back: bool,
    by: User,
) -> Commitment:
    """Mark a paper signed by the person and, for the centre, by `by`. Both signed, the person is engaged."""
    peer_helper = locked(commitment.peer_helper)
    require(by, Permission.SIGN_PAPERS, peer_helper.centre_id)
    commitment = Commitment.objects.get(pk=commitment.pk)
    if commitment.signed_on:
        raise ValidationError(_("This paper is already signed."))
    if not peer_helper.is_going_on:
        raise ValidationError(_("This file is closed: its papers can no longer be signed."))
    if not said_back:
        raise ValidationError({"said_back": _("Sign once the person has said it back in their own words.")})
    too_early = _("The signature comes before the paper (%(day)s): correct the date.")
    refuse_day_outside("signed_on", signed_on, earliest=commitment.prepared_on, too_early=too_early)
    commitment.signed_on, commitment.signed_for_centre_by = signed_on, by
    commitment.explained_in, commitment.with_interpreter = explained_in, with_interpreter
    commitment.read_aloud, commitment.said_back = read_aloud, said_back
    commitment.save()
    record(Event.COMMITMENT_SIGNED, by=by, subject=commitment)
    _engage_once_both_are_signed(peer_helper)
    return commitment


def _engage_once_both_are_signed(peer_helper: PeerHelper) -> None:
    days = dict(peer_helper.commitments.filter(signed_on__isnull=False).values_list("kind", "signed_on"))
    if peer_helper.may_become(Status.ENGAGED) and set(days) == set(CommitmentKind.values):
        peer_helper.status, peer_helper.engaged_on = Status.ENGAGED, max(day for day in days.values() if day)
        peer_helper.save()

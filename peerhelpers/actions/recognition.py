"""Badge and certificate: printed, then kept with their credential in one transaction; handed over, ended."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from cada_peers.accounts.access import require
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from cada_peers.documents.actions import draft_credential, end_credential, freeze, hide_credential
from cada_peers.documents.models import Credential, PaperKind
from cada_peers.journal.record import record
from peerhelpers.actions.care import is_own
from peerhelpers.actions.guard import locked, refuse_day_outside
from peerhelpers.documents import TEMPLATE_VERSIONS
from peerhelpers.events import Event
from peerhelpers.models import Badge, Certificate, Function, PeerHelper, Status
from peerhelpers.models.recognition import BadgeEnd
from peerhelpers.papers.recognition import (
    LANGUAGE,
    draw_badge,
    draw_certificate,
    functions_held,
    functions_tried,
)

# A badge that nobody renews ends by itself: two years, as long as a record is kept after the last contact.
BADGE_YEARS = 2
MINUTES_IN_FIVE_HOURS = 5 * 60


def issue_badge(
    *,
    peer_helper: PeerHelper,
    by: User,
    functions: Iterable[Function] | None = None,
    languages: Iterable[str] = (),
) -> Badge:
    """Print the badge of an approved helper and keep it with its credential.

    `functions`: those of the trial unless told; `languages`: codes, only those that the person wants shown.
    Printing takes up to a second: it happens before the transaction, so that nobody waits for it.
    Raises ValidationError.
    """
    _refuse_badge(peer_helper, by)
    printed = _print_badge(peer_helper, functions, languages)
    with transaction.atomic():
        return _keep_badge(locked(peer_helper), printed, by)


@transaction.atomic
def hand_over_badge(*, badge: Badge, on: date, by: User) -> Badge:
    """Note the day of the ceremony (or of the moment) when the badge was given."""
    require(by, Permission.PREPARE_PAPERS, badge.centre_id)
    badge = _current(badge)
    if badge.handed_over_on:
        raise ValidationError(_("This badge is already handed over."))
    too_early = _("The badge was made on %(day)s: it cannot be handed over before.")
    refuse_day_outside("on", on, earliest=badge.issued_on, too_early=too_early)
    badge.handed_over_on = on
    badge.save()
    record(Event.BADGE_HANDED_OVER, by=by, subject=badge)
    return badge


@transaction.atomic
def end_badge(*, badge: Badge, why: BadgeEnd, by: User) -> Badge:
    """The badge was lost or given back: its code answers nobody from now on. Another can be made."""
    require(by, Permission.ISSUE_RECOGNITION, badge.centre_id)
    return _end_badge(_current(badge), why, by)


def issue_certificate(
    *, peer_helper: PeerHelper, starts_on: date, ends_on: date, hours: int | None, by: User
) -> Certificate:
    """Print a certificate over a period and keep it with its credential.

    `hours`: rounded (`rounded_hours`), or None. Raises ValidationError. Printing precedes the transaction.
    """
    require(by, Permission.ISSUE_RECOGNITION, peer_helper.centre_id)
    _refuse_period(peer_helper, starts_on, ends_on)
    functions = functions_tried(peer_helper, starts_on, ends_on)
    credential = draft_credential(
        kind=Credential.Kind.CERTIFICATE,
        printed_name=peer_helper.resident.full_name,
        valid_from=starts_on,
        valid_until=ends_on,
        **_place_and_functions(peer_helper, functions),
    )
    content = draw_certificate(peer_helper, credential, functions=functions, hours=hours or None, signatory=by)
    with transaction.atomic():
        peer_helper = locked(peer_helper)
        _refuse_same_period(peer_helper, starts_on, ends_on)
        certificate = Certificate(
            peer_helper=peer_helper,
            centre=peer_helper.centre,
            issued_by=by,
            starts_on=starts_on,
            ends_on=ends_on,
            hours=hours or None,
        )
        _keep(certificate, credential, content)
        record(Event.CERTIFICATE_ISSUED, by=by, subject=certificate)
    return certificate


@transaction.atomic
def revoke_certificate(*, certificate: Certificate, reason: str, by: User) -> Certificate:
    """Withdraw a certificate. The reason stays in the house; outside, it answers like an unknown one."""
    certificate = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    require(by, Permission.ISSUE_RECOGNITION, certificate.centre_id)
    if certificate.revoked_on:
        raise ValidationError(_("This certificate is already withdrawn."))
    if not reason.strip():
        raise ValidationError({"reason": _("Write why the certificate is withdrawn.")})
    certificate.revoked_on, certificate.revoked_reason = timezone.localdate(), reason
    certificate.save()
    end_credential(certificate.credential)
    record(Event.CERTIFICATE_REVOKED, by=by, subject=certificate)
    return certificate


@transaction.atomic
def switch_verification(*, recognition: Badge | Certificate, visible: bool, by: User) -> None:
    """The holder lets the verification page answer for this paper, or not. Others: PermissionDenied."""
    if not is_own(recognition.peer_helper, by):
        raise PermissionDenied("one's own papers only")
    hide_credential(recognition.credential, hidden=not visible)
    record(Event.VERIFICATION_SHOWN if visible else Event.VERIFICATION_HIDDEN, by=by, subject=recognition)


def rounded_hours(peer_helper: PeerHelper, starts_on: date, ends_on: date) -> int:
    """Hours noted between two days (both included), to the nearest five; 0 below two and a half."""
    within = {"meeting__starts_at__date__gte": starts_on, "meeting__starts_at__date__lte": ends_on}
    noted = peer_helper.participations.filter(done=True, **within).aggregate(total=Sum("minutes"))["total"] or 0
    return (noted + MINUTES_IN_FIVE_HOURS // 2) // MINUTES_IN_FIVE_HOURS * 5


def _refuse_badge(peer_helper: PeerHelper, by: User) -> None:
    require(by, Permission.ISSUE_RECOGNITION, peer_helper.centre_id)
    if peer_helper.status != Status.APPROVED:
        raise ValidationError(_("The badge comes with the status: have it approved first."))
    if not peer_helper.resident.is_adult():
        raise ValidationError(_("Nobody holds a badge before the age of 18. Wait until then."))
    current = peer_helper.badges.current().select_related("credential").first()
    if current and not current.credential.has_expired:
        raise ValidationError(_("This person already has a badge: print it again, or end it first."))


def _print_badge(
    peer_helper: PeerHelper, functions: Iterable[Function] | None, languages: Iterable[str]
) -> tuple[Credential, bytes]:
    functions = functions_held(peer_helper) if functions is None else list(functions)
    today = timezone.localdate()
    credential = draft_credential(
        kind=Credential.Kind.BADGE,
        printed_name=peer_helper.chosen_name,
        valid_from=today,
        valid_until=today + relativedelta(years=BADGE_YEARS),
        **_place_and_functions(peer_helper, functions),
    )
    return credential, draw_badge(peer_helper, credential, functions=functions, languages=languages)


def _place_and_functions(peer_helper: PeerHelper, functions: list[Function]) -> dict[str, Any]:
    return {
        "centre": peer_helper.centre,
        "functions_fr": ", ".join(function.name_fr for function in functions),
        "functions_en": ", ".join(function.name_en or function.name_fr for function in functions),
    }


def _keep_badge(peer_helper: PeerHelper, printed: tuple[Credential, bytes], by: User) -> Badge:
    """With the file locked: of two clicks at the same time, the second finds the first badge."""
    _refuse_badge(peer_helper, by)
    for expired in peer_helper.badges.current().select_related("credential"):
        _end_badge(expired, BadgeEnd.EXPIRED, by)
    badge = Badge(peer_helper=peer_helper, centre=peer_helper.centre, issued_by=by)
    _keep(badge, *printed)
    record(Event.BADGE_ISSUED, by=by, subject=badge)
    return badge


def _keep(recognition: Badge | Certificate, credential: Credential, content: bytes) -> None:
    """Save the credential, the frozen paper, and the badge or certificate that holds them together."""
    credential.save()
    recognition.credential = credential
    recognition.paper = freeze(
        kind=PaperKind(credential.kind),
        content=content,
        centre=recognition.centre,
        template_version=TEMPLATE_VERSIONS[credential.kind],
        language=LANGUAGE,
        by=recognition.issued_by,
    )
    recognition.save()


def _current(badge: Badge) -> Badge:
    badge = Badge.objects.select_for_update(of=("self",)).select_related("credential").get(pk=badge.pk)
    if badge.ended_on:
        raise ValidationError(_("This badge has already ended."))
    return badge


def _end_badge(badge: Badge, why: BadgeEnd, by: User) -> Badge:
    badge.ended_on, badge.ended_why = timezone.localdate(), why
    badge.save()
    end_credential(badge.credential)
    record(Event.BADGE_ENDED, by=by, subject=badge)
    return badge


def _refuse_period(peer_helper: PeerHelper, starts_on: date, ends_on: date) -> None:
    first = peer_helper.trials.order_by("starts_on").first()
    if first is None:
        raise ValidationError(_("The trial has not begun: there is nothing to certify yet."))
    if ends_on < starts_on:
        raise ValidationError({"ends_on": _("The end comes before the start: correct one of the two dates.")})
    too_early = _("The trial began on %(day)s: start there, or later.")
    refuse_day_outside("starts_on", starts_on, earliest=first.starts_on, too_early=too_early)
    last_day = peer_helper.stopped_on or timezone.localdate()
    if ends_on > last_day:
        raise ValidationError({"ends_on": _("Only what is past can be certified: choose a day that is over.")})
    _refuse_same_period(peer_helper, starts_on, ends_on)


def _refuse_same_period(peer_helper: PeerHelper, starts_on: date, ends_on: date) -> None:
    same = peer_helper.certificates.filter(starts_on=starts_on, ends_on=ends_on, revoked_on__isnull=True)
    if same.exists():
        raise ValidationError(_("There is already a certificate for these dates: print it again."))

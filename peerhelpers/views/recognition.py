"""Badges and certificates, as staff make, hand over and end them; the account of a helper."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cada_peers.accounts.access import may, require
from cada_peers.accounts.acting import centre_of
from cada_peers.accounts.permissions import Permission
from cada_peers.accounts.sessions import fresh_sign_in
from cada_peers.journal.record import record
from cada_peers.ui.verbs import attempt, attempt_aloud, posted
from peerhelpers import actions
from peerhelpers.actions.accounts import is_waiting_for_acceptance
from peerhelpers.actions.recognition import rounded_hours
from peerhelpers.events import Event
from peerhelpers.forms.recognition import AccountForm, BadgeForm, CertificateForm, HandOverForm, RevokeForm
from peerhelpers.models import Badge, Certificate, PeerHelper
from peerhelpers.models.recognition import BadgeEnd
from peerhelpers.views.files import file_or_404, show_file
from peerhelpers.waiting.recognition import badges_to_hand_over, badges_to_make, period_to_certify

READ_OR_WRITE = ["GET", "HEAD", "POST"]


@require_safe
def badges(request: HttpRequest) -> HttpResponse:
    """The queue: badges to make, then to hand over."""
    centre = centre_of(request)
    mine = PeerHelper.objects.visible_to(request.user).filter(centre=centre)
    to_make, to_hand_over = list(badges_to_make(mine)), list(badges_to_hand_over(mine))
    record(Event.RECOGNITION_READ, by=request.user, centre=centre, amount=len(to_make) + len(to_hand_over))
    context = {"to_make": to_make, "to_hand_over": to_hand_over}
    return render(request, "peerhelpers/recognition/badges.html", context)


@require_http_methods(READ_OR_WRITE)
def issue_badge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose what stands on the badge, make it. Asked twice, the second answer is the first badge."""
    peer_helper = _to_recognise(request, pk)
    form = BadgeForm(posted(request), peer_helper=peer_helper)
    if form.is_valid() and not _badge_in_use(peer_helper):
        issued = {"peer_helper": peer_helper, "by": request.user, **form.cleaned_data}
        if attempt(form, actions.issue_badge, **issued):
            messages.success(request, _("The badge is made: print it, then hand it over."))
            return redirect("peerhelpers:badge", _badge_in_use(peer_helper).pk)
    if badge := _badge_in_use(peer_helper):
        messages.info(request, _("This person already has a badge: here it is."))
        return redirect("peerhelpers:badge", badge.pk)
    return show_file(request, "peerhelpers/recognition/issue_badge.html", peer_helper, {"form": form})


@require_safe
def badge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One badge: print it, hand it over, end it."""
    return _show_badge(request, _badge(request, pk), HandOverForm())


@require_POST
def hand_over_badge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note the day. Asked twice, the first day counts."""
    badge, form = _badge(request, pk), HandOverForm(request.POST)
    if badge.handed_over_on:
        messages.info(request, _("This badge is already handed over."))
        return redirect("peerhelpers:badge", pk)
    given = {"badge": badge, "by": request.user}
    if form.is_valid() and attempt(form, actions.hand_over_badge, **given, **form.cleaned_data):
        messages.success(request, _("Noted: the badge is handed over."))
        return redirect("peerhelpers:badge", pk)
    return _show_badge(request, badge, form)


@require_POST
def end_badge(request: HttpRequest, pk: UUID, why: BadgeEnd) -> HttpResponse:
    """Lost: on to a duplicate. Given back: that is all."""
    badge = _badge(request, pk)
    require(request.user, Permission.ISSUE_RECOGNITION, badge.centre_id)
    if attempt_aloud(request, actions.end_badge, badge=badge, why=why, by=request.user):
        messages.success(request, _("This badge has ended: its code answers nobody any more."))
        if why == BadgeEnd.LOST:
            return redirect("peerhelpers:issue_badge", badge.peer_helper_id)
    return redirect("peerhelpers:badge", pk)


@require_http_methods(READ_OR_WRITE)
def issue_certificate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose the period, make the certificate. Asked twice, the second answer is the first certificate."""
    peer_helper = _to_recognise(request, pk)
    period = period_to_certify(peer_helper)
    form = CertificateForm(posted(request), initial=period)
    if form.is_valid():
        if _certify(request, peer_helper, form):
            messages.success(request, _("The certificate is made: print it."))
        if certificate := _certificate_over(peer_helper, form.cleaned_data):
            return redirect("peerhelpers:certificate", certificate.pk)
    context = {"form": form, "period": period, "hours": rounded_hours(peer_helper, **period) if period else 0}
    return show_file(request, "peerhelpers/recognition/issue_certificate.html", peer_helper, context)


@require_safe
def certificate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One certificate: print it, withdraw it."""
    return _show_certificate(request, _certificate(request, pk), RevokeForm())


@require_POST
def revoke_certificate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Withdraw it, with a reason."""
    certificate, form = _certificate(request, pk), RevokeForm(request.POST)
    require(request.user, Permission.ISSUE_RECOGNITION, certificate.centre_id)
    withdrawn = {"certificate": certificate, "by": request.user}
    if form.is_valid() and attempt(form, actions.revoke_certificate, **withdrawn, **form.cleaned_data):
        messages.success(request, _("The certificate is withdrawn: its code answers nobody any more."))
        return redirect("peerhelpers:certificate", pk)
    return _show_certificate(request, certificate, form)


@require_http_methods(READ_OR_WRITE)
@fresh_sign_in()
def open_account(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Invite the helper to their own page."""
    peer_helper = file_or_404(request, pk)
    require(request.user, Permission.INVITE_MEMBERS, peer_helper.centre_id)
    form = AccountForm(posted(request))
    opened = {"peer_helper": peer_helper, "by": request.user}
    if form.is_valid() and attempt(form, actions.open_account, **opened, **form.cleaned_data):
        messages.success(request, _("The invitation is on its way. It opens for seven days."))
        return redirect("peerhelpers:detail", pk)
    context = {"form": form, "waiting": is_waiting_for_acceptance(peer_helper.resident)}
    return show_file(request, "peerhelpers/recognition/open_account.html", peer_helper, context)


def _to_recognise(request: HttpRequest, pk: UUID) -> PeerHelper:
    peer_helper = file_or_404(request, pk)
    require(request.user, Permission.ISSUE_RECOGNITION, peer_helper.centre_id)
    return peer_helper


def _badge_in_use(peer_helper: PeerHelper) -> Badge | None:
    current = peer_helper.badges.current().select_related("credential").first()
    return None if current is None or current.credential.has_expired else current


def _badge(request: HttpRequest, pk: UUID) -> Badge:
    badges = Badge.objects.visible_to(request.user)
    return get_object_or_404(badges.select_related("peer_helper__resident", "credential"), pk=pk)


def _show_badge(request: HttpRequest, badge: Badge, form: HandOverForm) -> HttpResponse:
    record(Event.RECOGNITION_READ, by=request.user, subject=badge)
    may_issue = may(request.user, Permission.ISSUE_RECOGNITION, badge.centre_id)
    context = {"badge": badge, "peer_helper": badge.peer_helper, "form": form, "may_issue": may_issue}
    return render(request, "peerhelpers/recognition/badge.html", context)


def _certify(request: HttpRequest, peer_helper: PeerHelper, form: CertificateForm) -> bool:
    starts_on, ends_on, with_hours = (form.cleaned_data[name] for name in ("starts_on", "ends_on", "with_hours"))
    period = {"starts_on": starts_on, "ends_on": ends_on}
    hours = rounded_hours(peer_helper, **period) if with_hours else None
    issued = {"peer_helper": peer_helper, "hours": hours, "by": request.user}
    return attempt(form, actions.issue_certificate, **issued, **period)


def _certificate_over(peer_helper: PeerHelper, period: dict[str, object]) -> Certificate | None:
    """The certificate over the dates of a form that was filled in (a date that was refused is not there)."""
    if "starts_on" not in period or "ends_on" not in period:
        return None
    dates = {"starts_on": period["starts_on"], "ends_on": period["ends_on"]}
    return peer_helper.certificates.filter(revoked_on__isnull=True, **dates).first()


def _certificate(request: HttpRequest, pk: UUID) -> Certificate:
    certificates = Certificate.objects.visible_to(request.user)
    return get_object_or_404(certificates.select_related("peer_helper__resident", "credential"), pk=pk)


def _show_certificate(request: HttpRequest, certificate: Certificate, form: RevokeForm) -> HttpResponse:
    record(Event.RECOGNITION_READ, by=request.user, subject=certificate)
    may_issue = may(request.user, Permission.ISSUE_RECOGNITION, certificate.centre_id)
    context = {"certificate": certificate, "peer_helper": certificate.peer_helper, "form": form}
    return render(request, "peerhelpers/recognition/certificate.html", {**context, "may_issue": may_issue})

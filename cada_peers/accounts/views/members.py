"""Who has access to a centre, since when; invite, end, help back in."""

from collections.abc import Callable
from functools import partial
from smtplib import SMTPException

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cada_peers.accounts import access, actions
from cada_peers.accounts.acting import centre_of
from cada_peers.accounts.events import Event, tell
from cada_peers.accounts.forms import MemberForm
from cada_peers.accounts.members import invitations_managed_by, postings_managed_by
from cada_peers.accounts.models import Centre, Posting
from cada_peers.accounts.permissions import Permission
from cada_peers.accounts.queries import members_of
from cada_peers.accounts.sessions import fresh_sign_in

# Raised after the invitation is saved: the mail leaves on commit.
MAIL_STAYED = (SMTPException, OSError)


def managed_centre(request: HttpRequest) -> Centre:
    """The centre in which one acts as a manager; 403 if one acts elsewhere, or in another role."""
    centre = centre_of(request)
    access.require(request.user, Permission.INVITE_MEMBERS, centre)
    return centre


def back(request: HttpRequest) -> str:
    """The page from which a posting or an invitation is managed: one's own centre, or the operators."""
    managing = access.may_somewhere(request.user, Permission.INVITE_MEMBERS)
    return reverse("accounts:members" if managing else "accounts:operators")


def attempt(request: HttpRequest, deed: Callable[[], object], done: str) -> None:
    """Do `deed`, say `done`; or say in its own words why it was refused, or that the mail did not leave."""
    try:
        deed()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    except MAIL_STAYED:
        say_mail_stayed(request)
    else:
        messages.success(request, done)


def say_mail_stayed(request: HttpRequest) -> None:
    messages.error(request, _("The invitation is ready, but the mail could not be sent. Send it again later."))


@require_GET
def list_members(request: HttpRequest) -> HttpResponse:
    centre = managed_centre(request)
    members = members_of(centre)
    tell(Event.MEMBERS_READ, by=request.user, centre=centre, amount=members.count)
    return render(request, "accounts/member/list.html", {"centre": centre, "members": members})


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in()
def invite_member(request: HttpRequest) -> HttpResponse:
    centre = managed_centre(request)
    form = MemberForm(request.POST or None)
    if request.method == "POST" and invited(request, form, centre=centre):
        return redirect("accounts:members")
    return render(request, "accounts/member/invite.html", {"form": form, "centre": centre})


def invited(request: HttpRequest, form: MemberForm, **place: object) -> bool:
    """Invite whom a valid form names; a refusal is written above the form and gives False."""
    if not form.is_valid():
        return False
    try:
        actions.invite(**form.cleaned_data, **place, by=request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    except MAIL_STAYED:
        say_mail_stayed(request)
    else:
        messages.success(request, _("The invitation is on its way."))
    return True


def _posting(request: HttpRequest, pk: object) -> Posting:
    return get_object_or_404(postings_managed_by(request.user).active(), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in()
def end_posting(request: HttpRequest, pk: object) -> HttpResponse:
    posting = _posting(request, pk)
    if request.method == "POST":
        attempt(
            request,
            partial(actions.end_posting, posting=posting, by=request.user),
            _("The access of %(name)s has ended.") % {"name": posting.user.full_name},
        )
        return redirect(back(request))
    return render(request, "accounts/member/end.html", {"posting": posting, "back": back(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in()
def reset_second_factor(request: HttpRequest, pk: object) -> HttpResponse:
    posting = _posting(request, pk)
    if request.method == "POST":
        attempt(
            request,
            partial(actions.reset_second_factor, posting=posting, by=request.user),
            _("The second factor of %(name)s is gone: they set up a new one at their next sign-in.")
            % {"name": posting.user.full_name},
        )
        return redirect(back(request))
    return render(request, "accounts/member/reset_second_factor.html", {"posting": posting, "back": back(request)})


@require_POST
@fresh_sign_in(come_back_to=back)
def withdraw_invitation(request: HttpRequest, pk: object) -> HttpResponse:
    invitation = get_object_or_404(invitations_managed_by(request.user), pk=pk)
    deed = partial(actions.withdraw_invitation, invitation=invitation, by=request.user)
    attempt(request, deed, _("The invitation is withdrawn: its link no longer opens."))
    return redirect(back(request))


@require_POST
@fresh_sign_in(come_back_to=back)
def resend_invitation(request: HttpRequest, pk: object) -> HttpResponse:
    invitation = get_object_or_404(invitations_managed_by(request.user), pk=pk)
    deed = partial(actions.resend_invitation, invitation=invitation, by=request.user)
    attempt(request, deed, _("A new link is on its way; the first one no longer opens."))
    return redirect(back(request))

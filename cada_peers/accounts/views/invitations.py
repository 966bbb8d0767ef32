"""The page behind the link of an invitation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cada_peers.accounts import actions
from cada_peers.accounts.actions.invitations import digest
from cada_peers.accounts.models import Invitation
from cada_peers.accounts.sessions import open_session
from cada_peers.accounts.signin_forms import ChosenPasswordForm


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password, or with an account already, only say yes. A used, withdrawn or old link says what to do."""
    invitation = (
        Invitation.objects.opening()
        .filter(token_digest=digest(token))
        .select_related("user", "posting__centre", "posting__operator")
        .first()
    )
    if invitation is None:
        return render(request, "accounts/invitation/closed.html", status=404)
    form = _form(request, invitation)
    is_new = not invitation.user.has_usable_password()
    if request.method == "POST" and form.is_valid() and _accepted(invitation, form):
        messages.success(request, _("Welcome. Your access is open."))
        return open_session(request, invitation.user) if is_new else redirect("home")
    return render(request, "accounts/invitation/accept.html", {"invitation": invitation, "form": form})


def _form(request: HttpRequest, invitation: Invitation) -> Form:
    user = invitation.user
    if user.has_usable_password():
        return Form(request.POST if request.method == "POST" else None)
    # The name is not filled in: an address that was mistyped would tell it to a stranger.
    return ChosenPasswordForm(request.POST or None, user=user)


def _accepted(invitation: Invitation, form: Form) -> bool:
    data = form.cleaned_data
    try:
        actions.accept_invitation(
            invitation=invitation, full_name=data.get("full_name", ""), password=data.get("password1", "")
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True

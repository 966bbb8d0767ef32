"""Sign-in as allauth does it, with what it leaves to us: the demonstration, and what a session proves."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.totp import views as totp
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cada_peers.accounts import sessions
from cada_peers.accounts.acting import centre_of
from cada_peers.accounts.events import Event, tell

# In the demonstration the page also offers its fictional accounts, which sign in as anyone would.
sign_in = account.LoginView.as_view(
    extra_context={"demo_accounts": settings.DEMO_ACCOUNTS, "demo_password": settings.DEMO_PASSWORD}
)


class SetUpView(totp.ActivateTOTPView):
    """The first right code also opens the session in which it was typed."""

    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        sessions.note_second_factor(self.request)
        _tell(Event.FACTOR_ADDED, self.request)
        return response


class RemoveView(totp.DeactivateTOTPView):
    """Once the factor is gone, so is what it had proved: a role that needs one sets up the next at once."""

    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        sessions.forget_second_factor(self.request)
        _tell(Event.FACTOR_REMOVED, self.request)
        return response


class ProveAgainView(mfa.ReauthenticateView):
    """A right code may raise what the session opens: its key changes."""

    def form_valid(self, form: Form) -> HttpResponse:
        sessions.change_key(self.request)
        return super().form_valid(form)


def _tell(event: Event, request: HttpRequest) -> None:
    tell(event, by=request.user, subject=request.user, centre=centre_of(request))


@require_POST
def switch_posting(request: HttpRequest) -> HttpResponse:
    """Act in another of one's own postings, from its home page on."""
    wanted = request.POST.get("posting")
    chosen = next((posting for posting in request.postings if str(posting.pk) == wanted), None)
    if chosen is None:
        messages.error(request, _("You no longer have access to this place."))
    else:
        request.session["posting"] = str(chosen.pk)
    return redirect("home")

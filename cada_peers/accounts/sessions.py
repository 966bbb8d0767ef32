"""What a session has proved, how fresh the proof is, and how sessions end."""

import time
from collections.abc import Callable
from functools import wraps

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    perform_login,
    record_authentication,
)
from allauth.account.models import Login
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from cada_peers.accounts.models import User

SEEN, BORN = "seen", "born"
View = Callable[..., HttpResponseBase]


def begin(request: HttpRequest) -> None:
    """Start the two clocks of a session: idleness and age."""
    request.session[BORN] = request.session[SEEN] = time.time()


def open_session(request: HttpRequest, user: User) -> HttpResponseBase:
    """Sign in someone who has just chosen their password; what their role still demands is asked next."""
    record_authentication(request, user, method="password")
    return perform_login(request, Login(user=user, email=user.email))


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session was opened with two factors, or has proved the second one since."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def place_of_second_factor(user: User) -> str:
    """The name of the address where `user` proves the second factor, or sets it up the first time."""
    enrolled = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    return "mfa_reauthenticate" if enrolled else "mfa_activate_totp"


def note_second_factor(request: HttpRequest) -> None:
    """The person has just typed a right code: this session counts as full, the others end, its key changes."""
    record_authentication(request, request.user, method="mfa", type=Authenticator.Type.TOTP.value)
    _start_anew(request)


def forget_second_factor(request: HttpRequest) -> None:
    """The factor is gone: what it had proved no longer counts, here or in any other session."""
    records = get_authentication_records(request, request.user)
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [r for r in records if r.get("method") != "mfa"]
    _start_anew(request)


def _start_anew(request: HttpRequest) -> None:
    end_sessions(request.user, but=request.session.session_key)
    change_key(request)


def change_key(request: HttpRequest) -> None:
    """Give the session another key, and keep the list of open sessions true."""
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    request.session.cycle_key()
    UserSession.objects.create_from_request(request)


def end_sessions(user: User, but: str | None = None) -> None:
    """Sign `user` out everywhere, at once; `but`: the key of the session to leave alone."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=but or ""):
        session.end()


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person has proved who they are in the last `ACCOUNT_REAUTHENTICATION_TIMEOUT` seconds."""
    records = get_authentication_records(request, request.user)
    last = max((record.get("at", 0) for record in records), default=0)
    return time.time() - last < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def fresh_sign_in(
    come_back_to: Callable[[HttpRequest], str] = HttpRequest.get_full_path,
) -> Callable[[View], View]:
    """Decorator of views that change who may do what: ask for the password again if the sign-in is old.

    Nothing that was posted is done or kept meanwhile; the person comes back to `come_back_to(request)`.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if is_fresh(request):
                return view(request, *args, **kwargs)
            if request.method == "POST":
                messages.info(request, _("Nothing was done yet: say first that it is still you."))
            return redirect_to_login(come_back_to(request), login_url="account_reauthenticate")

        return guarded

    return decorate

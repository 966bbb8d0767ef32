"""Between the session and the view: how long a session lives, in which role one acts, and who may call what."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from cada_peers.accounts import access
from cada_peers.accounts.models import Posting
from cada_peers.accounts.permissions import Permission
from cada_peers.accounts.roles import NEEDS_SECOND_FACTOR
from cada_peers.accounts.sessions import BORN, SEEN, has_second_factor, place_of_second_factor

GetResponse = Callable[[HttpRequest], HttpResponse]
# The session is written again only so often: a page that is read costs no write.
SEEN_STEP = timedelta(minutes=2)
WITHOUT_SECOND_FACTOR = {
    "mfa_activate_totp",
    "mfa_reauthenticate",
    "account_reauthenticate",
    "account_logout",
    "set_language",
}


class SignInFirstMiddleware(LoginRequiredMiddleware):
    """Every address asks for an account, the marked ones excepted."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable) -> HttpResponseBase:
        """After sign-in one comes back to the page that was open: the address of a POST would answer nothing."""
        if request.method in {"GET", "HEAD"}:
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(_page_that_was_open(request))


def _page_that_was_open(request: HttpRequest) -> str:
    referrer = request.headers.get("referer", "")
    if not url_has_allowed_host_and_scheme(referrer, {request.get_host()}):
        return "/"
    parts = urlsplit(referrer)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path or "/"


class SessionLimitMiddleware:
    """End a session left idle for `IDLE_LIMIT`, and any session `SESSION_COOKIE_AGE` after sign-in.

    What a page asks on its own (`Rule.by_itself`) is no sign that somebody sits before it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = timezone.now().timestamp()
            session = request.session
            idle = now - session.get(SEEN, now) > settings.IDLE_LIMIT.total_seconds()
            if idle or now - session.get(BORN, now) > settings.SESSION_COOKIE_AGE:
                logout(request)
                messages.info(request, _("The session was closed after a time without activity. Sign in again."))
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: object) -> None:
        rule = policy().get(request.resolver_match.view_name)
        if not request.user.is_authenticated or (rule and rule.by_itself):
            return
        now, session = timezone.now().timestamp(), request.session
        if now - session.get(SEEN, 0) > SEEN_STEP.total_seconds():
            session.setdefault(BORN, now)
            session[SEEN] = now


class PostingMiddleware:
    """`request.postings`: those that hold today; `request.posting`: the one in which the person acts (or None)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.postings = SimpleLazyObject(lambda: _postings(request))
        request.posting = SimpleLazyObject(lambda: _chosen(request))
        return self.get_response(request)


def _postings(request: HttpRequest) -> list[Posting]:
    return access.active_postings(request.user) if request.user.is_authenticated else []


def _chosen(request: HttpRequest) -> Posting | None:
    wanted = request.session.get("posting")
    postings = list(request.postings)
    return next((p for p in postings if str(p.pk) == wanted), postings[0] if postings else None)


class SecondFactorMiddleware:
    """Whoever can open someone else's file signs in with two factors, or reaches nothing but the place to enrol."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: object) -> HttpResponseBase | None:
        name = request.resolver_match.view_name or ""
        if name in WITHOUT_SECOND_FACTOR or not needs_second_factor(request):
            return None
        return redirect(place_of_second_factor(request.user))


def needs_second_factor(request: HttpRequest) -> bool:
    """Whether this session still lacks the second factor that one of the person's roles demands."""
    if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
        return False
    if not any(posting.role in NEEDS_SECOND_FACTOR for posting in request.postings):
        return False
    return not has_second_factor(request)


@cache
def policy() -> dict:
    """The table of `settings.URL_POLICY`: for each URL name, who may call it."""
    return import_string(settings.URL_POLICY)


class PolicyMiddleware:
    """Nothing answers that the policy table does not name; a role without the right gets 403 before any look-up."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: object) -> None:
        rule = policy().get(request.resolver_match.view_name)
        if rule is None:
            raise PermissionDenied(f"no rule for {request.resolver_match.view_name}")
        if isinstance(rule.allow, Permission) and not access.may_somewhere(request.user, rule.allow):
            raise PermissionDenied(rule.allow.label)

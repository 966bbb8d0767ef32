"""The home page: what waits for me today, and nothing else. The pulse of the application; its language."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import i18n
from django.views.decorators.http import require_GET, require_POST

from cada_peers.accounts.access import centres_where
from cada_peers.accounts.models import Centre, User
from cada_peers.accounts.permissions import Permission
from cada_peers.accounts.roles import Role
from cada_peers.ui.context import navigation
from cada_peers.ui.counts import side_by_side
from cada_peers.ui.dates import weekday_day
from cada_peers.ui.waiting import waiting_for

# Roles whose first page lies in another room.
PAGE_OF_ROLE = {Role.PEER_HELPER: "peerhelpers:my_page", Role.PLATFORM_ADMIN: "accounts:operators"}
# What to do on the first day, when nothing waits yet.
FIRST_STEPS = {
    Role.MANAGEMENT: _("To begin: invite your team, then let the first interviews tell you who knows how to do what."),
    Role.SOCIAL_WORKER: _("To begin: add a resident and note a first interview. What you find there feeds the box."),
    Role.VOLUNTEER: _("The missions that you co-lead and the questions that you are asked will stand here."),
}


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    posting = request.posting
    if not posting:
        return render(request, "ui/home/no_posting.html", greeting(request))
    if posting.role in PAGE_OF_ROLE:
        return redirect(PAGE_OF_ROLE[posting.role])
    if posting.role == Role.HEAD_OFFICE:
        centres = Centre.objects.filter(pk__in=centres_where(request.user, Permission.VIEW_COUNTS))
        labels, rows = side_by_side(centres)
        rows = [(centre, list(zip(labels, numbers, strict=True))) for centre, numbers in rows]
        return render(request, "ui/home/head_office.html", greeting(request) | {"labels": labels, "rows": rows})
    waiting = waiting_for(request.user, posting)
    doors = [] if waiting else [door for door in navigation(request) if not door.is_current]
    first_day = {"waiting": waiting, "doors": doors, "hint": FIRST_STEPS[posting.role]}
    return render(request, "ui/home/today.html", greeting(request) | first_day)


def greeting(request: HttpRequest) -> dict[str, str]:
    """The first name and the line under it: « samedi 21 novembre · Direction · Les Tilleuls »."""
    words = [weekday_day(timezone.localdate())]
    if request.posting:
        words.append(request.posting.get_role_display())
    if request.posting and request.posting.place:
        words.append(str(request.posting.place))
    return {"first_name": request.user.full_name.split()[0], "line": " · ".join(words)}


@login_not_required
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """« ok » if the application answers and its database too; 503 otherwise. For the machine that watches over it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OperationalError:
        return HttpResponse("database unreachable", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie and, for someone signed in, for the mails to come."""
    wanted = request.POST.get("language")
    if request.user.is_authenticated and wanted in dict(settings.LANGUAGES):
        User.objects.filter(pk=request.user.pk).update(language=wanted)
    return i18n.set_language(request)

"""The journal: management reads the lines of its centre, everyone their own."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.views.decorators.http import require_GET

from cada_peers.accounts.access import may
from cada_peers.accounts.acting import centre_of
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.events import Event
from cada_peers.journal.forms import FilterForm
from cada_peers.journal.models import Entry
from cada_peers.journal.reading import narrowed, read_page
from cada_peers.journal.record import record


@require_GET
def list_entries(request: HttpRequest) -> HttpResponse:
    """Lines of the centre, or one's own (`?mine=1`, and whoever manages no centre); only the former are a reading."""
    centre = centre_of(request)
    of_centre = may(request.user, Permission.VIEW_JOURNAL, centre) and "mine" not in request.GET
    seen = Entry.objects.visible_to(request.user)
    entries = seen.filter(centre_id=centre.pk) if of_centre else seen.filter(actor_id=request.user.pk)
    people = User.objects.filter(postings__centre=centre).distinct() if of_centre else User.objects.none()
    form = FilterForm(request.GET, people=people)
    form.is_valid()
    page = read_page(narrowed(entries, form.cleaned_data), _moment(request.GET.get("before", "")))
    if of_centre:
        record(Event.JOURNAL_READ, by=request.user, centre=centre, amount=len(page.lines))
    context = {"form": form, "page": page, "of_centre": of_centre, "query": _query(request)}
    return render(request, "journal/entry/list.html", context)


def _moment(text: str) -> datetime | None:
    """The moment of the link « Older lines »; anything else means the first page.

    The tables speak UTC: at the edges of the calendar, an hour elsewhere has no hour there.
    """
    try:
        moment = parse_datetime(text)
        return moment.astimezone(UTC) if moment and is_aware(moment) else None
    except (ValueError, OverflowError):
        return None


def _query(request: HttpRequest) -> str:
    """The filters of this page, for the link to the next one."""
    kept = request.GET.copy()
    kept.pop("before", None)
    return kept.urlencode()

"""Pause, stop, « I need to talk », who read my file; and the referent, who reads the request."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cada_peers.accounts.models import User
from cada_peers.journal.record import record
from cada_peers.journal.told import told_as
from cada_peers.ui.verbs import attempt, attempt_aloud, posted
from peerhelpers import actions, own_space
from peerhelpers.events import Event
from peerhelpers.forms.own import ReaderForm, StopForm, TalkForm
from peerhelpers.models import PeerHelper, TalkRequest
from peerhelpers.views.own import own_page

LINES_ON_A_PAGE = 30


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def talk(request: HttpRequest, mine: PeerHelper) -> HttpResponse:
    """« I need to talk »: for the referent whom the page names, only."""
    return _ask(request, mine, "peerhelpers/own/talk.html", about_notes=False)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def ask_for_notes(request: HttpRequest, mine: PeerHelper) -> HttpResponse:
    """To read what was noted in my interviews: for somebody who may read it, whom the page names."""
    return _ask(request, mine, "peerhelpers/own/ask_for_notes.html", about_notes=True)


def _ask(request: HttpRequest, mine: PeerHelper, template: str, *, about_notes: bool) -> HttpResponse:
    form = TalkForm(posted(request))
    asked = {"peer_helper": mine, "by": request.user, "about_notes": about_notes}
    if form.is_valid() and attempt(form, actions.ask_to_talk, **asked, **form.cleaned_data):
        messages.success(request, _("It is sent. You did well to say it."))
        return redirect(request.resolver_match.view_name)
    sent = mine.talk_requests.filter(about_notes=about_notes)
    context = {"mine": mine, "form": form, "reader": actions.reader_of(mine, about_notes=about_notes)}
    context |= {"asked": sent[:3], "to_send_on": sent.to_send_on()}
    return render(request, template, context)


@require_POST
def send_talk_on(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What nobody has seen, to whoever accompanies me now: the person alone decides that."""
    own = TalkRequest.objects.filter(peer_helper__in=PeerHelper.objects.owned_by(request.user))
    asked, form = get_object_or_404(own.select_related("peer_helper"), pk=pk), ReaderForm(request.POST)
    reader = form.cleaned_data["of"] if form.is_valid() else None
    if reader and attempt_aloud(request, actions.send_talk_on, talk_request=asked, of=reader, by=request.user):
        messages.success(request, _("It is sent. You did well to say it."))
    return redirect("peerhelpers:talk")


@require_safe
@own_page
def pause_or_stop(request: HttpRequest, mine: PeerHelper) -> HttpResponse:
    paused = mine.pauses.filter(ends_on__isnull=True).first()
    return render(request, "peerhelpers/own/pause_or_stop.html", {"mine": mine, "paused": paused})


@require_POST
@own_page
def begin_my_pause(request: HttpRequest, mine: PeerHelper) -> HttpResponse:
    if mine.is_going_on:
        actions.pause(peer_helper=mine, by=request.user)
        messages.success(request, _("Your pause has begun. Rest well; come back when you want."))
    return redirect("peerhelpers:my_page")


@require_POST
@own_page
def end_my_pause(request: HttpRequest, mine: PeerHelper) -> HttpResponse:
    actions.resume(peer_helper=mine, by=request.user)
    messages.success(request, _("Welcome back."))
    return redirect("peerhelpers:my_page")


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def stop_for_good(request: HttpRequest, mine: PeerHelper) -> HttpResponse:
    """Says what it changes and what it does not; confirmed in words, done at once."""
    form = StopForm(posted(request))
    if form.is_valid() and attempt(form, actions.stop, peer_helper=mine, by=request.user):
        messages.success(request, _("It is done: you have stopped. Thank you for all that you gave."))
        return redirect("peerhelpers:my_page")
    return render(request, "peerhelpers/own/stop.html", {"mine": mine, "form": form})


@require_safe
@own_page
def who_read(request: HttpRequest, mine: PeerHelper) -> HttpResponse:
    """The journal about my own records, in words. Staff are named; who else lives or helps here is not."""
    page = Paginator(own_space.lines_about(mine, reader=request.user), LINES_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    people = User.objects.in_bulk({line.actor_id for line in page if line.by_staff})
    lines = [(line.at, people.get(line.actor_id), told_as(line.event)) for line in page]
    return render(request, "peerhelpers/own/who_read.html", {"mine": mine, "page": page, "lines": lines})


@require_safe
def talk_request(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the helper wrote, for whom they wrote it to alone."""
    asked = get_object_or_404(_requests(request), pk=pk)
    record(Event.TALK_READ, by=request.user, subject=asked)
    return render(request, "peerhelpers/recognition/talk_request.html", {"asked": asked})


@require_POST
def mark_talk_seen(request: HttpRequest, pk: UUID) -> HttpResponse:
    asked = get_object_or_404(_requests(request), pk=pk)
    actions.mark_talk_seen(talk_request=asked, by=request.user)
    name = asked.peer_helper.resident.called
    messages.success(request, _("Seen. %(name)s knows that you will come.") % {"name": name})
    return redirect("home")


def _requests(request: HttpRequest) -> QuerySet[TalkRequest]:
    return TalkRequest.objects.visible_to(request.user).select_related("peer_helper__resident")

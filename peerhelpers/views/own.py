"""The peer helper's own pages: today, missions, meetings, papers. Nobody else's record is reached."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cada_peers.documents.models import Credential
from cada_peers.journal.record import record
from cada_peers.ui.verbs import attempt, attempt_aloud, posted
from cada_peers.ui.waiting import waiting_for
from peerhelpers import actions, own_space
from peerhelpers.events import Event
from peerhelpers.forms.own import TellForm
from peerhelpers.models import Assignment, Badge, Certificate, Commitment, Participation, PeerHelper
from peerhelpers.models.mission import Coming, Mood
from peerhelpers.people import who_accompanies
from peerhelpers.views.papers import papers_of, show_paper

OwnView = Callable[..., HttpResponse]


def own_page(view: OwnView) -> OwnView:
    """The view gets the person's own file, its reading is journalled; without a file, a page says so."""

    @wraps(view)
    def page(request: HttpRequest, **kwargs: object) -> HttpResponse:
        mine = own_space.file_of(request.user)
        if mine is None:
            return render(request, "peerhelpers/own/no_file.html")
        if request.method in {"GET", "HEAD"}:
            record(Event.OWN_PAGE_READ, by=request.user, subject=mine)
        return view(request, mine, **kwargs)

    return page


@require_safe
@own_page
def my_page(request: HttpRequest, mine: PeerHelper) -> HttpResponse:
    """One thing first, then four doors."""
    prefetch_related_objects([mine], "pauses")
    paused = next((pause for pause in mine.pauses.all() if pause.ends_on is None), None)
    active = mine.is_going_on and not paused
    coming, told = own_space.next_and_last(mine) if active else (None, None)
    context = {
        "mine": mine,
        "where": own_space.where_i_stand(mine),
        "paused": paused,
        "next": coming,
        "now": timezone.now(),
        "told": told,
        "moods": Mood,
        "proposals": own_space.proposals(mine) if active else [],
        "waiting": waiting_for(request.user, request.posting) if request.posting else [],
        "links": doors(),
    }
    return render(request, "peerhelpers/own/my_page.html", context)


@require_safe
@own_page
def my_missions(request: HttpRequest, mine: PeerHelper) -> HttpResponse:
    context = {
        "mine": mine,
        "now": timezone.now(),
        "proposals": own_space.proposals(mine),
        "coming": own_space.coming_meetings(mine),
        "accepted": own_space.accepted_missions(mine),
        "told": own_space.told_meetings(mine)[:10],
    }
    return render(request, "peerhelpers/own/my_missions.html", context)


@require_POST
def accept_my_mission(request: HttpRequest, pk: UUID) -> HttpResponse:
    assignment = get_object_or_404(_own(Assignment, request), pk=pk)
    thanks = _("Thank you. The coming meetings are on your page.")
    return _answered(request, thanks, actions.accept_mission, assignment=assignment)


@require_POST
def decline_my_mission(request: HttpRequest, pk: UUID) -> HttpResponse:
    assignment = get_object_or_404(_own(Assignment, request), pk=pk)
    fine = _("That is fine: nobody asks why, and nothing is kept against you.")
    return _answered(request, fine, actions.decline_mission, assignment=assignment)


@require_POST
def come_to_meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    participation = get_object_or_404(_own(Participation, request), pk=pk)
    said = {"participation": participation, "coming": Coming.YES}
    return _answered(request, _("Good: see you there."), actions.answer_meeting, **said)


@require_POST
def skip_meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    participation = get_object_or_404(_own(Participation, request), pk=pk)
    said = {"participation": participation, "coming": Coming.NOT_THIS_TIME}
    return _answered(request, _("That is fine: not this time."), actions.answer_meeting, **said)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def tell_meeting(request: HttpRequest, mine: PeerHelper, pk: UUID) -> HttpResponse:
    """How was it? The face touched on the page before is already chosen."""
    participation = get_object_or_404(_own(Participation, request).select_related("meeting__mission"), pk=pk)
    face = {"mood": request.GET["mood"]} if request.GET.get("mood") in Mood.values else None
    form = TellForm(posted(request), participation=participation, initial=face)
    if form.is_valid() and attempt(
        form, actions.note_done, **form.told(), participation=participation, by=request.user
    ):
        messages.success(request, _("It is noted. Thank you for what you gave."))
        return redirect("peerhelpers:my_page")
    context = {"form": form, "participation": participation, "reader": who_accompanies(mine)}
    return render(request, "peerhelpers/own/tell_meeting.html", context)


@require_safe
@own_page
def my_papers(request: HttpRequest, mine: PeerHelper) -> HttpResponse:
    """Those of every file of the person: what was signed or earned before stays theirs."""
    mine_all = {"peer_helper__resident": mine.resident_id}
    context = {
        "mine": mine,
        "commitments": Commitment.objects.filter(**mine_all),
        "badges": Badge.objects.filter(**mine_all).select_related("credential"),
        "certificates": Certificate.objects.filter(**mine_all).select_related("credential"),
        "reviews": mine.reviews.filter(shared_on__isnull=False),
    }
    return render(request, "peerhelpers/own/my_papers.html", context)


@require_safe
def my_paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """One's own agreement, pledge, badge or certificate."""
    owned = PeerHelper.objects.owned_by(request.user)
    return show_paper(request, get_object_or_404(papers_of(owned), pk=paper_id))


@require_POST
def switch_my_verification(request: HttpRequest, credential_id: UUID, visible: bool) -> HttpResponse:
    """The holder decides whether the code printed on a paper answers."""
    owned = PeerHelper.objects.owned_by(request.user)
    mine = Q(badge__peer_helper__in=owned) | Q(certificate__peer_helper__in=owned)
    credential = get_object_or_404(Credential.objects.filter(mine), pk=credential_id)
    recognition = credential.badge if credential.is_badge else credential.certificate
    actions.switch_verification(recognition=recognition, visible=visible, by=request.user)
    return redirect("peerhelpers:my_papers")


def doors() -> list[dict[str, str]]:
    """The large doors of the own page."""
    return [
        {"label": _("My missions"), "url": reverse("peerhelpers:my_missions"), "pictogram": "calendar"},
        {"label": _("My papers"), "url": reverse("peerhelpers:my_papers"), "pictogram": "paper"},
        {"label": _("My cards"), "url": reverse("residents:my_cards"), "pictogram": "box"},
        {"label": _("Proposed to me"), "url": reverse("residents:my_introductions"), "pictogram": "talk"},
        {"label": _("What is written about me"), "url": reverse("residents:my_record"), "pictogram": "resident"},
        {"label": _("Who read my file"), "url": reverse("peerhelpers:who_read"), "pictogram": "journal"},
    ]


def _own(model: type[Assignment] | type[Participation], request: HttpRequest) -> QuerySet:
    return model.objects.filter(peer_helper__in=PeerHelper.objects.owned_by(request.user))


def _answered(request: HttpRequest, thanks: str, action: Callable[..., object], **what: object) -> HttpResponse:
    """Do it and come back; a refusal is said in its own words."""
    if attempt_aloud(request, action, **what, by=request.user):
        messages.success(request, thanks)
    return redirect("peerhelpers:my_page")

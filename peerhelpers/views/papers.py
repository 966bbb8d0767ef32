"""The PDF of a frozen paper, through the record it belongs to: agreement, pledge, badge or certificate."""

from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cada_peers.documents.models import Paper, PaperKind
from cada_peers.documents.serving import PaperChanged, send_paper
from cada_peers.journal.record import record
from peerhelpers.events import Event
from peerhelpers.models import PeerHelper

READINGS = {
    PaperKind.AGREEMENT: Event.COMMITMENT_READ,
    PaperKind.PLEDGE: Event.COMMITMENT_READ,
    PaperKind.BADGE: Event.BADGE_READ,
    PaperKind.CERTIFICATE: Event.CERTIFICATE_READ,
}


@require_safe
def paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """A paper of a helper whose file I may see."""
    files = PeerHelper.objects.visible_to(request.user)
    return show_paper(request, get_object_or_404(papers_of(files), pk=paper_id))


def papers_of(files: QuerySet[PeerHelper]) -> QuerySet[Paper]:
    """Every paper of these files."""
    return Paper.objects.filter(
        Q(commitment__peer_helper__in=files) | Q(badge__peer_helper__in=files) | Q(certificate__peer_helper__in=files)
    )


def show_paper(request: HttpRequest, paper: Paper) -> HttpResponse:
    """The bytes, and one line in the journal; a paper that was changed since it was frozen is not shown."""
    try:
        response = send_paper(paper)
    except PaperChanged:
        record(Event.PAPER_FOUND_CHANGED, by=request.user, subject=paper)
        return render(request, "peerhelpers/recognition/paper_changed.html", status=409)
    record(READINGS[paper.kind], by=request.user, subject=_owner(paper))
    return response


def _owner(paper: Paper) -> Model:
    """The record that the paper belongs to."""
    owners = {PaperKind.BADGE: "badge", PaperKind.CERTIFICATE: "certificate"}
    return getattr(paper, owners.get(paper.kind, "commitment"))

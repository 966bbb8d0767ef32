"""A frozen paper, sent as it was frozen or not at all."""

from django.http import HttpResponse

from cada_peers.documents.models import Paper


class PaperChanged(RuntimeError):
    """The bytes are no longer those that were frozen: they are not shown."""


def send_paper(paper: Paper) -> HttpResponse:
    """The PDF, shown in the page. Its file name says what it is, never of whom. Raises PaperChanged."""
    if not paper.is_intact:
        raise PaperChanged(str(paper.pk))
    response = HttpResponse(bytes(paper.content), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{paper.kind}.pdf"'
    return response

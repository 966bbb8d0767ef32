"""The cards of the real box on paper: what will be printed, and the PDF. For staff."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cada_peers.accounts.access import require
from cada_peers.accounts.acting import centre_of
from cada_peers.accounts.permissions import Permission
from cada_peers.documents.printer import PrintFailed, PrintRefused
from cada_peers.journal.record import record
from residents.box.printing import MOST_CARDS, Run, prepare_run
from residents.events import Event
from residents.forms.wall import WallFilter
from residents.models import Card


@require_safe
def cards_print(request: HttpRequest) -> HttpResponse:
    """How many cards, on how many sheets, which are left out and why."""
    run = _run(request)
    record(Event.BOX_READ, by=request.user, centre=centre_of(request), amount=len(run.sheets))
    context = {"run": run, "most": MOST_CARDS, "query": request.GET.urlencode()}
    return render(request, "residents/card/print.html", context)


@require_safe
def cards_paper(request: HttpRequest) -> HttpResponse:
    """The PDF; its file name tells nothing."""
    run = _run(request)
    preparation = f"{reverse('residents:cards_print')}?{request.GET.urlencode()}"
    if not run.sheets or run.telling_address:
        return redirect(preparation)
    try:
        pdf = run.pdf()
    except (PrintRefused, PrintFailed) as refusal:
        messages.error(request, str(refusal))
        return redirect(preparation)
    record(Event.CARDS_PRINTED, by=request.user, centre=centre_of(request), amount=len(run.sheets))
    response = HttpResponse(pdf, content_type="application/pdf")
    name = _("cards")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def _run(request: HttpRequest) -> Run:
    """The cards that the filters of the wall keep, as the address says them."""
    centre = centre_of(request)
    require(request.user, Permission.WRITE_CARDS, centre)
    cards = Card.objects.visible_to(request.user).filter(centre=centre)
    return prepare_run(WallFilter(request.GET, cards=cards, for_staff=True).narrow())

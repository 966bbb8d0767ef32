"""Introductions: two cards brought together by a mediator, answered by their owners, held."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cada_peers.accounts.access import require
from cada_peers.accounts.acting import centre_of
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from cada_peers.ui.dates import day
from cada_peers.ui.verbs import attempt, attempt_aloud
from residents.actions import (
    accept_introduction,
    arrange_introduction,
    decline_introduction,
    note_held,
    note_yes,
    propose_introduction,
)
from residents.actions.introductions import NOT_TOGETHER
from residents.events import Event
from residents.forms.introduction import AppointmentForm, HeldForm, IntroductionFilter, PairForm, SideForm
from residents.introductions.pages import own_proposals, page_of, rows_of
from residents.introductions.reciprocity import reciprocity_in
from residents.matching import MOST_SHOWN, rule, told
from residents.models import Introduction
from residents.views.common import address_without

PER_PAGE = 25
# Of one's own introductions that are over, the latest.
LATEST = 10


@require_safe
def introductions(request: HttpRequest) -> HttpResponse:
    """For staff: those going on first, and the picture of who gives and who receives."""
    centre = centre_of(request)
    require(request.user, Permission.WRITE_CARDS, centre)
    everything = Introduction.objects.visible_to(request.user).filter(centre=centre)
    filters = IntroductionFilter(request.GET)
    found = filters.narrow(everything, user=request.user)
    found = found.select_related("offer", "demand")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    record(Event.INTRODUCTIONS_READ, by=request.user, centre=centre, amount=len(page))
    context = {
        "page": page,
        "rows": rows_of(page.object_list),
        "filters": filters,
        "is_filtered": any(filters.cleaned_data.values()),
        "query": address_without(request, "page"),
        "picture": reciprocity_in(everything, mirrored=get_language_bidi()),
    }
    return render(request, "residents/introduction/list.html", context)


@require_safe
def matching_rule(request: HttpRequest) -> HttpResponse:
    """« Why these? »: the rule in words. It shows nobody, so nothing is journalled."""
    require(request.user, Permission.WRITE_CARDS, centre_of(request))
    context = {"about": told.ABOUT, "meeting": told.MEETING, "fewest": rule.FEWEST, "most": MOST_SHOWN}
    return render(request, "residents/introduction/how.html", context)


@require_safe
def introduction(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page on which a mediator follows an introduction."""
    return _page(request, _mediated(request, pk))


@require_POST
def introduction_propose(request: HttpRequest) -> HttpResponse:
    """Two cards, from the proposals on the page of one of them."""
    centre = centre_of(request)
    require(request.user, Permission.WRITE_CARDS, centre)
    form = PairForm(request.POST, user=request.user, centre=centre)
    if not form.is_valid():
        messages.error(request, NOT_TOGETHER)
        return redirect("residents:introductions")
    pair = {kind: form.cleaned_data[kind] for kind in ("offer", "demand")}
    proposed = attempt_aloud(request, propose_introduction, by=request.user, **pair)
    if not proposed:
        card = form.card_of_the_page()
        return redirect("residents:card", card.pk) if card else redirect("residents:introductions")
    introduction, is_new = proposed
    if is_new:
        messages.info(request, _("Proposed. Now ask both, one after the other."))
    else:
        known = _("These two cards have been brought together since %(day)s: here is where it stands.")
        messages.info(request, known % {"day": day(introduction.proposed_on)})
    return redirect("residents:introduction", introduction.pk)


@require_POST
def introduction_note_yes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The yes of one side, said to a mediator."""
    introduction, form = _mediated(request, pk), SideForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say whose yes it is."))
    elif attempt_aloud(request, note_yes, introduction=introduction, side=form.cleaned_data["side"], by=request.user):
        messages.success(request, _("The yes is noted."))
    return redirect("residents:introduction", pk)


@require_POST
def introduction_note_no(request: HttpRequest, pk: UUID) -> HttpResponse:
    """« Not this time », said to a mediator: nobody notes by whom."""
    if attempt_aloud(request, decline_introduction, introduction=_mediated(request, pk), by=request.user):
        messages.success(request, _("Closed: not this time. Both cards stay in the box."))
    return redirect("residents:introduction", pk)


@require_POST
def introduction_arrange(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note when and where the two meet."""
    introduction, form = _mediated(request, pk), AppointmentForm(request.POST)
    noted = form.is_valid() and attempt(
        form, arrange_introduction, introduction=introduction, by=request.user, **form.cleaned_data
    )
    if not noted:
        return _page(request, introduction, appointment=form)
    messages.success(request, _("Saved."))
    return redirect("residents:introduction", pk)


@require_POST
def introduction_held(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note that they met, on which day and how it went."""
    introduction, form = _mediated(request, pk), HeldForm(request.POST)
    noted = form.is_valid() and attempt(
        form, note_held, introduction=introduction, by=request.user, **form.cleaned_data
    )
    if not noted:
        return _page(request, introduction, held=form)
    messages.success(request, _("Noted: they met."))
    return redirect("residents:introduction", pk)


def _mediated(request: HttpRequest, pk: UUID) -> Introduction:
    """404 for one that is not seen, 403 for the owner of a card, who answers on their own page."""
    found = Introduction.objects.visible_to(request.user).select_related("centre", "mediator", "offer", "demand")
    introduction = get_object_or_404(found, pk=pk)
    require(request.user, Permission.WRITE_CARDS, introduction.centre_id)
    return introduction


def _page(
    request: HttpRequest,
    introduction: Introduction,
    *,
    appointment: AppointmentForm | None = None,
    held: HeldForm | None = None,
) -> HttpResponse:
    record(Event.INTRODUCTION_READ, by=request.user, subject=introduction)
    today = timezone.localdate()
    arranged = {"meets_on": introduction.meets_on, "appointment": introduction.appointment}
    noted = {
        "held_on": introduction.held_on or min(introduction.meets_on or today, today),
        "outcome": introduction.outcome,
        "words": introduction.words,
    }
    context = {
        "introduction": introduction,
        **page_of(introduction, request.user),
        "appointment": appointment or AppointmentForm(initial=arranged),
        "held": held or HeldForm(initial=noted),
        # Before a day is said, and before it comes, nobody is asked whether they met; what was refused stays in sight.
        "is_to_come": not held and (not introduction.is_arranged or (introduction.meets_on or today) > today),
    }
    return render(request, "residents/introduction/show.html", context)


@require_safe
def my_introductions(request: HttpRequest) -> HttpResponse:
    """What is proposed to oneself, for one's own cards: yes, or not this time."""
    centre = centre_of(request)
    require(request.user, Permission.OWN_CARDS, centre)
    own = Introduction.objects.visible_to(request.user).filter(centre=centre)
    going_on = own_proposals(own.going_on().by_day(), request.user)
    over = own_proposals(own.exclude(pk__in=[seen.introduction.pk for seen in going_on]), request.user)[:LATEST]
    record(Event.OWN_INTRODUCTIONS_READ, by=request.user, centre=centre, amount=len(going_on) + len(over))
    context = {
        "to_answer": [seen for seen in going_on if seen.is_to_answer],
        "going_on": [seen for seen in going_on if not seen.is_to_answer],
        "over": over,
    }
    return render(request, "residents/introduction/mine.html", context)


@require_POST
def introduction_accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Yes, said by the owner of one of the cards."""
    introduction = get_object_or_404(Introduction.objects.visible_to(request.user), pk=pk)
    if attempt_aloud(request, accept_introduction, introduction=introduction, by=request.user):
        messages.success(request, _("Thank you. The team tells you when and where."))
    return redirect("residents:my_introductions")


@require_POST
def introduction_decline(request: HttpRequest, pk: UUID) -> HttpResponse:
    """« Not this time », said by the owner of one of the cards."""
    introduction = get_object_or_404(Introduction.objects.visible_to(request.user), pk=pk)
    if attempt_aloud(request, decline_introduction, introduction=introduction, by=request.user):
        messages.success(request, _("Not this time: that is fine. Nobody is told why, nor by whom."))
    return redirect("residents:my_introductions")

"""One card: read it, put it in the box, change it, take it out."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cada_peers.accounts.access import may, require
from cada_peers.accounts.acting import centre_of
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from cada_peers.ui.verbs import attempt, attempt_aloud
from residents.actions import change_card, confirm_card, put_card, withdraw_card
from residents.actions.cards import COLUMNS
from residents.box.asking import departure_of, why_absent, why_asked
from residents.events import Event
from residents.forms.asking import Focus
from residents.forms.card import CardDetails, NewCardForm
from residents.forms.card_start import CardStart
from residents.introductions.pages import matching_of
from residents.models import Card, Interview, Resident


def _visible_card(request: HttpRequest, pk: UUID) -> Card:
    """404 for a card one does not see. `is_editable`: whether one may change it."""
    cards = Card.objects.visible_to(request.user).select_related("domain", "skill", "centre", "owner_resident")
    editable = Card.objects.editable_by(request.user).filter(pk=OuterRef("pk"))
    return get_object_or_404(cards.with_team_left().annotate(is_editable=Exists(editable)), pk=pk)


def card(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The card. Its owner's record is linked for those who may open it; the others read a display name.

    That the owner left, and whom the card is from, is said to those who may change it; how to reach a partner, to those
    who mediate.
    """
    card = _visible_card(request, pk)
    files_going_on = Count("peer_helper_files", filter=Q(peer_helper_files__stopped_on=None))
    residents = Resident.objects.visible_to(request.user).annotate(files_going_on=files_going_on)
    owner = residents.filter(pk=card.owner_resident_id).first()
    owner = owner if may(request.user, Permission.VIEW_RESIDENTS, card.centre_id) else None
    may_own = may(request.user, Permission.OWN_CARDS, card.centre_id)
    record(Event.CARD_READ, by=request.user, subject=card)
    context = {
        "card": card,
        "languages": card.languages.all(),
        "owner": owner,
        "could_be_helper": owner and owner.is_adult() and not owner.files_going_on,
        "drafts": Interview.objects.drafts_of(request.user).filter(resident=owner) if owner else [],
        "may_change": card.is_editable,
        "may_answer": may_own and card.is_in_the_box and not card.is_owned_by(request.user),
        "may_mediate": may(request.user, Permission.WRITE_CARDS, card.centre_id),
        "departure": departure_of(card),
        "why_asked": why_asked(card),
        "why_absent": why_absent(card),
        "matching": matching_of(card, request.user, request.GET),
    }
    return render(request, "residents/card/show.html", context)


def card_add(request: HttpRequest) -> HttpResponse:
    """A new card: for anyone when staff write it, for oneself otherwise; filled from where one comes from."""
    centre = centre_of(request)
    require(request.user, Permission.OWN_CARDS, centre)
    for_everyone = may(request.user, Permission.WRITE_CARDS, centre)
    start = CardStart(request.GET, user=request.user, centre=centre)
    form = NewCardForm(
        request.POST or None,
        initial=start.initial_of_the_card(),
        user=request.user,
        for_everyone=for_everyone,
        centre=centre,
    )
    if request.method == "POST" and form.is_valid():
        owner, key = form.owner_of_the_card(), form.cleaned_data["key"]
        card = attempt(form, put_card, centre=centre, by=request.user, key=key, **owner, **form.card())
        if card:
            messages.success(request, _hung_sentence(card, None if for_everyone else start.answered))
            return redirect("residents:card", card.pk)
    if for_everyone:
        # The form lists the people of the house.
        record(
            Event.RESIDENTS_READ,
            by=request.user,
            centre=centre,
            amount=form.fields["resident"].queryset.count(),
        )
    return render(request, "residents/card/edit.html", {"form": form, "answered": start.answered})


def _hung_sentence(card: Card, answered: Card | None) -> str:
    """What is said once a card hangs. `answered`: the card that it answers, for somebody who cannot propose the two."""
    if answered:
        numbers = {"number": card.number, "other": answered.number}
        return _("Card no. %(number)d hangs in the box. Tell the team that it answers no. %(other)d.") % numbers
    return _("Card no. %(number)d hangs in the box.") % {"number": card.number}


def card_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same form on a card that exists, for its owner and for staff."""
    card = _changeable_card(request, pk)
    languages = [row.language for row in card.languages.all()]
    form = CardDetails(
        request.POST or None,
        instance=card,
        initial={"languages": languages},
        user=request.user,
        centre=card.centre,
        for_everyone=may(request.user, Permission.WRITE_CARDS, card.centre_id),
    )
    form.remember(card, COLUMNS)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        if attempt(form, change_card, card=card, by=request.user, seen=seen, **form.card()):
            messages.success(request, _("Saved."))
            return redirect("residents:card", card.pk)
    record(Event.CARD_READ, by=request.user, subject=card)
    status = 409 if form.is_a_conflict else 200
    return render(request, "residents/card/edit.html", {"form": form, "card": card}, status=status)


@require_POST
def card_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Out of the box at once. On its page one may write it again: a thumb slips."""
    card = withdraw_card(card=_changeable_card(request, pk), by=request.user)
    messages.success(request, _("Card no. %(number)d is out of the box.") % {"number": card.number})
    return _back(request, card)


@require_POST
def card_confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Still true: it stays in the box."""
    card = _changeable_card(request, pk)
    if attempt_aloud(request, confirm_card, card=card, by=request.user):
        messages.success(request, _("Card no. %(number)d stays in the box.") % {"number": card.number})
    return _back(request, card)


def _back(request: HttpRequest, card: Card) -> HttpResponse:
    """To the page on which the button was pressed; « still true? » goes on with the next card."""
    place = request.POST.get("from")
    if place == "departure" and card.owner_resident_id:
        return redirect("residents:depart", card.owner_resident_id)
    if place == "still_true":
        return redirect(f"{reverse('residents:still_true')}?{Focus(request.POST).address()}")
    if place == "mine":
        return redirect("residents:my_cards")
    return redirect("residents:card", card.pk)


def _changeable_card(request: HttpRequest, pk: UUID) -> Card:
    """404 for a card one does not see, 403 for someone else's."""
    card = _visible_card(request, pk)
    if not card.is_editable:
        raise PermissionDenied("change the card of someone else")
    return card

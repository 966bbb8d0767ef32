"""Somebody moves out: the day, staying in touch, and what is handed over before the door closes. And back again."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cada_peers.accounts.access import require
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from cada_peers.ui.verbs import attempt
from residents.actions import kinds_to_begin, note_departure, note_return
from residents.actions.residents import AT_THE_DOOR
from residents.events import Event
from residents.forms.resident import DepartureForm
from residents.languages.prompts import PICTOGRAMS
from residents.models import Absence, Card, Interview, InterviewKind, Introduction, Resident
from residents.record.family import Relative, family_of


def depart(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The day of departure, and the hand-over list: what there is, with the buttons that settle it."""
    resident = _writable(request, pk)
    form = DepartureForm(request.POST or None, instance=resident)
    form.remember(resident, AT_THE_DOOR)
    if request.method == "POST" and form.is_valid():
        if attempt(form, note_departure, resident=resident, by=request.user, **form.cleaned_data):
            is_leaving = form.cleaned_data["departed_on"]
            said = _("The departure is noted.") if is_leaving else _("Noted: this person is still here.")
            messages.success(request, said)
            return redirect("residents:depart", resident.pk)
        resident.refresh_from_db()
    record(Event.RESIDENT_READ, by=request.user, subject=resident)
    context = {"resident": resident, "form": form, **_hand_over(resident, request.user)}
    return render(request, "residents/resident/depart.html", context, status=409 if form.is_a_conflict else 200)


@require_POST
def come_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A former resident lives here again."""
    resident = note_return(resident=_writable(request, pk), by=request.user)
    messages.success(request, _("%(name)s is among the people here again.") % {"name": resident.called})
    return redirect("residents:detail", resident.pk)


def _writable(request: HttpRequest, pk: UUID) -> Resident:
    resident = get_object_or_404(Resident.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.WRITE_RESIDENTS, resident.centre_id)
    return resident


def _hand_over(resident: Resident, user: User) -> dict[str, object]:
    """What concerns this very person: cards, introductions, files, the family that stays, drafts."""
    mine = Q(offer__owner_resident=resident) | Q(demand__owner_resident=resident)
    introductions = Introduction.objects.visible_to(user).going_on().filter(mine)
    mine_to_finish = Interview.objects.to_take_over_by(user).filter(pk=OuterRef("pk"))
    interviews = resident.interviews.annotate(is_left_behind=Exists(mine_to_finish))
    interviews = list(interviews.select_related("author").defer(*PICTOGRAMS))
    cards = list(resident.cards.visible_to(user).filter(withdrawn_on=None))
    for card in cards:
        card.holds_after = _holds_after(card, resident)
    return {
        "cards": cards,
        "introductions": introductions.select_related("offer", "demand"),
        "files": _files(resident, user),
        "staying": _staying(resident, user),
        "drafts": [interview for interview in interviews if interview.is_draft],
        "may_talk": InterviewKind.FOLLOW_UP in dict(kinds_to_begin(user, resident, interviews)),
    }


def _staying(resident: Resident, user: User) -> list[Relative]:
    """The family that still lives here, with the referents of all of them in one query."""
    staying = [relative for relative in family_of(resident, user) if not relative.person.is_former]
    prefetch_related_objects([relative.person for relative in staying], "referent")
    return staying


def _holds_after(card: Card, resident: Resident) -> bool:
    """Whether the card hangs in the box once its owner has left."""
    left_on = resident.departed_on
    return left_on is not None and not card.absence() and card.absence(on=left_on) != Absence.MOVED_OUT


def _files(resident: Resident, user: User) -> QuerySet:
    """The files as a peer helper, kept in the room above and known here by name only, with their papers counted."""
    return resident.peer_helper_files.visible_to(user).annotate(
        badges_kept=Count("badges", filter=Q(badges__ended_on=None), distinct=True),
        certificates_given=Count("certificates", filter=Q(certificates__revoked_on=None), distinct=True),
    )

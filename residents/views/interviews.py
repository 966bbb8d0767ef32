"""Begin an interview, write it on one screen, read it back with the person."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cada_peers.journal.record import record
from cada_peers.ui.conflict import ChangedMeanwhile
from cada_peers.ui.verbs import attempt_aloud, posted, show_refusal
from residents.actions import (
    confirm_interview,
    keep_for_oneself,
    note_skill,
    remove_skill,
    share_skill,
    start_interview,
)
from residents.actions.sharing import hanging_card
from residents.actions.skills import create_skill
from residents.events import Event
from residents.forms.interview import ReadBackForm, Sheet, SkillForm, SlipForm, TouchForm
from residents.languages.prompts import PICTOGRAMS, wording_for
from residents.models import Interview, Resident, SkillFound, Wish
from residents.views.sheet import (
    is_of_the_page,
    keep_wishes,
    own_draft,
    readable_interview,
    show_sheet,
    wants_json,
    write,
)


@require_POST
def interview_start(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin the kind of interview that was asked for, or go on with its draft."""
    resident = get_object_or_404(Resident.objects.visible_to(request.user), pk=pk)
    try:
        interview = start_interview(resident=resident, kind=request.POST.get("kind", ""), by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("residents:detail", resident.pk)
    return redirect("residents:interview", interview.pk)


def interview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The screen for the author of a draft; the notes to read for the others, and for everyone once confirmed."""
    if request.method == "POST":
        return write(request, own_draft(request, pk))
    interview = readable_interview(request, pk)
    if interview.is_draft and interview.author_id == request.user.pk:
        return show_sheet(request, Sheet(interview))
    record(Event.INTERVIEW_READ, by=request.user, subject=interview)
    context = {
        "interview": interview,
        "resident": interview.resident,
        "notes": _notes(interview),
        "found": interview.skills_found.select_related("skill__domain"),
        "may_take_over": Interview.objects.to_take_over_by(request.user).filter(pk=interview.pk).exists(),
    }
    return render(request, "residents/interview/read.html", context)


@require_POST
def skill_note(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Save what is on the screen and note one skill more: of the list, or new in this centre."""
    interview = own_draft(request, pk)
    form = SkillForm(request.POST, centre=interview.centre)

    def note(saved: Interview) -> TouchForm | None:
        if form.is_empty:
            return None
        skill = form.known or create_skill(
            centre=saved.centre,
            name=form.cleaned_data["skill"],
            domain=form.cleaned_data["domain"],
            by=request.user,
        )
        found = note_skill(interview=saved, skill=skill, by=request.user)
        return TouchForm(None, found, card=hanging_card(found))

    return write(request, interview, beside=form, then=note)


@require_POST
def skill_card(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Save what is on the screen and put the card of one shared skill in the box; the conversation goes on."""
    found = _found_or_404(request, pk)
    interview = own_draft(request, found.interview_id)
    slip = SlipForm(request.POST, found=found)

    def share(saved: Interview) -> TouchForm:
        card = share_skill(found=found, title=slip.cleaned_data["title"], by=request.user)
        found.refresh_from_db()
        return TouchForm(None, found, card=card)

    return write(request, interview, beside=slip, then=share)


@require_POST
def skill_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Save what is on the screen and take one skill back out."""
    found = _found_or_404(request, pk)
    interview = own_draft(request, found.interview_id)

    def remove(saved: Interview) -> None:
        found.refresh_from_db()
        remove_skill(found=found, by=request.user)

    return write(request, interview, then=remove)


@require_POST
def skill_keep_for_oneself(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The person no longer shares a skill: noted at once, without an interview."""
    visible = SkillFound.objects.visible_to(request.user).select_related("skill", "resident")
    found = get_object_or_404(visible, pk=pk)
    card = hanging_card(found)
    if attempt_aloud(request, keep_for_oneself, found=found, wish=request.POST.get("wish", ""), by=request.user):
        messages.success(request, _("Noted: %(skill)s is no longer shared.") % {"skill": found.skill})
        if card:
            messages.success(request, _("Card no. %(number)d is out of the box.") % {"number": card.number})
    return redirect("residents:detail", found.resident_id)


def _found_or_404(request: HttpRequest, pk: UUID) -> SkillFound:
    """A skill found in an interview, among those this person may see."""
    found = SkillFound.objects.visible_to(request.user).exclude(interview=None)
    return get_object_or_404(found.select_related("skill__domain", "resident"), pk=pk)


def interview_confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The screen turned round: the person reads it in their language, says what to do with each skill, and agrees."""
    interview = own_draft(request, pk)
    form = ReadBackForm(posted(request), interview=interview, wording=wording_for(interview.language))
    if request.method == "POST" and (wants_json(request) or request.POST.get("next") == "correct"):
        return keep_wishes(request, interview, form)
    if not interview.is_draft:
        return redirect("residents:interview", interview.pk)
    if request.method == "POST" and form.is_valid():
        return _confirm(request, interview, form)
    return _show_read_back(request, interview, form)


def _confirm(request: HttpRequest, interview: Interview, form: ReadBackForm) -> HttpResponse:
    """On to the page of the person; the same screen again if it is refused, or if the draft was changed meanwhile."""
    agreed = {"wishes": form.wishes(), "revision": form.cleaned_data["revision"]}
    try:
        confirm_interview(interview=interview, by=request.user, **agreed)
    except ValidationError as refusal:
        show_refusal(form, refusal)
        return _show_read_back(request, interview, form)
    except ChangedMeanwhile as conflict:
        messages.warning(request, _("The interview was changed meanwhile: read it back once more."))
        current = conflict.current
        form = ReadBackForm(interview=current, wording=wording_for(current.language))
        return _show_read_back(request, current, form, status=409)
    messages.success(request, _("Confirmed with %(name)s.") % {"name": interview.resident.display_name})
    if Wish.SHARE in agreed["wishes"].values():
        messages.info(request, _("What can be shared goes on a card: press “Put a card” beside the skill."))
    for card in form.leaving():
        messages.success(request, _("Card no. %(number)d is out of the box.") % {"number": card.number})
    return redirect("residents:detail", interview.resident_id)


def _show_read_back(
    request: HttpRequest, interview: Interview, form: ReadBackForm, *, status: int = 200
) -> HttpResponse:
    wording = wording_for(interview.language)
    record(Event.INTERVIEW_READ, by=request.user, subject=interview)
    context = {
        "interview": interview,
        "resident": interview.resident,
        "form": form,
        "wording": wording,
        "same_language": is_of_the_page(wording),
        "notes": [(getattr(wording, name), label, text, pict) for name, label, text, pict in _notes(interview) if text],
    }
    return render(request, "residents/interview/confirm.html", context, status=status)


def _notes(interview: Interview) -> list[tuple[str, str, str, str]]:
    """For each prompt: its name, its words in the language of the interface, the notes, its pictogram."""
    return [
        (name, Interview._meta.get_field(name).verbose_name, getattr(interview, name), pictogram)
        for name, pictogram in PICTOGRAMS.items()
    ]

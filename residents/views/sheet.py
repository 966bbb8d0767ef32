"""The one screen of the interview: put it together, save it, answer a page or a script."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import BaseForm, BoundField
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cada_peers.journal.record import record, record_once_an_hour
from cada_peers.ui.conflict import ChangedMeanwhile
from cada_peers.ui.dates import day, hour
from cada_peers.ui.verbs import show_refusal
from residents.actions import save_interview
from residents.events import Event
from residents.forms.interview import ReadBackForm, Sheet, SkillForm, SlipForm, TouchForm
from residents.languages.prompts import PICTOGRAMS, Wording, wording_for
from residents.models import CardKind, Domain, Interview
from residents.skills.listing import catalogue_of

Then = Callable[[Interview], TouchForm | None]


@dataclass
class Prompt:
    """One question as it stands on the screen; `theirs`: what another tab saved meanwhile, if it differs."""

    field: BoundField
    pictogram: str
    other: str = ""
    theirs: str = ""


def readable_interview(request: HttpRequest, pk: UUID) -> Interview:
    """The interview, if its notes are for this person; else a page 404."""
    interviews = Interview.objects.visible_to(request.user).select_related("resident", "author", "centre")
    return get_object_or_404(interviews, pk=pk)


def own_draft(request: HttpRequest, pk: UUID) -> Interview:
    """The interview, if this person may also write in it. Raises Http404 or PermissionDenied."""
    interview = readable_interview(request, pk)
    if interview.author_id != request.user.pk:
        raise PermissionDenied("write in the interview of someone else")
    return interview


def write(
    request: HttpRequest,
    interview: Interview,
    *,
    beside: SkillForm | SlipForm | None = None,
    then: Then | None = None,
) -> HttpResponse:
    """Save what was posted and do `then` in the same transaction; answer with the next page, or with the refusal.

    A page saves all or nothing. The script of the page, which saves while people talk, keeps what can be kept: one
    field that is too long does not hold back the four others. `beside`: the form of what `then` does.
    """
    sheet = Sheet(interview, request.POST)
    is_well = sheet.is_valid() or (wants_json(request) and "revision" in sheet.notes.cleaned_data)
    if not (is_well & (beside is None or beside.is_valid())):
        return _refuse(request, sheet, beside)
    try:
        with transaction.atomic():
            saved = save_interview(interview=interview, by=request.user, **sheet.values())
            touch = then(saved) if then else None
    except ValidationError as refusal:
        is_beside = beside and beside.fields.keys() & getattr(refusal, "error_dict", {}).keys()
        show_refusal(beside if is_beside else sheet.notes, refusal)
        return _refuse(request, sheet, beside)
    except ChangedMeanwhile as conflict:
        return _show_both(request, conflict.current, beside)
    return _answer(request, sheet, touch)


def keep_wishes(request: HttpRequest, interview: Interview, form: ReadBackForm) -> HttpResponse:
    """What the person chose so far while reading back: for the script of the page, or before something is corrected."""
    form.is_valid()
    # A page that does not say what it showed has shown nothing that is still true.
    seen = form.cleaned_data.get("revision", -1)
    try:
        saved = save_interview(interview=interview, by=request.user, revision=seen, touches=form.touches())
    except ValidationError as refusal:
        answer = JsonResponse({"errors": {"": refusal.messages}}, status=422)
    except ChangedMeanwhile as conflict:
        if wants_json(request):
            return _say_changed(request, conflict.current)
        messages.warning(request, _("The interview was changed meanwhile: look at it again."))
        return redirect("residents:interview", interview.pk)
    else:
        answer = JsonResponse({"revision": saved.revision, "kept": kept_line(saved), "errors": {}})
    return answer if wants_json(request) else redirect("residents:interview", interview.pk)


def show_sheet(
    request: HttpRequest,
    sheet: Sheet,
    *,
    beside: SkillForm | SlipForm | None = None,
    theirs: dict[str, str] | None = None,
) -> HttpResponse:
    """The screen. `theirs`: by field, what was saved elsewhere since this page was opened (then its status is 409)."""
    interview = sheet.interview
    wording = wording_for(interview.language)
    known = interview.resident.skills_found.exclude(interview=interview).select_related("skill__domain")
    if isinstance(beside, SlipForm):
        sheet.show_slip(beside)
    record(Event.INTERVIEW_READ, by=request.user, subject=interview)
    context = {
        "interview": interview,
        "resident": interview.resident,
        "sheet": sheet,
        "prompts": _prompts(sheet, wording, theirs or {}),
        "wording": wording,
        "skill_form": beside if isinstance(beside, SkillForm) else SkillForm(None, centre=interview.centre),
        "noted": {touch.found.skill_id for touch in sheet.touches},
        "domains": Domain.objects.all(),
        "catalogue": catalogue_of(interview.centre),
        "known": known,
        "said": said_line(interview),
        "kept": kept_line(interview) if interview.revision else "",
        "conflict": theirs is not None,
    }
    return render(request, "residents/interview/write.html", context, status=200 if theirs is None else 409)


def kept_line(interview: Interview) -> str:
    """« brouillon gardé à 14 h 30 »."""
    return _("Draft kept at %(hour)s") % {"hour": hour(interview.saved_at)}


def said_line(interview: Interview) -> str:
    """« 24 novembre 2026 · en dari »."""
    spoken = {"day": day(interview.held_on), "language": interview.get_language_display()}
    return _("%(day)s · in %(language)s") % spoken


def wants_json(request: HttpRequest) -> bool:
    """Whether the page's own script is asking, rather than the browser."""
    return request.headers.get("Accept") == "application/json"


def _prompts(sheet: Sheet, wording: Wording, theirs: dict[str, str]) -> list[Prompt]:
    other = _other_words(wording)
    return [
        Prompt(sheet.notes[name], pictogram, other[name], theirs.get(name, ""))
        for name, pictogram in PICTOGRAMS.items()
    ]


def _other_words(wording: Wording) -> dict[str, str]:
    """The five prompts in the language of the person; nothing, if it is that of the page."""
    same = is_of_the_page(wording)
    return {name: "" if same else getattr(wording, name) for name in PICTOGRAMS}


def is_of_the_page(wording: Wording) -> bool:
    """Whether the person reads the language of the interface: its words are then not said twice."""
    return wording.language == (get_language() or "")[:2]


def _answer(request: HttpRequest, sheet: Sheet, touch: TouchForm | None) -> HttpResponse:
    if wants_json(request):
        return JsonResponse(_kept(sheet, touch))
    key = sheet.interview.pk
    slip = sheet.begun_slip()
    if slip:
        return show_sheet(request, Sheet(readable_interview(request, key)), beside=slip)
    if request.POST.get("next") == "confirm":
        return redirect("residents:interview_confirm", key)
    if request.POST.get("next") == "card":
        asked = urlencode({"resident": sheet.interview.resident_id, "kind": CardKind.DEMAND})
        return redirect(f"{reverse('residents:card_add')}?{asked}")
    return redirect(f"{reverse('residents:interview', args=[key])}#{f'skill-{touch.found.pk}' if touch else 'skills'}")


def _kept(sheet: Sheet, touch: TouchForm | None) -> dict[str, object]:
    """What the script of the page follows: what was kept, what could not be, the words that changed."""
    fresh = Interview.objects.only("revision", "saved_at", "held_on", "language").get(pk=sheet.interview.pk)
    wording = wording_for(fresh.language)
    return {
        "revision": fresh.revision,
        "kept": kept_line(fresh),
        "errors": _errors(sheet.notes, *sheet.touches),
        "html": render_to_string("residents/interview/_touch.html", {"touch": touch}) if touch else "",
        "said": said_line(fresh),
        "words": _other_words(wording),
        "lang": wording.language,
        "dir": wording.direction,
        "is_checked": wording.is_checked,
    }


def _errors(*forms: BaseForm) -> dict[str, list[str]]:
    """The sentences of refusal, by name of field as posted ("" for those about the whole)."""
    errors = [(form, name, list(texts)) for form in forms for name, texts in form.errors.items()]
    return {form.add_prefix(name) if name in form.fields else "": texts for form, name, texts in errors}


def _refuse(request: HttpRequest, sheet: Sheet, beside: SkillForm | SlipForm | None) -> HttpResponse:
    if not wants_json(request):
        return show_sheet(request, sheet, beside=beside)
    forms = [sheet.notes, *sheet.touches, *([beside] if beside else [])]
    return JsonResponse({"errors": _errors(*forms)}, status=422)


def _show_both(request: HttpRequest, current: Interview, beside: SkillForm | SlipForm | None) -> HttpResponse:
    """Status 409: what was posted stays in the fields, what was saved elsewhere stands beside it."""
    if wants_json(request):
        return _say_changed(request, current)
    posted = request.POST.copy()
    posted["revision"] = current.revision
    sheet = Sheet(current, posted)
    theirs = {name: getattr(current, name) for name in PICTOGRAMS}
    sheet.is_valid()
    differ = {name: text for name, text in theirs.items() if text and text != sheet.notes.cleaned_data.get(name)}
    return show_sheet(request, sheet, beside=beside, theirs=differ)


def _say_changed(request: HttpRequest, current: Interview) -> HttpResponse:
    """Status 409, with what is saved: a script that never heard the answer to its last saving finds its own words.

    The notes are read out as on a page: a script that asks on and on leaves one line an hour.
    """
    record_once_an_hour(Event.INTERVIEW_READ, by=request.user, subject=current)
    sheet = Sheet(current)
    fields = [field for form in (sheet.notes, *sheet.touches) for field in form if field.name != "revision"]
    values = {field.html_name: field.value() for field in fields}
    said = _("This interview was saved elsewhere meanwhile.")
    return JsonResponse({"errors": {"": [said]}, "revision": current.revision, "values": values}, status=409)

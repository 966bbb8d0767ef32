"""The one screen of the interview: put it together, save it, answer a page or a script."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cada_peers.journal.record import record
from cada_peers.ui.dates import hour
from residents.actions import save_interview
from residents.conflict import ChangedMeanwhile
from residents.events import Event
from residents.forms.interview import Sheet, SkillForm, TouchForm
from residents.models import Domain, Interview, Skill, SkillFound
from residents.prompts import PICTOGRAMS, Wording, wording_for
from residents.views.common import show_refusal

Then = Callable[[Interview], SkillFound | None]


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
    skill_form: SkillForm | None = None,
    then: Then | None = None,
) -> HttpResponse:
    """Save what was posted and do `then` in the same transaction; answer with the next page, or with the refusal."""
    sheet = Sheet(interview, request.POST)
    if not (sheet.is_valid() & (skill_form is None or skill_form.is_valid())):
        return _refuse(request, sheet, skill_form)
    try:
        with transaction.atomic():
            saved = save_interview(interview=interview, by=request.user, **sheet.values())
            found = then(saved) if then else None
    except ValidationError as refusal:
        show_refusal(
            skill_form if skill_form and "skill" in getattr(refusal, "error_dict", ()) else sheet.notes,
            refusal,
        )
        return _refuse(request, sheet, skill_form)
    except ChangedMeanwhile as conflict:
        return _show_both(request, conflict.current, skill_form)
    return _answer(request, interview, found)


def show_sheet(
    request: HttpRequest,
    sheet: Sheet,
    *,
    skill_form: SkillForm | None = None,
    theirs: dict[str, str] | None = None,
) -> HttpResponse:
    """The screen. `theirs`: by field, what was saved elsewhere since this page was opened (then its status is 409)."""
    interview = sheet.interview
    wording = wording_for(interview.language)
    known = interview.resident.skills_found.exclude(interview=interview).select_related("skill__domain")
    record(Event.INTERVIEW_READ, by=request.user, subject=interview)
    context = {
        "interview": interview,
        "resident": interview.resident,
        "sheet": sheet,
        "prompts": _prompts(sheet, wording, theirs or {}),
        "wording": wording,
        "skill_form": skill_form or SkillForm(None, centre=interview.centre),
        "catalogue": _catalogue(interview),
        "known": known,
        "kept": kept_line(interview) if interview.revision else "",
        "conflict": theirs is not None,
    }
    return render(request, "residents/interview/write.html", context, status=200 if theirs is None else 409)


def kept_line(interview: Interview) -> str:
    """« brouillon gardé à 14 h 30 »."""
    return _("Draft kept at %(hour)s") % {"hour": hour(interview.saved_at)}


def wants_json(request: HttpRequest) -> bool:
    """Whether the page's own script is asking, rather than the browser."""
    return request.headers.get("Accept") == "application/json"


def _prompts(sheet: Sheet, wording: Wording, theirs: dict[str, str]) -> list[Prompt]:
    same = is_of_the_page(wording)
    return [
        Prompt(sheet.notes[name], pictogram, "" if same else getattr(wording, name), theirs.get(name, ""))
        for name, pictogram in PICTOGRAMS.items()
    ]


def is_of_the_page(wording: Wording) -> bool:
    """Whether the person reads the language of the interface: its words are then not said twice."""
    return wording.language == (get_language() or "")[:2]


def _catalogue(interview: Interview) -> list[tuple[Domain, list[Skill]]]:
    """The skills offered here, domain by domain."""
    by_domain: dict[Domain, list[Skill]] = {}
    for skill in Skill.objects.offered_in(interview.centre).select_related("domain"):
        by_domain.setdefault(skill.domain, []).append(skill)
    return list(by_domain.items())


def _answer(request: HttpRequest, interview: Interview, found: SkillFound | None) -> HttpResponse:
    if wants_json(request):
        fresh = Interview.objects.only("revision", "saved_at").get(pk=interview.pk)
        html = render_to_string("residents/interview/_touch.html", {"touch": TouchForm(None, found)}) if found else ""
        return JsonResponse({"revision": fresh.revision, "kept": kept_line(fresh), "html": html})
    if request.POST.get("next") == "confirm":
        return redirect("residents:interview_confirm", interview.pk)
    if request.POST.get("next") == "card":
        return redirect(_address_of_a_card(interview))
    return redirect(f"{reverse('residents:interview', args=[interview.pk])}#skills")


def _address_of_a_card(interview: Interview) -> str:
    """The form of a card, filled from the first skill that the person wants to share and has no card yet."""
    carded = interview.resident.cards.in_the_box().exclude(skill=None).values("skill")
    found = interview.skills_found.to_share().exclude(skill__in=carded).first()
    start = f"found={found.pk}" if found else f"resident={interview.resident_id}"
    return f"{reverse('residents:card_add')}?{start}"


def _refuse(request: HttpRequest, sheet: Sheet, skill_form: SkillForm | None) -> HttpResponse:
    if not wants_json(request):
        return show_sheet(request, sheet, skill_form=skill_form)
    forms = [sheet.notes, *sheet.touches, *([skill_form] if skill_form else [])]
    errors = [text for form in forms for texts in form.errors.values() for text in texts]
    return JsonResponse({"errors": errors}, status=422)


def _show_both(request: HttpRequest, current: Interview, skill_form: SkillForm | None) -> HttpResponse:
    """Status 409: what was posted stays in the fields, what was saved elsewhere stands beside it."""
    if wants_json(request):
        return JsonResponse({"errors": [_("This interview was saved elsewhere meanwhile.")]}, status=409)
    posted = request.POST.copy()
    posted["revision"] = current.revision
    sheet = Sheet(current, posted)
    theirs = {name: getattr(current, name) for name in PICTOGRAMS}
    sheet.is_valid()
    differ = {name: text for name, text in theirs.items() if text and text != sheet.notes.cleaned_data.get(name)}
    return show_sheet(request, sheet, skill_form=skill_form, theirs=differ)

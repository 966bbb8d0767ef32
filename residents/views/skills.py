"""The list of skills of a house: read by those who lead interviews, edited by management."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cada_peers.accounts.access import may, require
from cada_peers.accounts.acting import centre_of
from cada_peers.accounts.permissions import Permission
from cada_peers.ui.verbs import attempt, attempt_aloud
from residents.actions import (
    add_skill,
    change_skill,
    keep_skill,
    merge_skills,
    set_aside_skill,
    take_back_skill,
)
from residents.actions.catalogue import COLUMNS
from residents.forms.skill import MergeForm, OwnWords, Show, SkillDetails, SkillFilter, is_shown
from residents.models import Skill, SkillSetAside
from residents.skills.listing import Line, by_domain, likely_duplicates, lines_of, preview_merge, usage_of
from residents.views.common import address_without


def skill_list(request: HttpRequest) -> HttpResponse:
    """By domain, narrowed by the filters of the address; no person is shown, only numbers."""
    centre = centre_of(request)
    lines = lines_of(centre) if centre else []
    pairs = likely_duplicates(line.skill for line in lines if is_shown(line, "", set()))
    alike = {pair.skill.pk for pair in pairs}
    filters = SkillFilter(request.GET)
    found = filters.narrow(lines, alike=alike)
    shown = filters.cleaned_data.get("show") or ""
    context = {
        "parts": by_domain(found),
        "found": len(found),
        "filters": filters,
        "shown": shown,
        "choices": _choices(lines, alike),
        "query": address_without(request, "show"),
        "pairs": pairs if shown == Show.ALIKE else [],
        "may_edit": may(request.user, Permission.EDIT_CATALOGUE, centre),
        "may_see_competences": may(request.user, Permission.VIEW_COMPETENCES, centre),
        "centre": centre,
    }
    return render(request, "residents/skill/list.html", context)


def _choices(lines: list[Line], alike: set[UUID]) -> list[tuple[str, str, int]]:
    """Triples (value, label, number) of the parts of the list that hold something."""
    parts = [("", _("offered here")), *Show.choices]
    counted = [(value, label, sum(is_shown(line, value, alike) for line in lines)) for value, label in parts]
    return [part for part in counted if part[2] or not part[0]]


def skill(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One skill: its names, who uses it in numbers, what was merged into it, and what can be done with it.

    A shared one that the house says otherwise is read where its own words stand.
    """
    skill = visible_skill(request, pk)
    centre = skill.centre or centre_of(request)
    ours = skill.reworded.filter(centre=centre, merged_into=None).first() if skill.is_shared else None
    if ours:
        return redirect("residents:skill", ours.pk)
    context = {
        "line": usage_of(skill, centre),
        "skill": skill,
        "merged": skill.merged.filter(centre=centre).select_related("merged_by", "merged_into").order_by("merged_on"),
        "is_aside": SkillSetAside.objects.filter(centre=centre, skill=skill).exists(),
        "may_edit": may(request.user, Permission.EDIT_CATALOGUE, centre),
    }
    return render(request, "residents/skill/show.html", context)


def skill_add(request: HttpRequest) -> HttpResponse:
    """Add a skill to the list of the centre in which one acts."""
    centre = centre_of(request)
    require(request.user, Permission.EDIT_CATALOGUE, centre)
    form = SkillDetails(request.POST or None)
    if request.method == "POST" and form.is_valid():
        skill = attempt(form, add_skill, centre=centre, by=request.user, **form.skill())
        if skill:
            messages.success(request, _("“%(skill)s” is in the list, and in the next interview.") % {"skill": skill})
            return redirect("residents:skill", skill.pk)
    return render(request, "residents/skill/edit.html", {"form": form})


def skill_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same form on a skill that was added here, or on the words of the house for a shared one."""
    skill = _own_skill(request, pk)
    was = skill.label
    shared = skill.stands_for
    data = request.POST or None
    form = OwnWords(data, instance=skill, shared=shared) if shared else SkillDetails(data, instance=skill)
    form.remember(skill, COLUMNS)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        if attempt(form, change_skill, skill=skill, by=request.user, seen=seen, **form.skill()):
            messages.success(request, _("Saved."))
            return redirect("residents:skill", skill.pk)
    status = 409 if form.is_a_conflict else 200
    context = {"form": form, "skill": skill, "was": was, "shared": shared}
    return render(request, "residents/skill/edit.html", context, status=status)


def skill_merge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose into which skill, see what would move, then merge."""
    skill = _added_skill(request, pk)
    asked = request.POST if request.method == "POST" else request.GET if "into" in request.GET else None
    form = MergeForm(asked, skill=skill)
    into = form.cleaned_data["into"] if form.is_valid() else None
    if request.method == "POST" and into:
        target = attempt(form, merge_skills, skill=skill, into=into, by=request.user)
        if target:
            said = _("“%(skill)s” is merged into “%(target)s”: people and cards went over.")
            messages.success(request, said % {"skill": skill, "target": target})
            return redirect("residents:skill", target.pk)
    context = {
        "skill": skill,
        "form": form,
        "into": into,
        "preview": preview_merge(skill, into) if into else None,
        "resembles": None if into else _resembled(skill),
    }
    return render(request, "residents/skill/merge.html", context)


def _resembled(skill: Skill) -> Skill | None:
    pairs = likely_duplicates(Skill.objects.offered_in(skill.centre))
    return next((pair.other for pair in pairs if pair.skill == skill), None)


@require_POST
def skill_keep(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It resembles another one and is not the same: it stays, and is not proposed again."""
    skill = _added_skill(request, pk)
    attempt_aloud(request, keep_skill, skill=skill, by=request.user)
    return redirect("residents:skills")


@require_POST
def skill_set_aside(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Offer a shared skill no longer in the centre in which one acts."""
    skill, centre = visible_skill(request, pk), centre_of(request)
    if attempt_aloud(request, set_aside_skill, skill=skill, centre=centre, by=request.user):
        messages.success(request, _("“%(skill)s” is set aside: it is not offered here any more.") % {"skill": skill})
    return redirect("residents:skill", skill.pk)


@require_POST
def skill_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Offer again a skill that was set aside here."""
    skill, centre = visible_skill(request, pk), centre_of(request)
    take_back_skill(skill=skill, centre=centre, by=request.user)
    messages.success(request, _("“%(skill)s” is offered here again.") % {"skill": skill})
    return redirect("residents:skill", skill.pk)


def visible_skill(request: HttpRequest, pk: UUID) -> Skill:
    """404 for one of another centre."""
    joined = ("domain", "centre", "merged_into", "merged_by", "stands_for")
    return get_object_or_404(Skill.objects.visible_to(request.user).select_related(*joined), pk=pk)


def _own_skill(request: HttpRequest, pk: UUID) -> Skill:
    """404 for a skill of another centre, 403 for one of the shared catalogue: nobody changes it from a centre."""
    skill = visible_skill(request, pk)
    require(request.user, Permission.EDIT_CATALOGUE, skill.centre_id)
    if skill.is_shared:
        raise PermissionDenied("change the shared catalogue")
    return skill


def _added_skill(request: HttpRequest, pk: UUID) -> Skill:
    """403 also for one of the shared catalogue in the words of the house: it is no other skill."""
    skill = _own_skill(request, pk)
    if not skill.is_added_here:
        raise PermissionDenied("merge a skill of the shared catalogue")
    return skill

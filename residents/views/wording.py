"""A house gives its own words to a skill of the shared list, and takes them back."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cada_peers.accounts.access import require
from cada_peers.accounts.acting import centre_of
from cada_peers.accounts.permissions import Permission
from cada_peers.ui.verbs import attempt, attempt_aloud
from residents.actions import reword_skill, take_words_back
from residents.forms.skill import OwnWords
from residents.models import Skill
from residents.views.skills import visible_skill


def skill_words(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The words of the house for a shared skill, begun with the shared ones, or with those that it had once."""
    shared, centre = visible_skill(request, pk), centre_of(request)
    require(request.user, Permission.EDIT_CATALOGUE, centre)
    if not shared.is_shared:
        raise PermissionDenied("reword what is not shared")
    former = Skill.objects.filter(centre=centre, stands_for=shared).first()
    if former and former.merged_into_id is None:
        return redirect("residents:skill_edit", former.pk)
    form = OwnWords(request.POST or None, shared=shared, initial=model_to_dict(former or shared, OwnWords.Meta.fields))
    if request.method == "POST" and form.is_valid():
        skill = attempt(form, reword_skill, skill=shared, centre=centre, by=request.user, **form.skill())
        if skill:
            messages.success(
                request,
                _("In your house it is now called “%(skill)s”. Nothing changes for the others.") % {"skill": skill},
            )
            return redirect("residents:skill", skill.pk)
    return render(request, "residents/skill/edit.html", {"form": form, "shared": shared})


@require_POST
def skill_words_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the words of the house back: the skill goes by its shared name again."""
    skill = visible_skill(request, pk)
    require(request.user, Permission.EDIT_CATALOGUE, skill.centre_id)
    shared = attempt_aloud(request, take_words_back, skill=skill, by=request.user)
    if shared:
        messages.success(request, _("In your house it is “%(skill)s” again, as in the others.") % {"skill": shared})
    return redirect("residents:skill", shared.pk if shared else skill.pk)

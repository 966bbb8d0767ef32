"""A skill that the team sees in somebody is noted from their page at any moment of the stay, and taken back again."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from cada_peers.ui.verbs import attempt, attempt_aloud, posted
from residents.actions import create_skill, preidentify_skill, take_back_preidentified
from residents.events import Event
from residents.forms.preidentifying import SeenSkillForm
from residents.models import Domain, Resident, SkillFound
from residents.skills.listing import catalogue_of
from residents.views.common import resident_to_write


def skill_preidentify(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Which skill, and how it was acquired; one press on the skill notes it."""
    resident = resident_to_write(request, pk, right=Permission.WRITE_INTERVIEWS)
    form = SeenSkillForm(posted(request), centre=resident.centre)
    if request.method == "POST" and form.is_valid():
        found = attempt(form, _note, form=form, resident=resident, by=request.user)
        if found:
            said = _("Noted: %(skill)s. It comes up in the next interview, where the person says whether it is so.")
            messages.success(request, said % {"skill": found.skill})
            return redirect("residents:detail", pk)
    record(Event.RESIDENT_READ, by=request.user, subject=resident)
    context = {
        "resident": resident,
        "form": form,
        "domains": Domain.objects.all(),
        "catalogue": catalogue_of(resident.centre),
        "noted": set(resident.skills_found.values_list("skill", flat=True)),
    }
    return render(request, "residents/resident/preidentify.html", context)


@require_POST
def skill_take_off(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whoever noted it, or the referent, takes it back as long as the person has not confirmed it."""
    visible = SkillFound.objects.visible_to(request.user).select_related("skill")
    found = get_object_or_404(visible, pk=pk)
    if attempt_aloud(request, take_back_preidentified, found=found, by=request.user):
        messages.success(request, _("Taken back: %(skill)s.") % {"skill": found.skill})
    return redirect("residents:detail", found.resident_id)


@transaction.atomic
def _note(*, form: SeenSkillForm, resident: Resident, by: User) -> SkillFound:
    """A new skill enters the list only together with the person in whom it was seen."""
    named = form.cleaned_data
    skill = form.known or create_skill(centre=resident.centre, name=named["skill"], domain=named["domain"], by=by)
    return preidentify_skill(resident=resident, skill=skill, acquired=named["acquired"], by=by)

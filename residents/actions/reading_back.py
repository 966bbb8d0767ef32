"""The person hears an interview read back and agrees: what they said of each skill holds from then on."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models import User
from cada_peers.journal.record import record
from residents.actions.interviews import one_more_revision, open_draft
from residents.actions.sharing import take_out_offers
from residents.events import Event
from residents.languages.prompts import PICTOGRAMS
from residents.models import Interview, Resident, SkillFound, Wish


@transaction.atomic
def confirm_interview(
    *,
    interview: Interview,
    by: User,
    wishes: Mapping[UUID, str] | None = None,
    revision: int | None = None,
    on: date | None = None,
) -> Interview:
    """The person heard it read back and agrees: the interview and its skills are confirmed, and can only be read.

    `wishes`: by key of skill found, what the person chose while reading back. What they do not share is no longer
    offered: their cards of it come out of the box. Raises what `open_draft` raises, and ValidationError while a skill
    has no wish, or while there is nothing to read back.
    """
    draft = open_draft(interview, by=by, revision=revision)
    skills = list(draft.skills_found.select_related("skill"))
    if not skills and not any(getattr(draft, name) for name in PICTOGRAMS):
        raise ValidationError(_("Nothing is noted yet: go back, and write what was said."))
    for found in skills:
        found.wish = (wishes or {}).get(found.pk, found.wish)
    undecided = [str(found.skill) for found in skills if not found.wish]
    if undecided:
        raise ValidationError(
            _("Ask what the person wants to do with: %(skills)s."), params={"skills": ", ".join(undecided)}
        )
    draft.confirmed_on = on or timezone.localdate()
    draft.validate_constraints()
    for found in skills:
        found.confirmed_on, found.noted_apart = draft.confirmed_on, False
    SkillFound.objects.bulk_update(skills, ["wish", "confirmed_on", "noted_apart"])
    one_more_revision(draft)
    Resident.objects.filter(pk=draft.resident_id).update(last_contact_on=timezone.localdate())
    record(Event.INTERVIEW_CONFIRMED, by=by, subject=draft)
    kept = [found.skill_id for found in skills if found.wish != Wish.SHARE]
    take_out_offers(draft.resident, skills=kept, by=by)
    return draft

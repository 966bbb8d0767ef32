"""The team sees a skill in somebody between two interviews: pre-identified, until the person has spoken of it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import require
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from cada_peers.ui.dates import day
from residents.actions.interviews import lock_draft_with, one_more_revision
from residents.actions.skills import colleague_talking_of, current_skill, lock_list, refuse_not_offered
from residents.events import Event
from residents.models import Resident, Skill, SkillFound


@transaction.atomic
def preidentify_skill(*, resident: Resident, skill: Skill, by: User, acquired: str = "") -> SkillFound:
    """Note that `by` sees `skill` in `resident`. The next interview takes it up; until then it counts for nobody.

    The person is not there: it is no contact with them, and has no wish. Pressed twice it is noted once. Raises
    ValidationError for a skill that is not offered in this centre, or that stands on the record already.
    """
    require(by, Permission.WRITE_INTERVIEWS, resident.centre_id)
    # Whoever changes the list meanwhile waits, or is waited for: a skill is noted under the name that it has now.
    lock_list(resident.centre)
    skill = current_skill(skill, resident.centre)
    if not resident.skills_found.filter(skill=skill).exists():
        refuse_not_offered(skill, resident.centre)
    found, is_new = SkillFound.objects.select_related("skill", "found_by").get_or_create(
        resident=resident,
        skill=skill,
        defaults={"centre_id": resident.centre_id, "acquired": acquired, "found_by": by, "noted_apart": True},
    )
    if is_new:
        record(Event.SKILL_PREIDENTIFIED, by=by, subject=found)
    elif not (found.noted_apart and (found.found_by_id, found.acquired) == (by.pk, acquired)):
        raise ValidationError({"skill": _what_is_there(found)})
    return found


def _what_is_there(known: SkillFound) -> ValidationError:
    """Since when, and by whom, a skill stands on the record."""
    said = _("“%(skill)s” is noted already: pre-identified on %(day)s.")
    if known.confirmed_on:
        said = _("“%(skill)s” is noted already: the person confirmed it on %(day)s.")
    elif known.found_by:
        said = _("“%(skill)s” is noted already: pre-identified by %(name)s on %(day)s.")
    when = day(known.confirmed_on or known.found_on)
    return ValidationError(said, params={"skill": known.skill, "name": known.found_by, "day": when})


def may_take_back(found: SkillFound, user: User) -> bool:
    """Whether it is for `user` to take it back: they noted it, or are the referent; nobody, once it was confirmed.

    Asks for the resident of `found`.
    """
    return found.noted_apart and user.pk in (found.found_by_id, found.resident.referent_id)


@transaction.atomic
def take_back_preidentified(*, found: SkillFound, by: User) -> Skill:
    """Take a skill that was noted apart off the record again, and return the skill.

    Raises PermissionDenied for anybody but whoever noted it and the referent, ValidationError once it was talked about
    in an interview that was read back, or while a colleague is talking about it with the person.
    """
    require(by, Permission.WRITE_INTERVIEWS, found.centre_id)
    draft = lock_draft_with(found)
    rows = SkillFound.objects.select_for_update(of=("self",)).select_related("resident", "skill")
    fresh = rows.get(pk=found.pk)
    if not fresh.noted_apart:
        raise ValidationError(
            _("%(skill)s was talked about with the person: it stays. They can choose to keep it for themselves."),
            params={"skill": fresh.skill},
        )
    if not may_take_back(fresh, by):
        raise PermissionDenied("take back what a colleague noted")
    colleague = colleague_talking_of(fresh, by)
    if colleague:
        said = _("%(name)s is talking about %(skill)s with them: they can take it out of the interview first.")
        raise ValidationError(said, params={"name": colleague, "skill": fresh.skill})
    if draft:
        one_more_revision(draft)
    record(Event.SKILL_TAKEN_OFF, by=by, subject=fresh)
    fresh.delete()
    return fresh.skill

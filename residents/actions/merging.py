"""Two names for one skill become one. Nobody loses a skill by it, and what was noted first can still be read."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import require
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from residents.actions.catalogue import carry_cards, hold_drafts, own_skill
from residents.events import Event
from residents.models import Skill, SkillFound, Wish

# Of two wishes said on one day, the one that keeps more for the person stands.
RESERVE = ("", Wish.SHARE, Wish.ME_FIRST, Wish.KEEP)


@transaction.atomic
def merge_skills(*, skill: Skill, into: Skill, by: User) -> Skill:
    """Merge a skill that was added in a centre into another that is offered there; return the latter.

    People and cards go over, and `noted_as` keeps the skill that was noted first. Whoever had both keeps one row: found
    on the earlier day, with the latest wish and the latest confirmation of that wish. What was merged into `skill`
    before now stands merged into `into`. Raises ValidationError if `skill` was merged already or is a shared one in the
    words of the house, or if `into` is the same or is not offered in this centre; PermissionDenied for a shared skill.
    """
    require(by, Permission.EDIT_CATALOGUE, skill.centre_id)
    hold_drafts(skill.centre)
    source = own_skill(skill)
    if not source.is_added_here:
        raise ValidationError(_("This is a skill of the shared list in the words of your house: it is not merged."))
    target = _target(source, into)
    people = _carry_people(source, target)
    carry_cards(source, target, centre=source.centre, out_of=source.domain_id)
    source.merged.update(merged_into=target)
    source.merged_into, source.merged_on, source.merged_by = target, timezone.localdate(), by
    source.save()
    record(Event.SKILL_MERGED, by=by, subject=source, amount=people)
    return target


def _target(source: Skill, into: Skill) -> Skill:
    offered = Skill.objects.offered_in(source.centre).select_related("domain").filter(pk=into.pk)
    target = offered.select_for_update(of=("self",), no_key=True).first()
    if target is None:
        raise ValidationError({"into": _("This skill is not in the list of this centre: choose it again.")})
    if target.pk == source.pk:
        raise ValidationError({"into": _("Choose another skill than this one.")})
    return target


def _carry_people(source: Skill, target: Skill) -> int:
    """Return how many people had the merged skill."""
    rows = SkillFound.objects.select_for_update(of=("self",)).annotate(talked_on=F("interview__held_on"))
    moving = list(rows.filter(skill=source))
    there = {row.resident_id: row for row in rows.filter(skill=target, resident__skills_found__skill=source)}
    for row in moving:
        if row.resident_id in there:
            _join(row, there[row.resident_id], target)
    left = SkillFound.objects.filter(skill=source)
    left.filter(noted_as=None).update(noted_as=source)
    left.update(skill=target)
    return len(moving)


def _join(one: SkillFound, other: SkillFound, target: Skill) -> None:
    """Of the two rows of one person, the one talked about last stays: it may stand on the screen of an open draft."""
    first = min((one, other), key=lambda row: row.found_on)
    gone, kept = sorted((one, other), key=lambda row: (_said_on(row), RESERVE.index(row.wish)))
    noted_as = first.noted_as_id or first.skill_id
    kept.noted_as_id = noted_as if noted_as != target.pk else None
    kept.found_on, kept.found_by_id = first.found_on, first.found_by_id
    kept.acquired = kept.acquired or gone.acquired
    kept.wish = kept.wish or gone.wish
    kept.interview_id = kept.interview_id or gone.interview_id
    confirmations = [row.confirmed_on for row in (one, other) if row.confirmed_on and row.wish == kept.wish]
    kept.confirmed_on = max(confirmations, default=None)
    # Once an interview has noted or confirmed one of them, it is not for one colleague to take back.
    kept.noted_apart = one.noted_apart and other.noted_apart
    kept.skill = target
    gone.delete()
    kept.save()


def _said_on(row: SkillFound) -> date:
    """The last day on which this skill was talked about with the person; `row` comes with `talked_on`."""
    return max(filter(None, (row.found_on, row.confirmed_on, row.talked_on)))

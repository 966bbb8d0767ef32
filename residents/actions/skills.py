"""Note the skills found while talking, and add to the list of the house the one that is not there yet."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import require
from cada_peers.accounts.models import Centre, User
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from cada_peers.ui.folding import fold
from residents.actions.interviews import one_more_revision, open_draft
from residents.events import Event
from residents.models import Domain, Interview, Skill, SkillFound


def find_skill(centre: Centre, words: str) -> Skill | None:
    """The skill offered in `centre` whose French or English name is `words`, whatever the accents and the case.

    The name of one that was merged finds the one into which it was merged; the shared name of one that the house says
    otherwise finds it in the words of the house.
    """
    offered = Skill.objects.offered_in(centre)
    found = _named(offered.select_related("domain"), words)
    if found:
        return found
    merged = Skill.objects.filter(centre=centre, merged_into__in=offered).select_related("merged_into__domain")
    former = _named(merged, words)
    return former.merged_into if former else None


def _named(skills: QuerySet[Skill], words: str) -> Skill | None:
    wanted = fold(words)
    if not wanted:
        return None
    # `folded` holds all names, cut at its length: the database narrows, the names decide.
    near = skills.filter(folded__contains=wanted[: Skill._meta.get_field("folded").max_length])
    return next((one for one in near.select_related("stands_for") if wanted in map(fold, one.names)), None)


def current_skill(skill: Skill, centre: Centre) -> Skill:
    """The skill to write down in `centre` for `skill`: itself, or what it became since the page was shown.

    That is the one into which it was merged, or the one that says it in the words of the house. It stays so until the
    transaction is over: one of a centre is locked here, for a shared one the caller holds a draft or the list.
    """
    if skill.is_shared:
        reworded = Skill.objects.filter(centre=centre, stands_for=skill, merged_into__isnull=True)
        return reworded.select_related("domain").first() or skill
    fresh = Skill.objects.select_for_update(no_key=True).get(pk=skill.pk)
    # Asked for apart: what is joined to a row that one waited for is as old as the waiting.
    return Skill.objects.select_related("domain").get(pk=fresh.merged_into_id or fresh.pk)


def lock_list(centre: Centre) -> None:
    """Keep the list of skills of `centre` from other writers until the end of the transaction."""
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)


def refuse_set_aside(centre: Centre, name: str, *, field: str = "skill") -> None:
    """Raise ValidationError, beside `field`, for the name of a skill that management set aside in `centre`.

    The name of one that was merged into such a skill is refused as well.
    """
    aside = Skill.objects.filter(set_aside__centre=centre)
    skill = _named(aside, name) or _named(Skill.objects.filter(centre=centre, merged_into__in=aside), name)
    if skill:
        said = _("“%(skill)s” was set aside in this centre: management can take it back in the list of skills.")
        raise ValidationError({field: ValidationError(said, params={"skill": skill})})


@transaction.atomic
def create_skill(*, centre: Centre, name: str, domain: Domain, by: User) -> Skill:
    """Add a skill to the list of `centre`, where it is offered from now on; the one already there if it has this name.

    Raises ValidationError for a name without a letter, longer than 120 characters, or set aside in this centre.
    """
    require(by, Permission.WRITE_INTERVIEWS, centre)
    # Two colleagues may type the same word at once: the second finds what the first added.
    lock_list(centre)
    known = find_skill(centre, name)
    if known:
        return known
    refuse_set_aside(centre, name)
    name = name.strip()
    skill = Skill(centre=centre, domain=domain, name_fr=name[:1].upper() + name[1:])
    if not fold(name):
        raise ValidationError({"skill": _("Write this skill in words.")})
    skill.clean_fields(exclude=["folded"])
    skill.refold()
    skill.validate_constraints()
    skill.save()
    record(Event.SKILL_CREATED, by=by, subject=skill)
    return skill


@transaction.atomic
def note_skill(
    *,
    interview: Interview,
    skill: Skill,
    by: User,
    acquired: str = "",
    wish: str = "",
    revision: int | None = None,
) -> SkillFound:
    """Note that the person of `interview` has `skill`: pre-identified until they confirm it.

    A skill known from an earlier interview is talked about again here: it keeps its date and what was said of it.
    Raises what `open_draft` raises, and ValidationError for a skill that is not offered in this centre, unless this
    person is known to have it, and for one that stands in the draft of a colleague who is still here.
    """
    draft = open_draft(interview, by=by, revision=revision)
    skill = current_skill(skill, draft.centre)
    is_known = draft.resident.skills_found.filter(skill=skill).exists()
    if not is_known:
        refuse_not_offered(skill, draft.centre)
    found, is_new = SkillFound.objects.get_or_create(
        resident=draft.resident,
        skill=skill,
        defaults={
            "centre_id": draft.centre_id,
            "interview": draft,
            "acquired": acquired,
            "wish": wish,
            "found_by": by,
            "found_on": draft.held_on,
        },
    )
    if not is_new:
        colleague = colleague_talking_of(found, by)
        if colleague:
            raise _taken_from(colleague)
        _talk_again(found, draft, acquired=acquired, wish=wish)
    one_more_revision(draft)
    record(Event.SKILL_NOTED, by=by, subject=found)
    return found


def refuse_not_offered(skill: Skill, centre: Centre) -> None:
    """Raise ValidationError for a skill that is not in the list of `centre`, or was set aside there."""
    if not Skill.objects.offered_in(centre).filter(pk=skill.pk).exists():
        raise ValidationError({"skill": _("This skill is not in the list of this centre: choose it again.")})


def colleague_talking_of(found: SkillFound, by: User) -> User | None:
    """Who else than `by` is talking about it with the person, in a draft that they can still finish."""
    theirs = found.interview
    return theirs.author if theirs and theirs.author_id != by.pk and _is_written_in(theirs) else None


def _taken_from(colleague: User) -> ValidationError:
    """Taken from under the hands of whoever is writing there, the skill would leave their screen."""
    said = _("%(name)s is talking about this skill with them: it is noted there, and comes here once it is confirmed.")
    return ValidationError({"skill": ValidationError(said, params={"name": colleague})})


def _talk_again(found: SkillFound, draft: Interview, *, acquired: str, wish: str) -> None:
    if wish and wish != found.wish:
        found.confirmed_on = None
    found.acquired, found.wish = acquired or found.acquired, wish or found.wish
    found.interview = draft
    found.save()


def _is_written_in(interview: Interview) -> bool:
    """Whether it is a draft that somebody can still finish; one that was left behind holds no skill back."""
    return interview.is_draft and not Interview.objects.left_behind().filter(pk=interview.pk).exists()


@transaction.atomic
def remove_skill(*, found: SkillFound, by: User, revision: int | None = None) -> Interview:
    """Take a skill back out of a draft. Raises what `open_draft` raises.

    One that was noted apart goes back to where it stood: on the record, for the next interview. Raises ValidationError
    for a skill known before this interview, or noted by a colleague: what the person once confirmed, and what somebody
    else has seen, is not undone here.
    """
    if found.interview is None:
        raise ValidationError(_("This skill stands outside any interview: it can only be read."))
    draft = open_draft(found.interview, by=by, revision=revision)
    mine = SkillFound.objects.filter(pk=found.pk)
    # Either way in one statement: whoever takes it back at the same moment leaves nothing to do here.
    if not mine.noted_apart_in(draft).put_back() and not mine.first_noted_in(draft).delete()[0]:
        raise ValidationError(
            _("%(skill)s was known before this interview: it stays. The person can choose to keep it for themselves."),
            params={"skill": found.skill},
        )
    one_more_revision(draft)
    record(Event.SKILL_REMOVED, by=by, subject=draft)
    return draft

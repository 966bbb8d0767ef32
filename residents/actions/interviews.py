"""Begin and save an interview. A draft belongs to its author, and no tab overwrites another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import active_postings, may, require
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from cada_peers.accounts.roles import Role
from cada_peers.journal.record import record, record_once_an_hour
from cada_peers.ui.conflict import ChangedMeanwhile
from residents.actions.holding import hold
from residents.events import Event
from residents.languages.prompts import PICTOGRAMS
from residents.models import Interview, InterviewKind, Resident, SkillFound

# Who leads which interview (the programme's own rule): reception by a social worker, admission by management.
LEADERS = {
    InterviewKind.RECEPTION: frozenset({Role.SOCIAL_WORKER}),
    InterviewKind.ADMISSION: frozenset({Role.MANAGEMENT}),
    InterviewKind.FOLLOW_UP: frozenset({Role.SOCIAL_WORKER, Role.MANAGEMENT}),
}
# The interview with which each role meets somebody who arrives.
FIRST_INTERVIEW = {Role.SOCIAL_WORKER: InterviewKind.RECEPTION, Role.MANAGEMENT: InterviewKind.ADMISSION}
REFUSALS = {
    InterviewKind.RECEPTION: _(
        "The reception interview is led by a social worker of the centre. Choose another kind, or hand it over."
    ),
    InterviewKind.ADMISSION: _("The admission interview is led by management. Choose another kind, or hand it over."),
    InterviewKind.FOLLOW_UP: _("Follow-up interviews are led by the staff of the centre."),
}
NOTES = (*PICTOGRAMS, "could_help", "held_on", "language", "interpreting")


@dataclass(frozen=True)
class Touch:
    """What was touched on one skill of the interview: how it was acquired, what the person wants to do with it."""

    found_id: UUID
    acquired: str
    wish: str


def kinds_led_by(user: User, resident: Resident) -> list[InterviewKind]:
    """The kinds of interview that `user` may lead with `resident`, in the order of the stay."""
    here = {Role(posting.role) for posting in active_postings(user) if posting.centre_id == resident.centre_id}
    return [kind for kind, leaders in LEADERS.items() if leaders & here]


def kinds_to_begin(
    user: User, resident: Resident, interviews: Iterable[Interview] | None = None
) -> list[tuple[InterviewKind, bool]]:
    """The kinds that `user` may begin or go on with, each with whether they have a draft of it; drafts come first.

    What was confirmed once is followed up, not begun again. `interviews`: those of `resident`, where they are at hand.
    """
    known = resident.interviews.defer(*PICTOGRAMS) if interviews is None else interviews
    held = {interview.kind for interview in known if not interview.is_draft} - {InterviewKind.FOLLOW_UP}
    drafts = {interview.kind for interview in known if interview.is_draft and interview.author_id == user.pk}
    kinds = [kind for kind in kinds_led_by(user, resident) if kind in drafts or kind not in held]
    return sorted(((kind, kind in drafts) for kind in kinds), key=lambda talk: not talk[1])


@transaction.atomic
def start_interview(*, resident: Resident, kind: str, by: User) -> Interview:
    """Begin an interview today, or go on with the draft of it.

    What the team has seen since the last one, and nobody talks about yet, comes up in the new one. Raises
    ValidationError if `by` does not lead this kind of interview (`LEADERS`), or if it was held already.
    """
    require(by, Permission.WRITE_INTERVIEWS, resident.centre_id)
    if kind not in LEADERS:
        raise ValidationError(_("Choose the kind of interview."))
    if kind not in kinds_led_by(by, resident):
        raise ValidationError(REFUSALS[InterviewKind(kind)])
    # In the same second, the same person may take over such a draft of a colleague who left.
    hold(Resident.objects.filter(pk=resident.pk))
    if kind not in dict(kinds_to_begin(by, resident)):
        raise ValidationError(_("This interview was held and confirmed: what comes now is a follow-up interview."))
    interview, is_new = Interview.objects.get_or_create(
        resident=resident,
        author=by,
        kind=kind,
        confirmed_on=None,
        defaults={"centre_id": resident.centre_id, **_spoken_with(resident)},
    )
    if is_new:
        resident.skills_found.to_talk_about().update(interview=interview)
        Resident.objects.filter(pk=resident.pk).update(last_contact_on=timezone.localdate())
        record(Event.INTERVIEW_STARTED, by=by, subject=interview)
    return interview


def _spoken_with(resident: Resident) -> dict[str, str]:
    """The language and the interpreter to propose: those of the last interview, else the person's first language."""
    last = resident.interviews.values("language", "interpreting").first()
    if last:
        return {"language": last["language"], "interpreting": last["interpreting"]}
    first = resident.languages.first()
    return {"language": first.language if first else "fr"}


@transaction.atomic
def save_interview(
    *,
    interview: Interview,
    by: User,
    revision: int | None = None,
    touches: Iterable[Touch] = (),
    **notes: object,
) -> Interview:
    """Save columns of `NOTES` and the touches on its skills, and return the interview as it now stands.

    Touches on skills of another interview are ignored. Nothing is written when nothing has changed. The draft keeps
    itself while people talk: the journal says once an hour that this author saves it.
    Raises what `open_draft` raises, and ValidationError for a value that the interview cannot hold.
    """
    draft = open_draft(interview, by=by, revision=revision)
    held_before = draft.held_on
    changed = [name for name, value in notes.items() if _changes(draft, name, value)]
    moved = _touch(draft, touches)
    if not changed and not moved:
        return draft
    draft.clean_fields(exclude=[field.name for field in draft._meta.fields if field.name not in NOTES])
    try:
        check_day(draft.held_on)
    except ValidationError as refusal:
        raise ValidationError({"held_on": refusal}) from refusal
    SkillFound.objects.new_in(draft).filter(found_on=held_before).update(found_on=draft.held_on)
    one_more_revision(draft)
    record_once_an_hour(Event.INTERVIEW_SAVED, by=by, subject=draft)
    return draft


def check_day(held_on: date) -> None:
    """Raise ValidationError for the day of an interview that has not taken place yet."""
    if held_on > timezone.localdate():
        raise ValidationError(_("The interview has not taken place yet: choose today or a day before."))


def open_draft(interview: Interview, *, by: User, revision: int | None) -> Interview:
    """The interview as it is now, locked until the end of the transaction, if `by` may write in it.

    Raises PermissionDenied unless `by` is its author and still posted there, ValidationError once it is confirmed, and
    ChangedMeanwhile when it was saved since `revision` was shown (None: nothing was shown, nothing is compared).
    """
    fresh = Interview.objects.select_for_update(of=("self",)).select_related("resident", "centre").get(pk=interview.pk)
    if fresh.author_id != by.pk or not may(by, Permission.WRITE_INTERVIEWS, fresh.centre_id):
        raise PermissionDenied("write in this interview")
    refuse_if_confirmed(fresh)
    if revision is not None and revision != fresh.revision:
        raise ChangedMeanwhile(fresh)
    return fresh


def lock_draft_with(found: SkillFound) -> Interview | None:
    """The draft in which `found` is talked about, locked; None if it is in none.

    To call before `found` itself is locked: whoever writes in an interview locks the two in this order.
    """
    return Interview.objects.drafts().filter(skills_found=found.pk).select_for_update(of=("self",)).first()


def refuse_if_confirmed(interview: Interview) -> None:
    """Raise ValidationError once the person has confirmed it."""
    if not interview.is_draft:
        raise ValidationError(_("The person has confirmed this interview: it can be read, no longer changed."))


def one_more_revision(draft: Interview) -> None:
    """Save a locked draft, and count the saving so that older tabs know."""
    draft.revision += 1
    draft.saved_at = timezone.now()
    draft.save()


def _changes(draft: Interview, name: str, value: object) -> bool:
    if name not in NOTES:
        raise TypeError(f"{name} is not a note of an interview")
    before = getattr(draft, name)
    setattr(draft, name, value)
    return before != value


def _touch(draft: Interview, touches: Iterable[Touch]) -> bool:
    touched = {touch.found_id: touch for touch in touches}
    moved = []
    for found in draft.skills_found.filter(pk__in=touched):
        # A wish that was said is changed, not unsaid.
        acquired, wish = touched[found.pk].acquired, touched[found.pk].wish or found.wish
        if (found.acquired, found.wish) != (acquired, wish):
            if found.wish != wish:
                found.confirmed_on = None
            found.acquired, found.wish = acquired, wish
            moved.append(found)
    SkillFound.objects.bulk_update(moved, ["acquired", "wish", "confirmed_on"])
    return bool(moved)

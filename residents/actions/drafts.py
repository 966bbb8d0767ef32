"""A draft that nobody would finish: one that a colleague left behind is taken over, one begun by mistake goes."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import require
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from residents.actions.holding import hold
from residents.actions.interviews import kinds_to_begin, one_more_revision, open_draft, refuse_if_confirmed
from residents.events import Event
from residents.models import Interview, InterviewKind, Resident, SkillFound


@transaction.atomic
def take_over_draft(*, interview: Interview, by: User) -> Interview:
    """Go on with the draft of a colleague who left: `by`, who may read it, is its author from now on.

    What `by` does not begin with this person becomes a follow-up. Raises PermissionDenied for somebody who may not read
    it, ValidationError while its author still leads interviews there, once it is confirmed, or while `by` has such a
    draft already.
    """
    require(by, Permission.WRITE_INTERVIEWS, interview.centre_id)
    readable = Interview.objects.visible_to(by).select_for_update(of=("self",)).select_related("resident", "author")
    draft = readable.filter(pk=interview.pk).first()
    if draft is None:
        raise PermissionDenied("take this interview over")
    if draft.author_id == by.pk:
        # A second click on the same button.
        return draft
    refuse_if_confirmed(draft)
    if not Interview.objects.left_behind().filter(pk=draft.pk).exists():
        raise ValidationError(
            _("%(name)s still works here: this draft is theirs to finish."), params={"name": draft.author}
        )
    # In the same second, the same person may begin such a draft, or take another one over.
    hold(Resident.objects.filter(pk=draft.resident_id))
    draft.kind, draft.author = _kind_for(by, draft), by
    one_more_revision(draft)
    record(Event.INTERVIEW_TAKEN_OVER, by=by, subject=draft)
    return draft


def _kind_for(user: User, draft: Interview) -> str:
    """The kind under which `user` goes on with `draft`: its own, else a follow-up, of which they have no draft yet."""
    has_draft = dict(kinds_to_begin(user, draft.resident))
    free = [kind for kind in (InterviewKind(draft.kind), InterviewKind.FOLLOW_UP) if has_draft.get(kind) is False]
    if not free:
        raise ValidationError(
            _("You have drafts with this person yourself: finish them first, then take this one over.")
        )
    return free[0]


@transaction.atomic
def discard_draft(*, interview: Interview, by: User, revision: int | None = None) -> None:
    """Throw a draft away, with its notes and the skills that were first noted in it. Raises what `open_draft` raises.

    What was known before, or was seen by a colleague, stays on the record as it now stands; what was noted apart waits
    for the next interview. A card stays in the box: its owner agreed to it by itself.
    """
    draft = open_draft(interview, by=by, revision=revision)
    SkillFound.objects.noted_apart_in(draft).put_back()
    SkillFound.objects.first_noted_in(draft).delete()
    record(Event.INTERVIEW_DISCARDED, by=by, subject=draft)
    draft.delete()

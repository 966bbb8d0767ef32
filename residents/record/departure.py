"""Somebody moves out: what is handed over before the door closes."""

from django.db.models import Count, Q, QuerySet, prefetch_related_objects

from cada_peers.accounts.models import User
from residents.actions import kinds_to_begin
from residents.models import Absence, Card, InterviewKind, Introduction, Resident
from residents.record.family import Relative, family_of
from residents.record.page import interviews_of


def to_hand_over(resident: Resident, user: User) -> dict[str, object]:
    """The context of the hand-over list: cards, introductions, files, the family that stays, drafts."""
    mine = Q(offer__owner_resident=resident) | Q(demand__owner_resident=resident)
    introductions = Introduction.objects.visible_to(user).going_on().filter(mine)
    interviews = interviews_of(resident, user)
    cards = list(resident.cards.visible_to(user).filter(withdrawn_on=None))
    for card in cards:
        card.holds_after = _holds_after(card, resident)
    return {
        "cards": cards,
        "introductions": introductions.select_related("offer", "demand"),
        "files": _files(resident, user),
        "staying": _staying(resident, user),
        "drafts": [interview for interview in interviews if interview.is_draft],
        "may_talk": InterviewKind.FOLLOW_UP in dict(kinds_to_begin(user, resident, interviews)),
    }


def _staying(resident: Resident, user: User) -> list[Relative]:
    """The family that still lives here, with the referents of all of them in one query."""
    staying = [relative for relative in family_of(resident, user) if not relative.person.is_former]
    prefetch_related_objects([relative.person for relative in staying], "referent")
    return staying


def _holds_after(card: Card, resident: Resident) -> bool:
    """Whether the card hangs in the box once its owner has left."""
    left_on = resident.departed_on
    return left_on is not None and not card.absence() and card.absence(on=left_on) != Absence.MOVED_OUT


def _files(resident: Resident, user: User) -> QuerySet:
    """The files as a peer helper, kept in the room above and known here by name only, with their papers counted."""
    return resident.peer_helper_files.visible_to(user).annotate(
        badges_kept=Count("badges", filter=Q(badges__ended_on=None), distinct=True),
        certificates_given=Count("certificates", filter=Q(certificates__revoked_on=None), distinct=True),
    )

"""What the page of a resident shows: who, what the person can do and how it came to light, cards, file, family."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import get_language_bidi

from cada_peers.accounts import kept_text
from cada_peers.accounts.access import may
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from cada_peers.ui.shared_sql import read
from residents.actions import kinds_to_begin
from residents.actions.preidentifying import may_take_back
from residents.introductions.reciprocity import reciprocity_of
from residents.languages.prompts import PICTOGRAMS
from residents.models import CouldHelp, Interview, Resident, ResidentLanguage, SkillFound
from residents.record.family import apart_of, family_of, with_circle
from residents.skills.growth import growth_of


def for_its_page(user: User, key: UUID) -> QuerySet[Resident]:
    """The record of this key, if `user` may see it, with what `page_of` reads beside it."""
    residents = Resident.objects.visible_to(user).filter(pk=key)
    return with_circle(residents.select_related("referent", "centre"))


def page_of(resident: Resident, user: User) -> dict[str, object]:
    """The context of the page of `resident`, fetched by `for_its_page`, as `user` may read it."""
    interviews = interviews_of(resident, user)
    found = skills_of(resident)
    cards = list(resident.cards.visible_to(user).select_related("domain"))
    files = list(resident.peer_helper_files.visible_to(user).order_by("-identified_on"))
    family = family_of(resident, user) if resident.has_family else []
    apart = apart_of(resident, user) if resident.has_apart else []
    story = {"interviews": interviews, "found": found, "cards": cards}
    is_bare = not (any(story.values()) or files or family or apart or resident.account_id)
    return {
        "languages": kept_text.read(_languages_of, [resident.pk]),
        "growth": growth_of(resident, today=timezone.localdate(), mirrored=get_language_bidi(), **story),
        "found": found,
        "to_take_off": {row.pk for row in found if may_take_back(row, user)},
        "with_a_card": {card.skill_id for card in cards if card.is_in_the_box},
        "cards": cards,
        "files": files,
        "has_open_file": any(file.is_going_on for file in files),
        # The last answer counts; the interviews come the latest first.
        "could_help": next((held.could_help for held in interviews if held.could_help), "") == CouldHelp.YES,
        "talks": kinds_to_begin(user, resident, interviews),
        "left_behind": [interview for interview in interviews if interview.is_left_behind],
        "family": family,
        "apart": apart,
        "reciprocity": reciprocity_of(resident),
        "may_write": may(user, Permission.WRITE_RESIDENTS, resident.centre_id),
        "may_note": may(user, Permission.WRITE_INTERVIEWS, resident.centre_id),
        "may_remove": is_bare and may(user, Permission.REMOVE_RESIDENTS, resident.centre_id),
    }


def interviews_of(resident: Resident, user: User) -> list[Interview]:
    """Their interviews, the latest first, each with whether `user` may read it, and may finish it for a colleague.

    The notes are not for these pages: they are not even decrypted.
    """
    return read(_interviews_of, user, resident.pk)


def _interviews_of(user: User, key: UUID) -> QuerySet[Interview]:
    to_read = Interview.objects.visible_to(user).filter(pk=OuterRef("pk"))
    to_finish = Interview.objects.to_take_over_by(user).filter(pk=OuterRef("pk"))
    interviews = Interview.objects.filter(resident=key).select_related("author").defer(*PICTOGRAMS)
    return interviews.annotate(is_readable=Exists(to_read), is_left_behind=Exists(to_finish))


def skills_of(resident: Resident) -> list[SkillFound]:
    """What was found in them, each with the skill, its domain and who found it."""
    found = kept_text.read(_skills_of, [resident.pk])
    for row in found:
        row.resident = resident
    return found


def _skills_of(keys: Sequence[UUID]) -> QuerySet[SkillFound]:
    found = SkillFound.objects.filter(resident=keys[0])
    return found.select_related("skill__domain", "noted_as", "found_by")


def _languages_of(keys: Sequence[UUID]) -> QuerySet[ResidentLanguage]:
    return ResidentLanguage.objects.filter(resident=keys[0])

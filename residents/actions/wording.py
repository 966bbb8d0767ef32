"""A house says a shared skill in its own words, and takes them back. What the other houses read does not change."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import require
from cada_peers.accounts.models import Centre, User
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from residents.actions.catalogue import COLUMNS, carry_cards, hold_drafts, own_skill, save_skill
from residents.actions.skills import lock_list
from residents.events import Event
from residents.models import Domain, Skill, SkillFound, SkillSetAside


@transaction.atomic
def reword_skill(
    *,
    skill: Skill,
    centre: Centre,
    by: User,
    name_fr: str,
    domain: Domain,
    name_en: str = "",
    external_uri: str = "",
    is_delicate: bool = False,
) -> Skill:
    """Give a shared skill the words of `centre`; return the skill that says them there, and there only.

    People and cards of the house go over to it; the shared name still finds it. Change the words with `change_skill`.
    Raises ValidationError for a skill that is not shared, set aside or said in other words here already, for words that
    are those of the shared list or of another skill, or for a value that it cannot hold.
    """
    require(by, Permission.EDIT_CATALOGUE, centre)
    hold_drafts(centre)
    lock_list(centre)
    _check_is_offered_as_shared(skill, centre)
    # The words that the house once took back make room: a shared skill is said in one way in each house.
    ours = Skill.objects.filter(centre=centre, stands_for=skill).first() or Skill(centre=centre, stands_for=skill)
    ours.name_fr, ours.name_en, ours.domain = name_fr, name_en, domain
    ours.external_uri, ours.is_delicate = external_uri, is_delicate
    ours.merged_into = ours.merged_on = ours.merged_by = None
    if all(getattr(ours, column) == getattr(skill, column) for column in COLUMNS):
        raise ValidationError({"name_fr": _("These are the words of the shared list: write those of your house.")})
    save_skill(ours)
    people = _carry(skill, ours)
    record(Event.SKILL_REWORDED, by=by, subject=ours, amount=people)
    return ours


@transaction.atomic
def take_words_back(*, skill: Skill, by: User) -> Skill:
    """The shared name again, for people and cards as well; return the shared skill.

    The words of the house still find it, and stand on its page. Raises ValidationError for a skill that says no shared
    one, or whose words were taken back already.
    """
    require(by, Permission.EDIT_CATALOGUE, skill.centre_id)
    hold_drafts(skill.centre)
    ours = own_skill(skill)
    shared = ours.stands_for
    if shared is None:
        raise ValidationError(_("This skill was added here: merge it into another, or change it."))
    people = _carry(ours, shared)
    SkillSetAside.objects.filter(skill=ours).update(skill=shared)
    ours.merged_into, ours.merged_on, ours.merged_by = shared, timezone.localdate(), by
    ours.save()
    record(Event.SKILL_WORDS_TAKEN_BACK, by=by, subject=ours, amount=people)
    return shared


def _check_is_offered_as_shared(skill: Skill, centre: Centre) -> None:
    if not skill.is_shared:
        raise ValidationError(_("This skill was added here: change it as it stands."))
    if not Skill.objects.known_in(centre).filter(pk=skill.pk).exists():
        raise ValidationError(
            _("A colleague gave this skill the words of your house meanwhile: open it to change them.")
        )
    if SkillSetAside.objects.filter(centre=centre, skill=skill).exists():
        raise ValidationError(_("This skill is set aside here: offer it again first."))


def _carry(skill: Skill, into: Skill) -> int:
    """People, cards and former names of one house, between a shared skill and its words for it. Return how many people.

    `noted_as` stays as it is: it is the same skill.
    """
    centre = skill.centre or into.centre
    carry_cards(skill, into, centre=centre, out_of=skill.domain_id)
    Skill.objects.filter(centre=centre, merged_into=skill).exclude(pk=into.pk).update(merged_into=into)
    return SkillFound.objects.filter(centre=centre, skill=skill).update(skill=into)

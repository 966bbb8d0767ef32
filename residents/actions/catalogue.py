"""The list of skills of a house: add, change, set aside. What all houses share is never changed from one of them.

A house that says a shared skill otherwise gives it its own words: residents/actions/wording.py.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import require
from cada_peers.accounts.models import Centre, User
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from cada_peers.ui.conflict import refuse_if_changed
from cada_peers.ui.folding import fold
from residents.actions.skills import current_skill, find_skill, lock_list, refuse_set_aside
from residents.events import Event
from residents.models import Card, Domain, Interview, Skill, SkillSetAside

# What the form of a skill shows and changes.
COLUMNS = ("name_fr", "name_en", "domain_id", "external_uri", "is_delicate")
# In one statement: a thousand would make it long to read for the database.
CARDS_AT_ONCE = 100


@transaction.atomic
def add_skill(
    *,
    centre: Centre,
    name_fr: str,
    domain: Domain,
    by: User,
    name_en: str = "",
    external_uri: str = "",
    is_delicate: bool = False,
) -> Skill:
    """Add a skill to the list of `centre`. Raises ValidationError for one that is there already, or cannot be held."""
    require(by, Permission.EDIT_CATALOGUE, centre)
    lock_list(centre)
    skill = Skill(
        centre=centre,
        name_fr=name_fr,
        name_en=name_en,
        domain=domain,
        external_uri=external_uri,
        is_delicate=is_delicate,
    )
    save_skill(skill)
    record(Event.SKILL_CREATED, by=by, subject=skill)
    return skill


@transaction.atomic
def change_skill(*, skill: Skill, by: User, seen: str | None = None, **changes: object) -> Skill:
    """Change columns of `COLUMNS` (`domain` for its key) of a skill that a centre added, or says in its own words.

    The cards that name it are found by its new words at once, and those in its compartment move with it. Raises
    ChangedMeanwhile if it was saved since the form was shown (`seen`), ValidationError for a skill that was merged or
    for a value that it cannot hold, TypeError for a column that is not of the form, PermissionDenied for a shared one.
    """
    require(by, Permission.EDIT_CATALOGUE, skill.centre_id)
    fresh = own_skill(skill)
    refuse_if_changed(fresh, COLUMNS, seen)
    named, stood_in = (fresh.name_fr, fresh.name_en), fresh.domain_id
    for column, value in changes.items():
        if column not in COLUMNS and column != "domain":
            raise TypeError(f"{column} is not changed here")
        setattr(fresh, column, value)
    if named != (fresh.name_fr, fresh.name_en):
        fresh.kept_on = None
    save_skill(fresh)
    carry_cards(fresh, fresh, centre=fresh.centre, out_of=stood_in)
    record(Event.SKILL_CHANGED, by=by, subject=fresh)
    return fresh


@transaction.atomic
def keep_skill(*, skill: Skill, by: User) -> Skill:
    """Say that a skill that resembles another is another one: it is not proposed for merging until it is renamed."""
    require(by, Permission.EDIT_CATALOGUE, skill.centre_id)
    fresh = own_skill(skill)
    if fresh.kept_on is None:
        fresh.kept_on = timezone.localdate()
        fresh.save()
        record(Event.SKILL_KEPT, by=by, subject=fresh)
    return fresh


@transaction.atomic
def set_aside_skill(*, skill: Skill, centre: Centre, by: User) -> Skill:
    """Offer a skill of the shared catalogue no longer in `centre`; what was noted before stays.

    Twice changes nothing. Raises ValidationError for a skill that was added in a centre.
    """
    require(by, Permission.EDIT_CATALOGUE, centre)
    lock_list(centre)
    skill = current_skill(skill, centre)
    if skill.is_added_here:
        raise ValidationError(_("This skill was added here: merge it into another, or change it."))
    if SkillSetAside.objects.get_or_create(centre=centre, skill=skill)[1]:
        record(Event.SKILL_SET_ASIDE, by=by, subject=skill, centre=centre)
    return skill


@transaction.atomic
def take_back_skill(*, skill: Skill, centre: Centre, by: User) -> None:
    """Offer again in `centre` a skill that was set aside there. Twice changes nothing."""
    require(by, Permission.EDIT_CATALOGUE, centre)
    lock_list(centre)
    skill = current_skill(skill, centre)
    if SkillSetAside.objects.filter(centre=centre, skill=skill).delete()[0]:
        record(Event.SKILL_TAKEN_BACK, by=by, subject=skill, centre=centre)


def hold_drafts(centre: Centre) -> None:
    """Wait for whoever is noting skills in a draft of `centre`, and keep others out while the transaction lasts."""
    drafts = Interview.objects.filter(centre=centre, confirmed_on=None).order_by("pk")
    list(drafts.select_for_update(of=("self",)).values_list("pk"))


def own_skill(skill: Skill) -> Skill:
    """A skill of one centre, fresh and locked with its list. Raises ValidationError once it was merged."""
    lock_list(skill.centre)
    rows = Skill.objects.select_for_update(of=("self",), no_key=True)
    fresh = rows.select_related("centre", "domain", "merged_into", "stands_for__domain").get(pk=skill.pk)
    if fresh.merged_into:
        said = _("This skill was merged into “%(skill)s” meanwhile: open that one.")
        if fresh.is_given_up:
            said = _("This skill goes by its shared name “%(skill)s” again: open that one.")
        raise ValidationError(said, params={"skill": fresh.merged_into})
    return fresh


def carry_cards(skill: Skill, into: Skill, *, centre: Centre, out_of: str) -> int:
    """Let the cards of `centre` that name `skill` name `into`; those in the compartment `out_of` go to that of `into`.

    Return how many. What the search reads of them is renewed: a card is found by the words of its skill.
    """
    naming = Card.objects.filter(skill=skill, centre=centre).select_related("domain")
    cards = list(naming.select_for_update(of=("self",)))
    for card in cards:
        card.skill = into
        if card.domain_id == out_of:
            card.domain = into.domain
        card.refold()
    return Card.objects.bulk_update(cards, ["skill", "domain", "folded"], batch_size=CARDS_AT_ONCE)


def save_skill(skill: Skill) -> None:
    """Save a skill of one centre. Raises ValidationError for a value that it cannot hold, or a name that is taken."""
    skill.name_fr, skill.name_en = skill.name_fr.strip(), skill.name_en.strip()
    for column in ("name_fr", "name_en"):
        _check_name(skill, column)
    if skill.stands_for:
        # What all houses hold delicate stays so in each of them, in whatever words and domain.
        shared, leaves = skill.stands_for, not skill.domain.is_delicate
        skill.is_delicate |= shared.is_delicate or (shared.domain.is_delicate and leaves)
    skill.clean_fields(exclude=["folded"])
    skill.refold()
    skill.validate_constraints()
    skill.save()


def _check_name(skill: Skill, column: str) -> None:
    name = getattr(skill, column)
    if name and not fold(name):
        raise ValidationError({column: _("Write this skill in words.")})
    known = find_skill(skill.centre, name)
    if known and known.pk not in (skill.pk, skill.stands_for_id):
        said = _("“%(skill)s” is already in the list: choose another name, or use that one.")
        raise ValidationError({column: ValidationError(said, params={"skill": known})})
    refuse_set_aside(skill.centre, name, field=column)

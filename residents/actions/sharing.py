"""From a skill that somebody wants to share to their card in the box, in the middle of the conversation."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models import User
from residents.actions.cards import STILL_TRUE_FOR, put_card
from residents.models import Card, CardKind, SkillFound, Wish


@transaction.atomic
def share_skill(*, found: SkillFound, title: str, by: User) -> Card:
    """Hang the offer of a skill that its owner wants to share, in their words and their languages.

    One card a skill: the one that hangs already is given back as it is, so a press twice does nothing twice. Raises
    ValidationError unless the person wants to share it, and what `put_card` raises.
    """
    fresh = SkillFound.objects.select_for_update(of=("self",)).select_related("skill__domain", "resident__centre")
    found = fresh.get(pk=found.pk)
    if found.wish != Wish.SHARE:
        raise ValidationError({"title": _("A card is for what the person wants to share: choose “share” first.")})
    return hanging_card(found) or put_card(
        centre=found.resident.centre,
        kind=CardKind.OFFER,
        title=title,
        skill=found.skill,
        owner_resident=found.resident,
        languages=[row.language for row in found.resident.languages.all()],
        valid_until=timezone.localdate() + STILL_TRUE_FOR,
        by=by,
    )


def hanging_card(found: SkillFound) -> Card | None:
    """The offer of this skill that hangs in the box."""
    return found.resident.cards.in_the_box().filter(skill=found.skill_id, kind=CardKind.OFFER).first()

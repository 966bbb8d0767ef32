"""Operators and their centres, opened by platform administration."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cada_peers.accounts.access import may_somewhere, sync_rights
from cada_peers.accounts.events import Event, tell
from cada_peers.accounts.models import Centre, Operator, User
from cada_peers.accounts.permissions import Permission
from cada_peers.accounts.roles import Role
from cada_peers.privacy.neutral import forbidden_words


@transaction.atomic
def create_operator(*, name: str, by: User | None) -> Operator:
    """Add an association that runs centres. Raises `ValidationError` for a name that is taken."""
    _require_platform(by)
    operator = Operator(name=name)
    _save(operator)
    tell(Event.OPERATOR_CREATED, by=by, subject=operator)
    return operator


@transaction.atomic
def create_centre(*, operator: Operator, name: str, public_name: str, by: User | None, town: str = "") -> Centre:
    """Add a centre. Its public name leaves the house on badges and mails: words that say what it is are refused."""
    _require_platform(by)
    centre = Centre(operator=operator, name=name, public_name=public_name, town=town)
    refuse_telling_name(public_name)
    _save(centre)
    # Head office sees the counts of all its centres, this one included.
    sync_rights(User.objects.filter(postings__operator=operator, postings__role=Role.HEAD_OFFICE).distinct())
    tell(Event.CENTRE_CREATED, by=by, subject=centre, centre=centre)
    return centre


def refuse_telling_name(public_name: str) -> None:
    """Raise `ValidationError` beside `public_name` if it holds a word that could endanger the holder of a badge."""
    found = forbidden_words(public_name)
    if found:
        message = _("Badges carry this name out of the house: remove “%(words)s” from it.")
        raise ValidationError({"public_name": message % {"words": ", ".join(found)}})


def _save(place: Operator | Centre) -> None:
    place.full_clean()
    try:
        with transaction.atomic():
            place.save()
    except IntegrityError as twice:
        raise ValidationError({"name": _("This name has just been taken: choose another.")}) from twice


def _require_platform(by: User | None) -> None:
    if by is not None and not may_somewhere(by, Permission.MANAGE_OPERATORS):
        raise PermissionDenied(Permission.MANAGE_OPERATORS.label)

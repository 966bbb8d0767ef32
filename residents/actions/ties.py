"""Families as a light link, and the people whom nobody brings together: noted once for two people, and removed."""

from typing import TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import require
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from cada_peers.journal.record import record
from residents.actions.introductions import close_between
from residents.events import Event
from residents.models import KeptApart, Resident, Tie
from residents.models.partner import partner_key
from residents.staff import team_of

OfTwo = TypeVar("OfTwo", Tie, KeptApart)
# In which column of `KeptApart` the other one stands.
_SIDE = {Resident: "other", User: "account", str: "partner"}


@transaction.atomic
def note_tie(*, one: Resident, other: Resident, kind: str, by: User) -> Tie:
    """Note that `one` and `other` are of one family; in « parent and child », `one` is the parent.

    Raises ValidationError for two people of different centres, for one person twice, and for two people who are linked
    already, whoever of them was named first.
    """
    one, other = _locked(one, other, by)
    tie = _save(Tie(centre_id=one.centre_id, one=one, other=other, kind=kind))
    record(Event.TIE_NOTED, by=by, subject=tie)
    return tie


@transaction.atomic
def remove_tie(*, tie: Tie, by: User) -> None:
    """Remove a family tie. One that is gone already stays gone."""
    _remove(tie, Event.TIE_REMOVED, by)


@transaction.atomic
def keep_apart(*, one: Resident, other: Resident | User | str, by: User) -> KeptApart:
    """Note that nobody brings `one` and `other` together. No reason is asked. Raises what `note_tie` raises.

    `other`: a resident, somebody of the team, or a partner by name. Whoever has an account and a record here is meant
    as a resident.

    An introduction that was going on between them ends, and with it the hour and the place that each could read.
    Whoever is one of the two may note it, and does not learn from a refusal that a colleague has done so.
    """
    if isinstance(other, User):
        other = Resident.objects.filter(account=other, centre=one.centre_id).first() or other
    one, other = _locked(one, other, by) if isinstance(other, Resident) else (_alone(one, other, by), other)
    pair = KeptApart(centre_id=one.centre_id, one=one, noted_by=by)
    setattr(pair, _SIDE[type(other)], other)
    noted = _noted_before(pair) if pair.concerns(by) else None
    if noted:
        return noted
    _save(pair)
    close_between(one=one, other=other)
    record(Event.KEPT_APART, by=by, subject=pair)
    return pair


def _noted_before(pair: KeptApart) -> KeptApart | None:
    same = Q(other=pair.other, account=pair.account, partner_key=partner_key(pair.partner))
    return KeptApart.objects.of(pair.one).filter(same | Q(one=pair.other)).first()


@transaction.atomic
def end_keeping_apart(*, pair: KeptApart, by: User) -> None:
    """Two people may be brought together again. A pair that is gone already stays gone.

    Raises PermissionDenied for one of the two: somebody else looks at it with the person.
    """
    if pair.concerns(by):
        raise PermissionDenied("end what one is concerned by")
    _remove(pair, Event.NO_LONGER_KEPT_APART, by)


def _locked(one: Resident, other: Resident, by: User) -> tuple[Resident, Resident]:
    """Both, locked in the order of their keys: two colleagues who note the same two people wait for each other."""
    rows = Resident.objects.select_for_update(no_key=True).filter(pk__in=[one.pk, other.pk]).order_by("pk")
    fresh: dict[UUID, Resident] = {resident.pk: resident for resident in rows}
    one, other = fresh[one.pk], fresh[other.pk]
    require(by, Permission.WRITE_RESIDENTS, one.centre_id)
    if one.centre_id != other.centre_id:
        raise ValidationError({"other": _("This person does not live in this centre: choose someone who does.")})
    return one, other


def _alone(one: Resident, other: User | str, by: User) -> Resident:
    """The resident, locked; the other one has no record that could be."""
    one = Resident.objects.select_for_update(no_key=True).get(pk=one.pk)
    require(by, Permission.WRITE_RESIDENTS, one.centre_id)
    if isinstance(other, User) and not team_of(one.centre).filter(pk=other.pk).exists():
        raise ValidationError({"account": _("This person does not work in this centre: choose someone who does.")})
    return one


def _save(row: OfTwo) -> OfTwo:
    if isinstance(row, KeptApart):
        row.partner_key = partner_key(row.partner)
    row.clean_fields()
    row.validate_constraints()
    row.save()
    return row


def _remove(row: Tie | KeptApart, event: Event, by: User) -> None:
    require(by, Permission.WRITE_RESIDENTS, row.centre_id)
    if type(row).objects.filter(pk=row.pk).delete()[0]:
        record(event, by=by, subject=row)

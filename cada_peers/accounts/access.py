"""The one door to django-guardian: who may do what, in which centre.

Rows of `CentrePermission` are derived from postings by `sync_rights`, never granted by hand, never to groups, never
globally. A row opens nothing by itself: the posting must hold today as well, so ending a posting closes everything
at once, and a row left behind by accident is worth nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.contrib.auth.models import Permission as AuthPermission
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import OuterRef, QuerySet, Subquery
from guardian.models import UserObjectPermissionBase

from cada_peers.accounts import kept_text
from cada_peers.accounts.aggregates import Words
from cada_peers.accounts.models.people import Posting, User
from cada_peers.accounts.models.places import Centre
from cada_peers.accounts.permissions import Permission
from cada_peers.accounts.roles import RIGHTS, Role

Rights = dict[Permission, frozenset[UUID]]


class CentrePermission(UserObjectPermissionBase):
    """guardian's row: this user holds this permission on this centre (a real foreign key, gone with the centre)."""

    content_object = models.ForeignKey(Centre, on_delete=models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        app_label = "accounts"
        default_permissions = ()


def active_postings(user: User) -> list[Posting]:
    """The postings that hold today, read once for each `user` object (that is, once a request)."""
    if not hasattr(user, "_active_postings"):
        user._active_postings = kept_text.read(_postings_of, [user.pk]) if user.is_active else []
    return user._active_postings


def _postings_of(keys: Sequence[UUID]) -> QuerySet[Posting]:
    """Each with the codenames of the rows of its holder on its centre: the rights come with the postings."""
    (user,) = keys
    rows = CentrePermission.objects.filter(user=user, content_object=OuterRef("centre")).order_by().values("user")
    known = {"granted": Subquery(rows.annotate(words=Words("permission__codename")).values("words"))}
    postings = Posting.objects.active().filter(user=user).select_related("centre", "operator")
    return postings.annotate(**known).order_by("-starts_on")


def rights_of(user: User) -> Rights:
    """For each permission, the keys of the centres where it holds today. Read with the postings, in one query.

    `MANAGE_OPERATORS` is held outside any centre: its set is empty, and its presence is the right.
    """
    if not user.is_authenticated:
        return {}
    if not hasattr(user, "_rights"):
        user._rights = _rights_by(active_postings(user))
    return user._rights


def _rights_by(postings: list[Posting]) -> Rights:
    held: dict[Permission, set[UUID]] = defaultdict(set)
    for posting in postings:
        for codename, centre in _rows_in_place(posting):
            if codename in RIGHTS[Role(posting.role)]:
                held[Permission(codename)].add(centre)
    if any(posting.role == Role.PLATFORM_ADMIN for posting in postings):
        held[Permission.MANAGE_OPERATORS] = set()
    return {permission: frozenset(centres) for permission, centres in held.items()}


def _rows_in_place(posting: Posting) -> Iterable[tuple[str, UUID]]:
    """Codename and centre of the rows of its holder in its place. One more query for all the centres of an operator."""
    if posting.centre_id:
        return [(codename, posting.centre_id) for codename in (posting.granted or "").split()]
    if posting.operator_id is None:
        return []
    rows = CentrePermission.objects.filter(user=posting.user_id, content_object__operator=posting.operator_id)
    return rows.values_list("permission__codename", "content_object_id")


def centres_where(user: User, permission: Permission) -> frozenset[UUID]:
    """The keys of the centres where `user` holds `permission` today."""
    return rights_of(user).get(permission, frozenset())


def may_somewhere(user: User, permission: Permission | str) -> bool:
    """Whether `user` holds `permission` anywhere: enough to open a list, never enough to open a row."""
    return Permission(permission) in rights_of(user)


def may(user: User, permission: Permission, centre: Centre | UUID | None) -> bool:
    """Whether `user` holds `permission` in `centre` (a centre or its key)."""
    key = centre.pk if isinstance(centre, Centre) else centre
    return key in centres_where(user, permission)


def require(user: User, permission: Permission, centre: Centre | UUID | None) -> None:
    """Raise `PermissionDenied` (a page with status 403) unless `user` holds `permission` in `centre`."""
    if not may(user, permission, centre):
        raise PermissionDenied(permission.label)


@transaction.atomic
def sync_rights(users: Iterable[User]) -> None:
    """Make the rows of `CentrePermission` of `users` say what their postings of today say, no more, no less."""
    users = list(users)
    keys = _permission_keys()
    wanted = set(_wanted(users))
    rows = CentrePermission.objects.filter(user__in=users).select_related("permission")
    held = {(row.user_id, row.permission.codename, row.content_object_id): row.pk for row in rows}
    gone = [held[right] for right in held.keys() - wanted]
    if gone:
        CentrePermission.objects.filter(pk__in=gone).delete()
    # Two sign-ins at the same moment write the same rows: the second changes nothing.
    CentrePermission.objects.bulk_create(
        [
            CentrePermission(user_id=user_id, permission_id=keys[codename], content_object_id=centre_id)
            for user_id, codename, centre_id in wanted - held.keys()
        ],
        ignore_conflicts=True,
    )
    for user in users:
        forget(user)


def _permission_keys() -> dict[str, int]:
    """Database keys of the permissions that guard a centre, by codename."""
    guarding = AuthPermission.objects.filter(content_type__app_label="accounts", content_type__model="centre")
    return dict(guarding.values_list("codename", "pk"))


def _wanted(users: list[User]) -> Iterator[tuple[UUID, str, UUID]]:
    """(user, permission, centre) of every right that the postings of today give; head office holds all its centres."""
    postings = list(Posting.objects.active().filter(user__in=users, user__is_active=True))
    of_operator: dict[UUID | None, list[UUID]] = defaultdict(list)
    operators = {posting.operator_id for posting in postings} - {None}
    for operator, centre in Centre.objects.filter(operator__in=operators).values_list("operator", "pk"):
        of_operator[operator].append(centre)
    for posting in postings:
        for centre in [posting.centre_id] if posting.centre_id else of_operator[posting.operator_id]:
            for permission in RIGHTS[Role(posting.role)]:
                yield posting.user_id, permission.value, centre


def forget(user: User) -> None:
    """Drop what was read about `user`, after a change within the same request."""
    for name in ("_active_postings", "_rights"):
        user.__dict__.pop(name, None)

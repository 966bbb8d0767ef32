"""Rights come from postings, hold in their centre, and end with the posting."""

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from cada_peers.accounts.access import CentrePermission, centres_where, forget, may, rights_of, sync_rights
from cada_peers.accounts.models import Posting, User
from cada_peers.accounts.permissions import Permission
from cada_peers.accounts.roles import Role
from tests.cast import Cast


def test_a_right_holds_in_its_centre_only(cast: Cast) -> None:
    assert centres_where(cast.helene, Permission.VIEW_RESIDENTS) == {cast.tilleuls.pk}


def test_head_office_holds_counts_in_all_its_centres(cast: Cast) -> None:
    assert centres_where(cast.siege, Permission.VIEW_COUNTS) == {cast.tilleuls.pk, cast.erables.pk}
    assert not centres_where(cast.siege, Permission.VIEW_RESIDENTS)


def test_the_rights_are_read_with_the_postings_in_one_query(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Posting.objects.create(user=cast.helene, role=Role.VOLUNTEER, centre=cast.erables, starts_on="2024-01-01")
    sync_rights([cast.helene])
    with django_assert_num_queries(1):
        held = rights_of(cast.helene)
    assert held[Permission.VIEW_MISSIONS] == {cast.tilleuls.pk, cast.erables.pk}
    assert held[Permission.VIEW_RESIDENTS] == {cast.tilleuls.pk}


def test_a_posting_that_ended_opens_nothing_even_if_its_rows_remain(cast: Cast) -> None:
    cast.helene.postings.update(ends_on="2024-06-01")
    forget(cast.helene)
    assert CentrePermission.objects.filter(user=cast.helene).exists()
    assert not may(cast.helene, Permission.VIEW_RESIDENTS, cast.tilleuls)


def test_an_account_that_was_closed_holds_nothing(cast: Cast) -> None:
    cast.helene.is_active = False
    cast.helene.save()
    sync_rights([cast.helene])
    assert not CentrePermission.objects.filter(user=cast.helene).exists()
    assert not may(cast.helene, Permission.VIEW_RESIDENTS, cast.tilleuls)


def test_nobody_holds_a_global_right(cast: Cast) -> None:
    assert not User.user_permissions.through.objects.exists()
    assert not Group.objects.exists()


@pytest.mark.parametrize(("starts_on", "ends_on"), [("2025-01-01", None), ("2023-06-01", "2024-01-02")])
def test_two_postings_of_one_role_in_one_place_never_share_a_day(cast: Cast, starts_on: str, ends_on: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(
            user=cast.helene, role=Role.SOCIAL_WORKER, centre=cast.tilleuls, starts_on=starts_on, ends_on=ends_on
        )

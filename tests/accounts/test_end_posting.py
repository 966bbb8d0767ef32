"""An access that ends, ends now; a centre keeps a manager; one house does not reach into another."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from cada_peers.accounts.access import CentrePermission, sync_rights
from cada_peers.accounts.actions import end_posting, reset_second_factor
from cada_peers.accounts.actions.postings import add_posting
from cada_peers.accounts.models import Centre, Posting, User
from cada_peers.accounts.roles import Role
from cada_peers.journal.models import Entry
from tests.accounts.codes import enrol, type_password
from tests.cast import Cast
from tests.conftest import SignIn


def posting(user: User) -> Posting:
    return user.postings.get()


def one_more_posting(user: User, role: Role, centre: Centre) -> Posting:
    added = add_posting(user, role, centre, None, timezone.localdate())
    sync_rights([user])
    return added


def test_an_ended_access_answers_nothing_more(cast: Cast, sign_in: SignIn) -> None:
    karim = sign_in(cast.karim)
    assert karim.get("/").status_code == 200
    sign_in(cast.claire).post(f"/account/members/{posting(cast.karim).pk}/end/")
    assert "no role in a centre today" in karim.get("/").content.decode()
    assert not CentrePermission.objects.filter(user=cast.karim).exists()
    assert Entry.objects.filter(event="accounts.posting_ended", actor_id=cast.claire.pk).count() == 1


def test_the_sessions_of_someone_whose_access_ends_are_closed(cast: Cast) -> None:
    client = type_password(cast.mireille)
    end_posting(posting=posting(cast.mireille), by=cast.claire)
    assert "login" in client.get("/").headers["location"]


def test_it_ends_after_a_page_that_asks(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.claire).get(f"/account/members/{posting(cast.karim).pk}/end/")
    assert "End the access of Karim?" in page.content.decode()
    assert Posting.objects.active().filter(user=cast.karim).exists()


def test_the_last_manager_stays(cast: Cast, sign_in: SignIn) -> None:
    end_posting(posting=posting(cast.marc), by=cast.claire)
    with pytest.raises(ValidationError):
        end_posting(posting=posting(cast.claire), by=cast.claire)
    page = sign_in(cast.claire).post(f"/account/members/{posting(cast.claire).pk}/end/", follow=True)
    assert "keeps at least one manager" in page.content.decode()


def test_what_has_ended_does_not_end_twice(cast: Cast) -> None:
    end_posting(posting=posting(cast.karim), by=cast.claire)
    with pytest.raises(ValidationError):
        end_posting(posting=posting(cast.karim), by=cast.marc)


@pytest.mark.parametrize("who", ["helene", "mireille", "nour_account", "siege", "victor", "lou"])
def test_nobody_else_ends_an_access_of_this_centre(cast: Cast, who: str, sign_in: SignIn) -> None:
    with pytest.raises(PermissionDenied):
        end_posting(posting=posting(cast.karim), by=cast.everyone[who])
    answer = sign_in(cast.everyone[who]).post(f"/account/members/{posting(cast.karim).pk}/end/")
    assert answer.status_code == 404


def test_someone_ended_may_come_back_the_same_day(cast: Cast) -> None:
    end_posting(posting=posting(cast.karim), by=cast.claire)
    one_more_posting(cast.karim, Role.SOCIAL_WORKER, cast.tilleuls)
    assert Posting.objects.active().filter(user=cast.karim).count() == 1


def test_a_reset_factor_is_gone_with_the_sessions_it_had_opened(cast: Cast) -> None:
    enrol(cast.mireille)
    client = Client()
    client.force_login(cast.mireille)
    reset_second_factor(posting=posting(cast.mireille), by=cast.claire)
    assert not Authenticator.objects.filter(user=cast.mireille).exists()
    assert Entry.objects.filter(event="accounts.factor_reset", subject_id=cast.mireille.pk).count() == 1


def test_one_house_does_not_weaken_the_door_of_another(cast: Cast) -> None:
    enrol(cast.mireille)
    one_more_posting(cast.mireille, Role.MANAGEMENT, cast.phare)
    with pytest.raises(ValidationError):
        reset_second_factor(posting=cast.mireille.postings.get(centre=cast.tilleuls), by=cast.claire)
    assert Authenticator.objects.filter(user=cast.mireille).exists()


def test_one_acts_in_a_place_of_ones_own_only(cast: Cast, sign_in: SignIn) -> None:
    other = one_more_posting(cast.mireille, Role.VOLUNTEER, cast.erables)
    client = sign_in(cast.mireille)
    for wanted, shown in (
        (other.pk, "Les Érables"),
        (posting(cast.victor).pk, "Les Érables"),
        ("x\x00", "Les Érables"),
    ):
        client.post("/account/posting/", {"posting": str(wanted)})
        assert shown in client.get("/").content.decode().split("page-subtitle")[1][:200]


def test_the_page_of_members_names_its_own_and_writes_one_line(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.claire)
    before = Entry.objects.count()
    page = client.get("/account/members/").content.decode()
    assert "Karim" in page
    assert "Victor" not in page
    assert Entry.objects.count() == before + 1

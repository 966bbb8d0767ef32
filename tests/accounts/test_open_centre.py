"""The platform opens the door of a place, and does not look inside."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from cada_peers.accounts.access import centres_where, forget
from cada_peers.accounts.actions import accept_invitation, create_centre, create_operator, invite, resend_invitation
from cada_peers.accounts.models import Centre, Invitation, Operator
from cada_peers.accounts.permissions import Permission
from cada_peers.accounts.roles import Role
from tests.cast import Cast
from tests.conftest import SignIn

NEW = {"name": "Les Saules", "public_name": "Les Saules", "town": "Valmont"}


def test_an_operator_its_centre_and_its_first_manager(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.admin)
    client.post("/account/operators/add/", {"name": "Association de l’Est"})
    operator = Operator.objects.get(name="Association de l’Est")
    client.post(f"/account/operators/{operator.pk}/centres/add/", NEW)
    centre = Centre.objects.get(name="Les Saules")
    person = {"full_name": "Alix", "email": "alix@pairs.example"}
    client.post(f"/account/centres/{centre.pk}/manager/invite/", person)
    client.post(f"/account/operators/{operator.pk}/head-office/invite/", person)
    invited = Invitation.objects.filter(user__email="alix@pairs.example").order_by("sent_at")
    assert [i.posting.role for i in invited] == [Role.MANAGEMENT, Role.HEAD_OFFICE]
    assert "manager invited" in client.get(f"/account/operators/{operator.pk}/").content.decode()


@pytest.mark.parametrize("telling", ["CADA Les Saules", "Maison de l’Asile", "Accueil des réfugiés", "C.A.D.A."])
def test_a_public_name_says_nothing_of_what_the_house_is(cast: Cast, sign_in: SignIn, telling: str) -> None:
    with pytest.raises(ValidationError):
        create_centre(operator=cast.phare.operator, **NEW | {"public_name": telling}, by=cast.admin)
    path = f"/account/operators/{cast.phare.operator_id}/centres/add/"
    page = sign_in(cast.admin).post(path, NEW | {"public_name": telling}).content.decode()
    assert "remove “" in page
    assert "Les Saules" in page
    assert not Centre.objects.filter(name="Les Saules").exists()


def test_head_office_sees_the_counts_of_a_new_centre_at_once(cast: Cast) -> None:
    centre = create_centre(operator=cast.tilleuls.operator, **NEW, by=cast.admin)
    forget(cast.siege)
    assert centre.pk in centres_where(cast.siege, Permission.VIEW_COUNTS)


def test_a_name_is_given_once(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.admin)
    operator = cast.phare.operator
    again = client.post("/account/operators/add/", {"name": operator.name})
    twin = client.post(f"/account/operators/{operator.pk}/centres/add/", NEW | {"name": "Le Phare"})
    assert [answer.status_code for answer in (again, twin)] == [200, 200]
    assert "already has a centre of this name" in twin.content.decode()


@pytest.mark.parametrize("who", ["claire", "siege", "helene"])
def test_nobody_else_opens_places(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        create_operator(name="X", by=cast.everyone[who])
    with pytest.raises(PermissionDenied):
        create_centre(operator=cast.phare.operator, **NEW, by=cast.everyone[who])


def test_the_platform_counts_the_managers_of_a_centre_and_names_nobody_inside(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.admin)
    page = client.get(f"/account/operators/{cast.tilleuls.operator_id}/").content.decode()
    assert "2 managers" in page
    assert "Siege" in page
    assert not [name for name in ("Claire", "Karim", "Mireille", "Nour") if name in page]


def test_the_platform_ends_head_office_and_nobody_of_a_team(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.admin)
    head_office, worker = cast.siege.postings.get(), cast.karim.postings.get()
    assert client.post(f"/account/members/{worker.pk}/end/").status_code == 404
    assert client.post(f"/account/members/{head_office.pk}/end/").status_code == 302
    assert not cast.siege.postings.active().exists()


def test_the_platform_lets_nobody_into_a_house_that_has_a_manager(cast: Cast, sign_in: SignIn) -> None:
    """Otherwise it would invite itself, and read every interview."""
    path = f"/account/centres/{cast.tilleuls.pk}/manager/invite/"
    page = sign_in(cast.admin).post(path, {"full_name": "Moi", "email": "moi@pairs.example"}).content.decode()
    assert "they invite the others" in page
    assert "moi@pairs.example" in page
    assert not Invitation.objects.exists()


def test_the_platform_invites_one_first_manager_and_sends_that_link_again(cast: Cast) -> None:
    centre = create_centre(operator=cast.phare.operator, **NEW, by=cast.admin)
    person = {"role": Role.MANAGEMENT, "centre": centre, "by": cast.admin}
    first = invite(email="alix@pairs.example", full_name="Alix", **person)
    with pytest.raises(ValidationError, match="they invite the others"):
        invite(email="moi@pairs.example", full_name="Moi", **person)
    accept_invitation(invitation=resend_invitation(invitation=first, by=cast.admin), password="la lune est pleine")
    alix = centre.postings.get().user
    invite(email="nico@pairs.example", full_name="Nico", **person | {"by": alix})
    with pytest.raises(ValidationError, match="they invite the others"):
        resend_invitation(invitation=Invitation.objects.get(user__email="nico@pairs.example"), by=cast.admin)


def test_whoever_holds_the_machine_opens_a_house_again(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("invite_manager", "suite@pairs.example", "La suite", "Les Tilleuls")
    assert "/account/invitation/" in capsys.readouterr().out
    posting = Invitation.objects.get().posting
    assert (posting.role, posting.centre) == (Role.MANAGEMENT, cast.tilleuls)
    with pytest.raises(CommandError, match="0 centres"):
        call_command("invite_manager", "suite@pairs.example", "La suite", "Les Ormes")


@pytest.mark.django_db
def test_the_first_account_of_an_installation_comes_from_its_command_line(
    capsys: pytest.CaptureFixture[str], client: object
) -> None:
    call_command("invite_administrator", "first@pairs.example", "First")
    path = capsys.readouterr().out.split("http://127.0.0.1:8000")[1].strip()
    client.post(path, {"full_name": "First", "password1": "la lune est pleine", "password2": "la lune est pleine"})
    assert Invitation.objects.get().posting.role == Role.PLATFORM_ADMIN
    assert client.get("/").headers["location"] == "/account/second-factor/set-up/"

"""Who may ask, who may be asked."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from assessments import actions
from assessments.models import Audience, Campaign, Invitee
from assessments.people import may_be_asked
from cada_peers.accounts.access import sync_rights
from cada_peers.accounts.models import Posting
from cada_peers.accounts.roles import Role
from cada_peers.journal.models import Entry
from peerhelpers.models import PeerHelper
from tests.assessments.story import asked, in_trial, questionnaire
from tests.cast import Cast
from tests.conftest import SignIn


@pytest.fixture
def nour(cast: Cast) -> PeerHelper:
    return in_trial(cast.nour, cast.helene)


@pytest.mark.parametrize(
    ("audience", "names"),
    [
        (Audience.PEER, {"mireille"}),
        (Audience.EMPLOYEE, {"claire", "marc", "helene", "karim", "mireille"}),
        (Audience.BENEFICIARY, set()),
        (Audience.SELF, {"nour_account"}),
    ],
)
def test_a_questionnaire_asks_the_roles_it_is_for_and_the_helper_only_their_own(
    cast: Cast, nour: PeerHelper, audience: Audience, names: set[str]
) -> None:
    people = set(may_be_asked(questionnaire(audience), nour))
    assert people == {getattr(cast, name) for name in names}


def test_a_helper_who_is_also_a_volunteer_is_not_asked_about_themselves(cast: Cast, nour: PeerHelper) -> None:
    Posting.objects.create(user=cast.nour_account, role=Role.VOLUNTEER, centre=cast.tilleuls, starts_on="2024-01-01")
    assert cast.nour_account not in may_be_asked(questionnaire(Audience.EMPLOYEE), nour)


def test_nobody_of_another_centre_can_be_asked(cast: Cast, nour: PeerHelper) -> None:
    with pytest.raises(ValidationError, match="not for everyone you chose"):
        asked(nour, Audience.EMPLOYEE, [cast.helene, cast.victor], cast.helene)
    assert not Campaign.objects.exists()


def test_someone_must_be_asked(cast: Cast, nour: PeerHelper) -> None:
    with pytest.raises(ValidationError, match="at least one person"):
        asked(nour, Audience.EMPLOYEE, [], cast.helene)


def test_a_volunteer_opens_nothing(cast: Cast, nour: PeerHelper) -> None:
    with pytest.raises(PermissionDenied):
        asked(nour, Audience.EMPLOYEE, [cast.helene], cast.mireille)


def test_nobody_opens_a_questionnaire_about_themselves(cast: Cast, nour: PeerHelper) -> None:
    Posting.objects.create(
        user=cast.nour_account, role=Role.SOCIAL_WORKER, centre=cast.tilleuls, starts_on="2024-01-01"
    )
    sync_rights([cast.nour_account])
    with pytest.raises(PermissionDenied):
        asked(nour, Audience.EMPLOYEE, [cast.helene], cast.nour_account)


def test_a_questionnaire_is_open_once_at_a_time(cast: Cast, nour: PeerHelper) -> None:
    campaign = asked(nour, Audience.EMPLOYEE, [cast.helene], cast.helene)
    with pytest.raises(ValidationError, match="already open"):
        asked(nour, Audience.EMPLOYEE, [cast.karim], cast.helene)
    actions.close_campaign(campaign=campaign, by=cast.helene)
    assert asked(nour, Audience.EMPLOYEE, [cast.karim], cast.helene).closed_on is None


def test_nothing_is_asked_about_someone_who_stopped(cast: Cast, nour: PeerHelper) -> None:
    nour.status, nour.stopped_on, nour.stopped_by = "stopped", nour.engaged_on, cast.claire
    nour.save()
    with pytest.raises(ValidationError, match="has stopped"):
        asked(nour, Audience.EMPLOYEE, [cast.helene], cast.helene)


def test_opening_is_one_line_of_the_journal_with_a_number_and_no_name(cast: Cast, nour: PeerHelper) -> None:
    asked(nour, Audience.EMPLOYEE, [cast.helene, cast.karim], cast.helene)
    line = Entry.objects.get(event="assessments.campaign_opened")
    assert (line.actor_id, line.amount, line.centre_id) == (cast.helene.pk, 2, cast.tilleuls.pk)


def test_from_the_page_everyone_is_proposed_and_the_chosen_are_asked(
    cast: Cast, nour: PeerHelper, sign_in: SignIn
) -> None:
    client, chosen = sign_in(cast.helene), questionnaire(Audience.EMPLOYEE)
    url = reverse("assessments:campaign_open", args=[nour.pk])
    assert f"?questionnaire={chosen.pk}" in client.get(url).text
    page = client.get(url, {"questionnaire": chosen.pk})
    assert page.text.count("checked") == 5
    answer = client.post(f"{url}?questionnaire={chosen.pk}", {"people": [str(cast.karim.pk), str(cast.marc.pk)]})
    assert answer.status_code == 302
    assert set(Invitee.objects.values_list("user", flat=True)) == {cast.karim.pk, cast.marc.pk}


@pytest.mark.parametrize("key", ["nothing", "00000000-0000-4000-8000-000000000000", "\x00", ""])
def test_a_questionnaire_that_does_not_exist_is_not_found(
    cast: Cast, nour: PeerHelper, sign_in: SignIn, key: str
) -> None:
    url = reverse("assessments:campaign_open", args=[nour.pk])
    assert sign_in(cast.helene).get(url, {"questionnaire": key}).status_code == 404


@pytest.mark.parametrize("people", [["nobody"], ["\x00"], [], ["00000000-0000-4000-8000-000000000000"]])
def test_a_wrong_choice_is_said_beside_the_list(
    cast: Cast, nour: PeerHelper, sign_in: SignIn, people: list[str]
) -> None:
    url = reverse("assessments:campaign_open", args=[nour.pk]) + f"?questionnaire={questionnaire(Audience.PEER).pk}"
    answer = sign_in(cast.helene).post(url, {"people": people})
    assert answer.status_code == 200
    assert answer.context["form"].errors["people"]
    assert not Campaign.objects.exists()


def test_someone_of_another_centre_cannot_be_smuggled_in(cast: Cast, nour: PeerHelper, sign_in: SignIn) -> None:
    chosen = questionnaire(Audience.EMPLOYEE)
    url = reverse("assessments:campaign_open", args=[nour.pk]) + f"?questionnaire={chosen.pk}"
    answer = sign_in(cast.helene).post(url, {"people": [str(cast.helene.pk), str(cast.victor.pk)]})
    assert answer.context["form"].errors["people"]
    assert not Campaign.objects.exists()

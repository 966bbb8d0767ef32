"""What a visitor finds: a whole house, at every station, without a word that must not be written."""

from io import StringIO
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from assessments.models import Campaign, Review
from cada_peers.accounts.models import Operator, User
from cada_peers.accounts.roles import Role
from cada_peers.demo import belonging, loading, people
from cada_peers.demo.cards import SLIPS
from cada_peers.demo.introductions import MEETINGS
from cada_peers.journal.models import Entry
from cada_peers.privacy.neutral import forbidden_words
from peerhelpers.files.candidates import Way, people_to_ask
from peerhelpers.files.gates import missing_for_approval
from peerhelpers.models import Badge, Certificate, Participation, PeerHelper, Status, TalkRequest
from residents.models import Card, Interview, Introduction, IntroductionStatus, KeptApart, Resident, Skill, Tie, TieKind

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demonstration"), pytest.mark.usefixtures("demonstration")]
WORDS = {path.name: path.read_text() for path in Path(loading.__file__).parent.glob("*.toml")} | {
    "people": repr((people.HOUSES, people.STAFF, people.PEOPLE, people.NEIGHBOURS)),
    "cards": repr(SLIPS),
    "introductions": repr(MEETINGS),
}


def test_loading_again_doubles_nothing() -> None:
    before = [model.objects.count() for model in (User, Resident, Card, PeerHelper, Entry)]
    call_command("demo", stdout=StringIO())
    assert before == [model.objects.count() for model in (User, Resident, Card, PeerHelper, Entry)]


def test_production_settings_are_refused(settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        call_command("demo", stdout=StringIO())


def refusal(*options: str) -> str:
    with pytest.raises(CommandError) as refused:
        call_command("demo", *options, stdout=StringIO())
    return str(refused.value)


def test_the_demonstration_stays_out_of_a_database_in_which_people_work() -> None:
    """And writes nothing there: neither its catalogue nor its houses."""
    User.objects.update(email=Concat(Cast("pk", TextField()), Value("@pairs.example")))
    Skill.objects.filter(pk=Skill.objects.filter(found=None, cards=None).first().pk).delete()
    before = [model.objects.count() for model in (User, Operator, Resident, Skill)]
    assert "an empty database of its own" in refusal()
    assert "an empty database of its own" in refusal("--reset")
    assert before == [model.objects.count() for model in (User, Operator, Resident, Skill)]


def test_what_visitors_did_goes_on_and_is_removed_by_hand_where_others_were_let_in() -> None:
    guest = User.objects.create_user("guest@pairs.example", "A guest")
    call_command("demo", stdout=StringIO())
    assert "Nothing was removed" in refusal("--reset")
    Authenticator.objects.create(user=guest, type=Authenticator.Type.TOTP, data={})
    assert "an empty database of its own" in refusal()
    guest.delete()
    Operator.objects.create(name="Maison du Port")
    assert "Nothing was removed" in refusal("--reset")


def test_tables_of_another_application_are_no_empty_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of an installation that was interrupted are."""
    for tables, foreign in ((["django_migrations", "django_session"], False), (["invoices"], True)):
        monkeypatch.setattr(connection.introspection, "table_names", lambda cursor=None, tables=tables: tables)
        assert belonging.is_lived_in() is foreign


def test_the_house_holds_sixty_residents_and_forty_cards() -> None:
    assert Resident.objects.filter(centre__name=people.TILLEULS).count() == 60
    assert Card.objects.filter(centre__name=people.TILLEULS).in_the_box().count() >= 40
    assert Interview.objects.filter(confirmed_on=None).exists()


def test_introductions_stand_in_every_state_and_one_waits_for_the_helper() -> None:
    assert set(Introduction.objects.values_list("status", flat=True)) == set(IntroductionStatus)
    helper = User.objects.get(email="paire@demo.example")
    assert Introduction.objects.to_answer_by(helper).exists()


def test_two_people_are_to_meet_and_of_two_others_one_asks_whether_they_met() -> None:
    assert Introduction.objects.to_come().filter(meets_on__isnull=False).count() == 1
    assert Introduction.objects.to_hear_of().count() == 1


def test_two_families_live_there_two_people_are_kept_apart_and_some_who_left_stay_in_touch() -> None:
    assert set(Tie.objects.values_list("kind", flat=True)) == set(TieKind)
    assert [bool(pair.partner) for pair in KeptApart.objects.order_by("partner")] == [False, True]
    assert Resident.objects.former().filter(stays_in_touch=True).count() >= 2


def test_most_have_agreed_to_what_is_kept_and_some_are_still_to_be_told() -> None:
    here = Resident.objects.present()
    assert 0 < here.to_inform().count() < here.count() / 2


def test_some_wait_to_be_asked_whether_they_could_be_peer_helpers() -> None:
    manager = User.objects.get(email="direction@demo.example")
    centre = manager.postings.get().centre
    assert {person.way for person in people_to_ask(manager, centre)} == set(Way)


def test_a_second_operator_stands_behind_the_wall() -> None:
    assert Operator.objects.count() == 2
    assert set(Resident.objects.values_list("centre__name", flat=True)) == {
        people.TILLEULS,
        people.ERABLES,
        people.PHARE,
    }


def test_someone_stands_at_every_station() -> None:
    assert set(PeerHelper.objects.values_list("status", flat=True)) == set(Status.values)
    assert Badge.objects.filter(handed_over_on=None).exists()
    assert Badge.objects.exclude(handed_over_on=None).exists()
    assert Certificate.objects.exists()
    assert PeerHelper.objects.filter(pauses__ends_on=None, pauses__isnull=False).exists()
    assert TalkRequest.objects.waiting().exists()


def test_one_helper_lacks_nothing_but_the_decision_and_one_lacks_pieces() -> None:
    complete = [helper for helper in PeerHelper.objects.in_trial() if helper.trials.get().is_complete()]
    missing = sorted(sum(not line.met for line in missing_for_approval(helper)) for helper in complete)
    assert missing[0] == 0
    assert missing[-1] >= 2
    assert Review.objects.undecided().count() == 1


def test_the_helper_of_the_demonstration_has_a_meeting_to_come_and_one_to_note() -> None:
    own = Participation.objects.filter(peer_helper__resident__account__email="paire@demo.example")
    assert own.filter(meeting__starts_at__gt=timezone.now(), coming="").exists()
    assert own.filter(meeting__ends_at__lt=timezone.now(), done=False).exists()


def test_some_results_are_above_the_smallest_group_and_some_below() -> None:
    answered = [campaign.responses.count() for campaign in Campaign.objects.all()]
    assert max(answered) >= 5
    assert any(0 < count < 5 for count in answered)


def test_nobody_decided_on_their_own_proposal_and_everything_was_journalled() -> None:
    decided = Review.objects.exclude(decided_on=None)
    assert decided
    assert all(review.decided_by_id != review.prepared_by_id for review in decided)
    assert Entry.objects.filter(at__year__lt=timezone.now().year).exists(), "the history was lived, not written today"


def test_every_account_signs_in_with_the_password_that_is_shown() -> None:
    assert all(user.check_password(people.PASSWORD) for user in User.objects.order_by("?")[:3])
    shown = StringIO()
    call_command("demo", stdout=shown)
    for account in ("direction", "social", "benevole", "paire", "siege", "admin", "direction2"):
        assert f"{account}@demo.example" in shown.getvalue()
        assert User.objects.filter(email=f"{account}@demo.example", postings__isnull=False).exists()


def test_two_managers_share_the_decisions() -> None:
    managers = User.objects.filter(postings__role=Role.MANAGEMENT, postings__centre__name=people.TILLEULS)
    assert managers.count() == 2


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_no_word_is_written_that_must_not_leave_the_house(words: str) -> None:
    assert forbidden_words(words) == []

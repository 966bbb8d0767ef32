"""Who reads which page, with one line in the journal and a number of queries that does not grow."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cada_peers.accounts.models import Posting
from cada_peers.accounts.roles import Role
from cada_peers.journal.models import Entry
from peerhelpers import actions
from peerhelpers.catalogue import load
from peerhelpers.models import Mission, PeerHelper, TalkRequest
from tests.cast import Cast, a_resident
from tests.conftest import SignIn
from tests.peerhelpers import steps

FILE_PAGES = (
    "detail",
    "change",
    "formalise",
    "end",
    "prepare_commitment",
    "start_trial",
    "add_function",
    "end_function",
)
MISSION_PAGES = ("mission", "change_mission", "propose_mission", "plan_meeting")


@pytest.fixture
def nour(cast: Cast) -> PeerHelper:
    file = steps.someone_ready(cast)
    participation = file.participations.get()
    told = {"minutes": 90, "mood": "hard", "line": "un récit trop lourd", "told_to": cast.helene}
    actions.note_done(participation=participation, by=cast.nour_account, **told)
    return file


@pytest.fixture
def mission(nour: PeerHelper) -> Mission:
    return nour.assignments.get().mission


def page(name: str, row: object = None) -> str:
    return reverse(f"peerhelpers:{name}", args=[row.pk] if row else [])


def body(client: Client, path: str) -> str:
    return client.get(path).content.decode()


@pytest.mark.parametrize("name", FILE_PAGES)
def test_each_page_of_a_file_writes_one_line(cast: Cast, nour: PeerHelper, sign_in: SignIn, name: str) -> None:
    client = sign_in(cast.claire)
    before = Entry.objects.count()
    assert client.get(page(name, nour)).status_code == 200
    line = Entry.objects.latest("pk")
    assert Entry.objects.count() == before + 1
    assert (line.event, line.subject_id, line.actor_id) == ("peerhelpers.file_read", nour.pk, cast.claire.pk)


@pytest.mark.parametrize("name", MISSION_PAGES)
def test_each_page_of_a_mission_writes_one_line(cast: Cast, mission: Mission, sign_in: SignIn, name: str) -> None:
    client = sign_in(cast.helene)
    before = Entry.objects.count()
    assert client.get(page(name, mission)).status_code == 200
    assert Entry.objects.count() == before + 1
    assert Entry.objects.latest("pk").event == "peerhelpers.mission_read"


def test_lists_write_one_line_with_their_number(cast: Cast, nour: PeerHelper, sign_in: SignIn) -> None:
    client = sign_in(cast.helene)
    for name, event in (("list", "peerhelpers.list_read"), ("missions", "peerhelpers.missions_read")):
        before = Entry.objects.count()
        client.get(page(name))
        line = Entry.objects.latest("pk")
        assert Entry.objects.count() == before + 1
        assert (line.event, line.amount, line.centre_id) == (event, 1, cast.tilleuls.pk)


@pytest.mark.parametrize("name", ["victor", "lou"])
def test_a_neighbour_centre_gets_404(
    cast: Cast, nour: PeerHelper, mission: Mission, sign_in: SignIn, name: str
) -> None:
    client = sign_in(getattr(cast, name))
    for path in [page(name, nour) for name in FILE_PAGES] + [page(name, mission) for name in MISSION_PAGES]:
        assert client.get(path).status_code == 404, path
    for path in (page("list"), page("missions")):
        assert "Nour" not in body(client, path)


def test_a_colleague_reads_the_file_and_carries_nothing(cast: Cast, nour: PeerHelper, sign_in: SignIn) -> None:
    client = sign_in(cast.karim)
    read = body(client, page("detail", nour))
    assert "Nour B." in read
    for name in ("change", "prepare_commitment", "add_function", "end_function", "note_pause", "end"):
        assert page(name, nour) not in read
        assert client.post(page(name, nour)).status_code == 403


def test_how_a_meeting_felt_is_for_the_referent_only(cast: Cast, nour: PeerHelper, sign_in: SignIn) -> None:
    TalkRequest.objects.create(centre=cast.tilleuls, peer_helper=nour, asked_of=cast.helene, words="venez me voir")
    referent = body(sign_in(cast.helene), page("detail", nour))
    assert "un récit trop lourd" in referent
    assert "I need to talk" in referent
    assert "venez me voir" not in referent
    for name in ("claire", "marc", "karim"):
        other = body(sign_in(getattr(cast, name)), page("detail", nour))
        assert "un récit trop lourd" not in other
        assert "How the last meetings felt" not in other
        assert "I need to talk" not in other


def test_a_volunteer_sees_the_missions_they_co_lead_and_no_file(
    cast: Cast, nour: PeerHelper, mission: Mission, sign_in: SignIn
) -> None:
    client = sign_in(cast.mireille)
    assert "Revue de presse" not in body(client, page("missions"))
    assert client.get(page("mission", mission)).status_code == 404
    mission.co_leader = cast.mireille
    mission.save()
    read = body(client, page("mission", mission))
    assert "Nour" in read
    assert "Belkacem" not in read
    for name in ("propose_mission", "plan_meeting", "change_mission"):
        assert page(name, mission) not in read
        assert client.get(page(name, mission)).status_code == 403
    assert client.get(page("detail", nour)).status_code == 403


def test_a_posting_that_ended_closes_the_file(cast: Cast, nour: PeerHelper, sign_in: SignIn) -> None:
    client = sign_in(cast.karim)
    assert client.get(page("detail", nour)).status_code == 200
    cast.karim.postings.update(ends_on=timezone.localdate())
    assert client.get(page("detail", nour)).status_code == 403


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_what_was_told_to_somebody_else_and_what_the_file_does_not_hold_is_not_asked_for(
    cast: Cast, nour: PeerHelper, sign_in: SignIn
) -> None:
    TalkRequest.objects.create(centre=cast.tilleuls, peer_helper=nour, asked_of=cast.helene)
    referent, manager = (queries(sign_in(user), page("detail", nour)) for user in (cast.helene, cast.claire))
    # In trial: ten questions, two more about what was told, and the line of the journal.
    assert (referent, manager) == (13, 11)


def test_the_languages_stand_in_the_order_in_which_they_were_noted(
    cast: Cast, nour: PeerHelper, sign_in: SignIn
) -> None:
    nour.resident.languages.all().delete()
    for language in ("tr", "fr", "ar"):
        nour.resident.languages.create(language=language)
    assert "Turkish, French, Arabic" in body(sign_in(cast.claire), page("detail", nour))


def test_a_peer_helper_hired_next_door_does_not_read_here_what_the_team_says_of_them(
    cast: Cast, nour: PeerHelper, sign_in: SignIn
) -> None:
    """Their own record and file are theirs on their own pages; those of the team are the team's."""
    Posting.objects.create(user=cast.nour_account, role=Role.SOCIAL_WORKER, centre=cast.erables, starts_on="2024-01-01")
    client = sign_in(cast.nour_account)
    for address in (
        reverse("peerhelpers:detail", args=[nour.pk]),
        reverse("residents:detail", args=[nour.resident_id]),
    ):
        assert client.get(address).status_code == 403, address


def test_a_peer_helper_who_is_a_volunteer_too_opens_the_missions_they_said_yes_to(
    cast: Cast, mission: Mission, sign_in: SignIn
) -> None:
    """What was only proposed may be left out on their own page, and is then no page beside it either."""
    Posting.objects.create(user=cast.nour_account, role=Role.VOLUNTEER, centre=cast.tilleuls, starts_on="2024-01-01")
    client, address = sign_in(cast.nour_account), reverse("peerhelpers:mission", args=[mission.pk])
    assert client.get(address).status_code == 200
    mission.assignments.update(accepted_at=None)
    assert client.get(address).status_code == 404
    assert mission.title not in client.get(reverse("peerhelpers:missions")).content.decode()


def test_a_list_of_many_costs_no_more_than_a_list_of_one(cast: Cast, nour: PeerHelper, sign_in: SignIn) -> None:
    client = sign_in(cast.claire)
    one, one_mission = queries(client, page("list")), queries(client, page("missions"))
    for number in range(6):
        other = steps.someone_in_trial(cast, a_resident(f"Personne {number}", cast.tilleuls, referent=cast.helene))
        steps.a_meeting(steps.an_accepted_mission(cast, other).mission, cast.helene)
    assert queries(client, page("list")) == one
    assert queries(client, page("missions")) == one_mission


def test_a_long_pathway_costs_no_more_than_a_short_one(
    cast: Cast, nour: PeerHelper, mission: Mission, sign_in: SignIn
) -> None:
    client = sign_in(cast.helene)
    short, short_mission = queries(client, page("detail", nour)), queries(client, page("mission", mission))
    for number in range(5):
        other = steps.an_accepted_mission(cast, nour, f"Mission {number}").mission
        steps.a_meeting(other, cast.helene, days=-4 - number)
        steps.a_meeting(mission, cast.helene, days=-14 - number)
        actions.pause(peer_helper=nour, by=cast.helene)
        actions.resume(peer_helper=nour, by=cast.helene)
    assert queries(client, page("detail", nour)) == short
    assert queries(client, page("mission", mission)) == short_mission


@pytest.fixture
def crowd(cast: Cast) -> list[PeerHelper]:
    """Thirty candidates; the last is referred by Karim and stopped."""
    files = [
        steps.a_candidate(cast, a_resident(f"Personne {number:02}", cast.tilleuls, referent=cast.helene))
        for number in range(30)
    ]
    actions.end_status(peer_helper=files[-1], reason="fin", by=cast.claire)
    PeerHelper.objects.filter(pk=files[0].pk).update(referent=cast.karim)
    return files


def test_the_list_turns_its_pages_by_25_and_leaves_out_closed_files(
    cast: Cast, crowd: list[PeerHelper], sign_in: SignIn
) -> None:
    client = sign_in(cast.claire)
    first, second = body(client, page("list")), body(client, page("list") + "?page=2")
    assert first.count("Personne") - second.count("Personne") >= 20
    assert "Personne 28" in second
    assert "Personne 29" not in first + second
    assert "Personne 29" in body(client, page("list") + "?status=stopped")


def test_the_list_is_filtered_by_station_and_referent(cast: Cast, crowd: list[PeerHelper], sign_in: SignIn) -> None:
    client = sign_in(cast.claire)
    mine = body(client, f"{page('list')}?referent={cast.karim.pk}")
    assert "Personne 00" in mine
    assert "Personne 01" not in mine
    assert "Nobody is at this stage now" in body(client, page("list") + "?status=approved")


@pytest.mark.parametrize(
    "query", ["status=nothing", "referent=x", "page=0", "page=-1", "page=x", "page=99999999999", "status=%00"]
)
def test_a_filter_that_means_nothing_is_ignored(
    cast: Cast, crowd: list[PeerHelper], sign_in: SignIn, query: str
) -> None:
    assert "Personne" in body(sign_in(cast.claire), f"{page('list')}?{query}")


def test_someone_who_acts_above_the_centres_is_told_calmly(cast: Cast, sign_in: SignIn) -> None:
    above = Posting.objects.create(user=cast.claire, role=Role.HEAD_OFFICE, operator=cast.tilleuls.operator)
    client = sign_in(cast.claire)
    session = client.session
    session["posting"] = str(above.pk)
    session.save()
    for name in ("list", "missions"):
        assert "No centre is chosen" in body(client, page(name))


def test_a_pause_is_noted_for_someone_who_asks_for_it_aloud(cast: Cast, nour: PeerHelper, sign_in: SignIn) -> None:
    client = sign_in(cast.helene)
    client.post(page("note_pause", nour))
    assert "on a break since" in body(client, page("detail", nour))
    client.post(page("note_resume", nour))
    assert nour.pauses.get().ends_on == timezone.localdate()


@pytest.mark.parametrize("name", ["note_pause", "note_resume"])
def test_a_verb_is_not_called_by_reading(cast: Cast, nour: PeerHelper, sign_in: SignIn, name: str) -> None:
    assert sign_in(cast.helene).get(page(name, nour)).status_code == 405


@pytest.mark.parametrize(
    ("station", "button"),
    [
        (steps.a_candidate, "Note the formalisation meeting"),
        (steps.a_formalised_person, "Prepare the papers"),
        (steps.an_engaged_person, "Start the trial"),
        (steps.someone_in_trial, "Propose a mission"),
        (steps.someone_ready, "Prepare the review"),
        (steps.an_approved_person, "Issue the badge"),
    ],
)
def test_each_station_has_one_next_step(cast: Cast, sign_in: SignIn, station: object, button: str) -> None:
    load()
    read = body(sign_in(cast.claire), page("detail", station(cast)))
    assert read.count("btn btn-primary") == 1
    assert button in read.split("btn btn-primary")[1][:200]


def test_a_closed_file_has_no_next_step_and_shows_its_end(cast: Cast, nour: PeerHelper, sign_in: SignIn) -> None:
    actions.end_status(peer_helper=nour, reason="déménage", by=cast.claire)
    read = body(sign_in(cast.claire), page("detail", nour))
    assert "btn btn-primary" not in read
    assert "déménage" in read

"""What works in the background: told keys only, it says on the page what broke, and keeps nobody's name anywhere."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from cada_peers.accounts.models import Posting
from cada_peers.settings import IN_THE_DATABASE
from residents.actions import begin_intake, bring_in
from residents.models import Intake, IntakeState, Resident
from tests.cast import Cast
from tests.conftest import SignIn
from tests.residents.files import HEADER, SAID, as_csv

SECRET = "Canarinette"
START = reverse("residents:intake_start")


@pytest.fixture
def queue(settings: Settings) -> None:
    """Tasks wait for a worker, as in production."""
    settings.TASKS = {"default": {"BACKEND": IN_THE_DATABASE}}


@pytest.fixture
def helene(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.helene)


def work() -> None:
    """What one worker does until nothing waits; its own loop would close the connection of the test."""
    worker = Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="x" * 32,
        excluded_queue_names=[],
    )
    while waiting := DBTaskResult.objects.ready().first():
        waiting.claim(worker.worker_id)
        worker.run_task(waiting)


def a_list(cast: Cast, *rows: tuple[str, ...]) -> Intake:
    return begin_intake(centre=cast.tilleuls, content=as_csv([HEADER, *rows]), by=cast.helene)


def state_of(client: Client, intake: Intake) -> dict[str, object]:
    return client.get(reverse("residents:intake_state", args=[intake.pk])).json()


def kept_of_tasks() -> str:
    return json.dumps(list(DBTaskResult.objects.values()), default=str)


@pytest.mark.usefixtures("queue")
def test_a_list_waits_for_the_worker_is_read_waits_for_a_yes_and_is_added(cast: Cast, helene: Client) -> None:
    intake = a_list(cast, SAID)
    assert state_of(helene, intake)["is_going_on"]
    page = helene.get(reverse("residents:intake", args=[intake.pk])).content.decode()
    assert "<progress" in page
    assert '<noscript><meta http-equiv="refresh"' in page
    work()
    intake.refresh_from_db()
    assert (intake.state, intake.rows_done) == (IntakeState.READ, 1)
    bring_in(intake=intake, by=cast.helene)
    assert not Resident.objects.filter(name="Leyla").exists()
    work()
    assert Resident.objects.filter(name="Leyla").exists()
    assert not state_of(helene, intake)["is_going_on"]


@pytest.mark.usefixtures("queue")
def test_tasks_are_told_a_key_and_nothing_else(cast: Cast) -> None:
    intake = a_list(cast, ("", SECRET, "03/11/2025", "", ""))
    work()
    told = DBTaskResult.objects.values_list("args_kwargs", flat=True)
    assert list(told) == [{"args": [str(intake.pk)], "kwargs": {}}] * 2, "one reads, one will forget"
    assert SECRET not in kept_of_tasks()


@pytest.mark.usefixtures("queue")
def test_what_breaks_is_said_on_the_page_and_nobodys_name_is_kept(
    cast: Cast, helene: Client, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    intake = a_list(cast, SAID, ("", SECRET, "03/11/2025", "", ""))
    work()
    intake.refresh_from_db()
    ready = json.loads(intake.ready)
    # A row that the database refuses: its error quotes the whole row.
    ready["people"][1] |= {"name": "", "phone": SECRET}
    Intake.objects.filter(pk=intake.pk).update(ready=json.dumps(ready))
    bring_in(intake=intake, by=cast.helene)
    work()
    intake.refresh_from_db()
    assert (intake.state, intake.ready, intake.refused) == (IntakeState.FAILED, "", "")
    assert "Something broke here" in helene.get(reverse("residents:intake", args=[intake.pk])).content.decode()
    assert not Resident.objects.filter(name="Leyla").exists()
    failed = DBTaskResult.objects.failed().get()
    assert failed.exception_class_path == "residents.tasks.TaskStopped"
    assert "IntegrityError" in failed.traceback
    assert SECRET not in kept_of_tasks() + caplog.text + "".join(capsys.readouterr())


@pytest.mark.usefixtures("queue")
def test_whoever_lost_the_right_before_the_worker_came_adds_nobody(cast: Cast) -> None:
    intake = a_list(cast, SAID)
    work()
    bring_in(intake=intake, by=cast.helene)
    Posting.objects.filter(user=cast.helene).update(ends_on="2024-06-01")
    work()
    intake.refresh_from_db()
    assert intake.state == IntakeState.FAILED
    assert not Resident.objects.filter(name="Leyla").exists()


@pytest.mark.usefixtures("queue")
def test_of_whoever_lost_the_right_before_the_worker_came_nothing_is_read(cast: Cast) -> None:
    intake = a_list(cast, ("", SECRET, "03/11/2025", "", ""))
    Posting.objects.filter(user=cast.helene).update(ends_on="2024-06-01")
    work()
    intake.refresh_from_db()
    assert (intake.state, intake.rows) == (IntakeState.FAILED, 0)
    assert (intake.content, intake.ready, intake.refused) == ("", "", "")


@pytest.mark.usefixtures("queue")
def test_a_list_that_nobody_comes_back_to_is_forgotten_without_another_one(cast: Cast) -> None:
    intake = a_list(cast, SAID)
    with time_machine.travel(intake.begun_at, tick=False) as clock:
        work()
        clock.shift(timedelta(hours=23))
        bring_in(intake=intake, by=cast.helene)
        work()
        clock.shift(timedelta(hours=23))
        work()
        assert Intake.objects.exists(), "its last step is less than a day old"
        clock.shift(timedelta(hours=1))
        work()
    assert not Intake.objects.exists()
    assert Resident.objects.filter(name="Leyla").exists()


@pytest.mark.usefixtures("queue")
def test_a_list_that_waited_for_the_worker_for_a_day_is_not_opened(cast: Cast) -> None:
    a_list(cast, SAID)
    Intake.objects.update(begun_at=timezone.now() - timedelta(days=1))
    work()
    assert not Intake.objects.exists()


@pytest.mark.usefixtures("queue")
def test_the_fourth_list_of_one_person_waits_until_one_is_done(cast: Cast, helene: Client) -> None:
    """One worker serves every house: nobody fills its queue."""
    ready = a_list(cast, SAID)
    work()
    for _ in range(3):
        a_list(cast, SAID)
    page = helene.post(START, {"file": SimpleUploadedFile("l.csv", as_csv([HEADER, SAID]))})
    sentence = "3 of your lists are being read or added already: wait until one of them is done."
    assert page.context["form"].errors == {"file": [sentence]}
    added = helene.post(reverse("residents:intake_add", args=[ready.pk]), follow=True)
    assert sentence in added.content.decode()
    ready.refresh_from_db()
    assert (ready.state, Intake.objects.count()) == (IntakeState.READ, 4)
    begin_intake(centre=cast.tilleuls, content=as_csv([HEADER]), by=cast.karim)
    work()
    bring_in(intake=ready, by=cast.helene)
    a_list(cast, SAID)
    a_list(cast, SAID)
    with pytest.raises(ValidationError):
        a_list(cast, SAID)


@pytest.mark.usefixtures("queue")
def test_a_list_thrown_away_while_it_waits_is_left_alone(cast: Cast, helene: Client) -> None:
    intake = a_list(cast, SAID)
    helene.post(reverse("residents:intake_discard", args=[intake.pk]))
    work()
    assert DBTaskResult.objects.successful().count() == 1
    assert not Intake.objects.exists()


@pytest.mark.usefixtures("queue")
def test_when_nothing_moves_the_page_says_what_to_do(cast: Cast, helene: Client) -> None:
    intake = a_list(cast, SAID)
    assert state_of(helene, intake)["help"] == ""
    with time_machine.travel(timezone.now() + timedelta(seconds=31), tick=False):
        assert "manage.py db_worker" in state_of(helene, intake)["help"]
        page = helene.get(reverse("residents:intake", args=[intake.pk])).content.decode()
        assert "manage.py db_worker" in page
        assert reverse("residents:intake_discard", args=[intake.pk]) in page
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        assert "cut short" in state_of(helene, intake)["help"]
        page = helene.get(reverse("residents:intake", args=[intake.pk])).content.decode()
        assert "http-equiv" not in page, "left open, it would keep the session awake"


def test_a_page_that_asks_by_itself_keeps_no_session_awake(cast: Cast, helene: Client) -> None:
    intake = Intake.objects.create(centre=cast.tilleuls, by=cast.helene)
    page = reverse("residents:intake", args=[intake.pk])
    with time_machine.travel(intake.begun_at, tick=False) as clock:
        assert helene.get(page).status_code == 200
        answers = []
        for _ in range(3):
            clock.shift(timedelta(minutes=11))
            answers.append(helene.get(reverse("residents:intake_state", args=[intake.pk])).status_code)
        assert answers == [200, 200, 302]
        assert "/account/login/" in helene.get(page).url


def test_progress_is_told_in_rows(cast: Cast, helene: Client) -> None:
    intake = Intake.objects.create(centre=cast.tilleuls, by=cast.helene, rows=400, rows_done=250)
    told = state_of(helene, intake)
    assert (told["rows"], told["done"]) == (400, 250)
    assert told["words"] == "250 rows of 400 are read."
    page = helene.get(reverse("residents:intake", args=[intake.pk])).content.decode()
    assert 'max="400" value="250"' in page

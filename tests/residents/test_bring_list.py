"""Bring a list in: read, checked, then everyone at once; twice the same list adds nobody."""

import csv
import io
import json
import time
from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cada_peers.accounts.models import Posting
from cada_peers.journal.models import Entry
from residents.actions import begin_intake, bring_in
from residents.models import Intake, IntakeState, Resident
from residents.sheets.opening import open_sheet
from tests.cast import Cast
from tests.conftest import SignIn
from tests.residents.files import HEADER, SAID, WRITERS, as_csv, as_xlsx

START = reverse("residents:intake_start")


@pytest.fixture
def helene(cast: Cast, sign_in: SignIn) -> Client:
    cast.helene.language = "en"
    cast.helene.save()
    return sign_in(cast.helene)


def hand_over(client: Client, content: bytes, name: str = "liste.csv") -> HttpResponse:
    return client.post(START, {"file": SimpleUploadedFile(name, content)}, follow=True)


def brought_in(client: Client, content: bytes) -> Intake:
    """The whole way, to the last button."""
    page = hand_over(client, content)
    intake = page.context["intake"]
    client.post(reverse("residents:intake_add", args=[intake.pk]))
    intake.refresh_from_db()
    return intake


def events() -> list[str]:
    return [event.removeprefix("residents.") for event in Entry.objects.order_by("pk").values_list("event", flat=True)]


@pytest.mark.parametrize("kind", WRITERS)
def test_a_list_is_read_checked_then_brought_in(cast: Cast, helene: Client, kind: str) -> None:
    page = hand_over(helene, WRITERS[kind]([HEADER, SAID]))
    assert "Leyla Karimi" in page.content.decode()
    assert not Resident.objects.filter(name="Leyla").exists()
    helene.post(reverse("residents:intake_add", args=[page.context["intake"].pk]))
    leyla = Resident.objects.get(name="Leyla")
    assert (leyla.family_name, leyla.display_name, leyla.arrived_on) == ("Karimi", "Leyla", date(2025, 11, 3))
    assert (leyla.centre, leyla.referent) == (cast.tilleuls, cast.helene)
    assert [(row.language, row.level) for row in leyla.languages.all()] == [("fa-AF", "native"), ("fr", "B1")]
    assert list(Resident.objects.search("karimi")) == [leyla]


def test_each_step_leaves_its_one_line(helene: Client) -> None:
    intake = brought_in(helene, as_csv([HEADER, SAID]))
    assert events()[-3:] == ["intake_begun", "intake_read", "brought_in"]
    assert Entry.objects.order_by("pk").last().amount == intake.number_added == 1


@pytest.mark.parametrize("kind", WRITERS)
def test_the_same_list_again_adds_nobody(helene: Client, kind: str) -> None:
    rows = [HEADER, SAID, ("PETROV", "Anna", "2025-10-01", "russe", ""), ("", "Bilal", "1er mars 2025", "", "")]
    assert brought_in(helene, WRITERS[kind](rows)).number_added == 3
    again = hand_over(helene, WRITERS[kind](rows)).context["intake"]
    assert (again.number_ready, again.number_known, again.number_refused) == (0, 3, 0)


def test_someone_is_known_again_whatever_case_accents_and_order_of_the_names(cast: Cast, helene: Client) -> None:
    brought_in(helene, as_csv([HEADER, ("N’Guyén", "Élodie", "03/11/2025", "", "")]))
    again = [("Prénom", "Nom", "Arrivée"), ("N'GUYEN", "elodie", "2025-11-03")]
    assert hand_over(helene, as_csv(again)).context["intake"].number_known == 1


def test_what_is_known_is_left_as_it_is(cast: Cast, helene: Client) -> None:
    rows = [("Prénom", "Nom", "Arrivée", "Téléphone", "Langues"), ("Nour", "Belkacem", "01/02/2024", "07", "klingon")]
    assert hand_over(helene, as_csv(rows)).context["intake"].number_known == 1
    cast.nour.refresh_from_db()
    assert cast.nour.phone == "06 00 00 00 01"


def test_the_same_names_on_another_day_are_someone_else_and_that_is_shown(helene: Client) -> None:
    page = hand_over(helene, as_csv([("Prénom", "Nom", "Arrivée"), ("Nour", "Belkacem", "02/02/2024")]))
    assert page.context["intake"].number_ready == 1
    assert "same names as someone here" in page.content.decode()


def test_twice_in_one_list_is_refused_with_the_row_that_it_repeats(helene: Client) -> None:
    page = hand_over(helene, as_csv([HEADER, SAID, SAID]))
    assert (page.context["intake"].number_ready, page.context["intake"].number_refused) == (1, 1)
    assert "as row 2" in page.content.decode()


def test_a_neighbour_who_lives_elsewhere_is_new_here(cast: Cast, helene: Client) -> None:
    intake = brought_in(helene, as_csv([("Prénom", "Nom", "Arrivée"), ("Tomas", "Petrov", "01/02/2024")]))
    assert intake.number_added == 1


def test_two_clicks_add_once(cast: Cast, helene: Client) -> None:
    intake = brought_in(helene, as_csv([HEADER, SAID]))
    bring_in(intake=intake, by=cast.helene)
    assert Resident.objects.filter(name="Leyla").count() == 1
    assert events().count("brought_in") == 1


def test_of_two_lists_with_the_same_people_the_second_adds_the_others_only(cast: Cast, helene: Client) -> None:
    first, second = (
        begin_intake(centre=cast.tilleuls, content=as_csv([HEADER, SAID, *more]), by=cast.helene)
        for more in ([], [("Petrov", "Anna", "01/10/2025", "", "")])
    )
    bring_in(intake=first, by=cast.helene)
    bring_in(intake=second, by=cast.helene)
    second.refresh_from_db()
    assert (second.number_added, second.number_known) == (1, 1)
    assert Resident.objects.filter(name="Leyla").count() == 1


@pytest.mark.parametrize("kind", WRITERS)
def test_refused_rows_come_back_in_the_same_format_with_their_reason(helene: Client, kind: str) -> None:
    rows = [("Note", *HEADER, "Nationalité"), ("a", *SAID, "x"), ("b", "Ali", "", "bientôt", "", "Personne", "y")]
    intake = hand_over(helene, WRITERS[kind](rows)).context["intake"]
    answer = helene.get(reverse("residents:intake_refused", args=[intake.pk]))
    sheet = open_sheet(b"".join(answer))
    assert sheet.kind == kind
    assert sheet.rows[0] == ["Note", *HEADER, "Reason"]
    assert sheet.rows[1][:3] == ["b", "Ali", ""]
    assert "“bientôt” is not a day" in sheet.rows[1][-1]
    assert "nobody of the team here is called “Personne”" in sheet.rows[1][-1]
    assert events()[-1] == "refused_rows_taken"


def test_an_old_sign_in_is_asked_again_before_the_refused_rows_leave(helene: Client) -> None:
    """And comes back to the page of the list, on which they are taken."""
    intake = hand_over(helene, as_csv([HEADER, SAID, ("", "Ali", "jamais", "", "")])).context["intake"]
    page, rows = (reverse(f"residents:{name}", args=[intake.pk]) for name in ("intake", "intake_refused"))
    with time_machine.travel(time.time() + 301):
        answer = helene.get(rows)
        assert answer.headers["location"] == f"/account/reauthenticate/?next={page}%23give-back"
        body = helene.get(page).content.decode()
    assert 'id="give-back"' in body
    assert f'<a class="btn btn-outline-primary" href="{rows}">' in body, "as a download, the question would be the file"
    assert events()[-1] != "refused_rows_taken"


def test_corrected_rows_come_in_by_the_same_door(helene: Client) -> None:
    intake = brought_in(helene, as_csv([HEADER, SAID, ("Ali", "Omar", "bientôt", "", "")]))
    given = b"".join(helene.get(reverse("residents:intake_refused", args=[intake.pk]))).decode("utf-8-sig")
    corrected = given.replace("bientôt", "12/11/2025", 1)
    assert brought_in(helene, corrected.encode()).number_added == 1


def test_a_column_that_must_not_come_in_is_named_and_nothing_of_it_is_kept(helene: Client) -> None:
    secret = "Ruritanie"
    rows = [(*HEADER, "Pays d’origine", "N° AGDREF"), (*SAID, secret, "99"), ("", "", "", "", "", secret, "98")]
    page = hand_over(helene, as_csv([*rows, ("Ali", "", "jamais", "", "", secret, "97")]))
    shown = page.content.decode()
    assert "Pays d’origine" in shown
    assert "N° AGDREF" in shown
    intake = page.context["intake"]
    assert secret not in shown + intake.ready + intake.refused + intake.content


def test_the_name_of_the_file_is_not_kept(cast: Cast, helene: Client) -> None:
    page = hand_over(helene, as_csv([HEADER, SAID]), name="residents-du-foyer.csv")
    intake = page.context["intake"]
    kept = json.dumps({field.name: str(getattr(intake, field.attname)) for field in Intake._meta.fields})
    assert "foyer" not in kept + page.content.decode()


def test_what_a_list_held_leaves_with_its_last_step(helene: Client) -> None:
    intake = hand_over(helene, as_csv([HEADER, SAID])).context["intake"]
    assert intake.content == ""
    helene.post(reverse("residents:intake_add", args=[intake.pk]))
    intake.refresh_from_db()
    assert (intake.state, intake.ready) == (IntakeState.ADDED, "")


def test_a_list_thrown_away_is_gone(helene: Client) -> None:
    intake = hand_over(helene, as_csv([HEADER, SAID])).context["intake"]
    helene.post(reverse("residents:intake_discard", args=[intake.pk]))
    assert not Intake.objects.exists()
    assert events()[-1] == "intake_discarded"


def test_a_list_of_yesterday_is_found_no_more_even_before_it_is_forgotten(helene: Client) -> None:
    intake = hand_over(helene, as_csv([HEADER, SAID, ("", "Ali", "jamais", "", "")])).context["intake"]
    Intake.objects.update(begun_at=timezone.now() - timedelta(days=1))
    for name in ("intake", "intake_state", "intake_refused"):
        assert helene.get(reverse(f"residents:{name}", args=[intake.pk])).status_code == 404, name
    assert helene.get(START).context["lists"].count() == 0


def test_yesterday_is_forgotten_at_the_next_list_of_anyone(cast: Cast, helene: Client) -> None:
    old = hand_over(helene, as_csv([HEADER, SAID])).context["intake"]
    Intake.objects.update(begun_at=timezone.now() - timedelta(days=1, minutes=1))
    begin_intake(centre=cast.erables, content=as_csv([HEADER, SAID]), by=cast.victor)
    assert not Intake.objects.filter(pk=old.pk).exists()


def test_yesterday_is_forgotten_by_a_command_too(cast: Cast, helene: Client) -> None:
    hand_over(helene, as_csv([HEADER, SAID]))
    call_command("empty_intakes", verbosity=0)
    assert Intake.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        call_command("empty_intakes", verbosity=0)
    assert not Intake.objects.exists()


def test_a_list_is_for_the_eyes_of_whoever_brought_it(cast: Cast, helene: Client, sign_in: SignIn) -> None:
    intake = hand_over(helene, as_csv([HEADER, SAID])).context["intake"]
    for name in ("intake", "intake_state", "intake_refused"):
        assert sign_in(cast.claire).get(reverse(f"residents:{name}", args=[intake.pk])).status_code == 404
    assert sign_in(cast.claire).get(START).context["lists"].count() == 0


def test_whoever_left_the_team_meanwhile_adds_nobody(cast: Cast, helene: Client) -> None:
    intake = begin_intake(centre=cast.tilleuls, content=as_csv([HEADER, SAID]), by=cast.helene)
    Posting.objects.filter(user=cast.helene).update(ends_on="2024-06-01")
    assert helene.post(reverse("residents:intake_add", args=[intake.pk])).status_code == 403
    assert not Resident.objects.filter(name="Leyla").exists()


def test_an_empty_list_to_fill_is_understood_in_both_languages(helene: Client) -> None:
    for language in ("fr", "en"):
        for kind in WRITERS:
            answer = helene.get(
                reverse("residents:intake_template"), {"kind": kind}, headers={"accept-language": language}
            )
            content = b"".join(answer)
            page = hand_over(helene, content)
            assert page.context["intake"].problem.startswith("The columns have names, but nobody"), (language, kind)


def test_a_former_resident_comes_in_with_the_day_they_left(helene: Client) -> None:
    rows = [("Prénom", "Entrée", "Date de sortie"), ("Samira", "01/02/2023", "15/03/2024")]
    brought_in(helene, as_csv(rows))
    samira = Resident.objects.get(name="Samira")
    assert samira.departed_on == samira.last_contact_on == date(2024, 3, 15)


def test_the_first_five_and_twenty_are_shown_and_the_others_counted(helene: Client) -> None:
    rows = [HEADER, *[("Nom", f"Prénom{chr(97 + n)}", "03/11/2025", "", "") for n in range(26)]]
    page = hand_over(helene, as_csv(rows))
    assert len(page.context["preview"].people) == 25
    assert "Add 26 people" in page.content.decode()


def test_dates_of_a_sheet_and_numbers_without_their_first_zero_are_understood(helene: Client) -> None:
    rows = [("Prénom", "Arrivée", "Départ", "Tél"), ("Leyla", date(2025, 11, 3), 45992, 612345678)]
    brought_in(helene, as_xlsx(rows))
    leyla = Resident.objects.get(name="Leyla")
    assert (leyla.arrived_on, leyla.departed_on, leyla.phone) == (date(2025, 11, 3), date(2025, 12, 1), "0612345678")


def test_rows_given_back_do_nothing_when_opened(helene: Client) -> None:
    intake = hand_over(helene, as_csv([HEADER, ("=1+1", "+x", "@y", "-z", "|w")])).context["intake"]
    given = b"".join(helene.get(reverse("residents:intake_refused", args=[intake.pk]))).decode("utf-8-sig")
    row = list(csv.reader(io.StringIO(given), delimiter=";"))[1]
    assert row[:5] == ["'=1+1", "'+x", "'@y", "'-z", "'|w"]

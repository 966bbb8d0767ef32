"""What may be done to a row is held by the database. SQLite drops the triggers of a table that a migration alters."""

import pytest
from django.db import connection

HELD = {
    "accounts_posting": {"posting_overlap_insert", "posting_overlap_update"},
    "assessments_campaign": {"campaign_stays_closed"},
    "assessments_invitee": {"invitee_has_answered_for_good"},
    "assessments_response": {"campaign_closed_takes_no_answer"},
    "assessments_review": {"review_decided_for_good"},
    "documents_paper": {"paper_is_frozen"},
    "journal_entry": {"journal_keeps_a_year", "journal_never_changes"},
    "peerhelpers_peerhelper": {"pathway_begins_as_a_candidate", "pathway_follows_its_map"},
}
# SQLite has no TRUNCATE.
MORE_ON_POSTGRESQL = {"journal_entry": {"journal_is_not_emptied"}}
LISTED = {
    "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT relname, tgname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid WHERE NOT tgisinternal",
}


@pytest.mark.django_db
def test_every_trigger_is_in_place_after_all_migrations() -> None:
    with connection.cursor() as cursor:
        cursor.execute(LISTED[connection.vendor])
        found: dict[str, set[str]] = {}
        for table, name in cursor.fetchall():
            found.setdefault(table, set()).add(name)
    more = MORE_ON_POSTGRESQL if connection.vendor == "postgresql" else {}
    assert found == {table: names | more.get(table, set()) for table, names in HELD.items()}

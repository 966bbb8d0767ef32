"""Two postings of one person in the same role and place never share a day, closed ones included."""

from django.db import migrations

from cada_peers.database import refuse

OVERLAP = """EXISTS (
    SELECT 1 FROM accounts_posting p
    WHERE p.user_id = NEW.user_id AND p.role = NEW.role AND p.id <> NEW.id
      AND COALESCE(CAST(p.centre_id AS text), '') = COALESCE(CAST(NEW.centre_id AS text), '')
      AND COALESCE(CAST(p.operator_id AS text), '') = COALESCE(CAST(NEW.operator_id AS text), '')
      AND (p.ends_on IS NULL OR p.ends_on > NEW.starts_on)
      AND (NEW.ends_on IS NULL OR p.starts_on < NEW.ends_on)
)"""
MESSAGE = "postings of one person in one role and place overlap"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [
        refuse(
            name=f"posting_overlap_{event.lower()}",
            table="accounts_posting",
            event=event,
            when=OVERLAP,
            message=MESSAGE,
        )
        for event in ("INSERT", "UPDATE")
    ]

"""The bytes of a paper never change. (Erasing a person removes the paper as a whole.)"""

from django.db import migrations

from cada_peers.database import refuse


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [
        refuse(
            name="paper_is_frozen",
            table="documents_paper",
            event="UPDATE",
            when="OLD.content <> NEW.content OR OLD.sha256 <> NEW.sha256"
            " OR OLD.template_version <> NEW.template_version OR OLD.kind <> NEW.kind"
            " OR OLD.centre_id <> NEW.centre_id OR OLD.made_at <> NEW.made_at",
            message="a paper is frozen: a correction is a new paper",
        ),
    ]

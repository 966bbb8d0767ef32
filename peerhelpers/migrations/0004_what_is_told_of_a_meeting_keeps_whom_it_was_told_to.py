"""How a meeting felt keeps whom it was told to: until then, whoever was named referent read all that came before.

What was told already stays with the referent of today, who may have read it.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KEEP = """
    UPDATE peerhelpers_participation SET told_to_id = (
        SELECT file.referent_id FROM peerhelpers_peerhelper file
        WHERE file.id = peerhelpers_participation.peer_helper_id
    ) WHERE mood <> '' OR line <> ''
"""


class Migration(migrations.Migration):
    dependencies = [
        ("peerhelpers", "0003_a_request_to_talk_keeps_whom_it_was_sent_to"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            "participation",
            "told_to",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="told to",
            ),
        ),
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
    ]

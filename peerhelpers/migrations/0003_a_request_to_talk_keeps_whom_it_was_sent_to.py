"""A request to talk keeps whom it was sent to: until then, whoever was named referent read all that came before.

What was sent already stays with the referent of today, who may have read it.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KEEP = """
    UPDATE peerhelpers_talkrequest SET asked_of_id = (
        SELECT file.referent_id FROM peerhelpers_peerhelper file WHERE file.id = peerhelpers_talkrequest.peer_helper_id
    )
"""


class Migration(migrations.Migration):
    dependencies = [
        ("peerhelpers", "0002_the_pathway_follows_its_map"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            "talkrequest",
            "asked_of",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="asked of",
            ),
        ),
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
    ]

"""To read what was noted in one's interviews is asked of somebody who may read it, not of the referent of the file."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("peerhelpers", "0004_what_is_told_of_a_meeting_keeps_whom_it_was_told_to")]
    operations = [
        migrations.AddField("talkrequest", "about_notes", models.BooleanField(default=False, editable=False)),
    ]

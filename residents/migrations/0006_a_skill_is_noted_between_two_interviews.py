from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("residents", "0005_a_house_says_a_shared_skill_in_its_own_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="skillfound",
            name="noted_apart",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddConstraint(
            model_name="skillfound",
            constraint=models.CheckConstraint(
                condition=models.Q(("noted_apart", False), ("confirmed_on__isnull", True), _connector="OR"),
                name="skill_noted_apart_until_confirmed",
            ),
        ),
    ]

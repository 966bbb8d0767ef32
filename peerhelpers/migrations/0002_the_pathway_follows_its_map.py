"""A status moves only along the map of `peerhelpers.models.helper.NEXT`, and a file begins as a candidate."""

from django.db import migrations

from cada_peers.database import refuse

STEPS = {
    "candidate": ("formalised", "stopped"),
    "formalised": ("engaged", "stopped"),
    "engaged": ("in_trial", "stopped"),
    "in_trial": ("approved", "stopped"),
    "approved": ("stopped",),
}
ALLOWED = " OR ".join(
    f"(OLD.status = '{before}' AND NEW.status = '{after}')" for before, afters in STEPS.items() for after in afters
)


class Migration(migrations.Migration):
    dependencies = [("peerhelpers", "0001_initial")]
    operations = [
        refuse(
            name="pathway_follows_its_map",
            table="peerhelpers_peerhelper",
            event="UPDATE",
            when=f"OLD.status <> NEW.status AND NOT ({ALLOWED})",
            message="this step is not on the map of the pathway",
        ),
        refuse(
            name="pathway_begins_as_a_candidate",
            table="peerhelpers_peerhelper",
            event="INSERT",
            when="NEW.status <> 'candidate'",
            message="a file begins as a candidate",
        ),
    ]

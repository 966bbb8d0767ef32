"""A closed questionnaire stays closed and takes no answer; who has answered stays so; a decision stays."""

from django.db import migrations

from cada_peers.database import refuse

CLOSED = (
    "EXISTS (SELECT 1 FROM assessments_campaign campaign "
    "WHERE campaign.id = NEW.campaign_id AND campaign.closed_on IS NOT NULL)"
)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]
    operations = [
        refuse(
            name="campaign_stays_closed",
            table="assessments_campaign",
            event="UPDATE",
            when="OLD.closed_on IS NOT NULL AND (NEW.closed_on IS NULL OR NEW.closed_on <> OLD.closed_on)",
            message="a closed questionnaire is not opened again",
        ),
        refuse(
            name="campaign_closed_takes_no_answer",
            table="assessments_response",
            event="INSERT",
            when=CLOSED,
            message="this questionnaire is closed",
        ),
        refuse(
            name="invitee_has_answered_for_good",
            table="assessments_invitee",
            event="UPDATE",
            when={
                "sqlite": "OLD.has_answered = 1 AND NEW.has_answered = 0",
                "postgresql": "OLD.has_answered AND NOT NEW.has_answered",
            },
            message="whoever has answered cannot answer again",
        ),
        refuse(
            name="review_decided_for_good",
            table="assessments_review",
            event="UPDATE",
            when="OLD.decided_on IS NOT NULL AND (NEW.decided_on IS NULL OR NEW.decision <> OLD.decision)",
            message="a decision is not taken back: prepare another review",
        ),
    ]

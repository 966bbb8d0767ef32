"""What this room writes in the journal. An answer has no author there: the journal keeps the hour."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cada_peers.journal.record import readable
from cada_peers.journal.told import tell


@readable
class Event(models.TextChoices):
    # Readings: one line for each page that shows a person.
    LIST_READ = "assessments.list_read", _("list of the reviews read")
    VOICES_READ = "assessments.voices_read", _("points of view on a peer helper read")
    CAMPAIGN_READ = "assessments.campaign_read", _("progress or results of a questionnaire read")
    QUESTIONNAIRE_READ = "assessments.questionnaire_read", _("questionnaire opened by someone invited")
    FORM_READ = "assessments.form_read", _("form about a peer helper opened")
    REVIEW_READ = "assessments.review_read", _("review read")
    OWN_REVIEW_READ = "assessments.own_review_read", _("own review read by the peer helper")
    # Questionnaires.
    CAMPAIGN_OPENED = "assessments.campaign_opened", _("questionnaire opened")
    ANSWERED = "assessments.answered", _("questionnaire answered by one of the people invited")
    CAMPAIGN_CLOSED = "assessments.campaign_closed", _("questionnaire closed")
    # Words, observations, reviews.
    FEEDBACK_NOTED = "assessments.feedback_noted", _("words of a person helped noted")
    OBSERVATION_NOTED = "assessments.observation_noted", _("observation noted")
    REVIEW_PREPARED = "assessments.review_prepared", _("review prepared")
    REVIEW_DECIDED = "assessments.review_decided", _("review decided")
    REVIEW_SHARED = "assessments.review_shared", _("review shared with the peer helper")


# To the person whom it is about.
tell(
    {
        Event.REVIEW_READ: _("read one of your reviews"),
        Event.REVIEW_PREPARED: _("prepared your review"),
        Event.REVIEW_DECIDED: _("took the decision of your review"),
        Event.REVIEW_SHARED: _("shared your review with you"),
        Event.VOICES_READ: _("read the points of view on you"),
        Event.CAMPAIGN_READ: _("read where a questionnaire about you stands"),
        Event.FORM_READ: _("opened a form about you"),
        Event.CAMPAIGN_OPENED: _("asked for points of view on you"),
        Event.CAMPAIGN_CLOSED: _("closed a questionnaire about you"),
        Event.FEEDBACK_NOTED: _("noted words of a person whom you helped"),
        Event.OBSERVATION_NOTED: _("noted an observation about you"),
    }
)

"""What the team, the peers and the people helped say, and what is decided from it."""

from assessments.models.questionnaire import (
    Answer,
    Audience,
    Campaign,
    Invitee,
    Question,
    Questionnaire,
    Response,
)
from assessments.models.review import Decision, Review
from assessments.models.voice import BeneficiaryFeedback, Criterion, Observation

__all__ = [
    "Answer",
    "Audience",
    "BeneficiaryFeedback",
    "Campaign",
    "Criterion",
    "Decision",
    "Invitee",
    "Observation",
    "Question",
    "Questionnaire",
    "Response",
    "Review",
]

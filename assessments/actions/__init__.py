"""What can be done in this room: each verb checks who asks, keeps the rules, and writes one journal line.

A refusal that the person can mend is a `ValidationError` with a sentence (beside its field when it has one).
"""

from assessments.actions.answering import answer
from assessments.actions.campaigns import close_campaign, open_campaign
from assessments.actions.reviews import decide, prepare_review, share_review
from assessments.actions.voices import note_feedback, note_observation

__all__ = [
    "answer",
    "close_campaign",
    "decide",
    "note_feedback",
    "note_observation",
    "open_campaign",
    "prepare_review",
    "share_review",
]

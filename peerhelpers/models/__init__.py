"""The pathway: helper, formalisation, commitments, trial, missions, recognition, care."""

from peerhelpers.models.care import Pause, TalkRequest
from peerhelpers.models.commitment import Commitment, CommitmentKind
from peerhelpers.models.function import Function
from peerhelpers.models.helper import FormalisationMeeting, PeerHelper, Status
from peerhelpers.models.mission import Assignment, Meeting, Mission, Participation
from peerhelpers.models.recognition import Badge, Certificate
from peerhelpers.models.trial import Trial, TrialFunction

__all__ = [
    "Assignment",
    "Badge",
    "Certificate",
    "Commitment",
    "CommitmentKind",
    "FormalisationMeeting",
    "Function",
    "Meeting",
    "Mission",
    "Participation",
    "Pause",
    "PeerHelper",
    "Status",
    "TalkRequest",
    "Trial",
    "TrialFunction",
]

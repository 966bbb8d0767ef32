"""What can be done in this room: each verb checks who asks, keeps the rules, and writes one journal line.

A refusal that the person can mend is a `ValidationError` with a sentence (beside its field when it has one).
"""

from peerhelpers.actions.commitments import (
    discard_commitment,
    prepare_commitment,
    prepare_commitments,
    sign_commitment,
)
from peerhelpers.actions.meetings import answer_meeting, cancel_meeting, note_done, plan_meeting
from peerhelpers.actions.missions import (
    accept_mission,
    change_mission,
    create_mission,
    decline_mission,
    end_mission,
    propose_mission,
)
from peerhelpers.actions.pathway import approve, change_file, end_status, formalise, identify
from peerhelpers.actions.trials import add_function, end_function, extend_trial, start_trial

__all__ = [
    "accept_mission",
    "add_function",
    "answer_meeting",
    "approve",
    "cancel_meeting",
    "change_file",
    "change_mission",
    "create_mission",
    "decline_mission",
    "discard_commitment",
    "end_function",
    "end_mission",
    "end_status",
    "extend_trial",
    "formalise",
    "identify",
    "note_done",
    "plan_meeting",
    "prepare_commitment",
    "prepare_commitments",
    "propose_mission",
    "sign_commitment",
    "start_trial",
]

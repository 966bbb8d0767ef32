"""What can be done in this room: each verb checks who asks, keeps the rules, and writes one journal line.

A refusal that the person can mend is a `ValidationError` with a sentence (beside its field when it has one).
"""

from peerhelpers.actions.accounts import open_account
from peerhelpers.actions.care import ask_to_talk, mark_talk_seen, pause, reader_of, resume, send_talk_on, stop
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
from peerhelpers.actions.recognition import (
    end_badge,
    hand_over_badge,
    issue_badge,
    issue_certificate,
    revoke_certificate,
    switch_verification,
)
from peerhelpers.actions.trials import add_function, end_function, extend_trial, start_trial

__all__ = [
    "accept_mission",
    "add_function",
    "answer_meeting",
    "approve",
    "ask_to_talk",
    "cancel_meeting",
    "change_file",
    "change_mission",
    "create_mission",
    "decline_mission",
    "discard_commitment",
    "end_badge",
    "end_function",
    "end_mission",
    "end_status",
    "extend_trial",
    "formalise",
    "hand_over_badge",
    "identify",
    "issue_badge",
    "issue_certificate",
    "mark_talk_seen",
    "note_done",
    "open_account",
    "pause",
    "plan_meeting",
    "prepare_commitment",
    "prepare_commitments",
    "propose_mission",
    "reader_of",
    "resume",
    "revoke_certificate",
    "send_talk_on",
    "sign_commitment",
    "start_trial",
    "stop",
    "switch_verification",
]

"""What can be done in this room. Every verb takes `by`, checks the right, and writes one journal line."""

from residents.actions.agreement import end_agreement, note_agreement
from residents.actions.cards import change_card, confirm_card, put_card, withdraw_card
from residents.actions.catalogue import add_skill, change_skill, keep_skill, set_aside_skill, take_back_skill
from residents.actions.drafts import discard_draft, take_over_draft
from residents.actions.handing_over import hand_over
from residents.actions.intakes import begin_intake, bring_in, discard_intake, empty_old_intakes
from residents.actions.interviews import kinds_to_begin, save_interview, start_interview
from residents.actions.introductions import (
    accept_introduction,
    arrange_introduction,
    decline_introduction,
    note_held,
    note_yes,
    propose_introduction,
)
from residents.actions.merging import merge_skills
from residents.actions.preidentifying import preidentify_skill, take_back_preidentified
from residents.actions.reading_back import confirm_interview
from residents.actions.residents import (
    add_resident,
    change_resident,
    key_of_resident,
    note_departure,
    note_return,
    remove_resident,
)
from residents.actions.sharing import keep_for_oneself, share_skill
from residents.actions.skills import create_skill, note_skill, remove_skill
from residents.actions.ties import end_keeping_apart, keep_apart, note_tie, remove_tie
from residents.actions.wording import reword_skill, take_words_back

__all__ = [
    "accept_introduction",
    "add_resident",
    "add_skill",
    "arrange_introduction",
    "begin_intake",
    "bring_in",
    "change_card",
    "change_resident",
    "change_skill",
    "confirm_card",
    "confirm_interview",
    "create_skill",
    "decline_introduction",
    "discard_draft",
    "discard_intake",
    "empty_old_intakes",
    "end_agreement",
    "end_keeping_apart",
    "hand_over",
    "keep_apart",
    "keep_for_oneself",
    "keep_skill",
    "key_of_resident",
    "kinds_to_begin",
    "merge_skills",
    "note_agreement",
    "note_departure",
    "note_held",
    "note_return",
    "note_skill",
    "note_tie",
    "note_yes",
    "preidentify_skill",
    "propose_introduction",
    "put_card",
    "remove_resident",
    "remove_skill",
    "remove_tie",
    "reword_skill",
    "save_interview",
    "set_aside_skill",
    "share_skill",
    "start_interview",
    "take_back_preidentified",
    "take_back_skill",
    "take_over_draft",
    "take_words_back",
    "withdraw_card",
]

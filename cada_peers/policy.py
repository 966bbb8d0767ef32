"""Every address of the application: who may call it, and how many queries a page may cost.

The middleware enforces the table, the tests walk the resolver against it: an address without a row answers nobody and
fails the suite. A row names the right that opens the address *somewhere*; which rows a person then finds is said by
`visible_to`, and where they may act by `require` in the action.
"""

from dataclasses import dataclass
from enum import Enum

from cada_peers.accounts.permissions import Permission as P


class Anyone(Enum):
    PUBLIC = "without an account"
    SIGNED_IN = "any account"


PUBLIC, SIGNED_IN = Anyone.PUBLIC, Anyone.SIGNED_IN


@dataclass(frozen=True)
class Rule:
    """`queries`: the most that a GET may need, whatever the number of rows; None for addresses that only write.

    `by_itself`: asked again and again by a page that is open, with nobody before it: it keeps no session awake.
    """

    allow: P | Anyone
    queries: int | None = None
    by_itself: bool = False


POLICY: dict[str, Rule] = {
    # --- the house ---
    "home": Rule(SIGNED_IN, 9),
    "health": Rule(PUBLIC, 4),
    "set_language": Rule(PUBLIC),
    # --- sign-in (django-allauth) ---
    "account_login": Rule(PUBLIC, 1),
    "account_logout": Rule(PUBLIC, 2),
    "account_reauthenticate": Rule(SIGNED_IN, 8),
    "account_change_password": Rule(SIGNED_IN, 4),
    "account_reset_password": Rule(PUBLIC, 3),
    "account_reset_password_done": Rule(PUBLIC, 3),
    "account_reset_password_from_key": Rule(PUBLIC, 3),
    "account_reset_password_from_key_done": Rule(PUBLIC, 3),
    "mfa_index": Rule(SIGNED_IN, 6),
    "mfa_authenticate": Rule(PUBLIC, 6),
    "mfa_reauthenticate": Rule(SIGNED_IN, 8),
    "mfa_activate_totp": Rule(SIGNED_IN, 3),
    "mfa_deactivate_totp": Rule(SIGNED_IN, 10),
    "mfa_generate_recovery_codes": Rule(SIGNED_IN, 5),
    "mfa_view_recovery_codes": Rule(SIGNED_IN, 10),
    "usersessions_list": Rule(SIGNED_IN, 5),
    # --- accounts ---
    "accounts:switch_posting": Rule(SIGNED_IN),
    "accounts:members": Rule(P.INVITE_MEMBERS, 6),
    "accounts:invite_member": Rule(P.INVITE_MEMBERS, 3),
    # Management for its centre, the platform for the doors that it opens: the query says which (404 otherwise).
    "accounts:end_posting": Rule(SIGNED_IN, 7),
    "accounts:reset_second_factor": Rule(SIGNED_IN, 7),
    "accounts:withdraw_invitation": Rule(SIGNED_IN),
    "accounts:resend_invitation": Rule(SIGNED_IN),
    "accounts:accept_invitation": Rule(PUBLIC, 4),
    "accounts:operators": Rule(P.MANAGE_OPERATORS, 4),
    "accounts:add_operator": Rule(P.MANAGE_OPERATORS, 3),
    "accounts:operator": Rule(P.MANAGE_OPERATORS, 7),
    "accounts:add_centre": Rule(P.MANAGE_OPERATORS, 4),
    "accounts:invite_head_office": Rule(P.MANAGE_OPERATORS, 4),
    "accounts:invite_manager": Rule(P.MANAGE_OPERATORS, 4),
    # --- journal ---
    "journal:list": Rule(SIGNED_IN, 5),
    # --- documents ---
    "documents:verify": Rule(PUBLIC, 4),
    # --- residents ---
    "residents:list": Rule(P.VIEW_RESIDENTS, 10),
    "residents:add": Rule(P.WRITE_RESIDENTS, 4),
    "residents:hand_over": Rule(P.WRITE_RESIDENTS, 9),
    "residents:detail": Rule(P.VIEW_RESIDENTS, 12),
    "residents:my_record": Rule(P.OWN_PATHWAY, 10),
    "residents:edit": Rule(P.WRITE_RESIDENTS, 8),
    "residents:depart": Rule(P.WRITE_RESIDENTS, 11),
    "residents:come_back": Rule(P.WRITE_RESIDENTS),
    "residents:agreement": Rule(P.WRITE_RESIDENTS, 6),
    "residents:agreement_end": Rule(P.WRITE_RESIDENTS),
    "residents:my_agreement_end": Rule(P.OWN_PATHWAY),
    "residents:remove": Rule(P.REMOVE_RESIDENTS),
    "residents:intake_start": Rule(P.WRITE_RESIDENTS, 4),
    "residents:intake_template": Rule(P.WRITE_RESIDENTS, 3),
    "residents:intake": Rule(P.WRITE_RESIDENTS, 4),
    "residents:intake_state": Rule(P.WRITE_RESIDENTS, 4, by_itself=True),
    "residents:intake_add": Rule(P.WRITE_RESIDENTS),
    "residents:intake_discard": Rule(P.WRITE_RESIDENTS),
    "residents:intake_refused": Rule(P.WRITE_RESIDENTS, 4),
    "residents:take_out": Rule(P.EXPORT_RESIDENTS, 7),
    "residents:tie_add": Rule(P.WRITE_RESIDENTS, 6),
    "residents:tie_remove": Rule(P.WRITE_RESIDENTS),
    "residents:apart_add": Rule(P.WRITE_RESIDENTS, 7),
    "residents:apart_remove": Rule(P.WRITE_RESIDENTS),
    "residents:interview_start": Rule(P.WRITE_INTERVIEWS),
    "residents:interview": Rule(P.WRITE_INTERVIEWS, 9),
    "residents:interview_confirm": Rule(P.WRITE_INTERVIEWS, 6),
    "residents:interview_take_over": Rule(P.WRITE_INTERVIEWS),
    "residents:interview_discard": Rule(P.WRITE_INTERVIEWS),
    "residents:skill_note": Rule(P.WRITE_INTERVIEWS),
    "residents:skill_preidentify": Rule(P.WRITE_INTERVIEWS, 7),
    "residents:skill_take_off": Rule(P.WRITE_INTERVIEWS),
    "residents:skill_card": Rule(P.WRITE_INTERVIEWS),
    "residents:skill_keep_for_oneself": Rule(P.WRITE_INTERVIEWS),
    "residents:skill_remove": Rule(P.WRITE_INTERVIEWS),
    "residents:box": Rule(P.VIEW_CARDS, 10),
    "residents:my_cards": Rule(P.OWN_CARDS, 6),
    "residents:still_true": Rule(P.WRITE_CARDS, 4),
    "residents:pile": Rule(P.WRITE_CARDS, 8),
    "residents:pile_hung": Rule(P.WRITE_CARDS, 7),
    "residents:cards_print": Rule(P.WRITE_CARDS, 7),
    "residents:cards_paper": Rule(P.WRITE_CARDS, 7),
    "residents:card": Rule(P.VIEW_CARDS, 12),
    "residents:card_add": Rule(P.OWN_CARDS, 10),
    "residents:card_edit": Rule(P.OWN_CARDS, 11),
    "residents:card_confirm": Rule(P.OWN_CARDS),
    "residents:card_withdraw": Rule(P.OWN_CARDS),
    "residents:skills": Rule(P.WRITE_INTERVIEWS, 7),
    "residents:skill_add": Rule(P.EDIT_CATALOGUE, 4),
    "residents:competences": Rule(P.VIEW_COMPETENCES, 9),
    "residents:skill": Rule(P.WRITE_INTERVIEWS, 8),
    "residents:skill_edit": Rule(P.EDIT_CATALOGUE, 5),
    "residents:skill_words": Rule(P.EDIT_CATALOGUE, 8),
    "residents:skill_words_back": Rule(P.EDIT_CATALOGUE),
    "residents:skill_merge": Rule(P.EDIT_CATALOGUE, 6),
    "residents:skill_keep": Rule(P.EDIT_CATALOGUE),
    "residents:skill_set_aside": Rule(P.EDIT_CATALOGUE),
    "residents:skill_take_back": Rule(P.EDIT_CATALOGUE),
    "residents:introductions": Rule(P.WRITE_CARDS, 7),
    "residents:matching_rule": Rule(P.WRITE_CARDS, 3),
    "residents:my_introductions": Rule(P.OWN_CARDS, 8),
    "residents:introduction_propose": Rule(P.WRITE_CARDS),
    "residents:introduction": Rule(P.WRITE_CARDS, 8),
    "residents:introduction_note_yes": Rule(P.WRITE_CARDS),
    "residents:introduction_note_no": Rule(P.WRITE_CARDS),
    "residents:introduction_arrange": Rule(P.WRITE_CARDS),
    "residents:introduction_held": Rule(P.WRITE_CARDS),
    "residents:introduction_accept": Rule(P.OWN_CARDS),
    "residents:introduction_decline": Rule(P.OWN_CARDS),
    # --- peerhelpers ---
    "peerhelpers:list": Rule(P.VIEW_PEER_HELPERS, 10),
    "peerhelpers:candidates": Rule(P.VIEW_PEER_HELPERS, 8),
    "peerhelpers:identify": Rule(P.WRITE_PEER_HELPERS, 5),
    "peerhelpers:detail": Rule(P.VIEW_PEER_HELPERS, 12),
    "peerhelpers:change": Rule(P.WRITE_PEER_HELPERS, 5),
    "peerhelpers:formalise": Rule(P.WRITE_PEER_HELPERS, 4),
    "peerhelpers:end": Rule(P.DECIDE_STATUS, 4),
    "peerhelpers:note_pause": Rule(P.WRITE_PEER_HELPERS),
    "peerhelpers:note_resume": Rule(P.WRITE_PEER_HELPERS),
    "peerhelpers:prepare_commitment": Rule(P.PREPARE_PAPERS, 8),
    "peerhelpers:sign_commitment": Rule(P.SIGN_PAPERS, 5),
    "peerhelpers:discard_commitment": Rule(P.PREPARE_PAPERS),
    "peerhelpers:start_trial": Rule(P.WRITE_PEER_HELPERS, 6),
    "peerhelpers:add_function": Rule(P.WRITE_PEER_HELPERS, 7),
    "peerhelpers:end_function": Rule(P.WRITE_PEER_HELPERS, 7),
    "peerhelpers:missions": Rule(P.VIEW_MISSIONS, 7),
    "peerhelpers:create_mission": Rule(P.WRITE_MISSIONS, 5),
    "peerhelpers:mission": Rule(P.VIEW_MISSIONS, 10),
    "peerhelpers:change_mission": Rule(P.WRITE_MISSIONS, 6),
    "peerhelpers:end_mission": Rule(P.WRITE_MISSIONS),
    "peerhelpers:propose_mission": Rule(P.WRITE_MISSIONS, 6),
    "peerhelpers:note_yes": Rule(P.WRITE_MISSIONS),
    "peerhelpers:note_not_this_time": Rule(P.WRITE_MISSIONS),
    "peerhelpers:plan_meeting": Rule(P.WRITE_MISSIONS, 4),
    "peerhelpers:cancel_meeting": Rule(P.WRITE_MISSIONS),
    "peerhelpers:note_done": Rule(P.WRITE_MISSIONS, 4),
    "peerhelpers:badges": Rule(P.PREPARE_PAPERS, 5),
    "peerhelpers:issue_badge": Rule(P.ISSUE_RECOGNITION, 11),
    "peerhelpers:badge": Rule(P.PREPARE_PAPERS, 4),
    "peerhelpers:hand_over_badge": Rule(P.PREPARE_PAPERS),
    "peerhelpers:lose_badge": Rule(P.ISSUE_RECOGNITION),
    "peerhelpers:return_badge": Rule(P.ISSUE_RECOGNITION),
    "peerhelpers:issue_certificate": Rule(P.ISSUE_RECOGNITION, 6),
    "peerhelpers:certificate": Rule(P.PREPARE_PAPERS, 4),
    "peerhelpers:revoke_certificate": Rule(P.ISSUE_RECOGNITION),
    "peerhelpers:paper": Rule(P.PREPARE_PAPERS, 5),
    "peerhelpers:open_account": Rule(P.INVITE_MEMBERS, 5),
    "peerhelpers:talk_request": Rule(P.WRITE_PEER_HELPERS, 4),
    "peerhelpers:mark_talk_seen": Rule(P.WRITE_PEER_HELPERS),
    "peerhelpers:my_page": Rule(P.OWN_PATHWAY, 9),
    "peerhelpers:my_missions": Rule(P.OWN_PATHWAY, 8),
    "peerhelpers:accept_my_mission": Rule(P.OWN_PATHWAY),
    "peerhelpers:decline_my_mission": Rule(P.OWN_PATHWAY),
    "peerhelpers:come_to_meeting": Rule(P.OWN_PATHWAY),
    "peerhelpers:skip_meeting": Rule(P.OWN_PATHWAY),
    "peerhelpers:tell_meeting": Rule(P.OWN_PATHWAY, 6),
    "peerhelpers:my_papers": Rule(P.OWN_PATHWAY, 8),
    "peerhelpers:my_paper": Rule(P.OWN_PATHWAY, 5),
    "peerhelpers:hide_my_verification": Rule(P.OWN_PATHWAY),
    "peerhelpers:show_my_verification": Rule(P.OWN_PATHWAY),
    "peerhelpers:talk": Rule(P.OWN_PATHWAY, 7),
    "peerhelpers:ask_for_notes": Rule(P.OWN_PATHWAY, 9),
    "peerhelpers:send_talk_on": Rule(P.OWN_PATHWAY),
    "peerhelpers:pause_or_stop": Rule(P.OWN_PATHWAY, 5),
    "peerhelpers:begin_my_pause": Rule(P.OWN_PATHWAY),
    "peerhelpers:end_my_pause": Rule(P.OWN_PATHWAY),
    "peerhelpers:stop_for_good": Rule(P.OWN_PATHWAY, 4),
    "peerhelpers:who_read": Rule(P.OWN_PATHWAY, 5),
    # --- assessments ---
    "assessments:reviews": Rule(P.VIEW_REVIEWS, 7),
    "assessments:reviews_of": Rule(P.VIEW_REVIEWS, 11),
    "assessments:campaign_open": Rule(P.RUN_QUESTIONNAIRES, 6),
    "assessments:feedback_add": Rule(P.RUN_QUESTIONNAIRES, 4),
    "assessments:observation_add": Rule(P.RUN_QUESTIONNAIRES, 5),
    "assessments:review_prepare": Rule(P.VIEW_REVIEWS, 11),
    "assessments:campaign": Rule(P.RUN_QUESTIONNAIRES, 4),
    "assessments:campaign_close": Rule(P.RUN_QUESTIONNAIRES),
    "assessments:review": Rule(P.VIEW_REVIEWS, 7),
    "assessments:review_decide": Rule(P.DECIDE_STATUS, 10),
    "assessments:review_share": Rule(P.VIEW_REVIEWS),
    "assessments:answer": Rule(P.ANSWER_QUESTIONNAIRES, 6),
    "assessments:my_review": Rule(P.OWN_PATHWAY, 6),
}

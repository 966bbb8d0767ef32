"""Every address of the application, read from the resolver, and what its keys are keys of."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.world import World

# For each address with a key: the object of the world it is about, as {parameter: (object, attribute)}.
# An address that is not here and takes parameters fails the suite: say what it is about.
SUBJECTS: dict[str, str] = {
    "accounts:accept_invitation": "invitation",
    "accounts:add_centre": "operator",
    "accounts:end_posting": "posting",
    "accounts:invite_head_office": "operator",
    "accounts:invite_manager": "centre",
    "accounts:operator": "operator",
    "accounts:resend_invitation": "invitation",
    "accounts:reset_second_factor": "posting",
    "accounts:withdraw_invitation": "invitation",
    "assessments:answer": "campaign",
    "assessments:campaign": "campaign",
    "assessments:campaign_close": "campaign",
    "assessments:campaign_open": "peer_helper",
    "assessments:feedback_add": "peer_helper",
    "assessments:my_review": "review",
    "assessments:observation_add": "peer_helper",
    "assessments:review": "review",
    "assessments:review_decide": "review",
    "assessments:review_prepare": "peer_helper",
    "assessments:review_share": "review",
    "assessments:reviews_of": "peer_helper",
    "documents:verify": "credential",
    "peerhelpers:accept_my_mission": "assignment",
    "peerhelpers:add_function": "peer_helper",
    "peerhelpers:badge": "badge",
    "peerhelpers:cancel_meeting": "meeting",
    "peerhelpers:certificate": "certificate",
    "peerhelpers:change": "peer_helper",
    "peerhelpers:change_mission": "mission",
    "peerhelpers:come_to_meeting": "participation",
    "peerhelpers:decline_my_mission": "assignment",
    "peerhelpers:detail": "peer_helper",
    "peerhelpers:discard_commitment": "commitment",
    "peerhelpers:end": "peer_helper",
    "peerhelpers:end_function": "peer_helper",
    "peerhelpers:end_mission": "mission",
    "peerhelpers:formalise": "peer_helper",
    "peerhelpers:hand_over_badge": "badge",
    "peerhelpers:hide_my_verification": "badge",
    "peerhelpers:identify": "resident",
    "peerhelpers:issue_badge": "peer_helper",
    "peerhelpers:issue_certificate": "peer_helper",
    "peerhelpers:lose_badge": "badge",
    "peerhelpers:mark_talk_seen": "talk_request",
    "peerhelpers:mission": "mission",
    "peerhelpers:my_paper": "badge",
    "peerhelpers:note_done": "participation",
    "peerhelpers:note_not_this_time": "assignment",
    "peerhelpers:note_pause": "peer_helper",
    "peerhelpers:note_resume": "peer_helper",
    "peerhelpers:note_yes": "assignment",
    "peerhelpers:open_account": "peer_helper",
    "peerhelpers:paper": "commitment",
    "peerhelpers:plan_meeting": "mission",
    "peerhelpers:prepare_commitment": "peer_helper",
    "peerhelpers:propose_mission": "mission",
    "peerhelpers:return_badge": "badge",
    "peerhelpers:revoke_certificate": "certificate",
    "peerhelpers:send_talk_on": "talk_request",
    "peerhelpers:show_my_verification": "badge",
    "peerhelpers:sign_commitment": "commitment",
    "peerhelpers:skip_meeting": "participation",
    "peerhelpers:start_trial": "peer_helper",
    "peerhelpers:talk_request": "talk_request",
    "peerhelpers:tell_meeting": "participation",
    "residents:agreement": "resident",
    "residents:agreement_end": "resident",
    "residents:apart_add": "resident",
    "residents:apart_remove": "kept_apart",
    "residents:card": "card",
    "residents:card_confirm": "card",
    "residents:card_edit": "card",
    "residents:card_withdraw": "card",
    "residents:come_back": "resident",
    "residents:depart": "resident",
    "residents:detail": "resident",
    "residents:edit": "resident",
    "residents:intake": "intake",
    "residents:intake_add": "intake",
    "residents:intake_discard": "intake",
    "residents:intake_refused": "intake",
    "residents:intake_state": "intake",
    "residents:interview": "interview",
    "residents:interview_confirm": "interview",
    "residents:interview_discard": "interview",
    "residents:interview_start": "resident",
    "residents:interview_take_over": "interview",
    "residents:introduction": "introduction",
    "residents:introduction_accept": "introduction",
    "residents:introduction_arrange": "introduction",
    "residents:introduction_decline": "introduction",
    "residents:introduction_held": "introduction",
    "residents:introduction_note_no": "introduction",
    "residents:introduction_note_yes": "introduction",
    "residents:remove": "resident",
    "residents:skill": "skill",
    "residents:skill_edit": "skill",
    "residents:skill_keep": "skill",
    "residents:skill_merge": "skill",
    "residents:skill_card": "skill_found",
    "residents:skill_keep_for_oneself": "skill_found",
    "residents:skill_note": "interview",
    "residents:skill_preidentify": "resident",
    "residents:skill_remove": "skill_found",
    "residents:skill_set_aside": "skill",
    "residents:skill_take_back": "skill",
    "residents:skill_take_off": "skill_seen",
    "residents:skill_words": "skill",
    "residents:skill_words_back": "own_words",
    "residents:tie_add": "resident",
    "residents:tie_remove": "tie",
}
# Addresses whose parameters are not keys of rows.
FIXED: dict[str, dict[str, object]] = {
    "account_reset_password_from_key": {"uidb36": "1", "key": "none"},
}


@dataclass(frozen=True)
class Address:
    name: str
    parameters: frozenset[str]

    def path(self, world: World) -> str:
        """The address of this world's object."""
        return reverse(self.name, kwargs=self._values(world))

    def path_of_nobody(self, nowhere: str) -> str:
        """The same address with a key that exists nowhere."""
        return reverse(self.name, kwargs=dict.fromkeys(self.parameters, nowhere))

    def _values(self, world: World) -> dict[str, object]:
        if self.name in FIXED or not self.parameters:
            return FIXED.get(self.name, {})
        subject = world[SUBJECTS[self.name]]
        return {name: getattr(subject, name) for name in self.parameters}


def addresses(patterns: list | None = None, namespace: str = "") -> Iterator[Address]:
    """Walk the resolver."""
    for entry in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from addresses(entry.url_patterns, inner)
        elif isinstance(entry, URLPattern):
            yield Address(f"{namespace}{entry.name}", frozenset(entry.pattern.regex.groupindex))


ALL = sorted(set(addresses()), key=lambda address: address.name)

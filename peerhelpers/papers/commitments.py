"""From a file to the sheet of its agreement or pledge: what is looked up for each paper that is signed."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cada_peers.accounts.models import User
from peerhelpers.documents import AgreementSheet, PledgeSheet, render_agreement, render_pledge
from peerhelpers.models import CommitmentKind, Function, PeerHelper


def draw_commitment(
    kind: CommitmentKind,
    peer_helper: PeerHelper,
    *,
    manager: User,
    functions: Iterable[Function],
    language: str,
    understanding_language: str | None,
) -> bytes:
    """PDF of one paper, in the words of the last formalisation meeting. Errors: PrintRefused, PrintFailed."""
    languages: dict[str, Any] = {"language": language, "understanding_language": understanding_language}
    with translation.override(language):
        common = _common(peer_helper, manager)
        agreed = _agreed(peer_helper, functions)
    # Printed outside: a refusal is said in the language of whoever prepares the paper.
    if kind == CommitmentKind.PLEDGE:
        return render_pledge(PledgeSheet(**common, **languages))
    return render_agreement(AgreementSheet(**common, **agreed, **languages))


def _common(peer_helper: PeerHelper, manager: User) -> dict[str, Any]:
    return {
        "helper_name": peer_helper.resident.full_name,
        "centre_name": peer_helper.centre.name,
        "manager_name": manager.full_name,
        "manager_role": _("for the management"),
        "referent_name": peer_helper.referent.full_name if peer_helper.referent else "",
        "form_of_address": peer_helper.form_of_address,
        "made_on": timezone.localdate(),
    }


def _agreed(peer_helper: PeerHelper, functions: Iterable[Function]) -> dict[str, Any]:
    meeting = peer_helper.formalisations.latest("held_on")
    return {
        "shares": meeting.shares,
        "form": meeting.form,
        "frame": meeting.frame,
        "functions": tuple(function.label for function in functions),
        "operator_name": peer_helper.centre.operator.name,
    }

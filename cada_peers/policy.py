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
    """`queries`: the most that a GET may need, whatever the number of rows; None for addresses that only write."""

    allow: P | Anyone
    queries: int | None = None


POLICY: dict[str, Rule] = {
    # --- the house ---
    "home": Rule(SIGNED_IN, 12),
    "health": Rule(PUBLIC, 1),
    "set_language": Rule(PUBLIC),
    # --- sign-in (django-allauth) ---
    "account_login": Rule(PUBLIC, 1),
    "account_logout": Rule(SIGNED_IN, 6),
    "account_reauthenticate": Rule(SIGNED_IN, 8),
    "account_change_password": Rule(SIGNED_IN, 8),
    "account_reset_password": Rule(PUBLIC, 1),
    "account_reset_password_done": Rule(PUBLIC, 1),
    "account_reset_password_from_key": Rule(PUBLIC, 4),
    "account_reset_password_from_key_done": Rule(PUBLIC, 1),
    "mfa_index": Rule(SIGNED_IN, 10),
    "mfa_authenticate": Rule(PUBLIC, 6),
    "mfa_reauthenticate": Rule(SIGNED_IN, 8),
    "mfa_activate_totp": Rule(SIGNED_IN, 10),
    "mfa_deactivate_totp": Rule(SIGNED_IN, 10),
    "mfa_generate_recovery_codes": Rule(SIGNED_IN, 10),
    "mfa_view_recovery_codes": Rule(SIGNED_IN, 10),
    "mfa_download_recovery_codes": Rule(SIGNED_IN, 10),
    "usersessions_list": Rule(SIGNED_IN, 10),
    # --- accounts ---
    # --- journal ---
    # --- documents ---
    "documents:verify": Rule(PUBLIC, 1),
    # --- residents ---
    # --- peerhelpers ---
    # --- assessments ---
}

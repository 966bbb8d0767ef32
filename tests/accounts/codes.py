"""What a telephone does: the six digits of a key, now or some half minutes away."""

import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from cada_peers.accounts.models import User
from tests.cast import PASSWORD


def code(secret: str, steps: int = 0) -> str:
    """The code that a telephone shows, `steps` half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def enrol(user: User) -> str:
    """Give `user` a telephone and spare codes; its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def spare_codes(user: User) -> list[str]:
    """The spare codes of `user` that were not used yet."""
    return RecoveryCodes.activate(user).get_unused_codes()


def type_password(user: User, password: str = PASSWORD) -> Client:
    """A browser in which the address and the password were typed, and nothing more."""
    client = Client()
    client.post("/account/login/", {"login": user.email, "password": password})
    return client


def type_code(client: Client, typed: str) -> bool:
    """Type a code as second step; whether it opened a session."""
    client.post("/account/second-factor/code/", {"code": typed})
    return "_auth_user_id" in client.session

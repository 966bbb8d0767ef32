"""How allauth behaves here."""

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models import User
from cada_peers.accounts.sessions import is_fresh
from cada_peers.privacy.keys import notes_cipher

TOO_MANY = _("Too many tries. Wait five minutes, then try again.")


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Nobody signs up: accounts are opened by invitation."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The address or the password is not right. Check both, then try again."),
        "incorrect_password": _("This is not the password of this account."),
        "enter_current_password": _("This is not your present password."),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        messages.error(request, _("This account is closed. Ask the management of your centre."))
        return redirect("account_login")

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Signing in is a proof as good as saying it again: allauth alone would ask twice in a row."""
        return not is_fresh(context.request)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """On the public address of the installation: a forged Host header must not choose where the link leads."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.PUBLIC_ADDRESS + path.replace("UID-KEY", key)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_change_password")

    def send_password_reset_mail(self, user: User, email: str, context: dict) -> None:
        """An account that waits for its invitation has no password to forget: it reads what strangers read."""
        template = "password_reset_key" if user.has_usable_password() else "unknown_account"
        with translation.override(user.language):
            self.send_mail(f"account/email/{template}", email, context)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets encrypted as the notes are; a QR code that stays readable on a dark page."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right, or has been used. Wait for the next one and type it."),
    }

    def encrypt(self, text: str) -> str:
        return notes_cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return notes_cipher().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """The drawing as one `<svg>` to stand in the page."""
        return segno.make(url, error="m", micro=False).svg_inline(scale=5, light="#fff", dark="#1c2a33")

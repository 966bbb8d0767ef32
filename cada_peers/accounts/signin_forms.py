"""allauth's forms in our words, and codes that work once."""

from allauth.account import forms as account
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cada_peers.accounts.models import User

# Longer than a code can be right: its own half minute, and one step before and after.
SPENT_SECONDS = (2 * settings.MFA_TOTP_TOLERANCE + 2) * 30


def password_advice() -> str:
    """What a good password is, in one sentence."""
    return _("At least %(length)d characters. A sentence is easy to remember and hard to guess.") % {
        "length": settings.PASSWORD_MIN_LENGTH
    }


class PlainWords:
    """No placeholder that repeats the label; labels and advice of our own."""

    labels: dict[str, str] = {}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = password_advice() if name == "password1" else ""


ADDRESS = gettext_lazy("E-mail address")
NEW = {"password1": gettext_lazy("New password"), "password2": gettext_lazy("New password, once more")}


class SignInForm(PlainWords, account.LoginForm):
    labels = {"login": ADDRESS, "password": gettext_lazy("Password")}


class ChangePasswordForm(PlainWords, account.ChangePasswordForm):
    labels = {"oldpassword": gettext_lazy("Present password")} | NEW


class NewPasswordForm(PlainWords, account.ResetPasswordKeyForm):
    labels = NEW


class PasswordAgainForm(PlainWords, account.ReauthenticateForm):
    labels = {"password": gettext_lazy("Password")}


class ForgottenPasswordForm(PlainWords, account.ResetPasswordForm):
    labels = {"email": ADDRESS}

    def save(self, request: HttpRequest, **kwargs: object) -> str:
        """Known or not, the address costs the same work, receives one mail, and the page says the same."""
        if not self.users:
            nobody = User(email=self.cleaned_data["email"])
            nobody.set_unusable_password()
            self.users = [nobody]
        return super().save(request, **kwargs)


def spend(user: User, code: str) -> bool:
    """Whether `code` is used for the first time; all the workers share the answer."""
    return cache.add(f"code-spent:{user.pk}:{normalize_user_code(code)}", True, timeout=SPENT_SECONDS)


class WorksOnce(PlainWords):
    """A code seen over a shoulder, or kept by a page, opens nothing a second time; nor does the one that enrolled."""

    labels = {"code": gettext_lazy("Six-digit code")}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}

    def clean_code(self) -> str:
        code = super().clean_code()
        if not spend(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(WorksOnce, mfa.AuthenticateForm):
    labels = {"code": gettext_lazy("Code of your application, or one of your spare codes")}


class CodeAgainForm(WorksOnce, mfa.ReauthenticateForm):
    labels = {"code": gettext_lazy("Code of your application, or one of your spare codes")}


class FirstCodeForm(WorksOnce, ActivateTOTPForm):
    """The first code, which proves that the telephone has understood."""


class ChosenPasswordForm(forms.Form):
    """A new member's name and password; `user` is the account that waits for them."""

    full_name = forms.CharField(label=gettext_lazy("Your name, as your colleagues know it"), max_length=150)
    password1 = account.SetPasswordField(label=gettext_lazy("Password"))
    password2 = account.PasswordField(label=gettext_lazy("Password, once more"), autocomplete="new-password")

    def __init__(self, *args: object, user: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].user = user
        self.fields["password1"].help_text = password_advice()
        for name in ("password1", "password2"):
            self.fields[name].widget.attrs.pop("placeholder", None)

    def clean(self) -> dict | None:
        data = super().clean()
        one, other = data.get("password1"), data.get("password2")
        if one and other and one != other:
            self.add_error("password2", _("The two passwords differ: type the same one twice."))
        return data

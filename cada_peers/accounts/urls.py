"""Addresses of sign-in (allauth's, under its own names, and no other of its pages) and of the accounts room."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.usersessions.views import list_usersessions
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path

from cada_peers.accounts.views import invitations, members, operators, signin

room = [
    path("posting/", signin.switch_posting, name="switch_posting"),
    path("members/", members.list_members, name="members"),
    path("members/invite/", members.invite_member, name="invite_member"),
    path("members/<uuid:pk>/end/", members.end_posting, name="end_posting"),
    path("members/<uuid:pk>/second-factor/", members.reset_second_factor, name="reset_second_factor"),
    path("invitations/<uuid:pk>/withdraw/", members.withdraw_invitation, name="withdraw_invitation"),
    path("invitations/<uuid:pk>/resend/", members.resend_invitation, name="resend_invitation"),
    path("invitation/<str:token>/", invitations.accept_invitation, name="accept_invitation"),
    path("operators/", operators.list_operators, name="operators"),
    path("operators/add/", operators.add_operator, name="add_operator"),
    path("operators/<uuid:pk>/", operators.read_operator, name="operator"),
    path("operators/<uuid:pk>/centres/add/", operators.add_centre, name="add_centre"),
    path("operators/<uuid:pk>/head-office/invite/", operators.invite_head_office, name="invite_head_office"),
    path("centres/<uuid:pk>/manager/invite/", operators.invite_manager, name="invite_manager"),
]

urlpatterns = [
    path("login/", signin.sign_in, name="account_login"),
    # Public, because whoever stands between password and code must be able to give up.
    path("logout/", login_not_required(account.logout), name="account_logout"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("second-factor/", mfa.index, name="mfa_index"),
    path("second-factor/code/", mfa.authenticate, name="mfa_authenticate"),
    path("second-factor/again/", signin.ProveAgainView.as_view(), name="mfa_reauthenticate"),
    path("second-factor/set-up/", signin.SetUpView.as_view(), name="mfa_activate_totp"),
    path("second-factor/remove/", signin.RemoveView.as_view(), name="mfa_deactivate_totp"),
    path("second-factor/spare-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/spare-codes/renew/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("sessions/", list_usersessions, name="usersessions_list"),
    path("", include((room, "accounts"))),
]

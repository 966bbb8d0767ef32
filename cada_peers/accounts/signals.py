"""What happens when people come and go: postings of today take effect, clocks start, the journal is told."""

from allauth.account.signals import password_changed, password_reset, user_logged_in
from allauth.mfa.signals import authentication_failed
from django.contrib.auth import signals as auth
from django.dispatch import receiver
from django.http import HttpRequest

from cada_peers.accounts import sessions
from cada_peers.accounts.access import active_postings, sync_rights
from cada_peers.accounts.events import Event, tell
from cada_peers.accounts.models import Centre, User


@receiver(auth.user_logged_in)
def begin_the_postings_of_today(sender: object, request: HttpRequest, user: User, **kwargs: object) -> None:
    sync_rights([user])
    sessions.begin(request)


@receiver(user_logged_in)
def tell_of_sign_in(sender: object, user: User, **kwargs: object) -> None:
    tell(Event.SIGNED_IN, by=user, subject=user, centre=_centre_of(user))


@receiver(auth.user_logged_out)
def tell_of_sign_out(sender: object, user: User | None, **kwargs: object) -> None:
    if user is not None:
        tell(Event.SIGNED_OUT, by=user, subject=user, centre=_centre_of(user))


@receiver(authentication_failed)
def tell_of_wrong_code(sender: object, user: User, **kwargs: object) -> None:
    tell(Event.WRONG_CODE, by=user, subject=user, centre=_centre_of(user))


@receiver(password_changed)
def tell_of_new_password(sender: object, user: User, **kwargs: object) -> None:
    tell(Event.PASSWORD_CHANGED, by=user, subject=user, centre=_centre_of(user))


@receiver(password_reset)
def tell_of_password_reset(sender: object, user: User, **kwargs: object) -> None:
    tell(Event.PASSWORD_RESET, by=user, subject=user, centre=_centre_of(user))


def _centre_of(user: User) -> Centre | None:
    """The centre whose journal holds the line: that of the posting in which the person first acts."""
    return next((posting.centre for posting in active_postings(user)), None)

"""What the frame of every page needs: where one may go, who one is, in which role."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.access import may_somewhere
from cada_peers.accounts.permissions import Permission


@dataclass(frozen=True)
class Entry:
    """A door of the navigation, open to whoever holds `permission` somewhere (None: to every account).

    `beside` names pages that belong behind the door and stand under an address of their own."""

    label: str | Promise
    url_name: str
    pictogram: str
    permission: Permission | None
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class NavItem:
    """A door as `components/nav_links.html` draws it."""

    label: str | Promise
    url: str
    pictogram: str
    is_current: bool = False


ENTRIES = (
    Entry(_("Today"), "home", "home", None, ("accounts:operators",)),
    Entry(_("My page"), "peerhelpers:my_page", "badge", Permission.OWN_PATHWAY),
    Entry(_("Residents"), "residents:list", "resident", Permission.VIEW_RESIDENTS, ("residents:skills",)),
    Entry(_("Exchange box"), "residents:box", "box", Permission.VIEW_CARDS),
    Entry(_("Peer helpers"), "peerhelpers:list", "helper", Permission.VIEW_PEER_HELPERS, ("peerhelpers:badges",)),
    Entry(_("Missions"), "peerhelpers:missions", "mission", Permission.VIEW_MISSIONS),
    Entry(_("Reviews"), "assessments:reviews", "review", Permission.VIEW_REVIEWS),
    Entry(_("Centre"), "accounts:members", "centre", Permission.INVITE_MEMBERS),
    Entry(_("Journal"), "journal:list", "journal", Permission.VIEW_JOURNAL),
)


# The languages of the interface, each in its own name: the same whatever the language of the page.
TONGUES = [(code, capfirst(get_language_info(code)["name_local"])) for code, _name in settings.LANGUAGES]


# The doors stay where they are as long as the process lives.
_address = cache(reverse)


def chrome(request: HttpRequest) -> dict[str, object]:
    """`nav` (the doors that this person may open), `posting`, `postings`, `tongues`, `demo_mode` for `base.html`."""
    return {
        "nav": SimpleLazyObject(lambda: navigation(request)),
        "posting": getattr(request, "posting", None),
        "postings": getattr(request, "postings", ()),
        "tongues": TONGUES,
        "demo_mode": settings.DEMO_MODE,
    }


def navigation(request: HttpRequest) -> list[NavItem]:
    """The doors for the person of `request`, in the order of `ENTRIES`; the present one is marked."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    open_doors = [entry for entry in ENTRIES if entry.permission is None or may_somewhere(user, entry.permission)]
    behind = {_address(name): entry for entry in open_doors for name in (entry.url_name, *entry.beside)}
    here = behind.get(_longest_prefix(request.path, behind))
    return [NavItem(door.label, _address(door.url_name), door.pictogram, door is here) for door in open_doors]


def _longest_prefix(path: str, urls: Iterable[str]) -> str | None:
    """The door behind which `path` lies; the home page, at the root, stands only for itself."""
    behind = [url for url in urls if path == url or (len(url) > 1 and path.startswith(url))]
    return max(behind, key=len, default=None)

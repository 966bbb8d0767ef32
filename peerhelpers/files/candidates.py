"""The people pre-identified and not yet asked: who, why, since when, by whom, and what comes next.

Three ways lead here, the most decided first: a file was opened and nobody met yet; an interview says « yes, one day »;
somebody wishes to share a skill that hangs in the box on no card. Whoever had a file once was asked, and is left in
peace; so is whoever's last interview says no.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Case,
    Exists,
    IntegerChoices,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cada_peers.accounts.models import Centre, User
from peerhelpers.models import PeerHelper, Status
from residents.languages.prompts import PICTOGRAMS
from residents.models import Card, Interview, Resident, SkillFound, Wish
from residents.models.interview import CouldHelp


class Way(IntegerChoices):
    """How somebody came here."""

    FILE = 1, gettext_lazy("file open, nobody met yet")
    INTERVIEW = 2, gettext_lazy("noted in an interview")
    WISH = 3, gettext_lazy("wishes to share")


@dataclass(frozen=True)
class Step:
    """A button of a row."""

    label: str
    url: str
    is_quiet: bool = False


@dataclass(frozen=True)
class Row:
    """One person. `why`: the reason in words; `skills`: what they wish to share, and no card says."""

    resident: Resident
    way: Way
    why: str
    skills: list[str]
    since: date
    by: User | None
    steps: list[Step]


def people_to_ask(user: User, centre: Centre | None) -> QuerySet[Resident]:
    """Each with `way` and `since`, the most decided and the longest waiting first."""
    today = timezone.localdate()
    files = PeerHelper.objects.filter(resident=OuterRef("pk"))
    answers = Interview.objects.filter(resident=OuterRef("pk")).exclude(could_help="").order_by("-held_on", "-saved_at")
    shared = _without_a_card(SkillFound.objects.filter(resident=OuterRef("pk")))
    reachable = Q(departed_on=None) | Q(departed_on__gt=today) | Q(stays_in_touch=True)
    free = Q(has_file=False) & reachable & (Q(adult_from=None) | Q(adult_from__lte=today))
    people = (
        Resident.objects.visible_to(user)
        .filter(centre=centre)
        .alias(
            has_file=Exists(files),
            identified_on=Subquery(files.filter(status=Status.CANDIDATE).values("identified_on")[:1]),
            answer=Subquery(answers.values("could_help")[:1]),
            answered_on=Subquery(answers.values("held_on")[:1]),
            shared_on=Subquery(shared.order_by("found_on").values("found_on")[:1]),
        )
    )
    way = Case(
        When(identified_on__isnull=False, then=Value(Way.FILE)),
        When(free & Q(answer=CouldHelp.YES), then=Value(Way.INTERVIEW)),
        When(free & Q(answer=None, shared_on__isnull=False), then=Value(Way.WISH)),
        output_field=IntegerField(),
    )
    found = people.annotate(way=way, since=Coalesce("identified_on", "answered_on", "shared_on"))
    return found.filter(way__isnull=False).order_by("way", "since", "folded", "pk")


def with_reasons(people: QuerySet[Resident]) -> QuerySet[Resident]:
    """With what their rows show, in a constant number of queries; no note is decrypted."""
    candidates = PeerHelper.objects.filter(status=Status.CANDIDATE).select_related("identified_by")
    said_yes = Interview.objects.filter(could_help=CouldHelp.YES).select_related("author").defer(*PICTOGRAMS)
    shared = _without_a_card(SkillFound.objects).select_related("skill", "found_by")
    return people.select_related("referent").prefetch_related(
        Prefetch("peer_helper_files", candidates, to_attr="candidate_files"),
        Prefetch("interviews", said_yes, to_attr="said_yes"),
        Prefetch("skills_found", shared, to_attr="shared"),
    )


def rows_of(people: Iterable[Resident]) -> list[Row]:
    """The rows of people read by `with_reasons`."""
    return [_ROW[Way(resident.way)](resident) for resident in people]


def _without_a_card(found: QuerySet[SkillFound]) -> QuerySet[SkillFound]:
    """What people wish to share, and no card of theirs in the box says."""
    hanging = Card.objects.in_the_box().filter(owner_resident=OuterRef("resident"), skill=OuterRef("skill"))
    return found.filter(~Exists(hanging), wish=Wish.SHARE)


def _from_a_file(resident: Resident) -> Row:
    file = resident.candidate_files[0]
    open_file = Step(_("Open the file"), reverse("peerhelpers:detail", args=[file.pk]))
    return Row(resident, Way.FILE, file.why, _names(resident), file.identified_on, file.identified_by, [open_file])


def _from_an_interview(resident: Resident) -> Row:
    interview = resident.said_yes[0]
    why = _("“Yes, one day”: %(kind)s") % {"kind": interview.get_kind_display()}
    return Row(
        resident, Way.INTERVIEW, why, _names(resident), interview.held_on, interview.author, [_identify(resident)]
    )


def _from_a_wish(resident: Resident) -> Row:
    found = resident.shared[0]
    card = Step(_("Put a card"), f"{reverse('residents:card_add')}?found={found.pk}")
    steps = [card, _identify(resident, is_quiet=True)]
    return Row(resident, Way.WISH, "", _names(resident), found.found_on, found.found_by, steps)


def _identify(resident: Resident, *, is_quiet: bool = False) -> Step:
    return Step(_("Could be a peer helper"), reverse("peerhelpers:identify", args=[resident.pk]), is_quiet)


def _names(resident: Resident) -> list[str]:
    return [str(found.skill) for found in resident.shared]


_ROW = {Way.FILE: _from_a_file, Way.INTERVIEW: _from_an_interview, Way.WISH: _from_a_wish}

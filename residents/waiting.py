"""What this room adds to « what waits for me today »."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cada_peers.accounts.access import may
from cada_peers.accounts.models import Posting, User
from cada_peers.accounts.permissions import Permission
from cada_peers.ui.waiting import Counted, Waiting, provides_waiting
from residents.actions.interviews import FIRST_INTERVIEW
from residents.box.wall import unanswered
from residents.forms.introduction import TO_ARRANGE, TO_HEAR_OF
from residents.forms.resident import DRAFTS, NOBODY_HERE, TO_MEET
from residents.forms.skill import Show
from residents.forms.wall import UNANSWERED
from residents.introductions.pages import said_of_meeting
from residents.models import Card, Interview, Introduction, IntroductionStatus, Resident, Skill
from residents.models.interview import InterviewKind
from residents.models.introduction import IntroductionQuerySet
from residents.models.resident import ResidentQuerySet
from residents.skills.listing import likely_duplicates
from residents.staff import without_referent_here


@provides_waiting
def interviews_waiting(user: User, posting: Posting) -> Iterator[Counted]:
    """For staff: the drafts to finish, and the residents with whom the interview of their role was not begun."""
    if not may(user, Permission.WRITE_INTERVIEWS, posting.centre):
        return
    yield Counted(
        _to_finish,
        Waiting(
            label=_("Interviews to finish"),
            detail=_("Your drafts, or those of colleagues who left: read them back with the person."),
            url=f"{reverse('residents:list')}?todo={DRAFTS}&presence=all",
            pictogram="pencil",
            urgency=0,
        ),
    )
    kind = FIRST_INTERVIEW.get(posting.role)
    if kind:
        yield Counted(
            _to_meet,
            Waiting(
                label=_("Residents to meet"),
                detail=kind.label,
                url=f"{reverse('residents:list')}?todo={TO_MEET}",
                pictogram="talk",
                urgency=1,
            ),
            of=(kind,),
        )


def _to_finish(user: User, posting: Posting) -> QuerySet[Interview]:
    return Interview.objects.to_finish_by(user).filter(centre=posting.centre)


def _here(user: User, posting: Posting) -> ResidentQuerySet:
    return Resident.objects.visible_to(user).filter(centre=posting.centre).present()


def _to_meet(user: User, posting: Posting, kind: InterviewKind) -> QuerySet[Resident]:
    return _here(user, posting).without_interview(kind)


@provides_waiting
def people_without_referent_waiting(user: User, posting: Posting) -> Iterator[Counted]:
    """For management: who lives here and has no referent, or one who left the team."""
    if not may(user, Permission.READ_ALL_NOTES, posting.centre):
        return
    yield Counted(
        _without_referent,
        Waiting(
            label=_("People without a referent here"),
            detail=_("Nobody yet, or somebody who left the team: say who accompanies them."),
            url=f"{reverse('residents:list')}?referent={NOBODY_HERE}",
            pictogram="resident",
            urgency=1,
        ),
    )


def _without_referent(user: User, posting: Posting) -> QuerySet[Resident]:
    return without_referent_here(_here(user, posting), posting.centre)


@provides_waiting
def cards_waiting(user: User, posting: Posting) -> Iterator[Counted]:
    """« Still true? » for staff the cards of the house, for the others their own; what nobody answers yet."""
    if not may(user, Permission.OWN_CARDS, posting.centre):
        return
    for_staff = may(user, Permission.WRITE_CARDS, posting.centre)
    yield Counted(
        _to_ask_again,
        Waiting(
            label=_("Cards to ask about"),
            detail=_("Are they still true? Ask, then answer.") if for_staff else _("Still true? One touch is enough."),
            url=reverse("residents:still_true" if for_staff else "residents:my_cards"),
            pictogram="box",
            urgency=2,
        ),
        of=(for_staff,),
    )
    if for_staff:
        yield Counted(
            _unanswered,
            Waiting(
                label=_("Demands that nobody answers yet"),
                detail=_("Propose an offer that fits, or ask around."),
                url=f"{reverse('residents:box')}?todo={UNANSWERED}#wall",
                pictogram="demand",
                urgency=2,
            ),
        )


def _to_ask_again(user: User, posting: Posting, for_staff: bool) -> QuerySet[Card]:
    asked_again = Card.objects.filter(centre=posting.centre).to_ask_again()
    return asked_again if for_staff else asked_again.owned_by(user)


def _unanswered(_user: User, posting: Posting) -> QuerySet[Card]:
    return unanswered(Card.objects.filter(centre=posting.centre).in_the_box())


@provides_waiting
def alike_skills_waiting(user: User, posting: Posting) -> Iterator[Counted]:
    """For management: the skills added in the middle of an interview that resemble one of the list."""
    if not may(user, Permission.EDIT_CATALOGUE, posting.centre):
        return
    yield Counted(_added, partial(_alike_skills, posting))


def _added(_user: User, posting: Posting) -> QuerySet[Skill]:
    return Skill.objects.offered_in(posting.centre).filter(centre=posting.centre)


def _alike_skills(posting: Posting, _added_here: int) -> Iterator[Waiting]:
    pairs = likely_duplicates(Skill.objects.offered_in(posting.centre))
    if pairs:
        yield Waiting(
            label=_("Skills added here that look alike"),
            detail=_("Merge them, or keep both."),
            url=f"{reverse('residents:skills')}?show={Show.ALIKE}",
            count=len(pairs),
            pictogram="merge",
            urgency=2,
        )


@provides_waiting
def introductions_waiting(user: User, posting: Posting) -> Iterator[Counted]:
    """For one's own cards: what to answer, whom one meets. For those who mediate: what would be forgotten otherwise."""
    if not may(user, Permission.OWN_CARDS, posting.centre):
        return
    yield Counted(
        _to_answer,
        Waiting(
            label=_("Proposed to you"),
            detail=_("Someone who fits one of your cards: yes, or not this time."),
            url=reverse("residents:my_introductions"),
            pictogram="talk",
            urgency=0,
        ),
    )
    yield Counted(_to_come, partial(_own_meetings, user, posting))
    if may(user, Permission.WRITE_CARDS, posting.centre):
        yield from _to_mediate()


def _to_answer(user: User, posting: Posting) -> IntroductionQuerySet:
    return Introduction.objects.to_answer_by(user).filter(centre=posting.centre)


def _to_come(user: User, posting: Posting) -> IntroductionQuerySet:
    return Introduction.objects.on_cards_of(user).to_come().filter(centre=posting.centre)


def _own_meetings(user: User, posting: Posting, number: int) -> Waiting:
    """The next one with its day, time and place; without a day, several are told apart on their page."""
    meets_on, appointment = _to_come(user, posting).values_list("meets_on", "appointment").first() or (None, "")
    is_told = number == 1 or meets_on
    return Waiting(
        label=ngettext("Your meeting", "Your meetings", number),
        detail=said_of_meeting(meets_on, appointment) if is_told else _("When, where and with whom."),
        url=reverse("residents:my_introductions"),
        count=number,
        pictogram="calendar",
        urgency=0 if meets_on and meets_on <= timezone.localdate() + timedelta(days=1) else 1,
    )


def _to_mediate() -> Iterator[Counted]:
    """Of the whole house, so that nothing waits for a colleague who is away; one’s own come first on the list."""
    for which, label, detail, pictogram, urgency in (
        (
            IntroductionStatus.PROPOSED,
            _("Introductions that wait for an answer"),
            _("Ask both, one after the other."),
            "talk",
            1,
        ),
        (
            TO_ARRANGE,
            _("Both said yes: when and where?"),
            _("Find a time with both and note it: they read it."),
            "calendar",
            1,
        ),
        (
            TO_HEAR_OF,
            _("Have they met?"),
            _("Ask both, and note how it went."),
            "talk",
            2,
        ),
    ):
        url = f"{reverse('residents:introductions')}?status={which}"
        line = Waiting(label=label, detail=detail, url=url, pictogram=pictogram, urgency=urgency)
        yield Counted(_introductions, line, of=(which,))


def _introductions(_user: User, posting: Posting, which: str) -> IntroductionQuerySet:
    here = Introduction.objects.filter(centre=posting.centre)
    if which == TO_ARRANGE:
        return here.to_arrange()
    return here.to_hear_of() if which == TO_HEAR_OF else here.filter(status=which)

"""What is asked, seen and said about the helpers; the reviews, and the decisions taken on them."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

from dateutil.relativedelta import relativedelta

from assessments.actions import (
    answer,
    close_campaign,
    decide,
    note_feedback,
    note_observation,
    open_campaign,
    prepare_review,
    share_review,
)
from assessments.models import Audience, Campaign, Criterion, Decision, Observation, Questionnaire, Review
from assessments.models.questionnaire import QuestionKind
from assessments.people import may_be_asked
from cada_peers.accounts.models import User
from cada_peers.demo.clock import working_day
from cada_peers.demo.pathways import Pathway, trial_start
from cada_peers.demo.world import Story, World

WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text())
SEEN = Observation.Seen
# Her file shows what is missing, and who holds it.
STILL_MISSING = {"نسرین": {Audience.EMPLOYEE, "feedback", "final review"}}
# After how many months of trial the peers, then the team, were asked; how many of those invited answered.
ASKED_LATE, ASKED_MARIAM, ASKED_SAMIR = 16, 5, 5
ENOUGH, TOO_FEW = 6, 3


def pick(words: list[str], number: int) -> str:
    """One of `words`, always the same for the same number."""
    return words[number % len(words)]


def after(world: World, way: Pathway, months: int, days: int = 0) -> date:
    """A working day of the trial of `way`."""
    return working_day(trial_start(world, way) + relativedelta(months=months, days=days))


def observe(world: World, way: Pathway, number: int) -> Story:
    """Facts noted by the team along the trial, and the words of people who were helped."""
    clock = world.clock
    criteria = list(WORDS["facts"].items())
    for turn, months in enumerate((1, 4, 8, 13)):
        yield clock.moment(after(world, way, months, number % 20), 15)
        helper = world.helpers[way.name]
        if not may_go_on(world, way):
            return
        for place in (2 * turn, 2 * turn + 1):
            code, evidence = criteria[(number + place) % len(criteria)]
            note_observation(
                peer_helper=helper,
                criterion=Criterion.objects.get(code=code),
                seen=(SEEN.OFTEN, SEEN.SOMETIMES, SEEN.OFTEN, SEEN.TO_SUPPORT)[(number + place) % 4],
                evidence=evidence,
                by=world.referent_of(helper),
            )
        if "feedback" not in STILL_MISSING.get(way.name, ()):
            words, language, translator, themes = WORDS["feedback"][(number + turn) % len(WORDS["feedback"])]
            note_feedback(
                peer_helper=helper,
                words=words,
                language=language,
                translated_by=translator,
                themes=themes,
                by=world.referent_of(helper),
            )


def may_go_on(world: World, way: Pathway) -> bool:
    """Whether the file is still open on the day where the story stands."""
    helper = world.helpers[way.name]
    helper.refresh_from_db()
    return helper.is_going_on


def survey(world: World, way: Pathway, audience: str, opened: date, answers: int, *, is_over: bool = True) -> Story:
    """One questionnaire: opened by the referent, answered by some, closed three weeks later."""
    clock = world.clock
    yield clock.moment(opened, 11)
    helper = world.helpers[way.name]
    questionnaire = Questionnaire.objects.get(code=audience, retired_on=None)
    people = list(may_be_asked(questionnaire, helper).order_by("email"))[:8]
    campaign = open_campaign(
        questionnaire=questionnaire, peer_helper=helper, people=people, by=world.referent_of(helper)
    )
    for number, user in enumerate(sorted(people, key=_the_demonstrated_last)[:answers]):
        yield clock.moment(working_day(opened + timedelta(days=2 + 2 * number)), 18)
        answer(campaign=campaign, answers=_opinion(campaign, number), by=user)
    if is_over:
        yield clock.moment(working_day(opened + timedelta(days=24)), 9)
        close_campaign(campaign=campaign, by=world.referent_of(helper))


def _the_demonstrated_last(user: User) -> tuple[bool, str]:
    """Whoever visits the demonstration finds a questionnaire that still waits for them."""
    return user.email.split("@")[0] in {"direction", "social", "benevole", "paire"}, user.email


def _opinion(campaign: Campaign, number: int) -> dict[int, int | str | None]:
    """The faces and the words of one person: mostly good, with differences between the groups."""
    is_team = campaign.questionnaire.audience == Audience.EMPLOYEE
    opinion: dict[int, int | str | None] = {}
    for question in campaign.questionnaire.questions.all():
        spot = number + question.position
        if question.kind == QuestionKind.TEXT:
            opinion[question.pk] = pick(WORDS["good"] if spot % 2 else WORDS["needs"], spot)
        else:
            harder = is_team and question.criterion_id == "availability"
            opinion[question.pk] = 4 - (spot % 3 == 0) - (2 if harder and spot % 2 else 0)
    return opinion


def surveys(world: World, ways: dict[str, Pathway]) -> list[Story]:
    """Who was asked about whom."""
    today, mariam, samir = world.clock.today, ways["Mariam"], ways["Samir"]
    stories = [
        survey(world, way, audience, after(world, way, ASKED_LATE, 12 * place), ENOUGH)
        for way in ways.values()
        if way.months >= ASKED_LATE
        for place, audience in enumerate((Audience.PEER, Audience.EMPLOYEE))
        if audience not in STILL_MISSING.get(way.name, ())
    ]
    return [
        *stories,
        survey(world, mariam, Audience.PEER, after(world, mariam, ASKED_MARIAM), ENOUGH),
        survey(world, samir, Audience.PEER, after(world, samir, ASKED_SAMIR), TOO_FEW),
        survey(world, mariam, Audience.EMPLOYEE, today - timedelta(days=9), TOO_FEW, is_over=False),
        survey(world, mariam, Audience.SELF, working_day(today - timedelta(days=3)), 0, is_over=False),
    ]


def review(world: World, way: Pathway, number: int) -> Story:
    """Reviews at 3, 6, 12 and 18 months; the last one moves the pathway."""
    clock = world.clock
    for months in (3, 6, 12):
        yield clock.moment(after(world, way, months, 12), 10)
        manager = world.users["codirection"]
        if not may_go_on(world, way):
            return
        held = _prepare(world, way, number + months, months, Decision.EXTEND)
        yield clock.moment(after(world, way, months, 15), 9)
        going_on = "L’expérimentation continue comme prévu."
        held = decide(review=held, decision=Decision.EXTEND, reason=going_on, by=manager)
        share_review(review=held, by=held.prepared_by)
    if "final review" in STILL_MISSING.get(way.name, ()):
        return
    yield clock.moment(after(world, way, 18, 7), 10)
    held = _prepare(world, way, number, 18, Decision.APPROVE)
    yield clock.moment(after(world, way, 18, 20), 14)
    reason = "Dix-huit mois de présence régulière et discrète ; les trois regards se rejoignent."
    decide(review=held, decision=Decision.APPROVE, reason=reason, by=manager)
    yield clock.moment(after(world, way, 18, 22), 15)
    share_review(review=held, by=held.prepared_by)


def _prepare(world: World, way: Pathway, number: int, months: int, recommendation: str) -> Review:
    helper = world.helpers[way.name]
    return prepare_review(
        peer_helper=helper,
        month=months,
        strengths=pick(WORDS["strengths"], number),
        support=pick(WORDS["support"], number),
        helper_words=pick(WORDS["own_words"], number),
        recommendation=recommendation,
        by=world.referent_of(helper),
    )

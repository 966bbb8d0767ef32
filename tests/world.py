"""One of everything in a centre, each text with a canary: a word that must never be read from another centre."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import models
from django.utils import timezone

from assessments.models import (
    Answer,
    Audience,
    BeneficiaryFeedback,
    Campaign,
    Criterion,
    Invitee,
    Observation,
    Question,
    Questionnaire,
    Response,
    Review,
)
from cada_peers.accounts.models import Centre, Invitation, Posting, User
from cada_peers.accounts.roles import Role
from cada_peers.documents.codes import new_token
from cada_peers.documents.models import Credential, Paper
from peerhelpers.models import (
    Assignment,
    Badge,
    Certificate,
    Commitment,
    FormalisationMeeting,
    Function,
    Meeting,
    Mission,
    Participation,
    Pause,
    PeerHelper,
    TalkRequest,
    Trial,
    TrialFunction,
)
from residents.models import (
    Card,
    CardLanguage,
    Domain,
    Intake,
    Interview,
    Introduction,
    KeptApart,
    Resident,
    ResidentLanguage,
    Skill,
    SkillFound,
    SkillSetAside,
    Tie,
)


@dataclass
class World:
    """The objects of one centre by name (`world["resident"]`), and its canary."""

    centre: Centre
    canary: str
    objects: dict[str, models.Model] = field(default_factory=dict)

    def __getitem__(self, name: str) -> models.Model:
        return self.objects[name]


def build_world(centre: Centre, *, manager: User, worker: User, account: User | None, volunteer: User | None) -> World:
    """One of everything: `worker` refers resident and helper, `account` is the helper’s, `volunteer` co-leads."""
    world = World(centre, canary=f"canari{hashlib.sha256(centre.name.encode()).hexdigest()[:10]}")
    people = _People(manager, worker, account, volunteer)
    for build in (_residents, _catalogue, _pathway, _missions, _recognition, _assessments, _accounts):
        build(world, people)
    return world


@dataclass
class _People:
    manager: User
    worker: User
    account: User | None
    volunteer: User | None


def _residents(world: World, people: _People) -> None:
    centre, word = world.centre, world.canary
    domain = Domain.objects.get_or_create(code="school", defaults={"name_fr": "École", "pictogram": "school"})[0]
    skill = Skill.objects.create(domain=domain, centre=centre, name_fr=f"savoir {word}")
    resident = Resident.objects.create(
        centre=centre,
        name=f"Prénom {word}",
        family_name=f"Nom {word}",
        display_name=f"Affiché {word}",
        phone=word,
        arrived_on="2024-02-01",
        referent=people.worker,
        account=people.account,
    )
    ResidentLanguage.objects.create(resident=resident, language="ar")
    child, cousin, stranger = (
        Resident.objects.create(centre=centre, name=f"{who} {word}", arrived_on="2024-02-01", referent=people.worker)
        for who in ("Enfant", "Cousin", "Voisin")
    )
    tie = Tie.objects.create(centre=centre, one=resident, other=child, kind="parent")
    Tie.objects.create(centre=centre, one=cousin, other=resident, kind="relative")
    # A relative, and somebody of no kin.
    _apart, kept_apart = (
        KeptApart.objects.create(centre=centre, one=resident, other=other, noted_by=people.worker)
        for other in (cousin, stranger)
    )
    texts = {name: f"{name} {word}" for name in ("likes", "passions", "dreams", "desires", "abilities")}
    interview = Interview.objects.create(
        centre=centre, resident=resident, kind="reception", author=people.worker, held_on="2024-02-03", **texts
    )
    found = SkillFound.objects.create(
        centre=centre, resident=resident, skill=skill, interview=interview, wish="share", found_by=people.worker
    )
    seen = SkillFound.objects.create(
        centre=centre, resident=stranger, skill=skill, found_by=people.worker, noted_apart=True
    )
    card = Card.objects.create(
        centre=centre,
        number=1,
        owner_resident=resident,
        display_name=f"Affiché {word}",
        title=f"Fiche {word}",
        domain=domain,
        skill=skill,
    )
    CardLanguage.objects.create(card=card, language="ar")
    demand = Card.objects.create(
        centre=centre,
        number=2,
        kind="demand",
        owner_resident=child,
        display_name=f"Affiché enfant {word}",
        title=f"Demande {word}",
        domain=domain,
    )
    introduction = Introduction.objects.create(
        centre=centre, offer=card, demand=demand, mediator=people.worker, appointment=f"rendez-vous {word}"
    )
    world.objects |= {
        "introduction": introduction,
        "intake": _intake(world, people),
        "skill": skill,
        "resident": resident,
        "interview": interview,
        "skill_found": found,
        "skill_seen": seen,
        "card": card,
        "tie": tie,
        "kept_apart": kept_apart,
    }


def _catalogue(world: World, people: _People) -> None:
    """What the list of skills and the page of the whole house show: a merged skill, a confirmed one, a partner."""
    centre, word, skill = world.centre, world.canary, world["skill"]
    merged = Skill.objects.create(
        domain=skill.domain,
        centre=centre,
        name_fr=f"ancien nom {word}",
        external_uri=f"https://savoirs.example/{word}",
        merged_into=skill,
        merged_on="2024-03-01",
        merged_by=people.manager,
    )
    child = world["tie"].other
    confirmed = {"wish": "share", "found_on": "2024-02-03", "confirmed_on": "2024-02-03"}
    SkillFound.objects.create(centre=centre, resident=child, skill=skill, noted_as=merged, **confirmed)
    Card.objects.create(
        centre=centre,
        number=90,
        owner_partner=f"Partenaire {word}",
        contact=f"01 00 00 00 00, bureau {word}",
        display_name=f"Partenaire {word}",
        title=f"Offre du partenaire {word}",
        domain=skill.domain,
    )
    shared = Skill.objects.get_or_create(centre=None, name_fr="Savoir commun", domain=skill.domain)[0]
    SkillSetAside.objects.create(centre=centre, skill=shared)
    world.objects |= {"merged_skill": merged, "own_words": _own_words(world)}


def _own_words(world: World) -> Skill:
    """A skill that every house shares, in the words of this one, found in somebody and named on a card."""
    centre, word, domain = world.centre, world.canary, world["skill"].domain
    shared = Skill.objects.get_or_create(centre=None, name_fr="Savoir dit autrement", domain=domain)[0]
    ours = Skill.objects.create(
        centre=centre, stands_for=shared, name_fr=f"nos mots {word}", name_en=f"our words {word}", domain=domain
    )
    SkillFound.objects.create(centre=centre, resident=world["resident"], skill=ours, wish="keep")
    Card.objects.create(
        centre=centre,
        number=91,
        owner_resident=world["resident"],
        display_name=f"Affiché {word}",
        title=f"Fiche dans nos mots {word}",
        domain=domain,
        skill=ours,
    )
    return ours


def _intake(world: World, people: _People) -> Intake:
    """A list that `people.worker` brought: one person ready, one row refused."""
    word = world.canary
    somebody = {
        "row": 2,
        "name": f"Liste {word}",
        "family_name": "",
        "preferred_name": "",
        "arrived_on": "2026-01-05",
        "departed_on": None,
        "adult_from": None,
        "phone": word,
        "referent": None,
        "stays_in_touch": False,
        "languages": [["ar", "native"]],
        "has_namesake": False,
    }
    columns = [{"letter": "A", "title": f"Prénom {word}", "meaning": "name", "is_kept_out": False}]
    ready = {"people": [somebody], "sheet": "", "joined": False, "columns": columns}
    refused = {"kind": "csv", "titles": [word], "rows": [{"row": 3, "cells": [word], "reason": word}]}
    return Intake.objects.create(
        centre=world.centre,
        by=people.worker,
        state="read",
        ready=json.dumps(ready),
        refused=json.dumps(refused),
        rows=2,
        rows_done=2,
        number_ready=1,
        number_refused=1,
    )


def _paper(world: World, kind: str, by: User) -> Paper:
    content = f"%PDF-1.7 {kind} {world.canary}".encode()
    return Paper.objects.create(
        centre=world.centre,
        kind=kind,
        template_version="1",
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        made_by=by,
    )


def _pathway(world: World, people: _People) -> None:
    centre, word = world.centre, world.canary
    helper = PeerHelper.objects.create(
        centre=centre,
        resident=world["resident"],
        referent=people.worker,
        chosen_name=f"Choisi {word}",
        why=f"raison {word}",
        identified_by=people.worker,
    )
    meeting = FormalisationMeeting.objects.create(
        centre=centre, peer_helper=helper, shares=word, form=word, frame=word, recorded_by=people.manager
    )
    agreement = Commitment.objects.create(
        centre=centre,
        peer_helper=helper,
        kind="agreement",
        paper=_paper(world, "agreement", people.worker),
        prepared_by=people.worker,
    )
    pledge = Commitment.objects.create(
        centre=centre,
        peer_helper=helper,
        kind="pledge",
        paper=_paper(world, "pledge", people.worker),
        prepared_by=people.worker,
    )
    for step in ("formalised", "engaged", "in_trial"):
        helper.status, helper.formalised_on, helper.engaged_on = step, "2024-03-01", "2024-03-10"
        helper.save()
    function = Function.objects.get_or_create(
        code="fle",
        defaults={"name_fr": "FLE", "verbs_fr": "x", "i_do_fr": "x", "i_do_not_fr": "x", "i_call_fr": "x"},
    )[0]
    trial = Trial.objects.create(centre=centre, peer_helper=helper, starts_on="2024-03-10", started_by=people.manager)
    trial_function = TrialFunction.objects.create(trial=trial, function=function, starts_on="2024-03-10")
    pause = Pause.objects.create(centre=centre, peer_helper=helper, starts_on="2024-05-01", ends_on="2024-05-10")
    talk = TalkRequest.objects.create(centre=centre, peer_helper=helper, asked_of=people.worker, words=f"parler {word}")
    world.objects |= {
        "peer_helper": helper,
        "formalisation": meeting,
        "commitment": agreement,
        "pledge": pledge,
        "trial": trial,
        "trial_function": trial_function,
        "pause": pause,
        "talk_request": talk,
        "function": function,
    }


def _missions(world: World, people: _People) -> None:
    centre, word, helper = world.centre, world.canary, world["peer_helper"]
    mission = Mission.objects.create(
        centre=centre, title=f"Mission {word}", details=word, place=word, co_leader=people.volunteer
    )
    assignment = Assignment.objects.create(
        centre=centre, mission=mission, peer_helper=helper, accepted_at=timezone.now()
    )
    start = timezone.now() - timedelta(days=2)
    meeting = Meeting.objects.create(
        centre=centre, mission=mission, starts_at=start, ends_at=start + timedelta(hours=2)
    )
    participation = Participation.objects.create(
        centre=centre,
        meeting=meeting,
        peer_helper=helper,
        done=True,
        minutes=120,
        mood="good",
        line=f"ligne {word}",
        told_to=people.worker,
    )
    world.objects |= {
        "mission": mission,
        "assignment": assignment,
        "meeting": meeting,
        "participation": participation,
    }


def _credential(world: World, kind: str) -> Credential:
    return Credential.objects.create(
        centre=world.centre,
        kind=kind,
        token=new_token(),
        short_number=f"K7R-{kind[:2].upper()}",
        issuer=world.centre.public_name,
        functions_fr="FLE",
        functions_en="FLE",
        valid_from="2025-10-01",
        name_digest="0" * 64,
    )


def _recognition(world: World, people: _People) -> None:
    helper, centre = world["peer_helper"], world.centre
    badge = Badge.objects.create(
        centre=centre,
        peer_helper=helper,
        paper=_paper(world, "badge", people.manager),
        credential=_credential(world, "badge"),
        issued_by=people.manager,
    )
    certificate = Certificate.objects.create(
        centre=centre,
        peer_helper=helper,
        paper=_paper(world, "certificate", people.manager),
        credential=_credential(world, "certificate"),
        starts_on="2024-03-10",
        ends_on="2025-09-10",
        issued_by=people.manager,
    )
    world.objects |= {"badge": badge, "certificate": certificate, "credential": badge.credential}


def _assessments(world: World, people: _People) -> None:
    centre, word, helper = world.centre, world.canary, world["peer_helper"]
    criterion = Criterion.objects.get_or_create(code="listening", defaults={"name_fr": "Écoute"})[0]
    questionnaire = Questionnaire.objects.get_or_create(
        code="peer", version=1, defaults={"audience": Audience.PEER, "name_fr": "Pairs"}
    )[0]
    question = Question.objects.get_or_create(
        questionnaire=questionnaire, position=1, defaults={"text_fr": "Écoute ?", "criterion": criterion}
    )[0]
    campaign = Campaign.objects.create(
        centre=centre, questionnaire=questionnaire, peer_helper=helper, opened_by=people.worker
    )
    for user in filter(None, (people.worker, people.volunteer)):
        Invitee.objects.create(campaign=campaign, user=user)
    response = Response.objects.create(campaign=campaign, month="2026-01-01")
    Answer.objects.create(response=response, question=question, value=4, words=f"mots {word}")
    about = {"centre": centre, "peer_helper": helper}
    feedback = BeneficiaryFeedback.objects.create(**about, words=f"parole {word}", collected_by=people.worker)
    observation = Observation.objects.create(
        **about, criterion=criterion, seen="often", evidence=f"fait {word}", observed_by=people.worker
    )
    review = Review.objects.create(
        **about, month=6, strengths=f"force {word}", recommendation="extend", prepared_by=people.worker
    )
    world.objects |= {
        "campaign": campaign,
        "questionnaire": questionnaire,
        "feedback": feedback,
        "observation": observation,
        "review": review,
    }


def _accounts(world: World, people: _People) -> None:
    invited = User.objects.create_user(f"{world.canary}@pairs.example", f"Invité {world.canary}")
    posting = Posting.objects.create(user=invited, role=Role.VOLUNTEER, centre=world.centre, starts_on="2024-01-01")
    invitation = Invitation.objects.create(
        user=invited,
        posting=posting,
        token_digest=hashlib.sha256(world.canary.encode()).hexdigest(),
        sent_by=people.manager,
        expires_at=timezone.now() + timedelta(days=3),
    )
    # What stands in its link; the row keeps the digest only.
    invitation.token = world.canary
    world.objects |= {
        "posting": posting,
        "invitation": invitation,
        "user": invited,
        "operator": world.centre.operator,
        "centre": world.centre,
    }

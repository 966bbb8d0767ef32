"""The list of skills of the house: what was added in the middle of a conversation, merged, set aside."""

from dataclasses import dataclass

from cada_peers.demo.people import TILLEULS
from cada_peers.demo.world import Story, World
from residents.actions import (
    confirm_interview,
    create_skill,
    merge_skills,
    note_skill,
    reword_skill,
    set_aside_skill,
    start_interview,
)
from residents.models import Domain, Interview, InterviewKind, Skill


@dataclass(frozen=True)
class Found:
    """A skill that was not in the list, found in somebody on a later occasion."""

    name: str
    domain: str
    resident: str
    weeks: int
    wish: str = "share"


# Two pairs that resemble each other, for management to look at.
FOUND = (
    Found("Réparer des vélos", "diy", "Dritan", 6),
    Found("Soigner des abeilles", "food", "Olena", 9),
    Found("Soigner les abeilles", "food", "Salif", 15, wish="me_first"),
    Found("Couper des cheveux", "trades", "Esther", 12),
)
MERGED = ("Couper des cheveux", "Couper les cheveux et coiffer")
# As the house says it: it runs a workshop.
REWORDED = ("Réparer un vélo", "Réparer un vélo à l’atelier du jeudi", "Repair a bicycle at the Thursday workshop")
# A partner of the house does it: nobody asks a resident.
SET_ASIDE = "Chercher un logement"


def find_more(world: World, found: Found) -> Story:
    """A follow-up interview in which a skill is added to the list of the house."""
    clock = world.clock
    yield clock.moment(clock.ago(days=7 * found.weeks), 11, 30)
    resident = world.residents[found.resident]
    by = world.referent_of(resident)
    domain = Domain.objects.get(code=found.domain)
    draft: Interview = start_interview(resident=resident, kind=InterviewKind.FOLLOW_UP, by=by)
    skill = create_skill(centre=resident.centre, name=found.name, domain=domain, by=by)
    note_skill(interview=draft, skill=skill, acquired="lived", wish=found.wish, by=by)
    confirm_interview(interview=draft, by=by)


def keep_tidy(world: World) -> Story:
    """Management merges one of them, says a shared one in the words of the house, sets aside what others do."""
    yield world.clock.moment(world.clock.ago(days=7 * 4), 17)
    centre, by = world.centres[TILLEULS], world.users["direction"]
    added, into = (Skill.objects.get(name_fr=name) for name in MERGED)
    merge_skills(skill=added, into=into, by=by)
    shared, (_shared_name, french, english) = world.skills[REWORDED[0]], REWORDED
    reword_skill(skill=shared, centre=centre, name_fr=french, name_en=english, domain=shared.domain, by=by)
    set_aside_skill(skill=world.skills[SET_ASIDE], centre=centre, by=by)

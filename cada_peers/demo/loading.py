"""Load the demonstration into an empty database: all its stories, lived from the first day until now."""

from django.db import transaction

from cada_peers.demo import care, lists, missions, skill_list, voices
from cada_peers.demo.arrivals import arrive
from cada_peers.demo.cards import SLIPS, put_slip
from cada_peers.demo.clock import Clock
from cada_peers.demo.families import belong_together
from cada_peers.demo.introductions import MEETINGS, meet
from cada_peers.demo.missions import PLANS
from cada_peers.demo.pathways import PATHWAYS, follow, recognise
from cada_peers.demo.people import NEIGHBOURS, PEOPLE
from cada_peers.demo.world import Story, World, open_houses
from peerhelpers.models import Status
from residents.models import Skill


@transaction.atomic
def load() -> None:
    """All or nothing. The catalogues must be there."""
    clock = Clock()
    world = World(clock, skills={skill.name_fr: skill for skill in Skill.objects.select_related("domain")})
    with clock.running():
        world.live(stories(world))


def stories(world: World) -> list[Story]:
    """Everything that happens. Of two acts at the same moment, the one written first comes first."""
    ways = {way.name: way for way in PATHWAYS}
    tried = [way for way in PATHWAYS if way.is_tried]
    return [
        open_houses(world),
        *(arrive(world, person, number) for number, person in enumerate((*PEOPLE, *NEIGHBOURS))),
        *(put_slip(world, slip) for slip in SLIPS),
        *(skill_list.find_more(world, found) for found in skill_list.FOUND),
        skill_list.keep_tidy(world),
        *(follow(world, way) for way in PATHWAYS),
        *(missions.hold(world, plan) for plan in PLANS),
        *(missions.join(world, plan, name) for plan in PLANS for name in plan.helpers),
        *(missions.ask(world, plan) for plan in PLANS if plan.proposed_to),
        *(voices.observe(world, way, number) for number, way in enumerate(tried)),
        *(voices.review(world, way, number) for number, way in enumerate(tried)),
        *voices.surveys(world, ways),
        *(recognise(world, way) for way in PATHWAYS if way.until == Status.APPROVED),
        belong_together(world),
        *(meet(world, meeting) for meeting in MEETINGS),
        lists.bring_list(world),
        care.take_a_break(world),
        care.need_to_talk(world),
        care.stop_freely(world),
    ]

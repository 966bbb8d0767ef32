"""What helpers do by themselves: one pauses, one asks to talk, one stops."""

from datetime import timedelta

from cada_peers.demo.world import Story, World
from peerhelpers.actions import ask_to_talk, pause, stop


def take_a_break(world: World) -> Story:
    """A pause of three weeks already; the end of the trial moves with it."""
    clock = world.clock
    yield clock.moment(clock.ago(days=21), 19)
    pause(peer_helper=world.helpers["Fatoumata"], by=world.users["fatoumata"])


def need_to_talk(world: World) -> Story:
    """Asked yesterday evening; the referent has not seen it yet."""
    clock = world.clock
    yield clock.moment(clock.today - timedelta(days=1), 21, 10)
    ask_to_talk(
        peer_helper=world.helpers["Davit"],
        of=world.helpers["Davit"].referent,
        words="Une séance m’a remué. J’aimerais en parler avant lundi, pas par téléphone.",
        by=world.users["davit"],
    )


def stop_freely(world: World) -> Story:
    """Stopped at once, without having to say why."""
    clock = world.clock
    yield clock.moment(clock.ago(months=6, days=20), 21)
    stop(peer_helper=world.helpers["Ketevan"], by=world.users["ketevan"])

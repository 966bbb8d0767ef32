"""Cards brought together: some met, some are about to, one was « not this time »."""

from dataclasses import dataclass
from datetime import timedelta

from cada_peers.demo.clock import working_day
from cada_peers.demo.people import TILLEULS
from cada_peers.demo.world import Story, World
from residents.actions import (
    arrange_introduction,
    decline_introduction,
    note_held,
    note_yes,
    propose_introduction,
)
from residents.models import Card, CardKind

PROPOSED, HALF, ACCEPTED, HELD, DECLINED = "proposed", "half", "accepted", "held", "declined"


@dataclass(frozen=True)
class Meeting:
    """An offer and a demand by their titles; `until`: how far they have come."""

    offer: str
    demand: str
    weeks: int
    until: str
    mediator: str = "social"
    appointment: str = ""
    # The day they meet, counted from the day of the demonstration.
    meets_in: int | None = None
    outcome: str = "well"
    words: str = ""


MEETINGS = (
    Meeting("Le code de la route, sans peur", "Réviser le code de la route à deux", 26, HELD, outcome="partly"),
    Meeting(
        "Les échecs, le jeudi midi",
        "Un partenaire pour les échecs",
        14,
        HELD,
        "social.yannick",
        "Jeudi, 12 h 30, salle commune",
        words="Trois parties, puis un thé. Ils recommencent jeudi.",
    ),
    Meeting(
        "Parler de tout devant un thé",
        "Parler français une heure par semaine",
        13,
        HELD,
        "social.pauline",
        "Mercredi à 15 h",
        words="Une heure devenue deux.",
    ),
    Meeting("Un repas pour trente avec trois fois rien", "Qui m’apprend trois plats ?", 9, HELD, "social.awa"),
    Meeting("Une adresse mail qui ne se perd plus", "Taper sur un clavier", 4, HELD, "codirection"),
    Meeting("Ourlets, fermetures, boutons", "Apprendre à coudre un ourlet", 7, HELD, outcome="badly"),
    Meeting("Courir ensemble, doucement", "Courir avec quelqu’un le matin", 8, DECLINED, "social.yannick"),
    Meeting("Votre vélo roule de nouveau", "Réparer mon vélo avant l’hiver", 2, ACCEPTED, "social.yannick"),
    Meeting(
        "Ce courrier, qu’est-ce qu’il dit ?",
        "Lire ce courrier avec moi",
        1,
        ACCEPTED,
        "social.yannick",
        "10 h, petite salle",
        meets_in=-1,
    ),
    Meeting(
        "Parler de tout devant un thé",
        "Comprendre les messages de l’école",
        1,
        ACCEPTED,
        "social.pauline",
        "15 h, salle commune",
        meets_in=4,
    ),
    Meeting("Le bus, le train, la gare : on y va ensemble", "Aller à la gare la première fois", 2, HALF),
    Meeting("Parler de tout devant un thé", "Passer l’examen de français sans trembler", 1, PROPOSED, "social.pauline"),
    Meeting("Je viens avec vous le premier jour", "Aller à la gare la première fois", 1, PROPOSED),
    Meeting("Football pour tous, même sans chaussures", "Des éducateurs pour les moins de dix ans", 1, PROPOSED),
)


def meet(world: World, meeting: Meeting) -> Story:
    """Proposed one day, answered the next days, held the week after."""
    clock = world.clock
    proposed_on = clock.ago(days=7 * meeting.weeks)
    yield clock.moment(proposed_on, 11, 15)
    by = world.users[meeting.mediator]
    cards = Card.objects.filter(centre=world.centres[TILLEULS])
    offer = cards.get(kind=CardKind.OFFER, title=meeting.offer)
    demand = cards.get(kind=CardKind.DEMAND, title=meeting.demand)
    introduction, _is_new = propose_introduction(offer=offer, demand=demand, by=by)
    if meeting.until == PROPOSED:
        return
    yield clock.moment(working_day(proposed_on + timedelta(days=2)), 9, 45)
    if meeting.until == DECLINED:
        decline_introduction(introduction=introduction, by=by)
        return
    note_yes(introduction=introduction, side=CardKind.DEMAND, by=by)
    if meeting.until == HALF:
        return
    note_yes(introduction=introduction, side=CardKind.OFFER, by=by)
    if meeting.appointment:
        meets_on = None if meeting.meets_in is None else working_day(clock.today + timedelta(days=meeting.meets_in))
        arrange_introduction(introduction=introduction, meets_on=meets_on, appointment=meeting.appointment, by=by)
    if meeting.until == HELD:
        yield clock.moment(working_day(proposed_on + timedelta(days=8)), 17)
        note_held(introduction=introduction, held_on=clock.day, outcome=meeting.outcome, words=meeting.words, by=by)

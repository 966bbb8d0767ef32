"""The other cards of the box: what residents ask for, what the team, volunteers and partners put in."""

from dataclasses import dataclass
from datetime import timedelta

from cada_peers.demo.people import TILLEULS
from cada_peers.demo.world import Story, World
from residents.actions import put_card, withdraw_card
from residents.models import Moment

OFFER, DEMAND = "offer", "demand"
MORNING, AFTERNOON, EVENING, WEEKEND = Moment


@dataclass(frozen=True)
class Slip:
    """A card. `owner`: the name of a resident, an account of the staff, or a partner. `lasts`: in weeks; 0, no end."""

    owner: str
    kind: str
    title: str
    skill: str
    weeks: int
    details: str = ""
    rhythm: str = ""
    form: str = "pair"
    place: str = ""
    moments: int = 0
    wished_gender: str = ""
    own_gender: str = ""
    lasts: int = 0
    is_over: bool = False
    contact: str = ""


SLIPS = (
    Slip("Josué", DEMAND, "Réviser le code de la route à deux", "Expliquer le code de la route", 30, lasts=26),
    Slip(
        "Farida",
        DEMAND,
        "Apprendre à nager, enfin",
        "Apprendre à nager à quelqu’un",
        26,
        place="piscine municipale",
        moments=WEEKEND,
        wished_gender="woman",
        own_gender="woman",
        lasts=28,
    ),
    Slip("Esther", DEMAND, "Écrire mon premier CV", "Écrire un CV et une lettre", 20, moments=EVENING, lasts=52),
    Slip("Lidia", DEMAND, "Parler français une heure par semaine", "Converser en français", 18, moments=MORNING),
    Slip("Dritan", DEMAND, "Un partenaire pour les échecs", "Jouer aux échecs et aux jeux de société", 16, lasts=14),
    Slip("Khadija", DEMAND, "Comprendre les messages de l’école", "Comprendre les messages de l’école", 15),
    Slip("Ruth", DEMAND, "Aide pour les devoirs de mon fils (CM1)", "Aide aux devoirs, école primaire", 14),
    Slip("Rojda", DEMAND, "Passer l’examen de français sans trembler", "Préparer un examen de français", 12),
    Slip(
        "Blerim",
        DEMAND,
        "Courir avec quelqu’un le matin",
        "Courir ou marcher en groupe",
        10,
        form="group",
        moments=MORNING,
    ),
    Slip("Solange", DEMAND, "Faire reconnaître mon diplôme", "Faire reconnaître ses études", 9),
    Slip("Sabitha", DEMAND, "Apprendre à coudre un ourlet", "Coudre et faire des retouches", 8),
    Slip("Omar", DEMAND, "Réparer mon vélo avant l’hiver", "Réparer un vélo", 7),
    Slip("Aminata", DEMAND, "Taper sur un clavier", "Se servir d’un ordinateur", 6, moments=AFTERNOON | EVENING),
    Slip("Teklu", DEMAND, "Aller à la gare la première fois", "Prendre le bus et le train", 5),
    Slip("Hodan", DEMAND, "Quelqu’un pour garder ma fille le mercredi", "Garder des enfants", 4),
    Slip("Adama", DEMAND, "Lire ce courrier avec moi", "Comprendre un courrier administratif", 3),
    Slip("Emeka", DEMAND, "Chanter avec d’autres", "Chanter", 9, form="group", is_over=True),
    Slip("benevole", OFFER, "Parler de tout devant un thé", "Converser en français", 60, rhythm="mercredi", lasts=62),
    Slip(
        "benevole.gerard",
        OFFER,
        "Le code de la route, sans peur",
        "Expliquer le code de la route",
        40,
        own_gender="man",
    ),
    Slip(
        "benevole.lucie",
        OFFER,
        "Photographier le quartier",
        "Photographier et filmer",
        22,
        form="group",
        own_gender="woman",
    ),
    Slip("social", DEMAND, "Qui m’apprend trois plats ?", "Partager ses recettes", 11),
    Slip("codirection", OFFER, "Les échecs, le jeudi midi", "Jouer aux échecs et aux jeux de société", 35),
    Slip("social.awa", DEMAND, "Apprendre à dire bonjour dans vos langues", "Enseigner sa langue", 13),
    Slip(
        "Médiathèque L’Escale",
        OFFER,
        "Une visite, et la carte gratuite",
        "Se repérer dans la ville",
        24,
        contact="Accueil de la médiathèque, 01 00 00 00 12",
    ),
    Slip(
        "Club Étoile de la Lenne",
        DEMAND,
        "Des éducateurs pour les moins de dix ans",
        "Entraîner une équipe de football",
        17,
        details="Le club prête les tenues et forme sur place.",
        rhythm="mercredi et samedi",
        form="group",
        contact="secretariat@etoile-lenne.example",
    ),
    Slip("Le Panier partagé", DEMAND, "Des bras le jeudi pour la distribution", "Animer un groupe", 28),
)


def put_slip(world: World, slip: Slip) -> Story:
    """One card put in the box, by its owner or by the referent of its owner."""
    clock = world.clock
    yield clock.moment(clock.ago(days=7 * slip.weeks), 15, 30)
    resident, user = world.residents.get(slip.owner), world.users.get(slip.owner)
    by = world.referent_of(resident) if resident else user or world.users["social"]
    card = put_card(
        centre=world.centres[TILLEULS],
        kind=slip.kind,
        title=slip.title,
        details=slip.details,
        skill=world.skills[slip.skill],
        owner_resident=resident,
        owner_user=None if resident else user,
        owner_partner="" if resident or user else slip.owner,
        contact=slip.contact,
        rhythm=slip.rhythm,
        form=slip.form,
        place=slip.place,
        moments=slip.moments,
        wished_gender=slip.wished_gender,
        own_gender=slip.own_gender,
        valid_until=clock.day + timedelta(weeks=slip.lasts) if slip.lasts else None,
        languages=["fr"],
        by=by,
    )
    if slip.is_over:
        yield clock.moment(clock.ago(days=7 * (slip.weeks - 4)), 16)
        withdraw_card(card=card, by=by)

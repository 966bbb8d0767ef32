"""The shared catalogue: the compartments of the box and the skills offered in every centre.

Sources: the missions and the list of gains of the programme's own documents (procedures, French, school, transport,
health appointments, press review, football school, food aid, welcome of newcomers, translation), widened by what
people arrive with. A skill says what one can do, never where one comes from; and none invites to what a peer helper
never does: interpreting for a doctor, a lawyer or an asylum interview, carrying the file of somebody else.
"""

import uuid

from django.db import transaction

from cada_peers.ui.folding import fold
from residents.models import Domain, Skill

# The key of a shared skill is drawn from its first English name: one that is corrected later is still the same one.
_NAMESPACE = uuid.UUID("6f1d2a52-6d0e-4d3a-9a44-3c8c2f0b7a10")

# code (and pictogram), French, English
DOMAINS = (
    ("procedures", "Démarches", "Everyday procedures"),
    ("french", "Français", "French"),
    ("languages", "Langues", "Languages"),
    ("school", "École et études", "School and studies"),
    ("transport", "Transports et ville", "Transport and town"),
    ("health", "Rendez-vous de santé", "Health appointments"),
    ("food", "Cuisine et jardin", "Cooking and garden"),
    ("diy", "Bricolage", "Repairs"),
    ("sport", "Sport et jeux", "Sport and games"),
    ("arts", "Arts et fêtes", "Arts and celebrations"),
    ("digital", "Numérique", "Digital"),
    ("childcare", "Enfants", "Children"),
    ("mediation", "Accueil et écoute", "Welcome and listening"),
    ("trades", "Métiers", "Trades"),
    ("press", "Presse et actualité", "Press and news"),
)

# What one may not want a relative to know, or to carry: the file, the body, what was confided (docs/matching.md).
DELICATE_DOMAINS = frozenset({"procedures", "health", "mediation"})
DELICATE_SKILLS = frozenset({"Interpret an everyday conversation"})

# Where a skill is a trade, the group of occupations of the European vocabulary (ESCO, which takes the codes of
# ISCO-08 over): addresses that stand for good. The other skills have none that we are sure of.
ESCO = "http://data.europa.eu/esco/isco/C"
OCCUPATIONS = {
    "Bake bread and cakes": "7512",
    "Garden": "6113",
    "Repair a bicycle": "7234",
    "Coach a football team": "3422",
    "Write programs": "2514",
    "Look after children": "5311",
    "Repair a car": "7231",
    "Cut and style hair": "5141",
    "Run a shop": "5221",
    "Keep accounts": "4311",
}

SKILLS: dict[str, tuple[tuple[str, str], ...]] = {
    "procedures": (
        ("Comprendre un courrier administratif", "Understand an official letter"),
        ("Remplir un formulaire", "Fill in a form"),
        ("Rassembler des papiers et faire des copies", "Gather papers and make copies"),
        ("Prendre un rendez-vous en ligne", "Book an appointment online"),
        ("Ouvrir un compte bancaire", "Open a bank account"),
        ("Chercher un logement", "Look for housing"),
        ("Expliquer comment fonctionne une administration", "Explain how a public office works"),
    ),
    "french": (
        ("Converser en français", "Practise conversation in French"),
        ("Apprendre à lire et à écrire à un adulte", "Teach an adult to read and write"),
        ("Expliquer les mots du quotidien", "Explain everyday words"),
        ("Préparer un examen de français", "Prepare for a French exam"),
    ),
    "languages": (
        ("Traduire une conversation de tous les jours", "Interpret an everyday conversation"),
        ("Traduire un texte simple", "Translate a simple text"),
        ("Enseigner sa langue", "Teach one’s own language"),
        ("Écrire dans plusieurs alphabets", "Write in several scripts"),
    ),
    "school": (
        ("Inscrire un enfant à l’école", "Enrol a child at school"),
        ("Aide aux devoirs, école primaire", "Homework help, primary school"),
        ("Aide aux devoirs, collège et lycée", "Homework help, secondary school"),
        ("Comprendre les messages de l’école", "Understand messages from school"),
        ("Faire reconnaître ses études", "Have one’s studies recognised"),
    ),
    "transport": (
        ("Prendre le bus et le train", "Take the bus and the train"),
        ("Se repérer dans la ville", "Find one’s way in town"),
        ("Obtenir un tarif réduit", "Get a reduced fare"),
        ("Expliquer le code de la route", "Explain the highway code"),
        ("Conduire", "Drive"),
    ),
    "health": (
        ("Prendre un rendez-vous de santé", "Make a health appointment"),
        ("Expliquer pourquoi un rendez-vous compte", "Explain why an appointment matters"),
        ("Faire le chemin jusqu’à un rendez-vous", "Go along on the way to an appointment"),
        ("Trouver une pharmacie, un cabinet, un hôpital", "Find a pharmacy, a practice, a hospital"),
        ("Connaître les gestes de premiers secours", "Know first aid"),
    ),
    "food": (
        ("Cuisiner pour un groupe", "Cook for a group"),
        ("Partager ses recettes", "Share one’s recipes"),
        ("Faire du pain et des gâteaux", "Bake bread and cakes"),
        ("Cuisiner à petit prix", "Cook on a small budget"),
        ("Aider à une distribution alimentaire", "Help at a food distribution"),
        ("Jardiner", "Garden"),
    ),
    "diy": (
        ("Réparer un vélo", "Repair a bicycle"),
        ("Faire de petits travaux chez soi", "Do small repairs at home"),
        ("Monter un meuble", "Put furniture together"),
        ("Coudre et faire des retouches", "Sew and alter clothes"),
        ("Réparer un appareil électrique", "Repair an electrical appliance"),
        ("Économiser l’énergie à la maison", "Save energy at home"),
    ),
    "sport": (
        ("Entraîner une équipe de football", "Coach a football team"),
        ("Courir ou marcher en groupe", "Run or walk in a group"),
        ("Apprendre à nager à quelqu’un", "Teach someone to swim"),
        ("Bouger et se détendre", "Keep fit and relax"),
        ("Jouer aux échecs et aux jeux de société", "Play chess and board games"),
    ),
    "arts": (
        ("Jouer d’un instrument", "Play an instrument"),
        ("Chanter", "Sing"),
        ("Danser", "Dance"),
        ("Dessiner et peindre", "Draw and paint"),
        ("Photographier et filmer", "Take photographs and films"),
        ("Organiser une fête", "Organise a party"),
    ),
    "digital": (
        ("Se servir d’un ordinateur", "Use a computer"),
        ("Se servir de son téléphone pour les démarches", "Use one’s phone for procedures"),
        ("Créer une adresse mail", "Set up an e-mail address"),
        ("Programmer", "Write programs"),
        ("Réparer un téléphone", "Repair a phone"),
    ),
    "childcare": (
        ("Garder des enfants", "Look after children"),
        ("Animer un jeu pour des enfants", "Lead a game for children"),
        ("S’occuper d’un bébé", "Care for a baby"),
        ("Raconter des histoires", "Tell stories"),
    ),
    "mediation": (
        ("Accueillir les personnes qui arrivent", "Welcome people who arrive"),
        ("Écouter quelqu’un", "Listen to someone"),
        ("Apaiser un désaccord", "Calm a disagreement"),
        ("Expliquer les usages d’ici et d’ailleurs", "Explain the customs of here and elsewhere"),
        ("Animer un groupe", "Lead a group"),
        ("Parler devant un public", "Speak in public"),
    ),
    "trades": (
        ("Présenter son métier", "Present one’s trade"),
        ("Construire, peindre, rénover", "Build, paint, renovate"),
        ("Réparer une voiture", "Repair a car"),
        ("Couper les cheveux et coiffer", "Cut and style hair"),
        ("Tenir un commerce", "Run a shop"),
        ("Tenir des comptes", "Keep accounts"),
        ("Écrire un CV et une lettre", "Write a CV and a letter"),
        ("Préparer un entretien d’embauche", "Prepare for a job interview"),
    ),
    "press": (
        ("Lire et commenter la presse", "Read and discuss the press"),
        ("Expliquer l’actualité", "Explain the news"),
        ("Vérifier une information", "Check a piece of information"),
        ("Écrire un article", "Write an article"),
    ),
}


def key_of(english: str) -> uuid.UUID:
    """The key of the shared skill of that English name, the same in every house."""
    return uuid.uuid5(_NAMESPACE, english)


@transaction.atomic
def load() -> int:
    """Add the domains and the skills that are missing; return how many. What is there stays as it is.

    The list is one for all the houses: each adds skills of its own, sets aside those that it does not offer
    (residents/actions/catalogue.py), and says others in its own words (residents/actions/wording.py).
    """
    added = 0
    for position, (code, french, english) in enumerate(DOMAINS, start=1):
        defaults = {"name_fr": french, "name_en": english, "pictogram": code, "position": position}
        defaults["is_delicate"] = code in DELICATE_DOMAINS
        added += Domain.objects.get_or_create(code=code, defaults=defaults)[1]
    return added + _load_skills()


def _load_skills() -> int:
    shared = Skill.objects.filter(centre__isnull=True)
    keys, words = (
        set(Skill.objects.values_list("pk", flat=True)),
        set(shared.values_list("folded", flat=True)),
    )
    missing = [
        Skill(
            pk=key,
            domain_id=code,
            name_fr=french,
            name_en=english,
            external_uri=ESCO + OCCUPATIONS[english] if english in OCCUPATIONS else "",
            is_delicate=english in DELICATE_SKILLS,
        )
        for code, skills in SKILLS.items()
        for french, english in skills
        if (key := key_of(english)) not in keys and fold(f"{french} {english}") not in words
    ]
    for skill in missing:
        skill.save(force_insert=True)
    return len(missing)

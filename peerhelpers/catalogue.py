"""The three functions of the trial, as the field describes them; a centre may change them and add its own."""

from dataclasses import asdict, dataclass

from peerhelpers.models import Function

SOURCE = "« Peer support for migrant populations: modelling a pathway », observation and testing phase"


@dataclass(frozen=True, kw_only=True)
class FunctionText:
    """One function. Tasks stand one a line; the verbs complete « … » on a certificate."""

    code: str
    pictogram: str
    position: int
    name_fr: str
    name_en: str
    verbs_fr: str
    verbs_en: str
    tasks_fr: str
    tasks_en: str
    i_do_fr: str
    i_do_en: str
    i_do_not_fr: str
    i_do_not_en: str
    i_call_fr: str
    i_call_en: str
    source: str = SOURCE


FUNCTIONS = (
    FunctionText(
        code="fle",
        pictogram="french",
        position=1,
        name_fr="Français (FLE)",
        name_en="French lessons",
        verbs_fr="Co-animer des ateliers de français et encourager les débuts dans la langue",
        verbs_en="Co-leading French workshops and encouraging beginners in the language",
        tasks_fr=(
            "Co-animer un atelier de français avec un·e bénévole ou un·e salarié·e\n"
            "Faire parler, répéter, jouer avec les mots de tous les jours\n"
            "Montrer comment on apprend : applications, livres, médiathèque\n"
            "Animer une revue de presse simple"
        ),
        tasks_en=(
            "Co-lead a French workshop with a volunteer or an employee\n"
            "Help people talk, repeat, and play with everyday words\n"
            "Show how one learns: applications, books, library\n"
            "Lead a simple press review"
        ),
        i_do_fr="aider à parler, relire un mot simple, accompagner au cours la première fois.",
        i_do_en="help to speak, read over a simple note, come along to the first lesson.",
        i_do_not_fr="traduire chez le médecin, chez l’avocat ou en entretien, corriger un récit.",
        i_do_not_en="interpret at the doctor’s, at the lawyer’s or in an interview, correct a statement.",
        i_call_fr="la personne qui m’accompagne, si quelqu’un va mal ou si je ne sais pas.",
        i_call_en="the person who accompanies me, if someone is unwell or if I do not know.",
    ),
    FunctionText(
        code="integration",
        pictogram="helper",
        position=2,
        name_fr="Intégration dans la cité",
        name_en="Integration in the city",
        verbs_fr="Accueillir les personnes qui arrivent, faire découvrir la ville et ses associations",
        verbs_en="Welcoming newcomers and helping them discover the town and its associations",
        tasks_fr=(
            "Être là à l’arrivée, faire visiter la maison et le quartier\n"
            "Expliquer les transports, l’école, les commerces, les codes de la vie ici\n"
            "Faire le lien avec un club de sport, une association, une activité culturelle\n"
            "Organiser une sortie avec l’équipe"
        ),
        tasks_en=(
            "Be there on arrival, show the house and the neighbourhood\n"
            "Explain transport, school, shops, the codes of life here\n"
            "Make the link with a sports club, an association, a cultural activity\n"
            "Organise an outing with the team"
        ),
        i_do_fr="accueillir, montrer un lieu, expliquer un usage, venir la première fois.",
        i_do_en="welcome, show a place, explain a custom, come along the first time.",
        i_do_not_fr="dire comment vivre, raconter mon histoire si je ne veux pas, promettre une place.",
        i_do_not_en="say how to live, tell my story if I do not want to, promise a place.",
        i_call_fr="la personne qui m’accompagne, en cas de conflit ou de danger.",
        i_call_en="the person who accompanies me, in case of conflict or danger.",
    ),
    FunctionText(
        code="procedures",
        pictogram="procedures",
        position=3,
        name_fr="Démarches administratives",
        name_en="Administrative procedures",
        verbs_fr="Expliquer les démarches de tous les jours et accompagner vers les bons guichets",
        verbs_en="Explaining everyday procedures and accompanying people to the right desks",
        tasks_fr=(
            "Expliquer un courrier simple et à qui le montrer\n"
            "Accompagner au guichet : transports, école, bibliothèque, banque\n"
            "Expliquer à quoi sert un rendez-vous et comment s’y préparer\n"
            "Apprendre à faire seul·e la fois suivante"
        ),
        tasks_en=(
            "Explain a simple letter and whom to show it to\n"
            "Come along to the desk: transport, school, library, bank\n"
            "Explain what an appointment is for and how to prepare for it\n"
            "Teach how to do it alone the next time"
        ),
        i_do_fr="expliquer une démarche simple, venir au guichet, montrer comment faire.",
        i_do_en="explain a simple procedure, come to the desk, show how it is done.",
        i_do_not_fr="signer à la place, garder papiers ou argent, suivre le dossier de mes proches.",
        i_do_not_en="sign in someone’s place, keep papers or money, follow the case of my relatives.",
        i_call_fr="l’intervenant·e social·e, pour tout ce qui touche à un dossier.",
        i_call_en="the social worker, for whatever touches a person’s case.",
    ),
)


def load() -> int:
    """Add the functions that are missing, never changing one that is there. Returns how many were added."""
    there = set(Function.objects.values_list("code", flat=True))
    missing = [Function(**asdict(text)) for text in FUNCTIONS if text.code not in there]
    Function.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)

"""The criteria of the field and the first questionnaires, as data that a centre may edit afterwards.

The sentences are short and concrete: someone who has read French for a few months can answer alone.
"""

from dataclasses import dataclass

from django.db import transaction

from assessments.models import Audience, Criterion, Question, Questionnaire
from assessments.models.questionnaire import QuestionKind

CRITERIA_SOURCE = "Critères définis en commun par une équipe de terrain"
QUESTIONNAIRE_SOURCE = "Pairs, première version, d’après les critères du terrain"


@dataclass(frozen=True)
class Sentence:
    """One question. Without a criterion it stands alone; with `free` it is answered in words."""

    fr: str
    en: str
    criterion: str | None = None
    free: bool = False


# code, French, English, in the order in which the field wrote them.
CRITERIA = (
    ("curiosity", "Curiosité", "Curiosity"),
    ("humour", "Sens de l’humour", "Sense of humour"),
    ("empathy", "Empathie", "Empathy"),
    ("discretion", "Discrétion", "Discretion"),
    ("listening", "Écoute", "Good listening"),
    ("giving", "Envie de donner de soi", "Willing to give of oneself"),
    ("availability", "Disponibilité", "Availability"),
    ("stepping_back", "Prise de recul", "Able to step back"),
    (
        "motivation",
        "Motivation : avoir été aidé·e, vouloir aider",
        "Motivation: having been helped, wanting to help",
    ),
    ("peer", "Se sentir pair, et plus seulement aidé·e", "Wanting to be seen as a peer"),
    ("culture", "Bonne connaissance de sa culture", "Knows one’s own culture well"),
    ("introspection", "Capacité à se questionner", "Capacity for introspection"),
)

TITLES = {
    Audience.PEER: ("Le regard des pairs", "What the peers see"),
    Audience.EMPLOYEE: ("Le regard de l’équipe", "What the team sees"),
    Audience.BENEFICIARY: ("Le regard des personnes aidées", "What the people helped see"),
    Audience.SELF: ("Le regard sur soi", "A look at oneself"),
}

SENTENCES: dict[Audience, tuple[Sentence, ...]] = {
    Audience.PEER: (
        Sentence("Cette personne écoute bien.", "This person listens well.", "listening"),
        Sentence("Elle comprend ce que vivent les autres.", "They understand what others go through.", "empathy"),
        Sentence(
            "Elle ne répète pas ce qu’on lui confie.",
            "They do not repeat what is told to them.",
            "discretion",
        ),
        Sentence("On rit bien avec elle.", "We have a good laugh with them.", "humour"),
        Sentence("Elle aime découvrir et apprendre.", "They like to discover and to learn.", "curiosity"),
        Sentence("Elle donne de son temps avec plaisir.", "They are glad to give their time.", "giving"),
        Sentence("Elle prend le temps qu’il faut.", "They take the time it needs.", "availability"),
        Sentence("Elle reste calme dans un moment difficile.", "They stay calm in a hard moment.", "stepping_back"),
        Sentence("On peut l’interroger sur sa culture.", "We can ask them about their culture.", "culture"),
        Sentence("Elle a envie d’aider.", "They want to help.", "motivation"),
        Sentence("Qu’est-ce qu’elle fait bien ?", "What do they do well?", free=True),
        Sentence("De quoi a-t-elle besoin pour continuer ?", "What do they need to go on?", free=True),
    ),
    Audience.EMPLOYEE: (
        Sentence("Cette personne écoute sans juger.", "This person listens without judging.", "listening"),
        Sentence("Elle comprend ce que vivent les autres.", "They understand what others go through.", "empathy"),
        Sentence(
            "Elle garde pour elle ce qui est confidentiel.",
            "They keep to themselves what is confidential.",
            "discretion",
        ),
        Sentence(
            "Elle sait prendre du recul et passer le relais.",
            "They step back and hand over.",
            "stepping_back",
        ),
        Sentence(
            "On peut compter sur sa présence, quand elle dit oui.",
            "When they say yes, they come.",
            "availability",
        ),
        Sentence("Elle prend sa place de pair dans la maison.", "They take their place as a peer.", "peer"),
        Sentence(
            "Elle sait dire quand c’est difficile pour elle.",
            "They can say when it is hard.",
            "introspection",
        ),
        Sentence("Elle nous aide à comprendre une autre culture.", "They help us see another culture.", "culture"),
        Sentence("Avec elle, les résident·es font plus de choses sans nous.", "Residents do more without us."),
        Sentence("Sa présence rend notre travail plus léger.", "Their presence makes our work lighter."),
        Sentence("Qu’est-ce que cette personne apporte ?", "What does this person bring?", free=True),
        Sentence("Qu’est-ce qu’il faudrait ajuster ?", "What should be adjusted?", free=True),
    ),
    Audience.BENEFICIARY: (
        Sentence("Cette personne m’écoute.", "This person listens to me.", "listening"),
        Sentence("Elle me comprend.", "They understand me.", "empathy"),
        Sentence("Elle ne répète pas ce que je lui dis.", "They do not repeat what I say.", "discretion"),
        Sentence("Elle prend le temps avec moi.", "They take time with me.", "availability"),
        Sentence("On peut rire ensemble.", "We can laugh together.", "humour"),
        Sentence("Elle me laisse choisir.", "They let me choose.", "stepping_back"),
        Sentence("Elle est contente d’aider.", "They are happy to help.", "giving"),
        Sentence("Après, je sais faire sans elle.", "Afterwards, I can do it without them."),
        Sentence("Je peux dire non.", "I can say no."),
        Sentence("Qu’est-ce que cette personne a fait pour vous ?", "What did this person do for you?", free=True),
    ),
    Audience.SELF: (
        Sentence("J’ai envie d’aider.", "I want to help.", "motivation"),
        Sentence("J’écoute sans juger.", "I listen without judging.", "listening"),
        Sentence("Je ne répète pas ce qu’on me confie.", "I do not repeat what is told to me.", "discretion"),
        Sentence("Je sais prendre du recul.", "I can step back.", "stepping_back"),
        Sentence("J’ai assez de temps pour moi aussi.", "I have enough time for myself too.", "availability"),
        Sentence("Je me sens à ma place.", "I feel that I am in the right place.", "peer"),
        Sentence("Je sais dire quand c’est difficile pour moi.", "I can say when it is hard.", "introspection"),
        Sentence("Je suis libre de dire non.", "I am free to say no."),
        Sentence("Je sais à qui parler si j’ai un problème.", "I know whom to talk to if I have a problem."),
        Sentence("Qu’est-ce qui vous plaît dans ce rôle ?", "What do you like in this role?", free=True),
        Sentence("De quoi avez-vous besoin pour continuer ?", "What do you need to go on?", free=True),
    ),
}


@transaction.atomic
def load() -> int:
    """Add the criteria and questionnaires that are missing; what is there, edited or not, stays as it is.

    Returns how many were added.
    """
    return _load_criteria() + sum(_load_questionnaire(audience) for audience in SENTENCES)


def _load_criteria() -> int:
    known = set(Criterion.objects.values_list("code", flat=True))
    missing = [
        Criterion(code=code, position=position, name_fr=french, name_en=english, source=CRITERIA_SOURCE)
        for position, (code, french, english) in enumerate(CRITERIA, start=1)
        if code not in known
    ]
    return len(Criterion.objects.bulk_create(missing))


def _load_questionnaire(audience: Audience) -> int:
    french, english = TITLES[audience]
    texts = {"audience": audience, "name_fr": french, "name_en": english, "source": QUESTIONNAIRE_SOURCE}
    questionnaire, is_new = Questionnaire.objects.get_or_create(code=audience.value, version=1, defaults=texts)
    if is_new:
        Question.objects.bulk_create(
            _question(questionnaire, position, sentence)
            for position, sentence in enumerate(SENTENCES[audience], start=1)
        )
    return int(is_new)


def _question(questionnaire: Questionnaire, position: int, sentence: Sentence) -> Question:
    return Question(
        questionnaire=questionnaire,
        position=position,
        kind=QuestionKind.TEXT if sentence.free else QuestionKind.SCALE,
        criterion_id=sentence.criterion,
        text_fr=sentence.fr,
        text_en=sentence.en,
        required=not sentence.free,
    )

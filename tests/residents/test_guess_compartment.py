"""The compartment of a handwritten slip, guessed from its words: asked rather than wrong."""

import pytest

from residents.box.guessing import Catalogue
from residents.catalogue import load
from residents.matching.words import TOOL_WORDS
from tests.cast import Cast

# What people write on slips, and where a mediator would put them; "" where she would ask.
SLIPS = {
    "Je coupe les cheveux": "trades",
    "Réparer un vélo": "diy",
    "Apprendre à nager": "sport",
    "Cuisiner pour une fête": "food",
    "Aide pour les devoirs de mon fils": "school",
    "Inscrire mes enfants à l’école": "school",
    "Prendre le bus pour aller à la gare": "transport",
    "Remplir un dossier": "procedures",
    "Parler français": "french",
    "Conversation en français une fois par semaine": "french",
    "Traduire un texte": "languages",
    "Prendre rendez-vous chez le dentiste": "health",
    "Jouer au foot le samedi": "sport",
    "Jouer aux échecs": "sport",
    "Chanter avec d’autres": "arts",
    "Cours de guitare": "arts",
    "Garder des enfants le mercredi": "childcare",
    "Apprendre l’ordinateur": "digital",
    "Utiliser mon téléphone": "digital",
    "Envoyer un mail": "digital",
    "Coudre un ourlet": "diy",
    "Réparer une lampe": "diy",
    "Faire du pain": "food",
    "Des recettes pour l’hiver": "food",
    "Jardiner": "food",
    "Accueillir les nouveaux": "mediation",
    "Écouter quelqu’un": "mediation",
    "Lire le journal": "press",
    "Vérifier une info": "press",
    "Trouver un stage": "trades",
    "Faire un CV": "trades",
    "Le code de la route": "transport",
    "Conduire": "transport",
    "Ouvrir un compte à la banque": "procedures",
    "Chercher un logement": "procedures",
    "Comprendre une lettre de la préfecture": "procedures",
    "Courir le matin": "sport",
    "Danser": "arts",
    "Préparer l’examen de français": "french",
    "Réparer ma voiture": "trades",
    "M’occuper d’un bébé": "childcare",
    "Help with homework": "school",
    "Cook for twenty people": "food",
    "Repair a bike": "diy",
    "Play chess": "sport",
    "Teach swimming": "sport",
    "Use a computer": "digital",
    "Cut hair": "trades",
    "Practise French": "french",
    "Find a flat": "procedures",
    "Prendre des photos": "arts",
    "Monter une armoire": "diy",
    "Premiers secours": "health",
    "Tout ce que vous voulez": "",
    "Bonjour": "",
    "J’aide volontiers": "",
    "Apprendre": "",
    "????": "",
    "أريد أن أتعلم": "",
    "Un métier": "trades",
}


@pytest.fixture
def catalogue(cast: Cast) -> Catalogue:
    load()
    return Catalogue(cast.tilleuls)


def test_most_slips_find_their_compartment_and_hardly_any_a_wrong_one(
    catalogue: Catalogue, capsys: pytest.CaptureFixture
) -> None:
    found = {words: guess.domain.code if (guess := catalogue.guess(words)) else "" for words in SLIPS}
    right = [words for words in SLIPS if SLIPS[words] and found[words] == SLIPS[words]]
    wrong = {words: code for words, code in found.items() if code and code != SLIPS[words]}
    asked = [words for words, code in found.items() if not code]
    with capsys.disabled():
        print(f"\nguessed compartments: {len(right)} right, {len(wrong)} wrong, {len(asked)} asked of {len(SLIPS)}")
    print(wrong, [(a, SLIPS[a]) for a in asked])
    assert len(wrong) <= 2, wrong
    assert len(right) >= 42, asked


def test_a_word_that_says_nothing_when_cards_are_matched_says_nothing_here(catalogue: Catalogue) -> None:
    assert "entre" in TOOL_WORDS
    assert catalogue.guess("Entre nous") is None, "« entre » is not « entretien »"


@pytest.mark.parametrize(
    ("words", "skill"),
    [
        ("Je répare votre vélo le samedi", "Réparer un vélo"),
        ("Play chess and board games", "Jouer aux échecs et aux jeux de société"),
        ("Réparer", None),
        ("Des échecs", None),
    ],
)
def test_the_skill_is_noted_when_its_whole_name_is_said(catalogue: Catalogue, words: str, skill: str | None) -> None:
    guess = catalogue.guess(words)
    assert (guess.skill.name_fr if guess and guess.skill else None) == skill

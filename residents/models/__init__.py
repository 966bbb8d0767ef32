"""Residents, their interviews, the skills found in them, and the exchange box."""

from residents.models.card import ASKED_BEFORE, STILL_TRUE_FOR, Card, CardLanguage, numbers_in
from residents.models.card_choices import ANY_MOMENT, Absence, CardForm, CardKind, Gender, Moment, OwnGender
from residents.models.intake import Intake, IntakeState
from residents.models.interview import CouldHelp, Interpreting, Interview, InterviewKind
from residents.models.introduction import Introduction, IntroductionStatus, Outcome
from residents.models.resident import Resident, ResidentLanguage
from residents.models.skill import Acquired, Domain, Skill, SkillFound, SkillSetAside, Wish
from residents.models.tie import KeptApart, Tie, TieKind

__all__ = [
    "ANY_MOMENT",
    "ASKED_BEFORE",
    "STILL_TRUE_FOR",
    "Absence",
    "Acquired",
    "Card",
    "CardForm",
    "CardKind",
    "CardLanguage",
    "CouldHelp",
    "Domain",
    "Gender",
    "Intake",
    "IntakeState",
    "Interpreting",
    "Interview",
    "InterviewKind",
    "Introduction",
    "IntroductionStatus",
    "KeptApart",
    "Moment",
    "Outcome",
    "OwnGender",
    "Resident",
    "ResidentLanguage",
    "Skill",
    "SkillFound",
    "SkillSetAside",
    "Tie",
    "TieKind",
    "Wish",
    "numbers_in",
]

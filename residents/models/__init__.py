"""Residents, their interviews, the skills found in them, and the exchange box."""

from residents.models.card import Card, CardForm, CardKind, CardLanguage, Gender
from residents.models.interview import CouldHelp, Interpreting, Interview, InterviewKind
from residents.models.resident import Resident, ResidentLanguage
from residents.models.skill import Acquired, Domain, Skill, SkillFound, Wish

__all__ = [
    "Acquired",
    "Card",
    "CardForm",
    "CardKind",
    "CardLanguage",
    "CouldHelp",
    "Domain",
    "Gender",
    "Interpreting",
    "Interview",
    "InterviewKind",
    "Resident",
    "ResidentLanguage",
    "Skill",
    "SkillFound",
    "Wish",
]

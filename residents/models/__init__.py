"""Residents, their interviews, the skills found in them, and the exchange box."""

from residents.models.card import Card, CardLanguage
from residents.models.interview import Interview, InterviewKind
from residents.models.resident import Resident, ResidentLanguage
from residents.models.skill import Acquired, Domain, Skill, SkillFound, Wish

__all__ = [
    "Acquired",
    "Card",
    "CardLanguage",
    "Domain",
    "Interview",
    "InterviewKind",
    "Resident",
    "ResidentLanguage",
    "Skill",
    "SkillFound",
    "Wish",
]

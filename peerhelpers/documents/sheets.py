"""What stands on each paper, as plain values: the caller looks them up, nothing here reads the database."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import pgettext


def role_name(form_of_address: str) -> str:
    """« pair-aidante », « pair-aidant » or « pair-aidant·e », as the person chose; one word in English."""
    if form_of_address == "pair-aidante":
        return pgettext("a woman", "peer helper")
    if form_of_address == "pair-aidant":
        return pgettext("a man", "peer helper")
    return pgettext("a woman or a man", "peer helper")


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """How a paper was explained; without it, the paper leaves these lines to be filled in by hand."""

    language: str
    with_interpreter: bool
    read_aloud: bool
    said_back: bool


@dataclass(frozen=True, kw_only=True)
class _Commitment:
    """What both papers to sign have. `understanding_language` (None or "en") is printed beside the French."""

    helper_name: str
    centre_name: str
    manager_name: str
    made_on: date
    manager_role: str = ""
    referent_name: str = ""
    form_of_address: str = "pair-aidant·e"
    explanation: Explanation | None = None
    language: str = "fr"
    understanding_language: str | None = None


@dataclass(frozen=True, kw_only=True)
class AgreementSheet(_Commitment):
    """`shares`, `form` and `frame` are the words of the formalisation meeting, on several lines or one."""

    shares: str
    form: str = ""
    frame: str = ""
    functions: tuple[str, ...] = ()
    operator_name: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    insurance: str = ""


@dataclass(frozen=True, kw_only=True)
class PledgeSheet(_Commitment):
    """The confidentiality pledge: the parties are all that changes."""


@dataclass(frozen=True, kw_only=True)
class BadgeSheet:
    """`languages` only if the person wants them shown, by its own name. No boundaries: the usual ones."""

    chosen_name: str
    centre_public_name: str
    short_number: str
    verification_url: str
    valid_until: date | None = None
    functions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    i_do: str = ""
    i_do_not: str = ""
    i_call: str = ""
    form_of_address: str = "pair-aidant·e"
    language: str = "fr"


@dataclass(frozen=True, kw_only=True)
class CertificateSheet:
    """`functions` in verbs; `hours` already rounded; `observed_by` says who saw the competences."""

    full_name: str
    centre_public_name: str
    signatory_name: str
    signatory_role: str
    starts_on: date
    made_on: date
    short_number: str
    verification_url: str
    ends_on: date | None = None
    hours: int | None = None
    functions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    competences: tuple[str, ...] = ()
    observed_by: tuple[str, ...] = ()
    trainings: tuple[str, ...] = ()
    form_of_address: str = "pair-aidant·e"
    language: str = "fr"

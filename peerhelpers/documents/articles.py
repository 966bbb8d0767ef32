"""The texts that are signed, article by article, in the active language."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cada_peers.ui.dates import day
from peerhelpers.documents.sheets import AgreementSheet, PledgeSheet, role_name


@dataclass(frozen=True, kw_only=True)
class Article:
    """`words` are quoted as they were said; a line to write on follows `to_complete`; `strong` is boxed."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    words: str = ""
    to_complete: str = ""
    strong: bool = False

    @property
    def says_something(self) -> bool:
        return bool(self.paragraphs or self.items or self.words or self.to_complete)

    @property
    def direction(self) -> str:
        """Of the words: « rtl » when their first letter is Arabic or Hebrew, else « ltr »."""
        letters = (unicodedata.bidirectional(sign) for sign in self.words)
        first = next((kind for kind in letters if kind in {"L", "R", "AL"}), "L")
        return "ltr" if first == "L" else "rtl"


def agreement_articles(sheet: AgreementSheet) -> list[Article]:
    """All articles of the commitment agreement, in the active language."""
    builders: tuple[Callable[[AgreementSheet], Article], ...] = (
        _who,
        _shares,
        _functions,
        _trial,
        _free,
        _missions,
        _care,
        _never_asked,
        _discretion,
        _insurance,
    )
    return [article for article in (build(sheet) for build in builders) if article.says_something]


def _who(sheet: AgreementSheet) -> Article:
    person = {"name": sheet.helper_name, "role": role_name(sheet.form_of_address)}
    centre = {
        "centre": _listed(sheet.centre_name, sheet.operator_name),
        "manager": _listed(sheet.manager_name, sheet.manager_role),
    }
    paragraphs = [
        _("You: %(name)s, %(role)s.") % person,
        _("The centre: %(centre)s, represented by %(manager)s.") % centre,
    ]
    if sheet.referent_name:
        paragraphs.append(_("Referent, who accompanies you: %(name)s.") % {"name": sheet.referent_name})
    return Article(heading=_("Who commits"), paragraphs=tuple(paragraphs))


def _listed(*texts: str) -> str:
    return ", ".join(filter(None, texts))


def _shares(sheet: AgreementSheet) -> Article:
    return Article(heading=_("What you want to share"), words=sheet.shares)


def _functions(sheet: AgreementSheet) -> Article:
    agreed = ((_("How it starts: %s"), sheet.form), (_("What we agreed: %s"), sheet.frame))
    return Article(
        heading=_("Your functions"),
        items=sheet.functions,
        paragraphs=tuple(sentence % text for sentence, text in agreed if text),
    )


def _trial(sheet: AgreementSheet) -> Article:
    if sheet.starts_on and sheet.ends_on:
        dates = {"start": day(sheet.starts_on), "end": day(sheet.ends_on)}
        duration = _("It lasts 18 months, from %(start)s to %(end)s. A pause shifts the end.") % dates
    else:
        duration = _("It lasts 18 months from the day it starts. A pause shifts the end.")
    return Article(
        heading=_("An observation and experimentation phase"),
        paragraphs=(
            _("Together we try what suits you, and what helps the others."),
            duration,
            _("We look back together after 3, 6, 12 and 18 months. No result is demanded."),
        ),
    )


def _free(sheet: AgreementSheet) -> Article:
    return Article(
        heading=_("You are free"),
        strong=True,
        paragraphs=(
            _("You are a volunteer: free, and unpaid. This agreement is not an employment contract."),
            _("You can stop at any time, without giving a reason."),
            _("Whatever you choose, it has no effect on your housing, your allowance or your asylum claim."),
        ),
    )


def _missions(sheet: AgreementSheet) -> Article:
    return Article(
        heading=_("Missions and hours"),
        paragraphs=(
            _("Each mission is proposed to you. You accept it, or not this time."),
            _("Hours are noted afterwards, to keep a trace of what you gave. They are never owed."),
        ),
    )


def _care(sheet: AgreementSheet) -> Article:
    someone = sheet.referent_name or _("Your referent")
    return Article(
        heading=_("We take care of you"),
        paragraphs=(
            _("%(referent)s accompanies you and keeps time to talk with you.") % {"referent": someone},
            _("If something weighs on you, say it: it never counts against you. You can pause."),
            _("You never have to tell your own story."),
        ),
    )


def _never_asked(sheet: AgreementSheet) -> Article:
    return Article(
        heading=_("What is never asked of you"),
        items=(
            _("interpreting at the doctor’s, before a lawyer or a judge, or in an asylum interview"),
            _("taking care of the case of your own relatives"),
            _("signing in someone’s place, keeping their papers or their money"),
        ),
    )


def _discretion(sheet: AgreementSheet) -> Article:
    return Article(
        heading=_("Confidentiality"),
        paragraphs=(_("What you learn about people stays confidential: the pledge that you also sign says how."),),
    )


def _insurance(sheet: AgreementSheet) -> Article:
    if sheet.insurance:
        return Article(heading=_("Insurance"), paragraphs=(sheet.insurance,))
    return Article(heading=_("Insurance"), to_complete=_("The insurance that covers your missions:"))


def pledge_articles(sheet: PledgeSheet) -> list[Article]:
    """All articles of the confidentiality pledge, in the active language."""
    builders: tuple[Callable[[PledgeSheet], Article], ...] = (_promise, _silence, _for_long, _danger, _for_me)
    return [build(sheet) for build in builders]


def _referent(sheet: PledgeSheet) -> dict[str, str]:
    return {"referent": sheet.referent_name or _("my referent")}


def _promise(sheet: PledgeSheet) -> Article:
    role = role_name(sheet.form_of_address)
    who = {"name": sheet.helper_name, "role": role, "centre": sheet.centre_name}
    return Article(
        heading=_("I commit"),
        paragraphs=(
            _("I am %(name)s, %(role)s at the centre %(centre)s.") % who,
            _("In this role people trust me. I am worthy of it."),
        ),
    )


def _silence(sheet: PledgeSheet) -> Article:
    return Article(
        heading=_("What I learn stays confidential"),
        paragraphs=(
            _("Someone’s name, situation, health, story, even their asking for help: I keep it to myself."),
            _("I repeat it to nobody, not even my family. I do not write, photograph or publish it."),
            _("In doubt, I ask %(referent)s before I speak.") % _referent(sheet),
        ),
    )


def _for_long(sheet: PledgeSheet) -> Article:
    return Article(
        heading=_("For the long term"),
        paragraphs=(_("This pledge has no end: it goes on after my role, and after I have left the centre."),),
    )


def _danger(sheet: PledgeSheet) -> Article:
    sentence = _("If someone may be hurt, or may hurt themselves, I tell %(referent)s at once.")
    return Article(
        heading=_("One exception: a person in danger"), strong=True, paragraphs=(sentence % _referent(sheet),)
    )


def _for_me(sheet: PledgeSheet) -> Article:
    sentence = _("I can always talk about what I feel with %(referent)s, without saying whose story it is.")
    return Article(
        heading=_("For me too"),
        paragraphs=(
            sentence % _referent(sheet),
            _("What I tell the team about myself, the team keeps as well."),
        ),
    )

"""From a sheet to the bytes of its paper."""

from collections.abc import Callable
from dataclasses import fields
from functools import partial
from itertools import zip_longest

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cada_peers.documents.printer import print_paper
from cada_peers.documents.qr import make_qr
from cada_peers.privacy.neutral import forbidden_words
from cada_peers.ui.dates import day, month_year
from peerhelpers.documents.articles import Article, agreement_articles, pledge_articles
from peerhelpers.documents.fitting import fit_recto, fit_verso
from peerhelpers.documents.sheets import AgreementSheet, BadgeSheet, CertificateSheet, PledgeSheet, role_name

# A change of words or of shape is a new version: each frozen paper keeps the one it was made with.
TEMPLATE_VERSIONS = {"agreement": "1", "pledge": "1", "badge": "1", "certificate": "1"}
STYLES = {
    "commitment": "peerhelpers/documents/commitment.css",
    "badge": "peerhelpers/documents/badge.css",
    "certificate": "peerhelpers/documents/certificate.css",
}
NO_BREAK_SPACE = "\u00a0"
FIELD_LABELS = {
    "chosen_name": gettext_lazy("name on the badge"),
    "full_name": gettext_lazy("name"),
    "centre_public_name": gettext_lazy("public name of the centre"),
    "verification_url": gettext_lazy("address of this server"),
    "functions": gettext_lazy("functions"),
    "i_do": gettext_lazy("boundary card"),
    "i_do_not": gettext_lazy("boundary card"),
    "i_call": gettext_lazy("boundary card"),
    "competences": gettext_lazy("competences"),
    "observed_by": gettext_lazy("competences"),
    "trainings": gettext_lazy("training"),
    "signatory_name": gettext_lazy("signatory"),
    "signatory_role": gettext_lazy("signatory"),
}


class NotNeutral(ValueError):
    """A badge or a certificate would carry a word that could endanger its holder: `word`, in the `field`."""

    def __init__(self, *, word: str, field: str) -> None:
        self.word, self.field = word, field
        sentence = _("“%(word)s” (%(field)s) could endanger the person who carries this paper. Change it first.")
        super().__init__(sentence % {"word": word, "field": FIELD_LABELS.get(field, field)})


def render_agreement(sheet: AgreementSheet) -> bytes:
    """PDF of the commitment agreement. Errors: PrintRefused, PrintFailed."""
    with translation.override(sheet.language):
        title = _("Commitment agreement")
    return _render_commitment(sheet, title, partial(agreement_articles, sheet))


def render_pledge(sheet: PledgeSheet) -> bytes:
    """PDF of the confidentiality pledge. Errors: PrintRefused, PrintFailed."""
    with translation.override(sheet.language):
        title = _("Confidentiality pledge")
    return _render_commitment(sheet, title, partial(pledge_articles, sheet))


def render_badge(sheet: BadgeSheet) -> bytes:
    """PDF of a badge, recto then verso, at the size of a bank card.

    Errors: NotNeutral, PrintRefused (also for what does not fit on a card), PrintFailed.
    """
    refuse_telling_words(sheet)
    with translation.override(sheet.language):
        context = {"sheet": sheet, **_badge_parts(sheet)}
        title = _("Badge")
    return print_paper(
        "peerhelpers/documents/badge.html",
        context,
        title=title,
        language=sheet.language,
        styles=[STYLES["badge"]],
        assets={"qr.png": make_qr(sheet.verification_url)},
    )


def render_certificate(sheet: CertificateSheet) -> bytes:
    """PDF of a certificate of voluntary commitment. Errors: NotNeutral, PrintRefused, PrintFailed."""
    refuse_telling_words(sheet)
    with translation.override(sheet.language):
        role = role_name(sheet.form_of_address)
        period = [day(moment).replace(" ", NO_BREAK_SPACE) for moment in (sheet.starts_on, sheet.ends_on)]
        title = _("Certificate of voluntary commitment")
    return print_paper(
        "peerhelpers/documents/certificate.html",
        {"sheet": sheet, "role": role, "period": period, "address": _without_scheme(sheet.verification_url)},
        title=title,
        language=sheet.language,
        styles=[STYLES["certificate"]],
        assets={"qr.png": make_qr(sheet.verification_url)},
    )


def refuse_telling_words(sheet: BadgeSheet | CertificateSheet) -> None:
    """Raise NotNeutral for the first text of the sheet that could tell where its holder comes from."""
    for field in fields(sheet):
        value = getattr(sheet, field.name)
        for text in value if isinstance(value, tuple) else (value,):
            words = forbidden_words(text) if isinstance(text, str) else []
            if words:
                raise NotNeutral(word=words[0], field=field.name)


def _render_commitment(sheet: AgreementSheet | PledgeSheet, title: str, write: Callable[[], list[Article]]) -> bytes:
    """What `write` gives in the official language, and beside it in the other if one is asked for."""
    with translation.override(sheet.language):
        articles = write()
    beside = []
    if sheet.understanding_language:
        with translation.override(sheet.understanding_language):
            beside = write()
    return print_paper(
        "peerhelpers/documents/commitment.html",
        {"sheet": sheet, "rows": list(zip_longest(articles, beside))},
        title=title,
        language=sheet.language,
        styles=[STYLES["commitment"]],
    )


def _badge_parts(sheet: BadgeSheet) -> dict[str, object]:
    """Texts of a badge, and the sizes at which they fit."""
    role = " · ".join(filter(None, (role_name(sheet.form_of_address), ", ".join(sheet.functions))))
    speaks = pgettext("on a badge, before names of languages", "speaks") if sheet.languages else ""
    foot = [sheet.centre_public_name, _("No. %(number)s") % {"number": sheet.short_number}]
    if sheet.valid_until:
        foot.append(_("valid until %(month)s") % {"month": month_year(sheet.valid_until)})
    boundaries = _boundaries(sheet)
    languages = f"{speaks} {' · '.join(sheet.languages)}" if speaks else ""
    name_size, text_size = fit_recto(name=sheet.chosen_name, role=role, languages=languages, foot=foot)
    return {
        "role": role,
        "speaks": speaks,
        "foot": foot,
        "boundaries": boundaries,
        "name_size": name_size,
        "text_size": text_size,
        "verso_size": fit_verso(f"{lead} {text}" for _kind, lead, text in boundaries),
    }


def _boundaries(sheet: BadgeSheet) -> tuple[tuple[str, str, str], ...]:
    """Class of the style sheet, first words and text of each line of the boundary card."""
    do = _("listen, explain a procedure, show a place, come along the first time.")
    do_not = _("interpret at the doctor’s or in an interview, sign in someone’s place, keep people’s papers.")
    call = _("the person who accompanies me, if someone is in danger or if it is too heavy for me.")
    return (
        ("can", _("I can"), sheet.i_do or do),
        ("never", _("I do not"), sheet.i_do_not or do_not),
        ("call", _("I call"), sheet.i_call or call),
    )


def _without_scheme(address: str) -> str:
    """The address in the form in which somebody types it from paper."""
    return address.removeprefix("https://").removeprefix("http://")

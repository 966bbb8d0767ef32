"""From a sheet to the bytes of its paper."""

from dataclasses import fields
from itertools import zip_longest

from django.utils import translation
from django.utils.translation import gettext as _

from cada_peers.documents.neutral import forbidden_words
from cada_peers.documents.printer import PrintRefused, print_paper
from cada_peers.documents.qr import make_qr
from cada_peers.ui.dates import day
from peerhelpers.documents.articles import agreement_articles, pledge_articles
from peerhelpers.documents.sheets import AgreementSheet, BadgeSheet, CertificateSheet, PledgeSheet, role_name

# A change of words or of shape is a new version: each frozen paper keeps the one it was made with.
TEMPLATE_VERSIONS = {"agreement": "1", "pledge": "1", "badge": "1", "certificate": "1"}
STYLES = {
    "commitment": "peerhelpers/documents/commitment.css",
    "badge": "peerhelpers/documents/badge.css",
    "certificate": "peerhelpers/documents/certificate.css",
}
NO_BREAK_SPACE = "\u00a0"
# What a card of 85.6 x 54 mm can hold and still be read: (characters at most, class of the style sheet).
NAME_SIZES = ((12, "xl"), (18, "l"), (26, "m"), (60, "s"))
FUNCTION_SIZES = ((44, "l"), (90, "m"), (160, "s"))
LANGUAGE_SIZES = ((60, "l"), (120, "s"))
BOUNDARY_SIZES = ((110, "l"), (200, "s"))


class NotNeutral(ValueError):
    """A badge or a certificate would carry a word that could endanger its holder: `word`, in the `field`."""

    def __init__(self, *, word: str, field: str) -> None:
        self.word, self.field = word, field
        sentence = _(
            "“%(word)s” (%(field)s) could endanger the person who carries this paper. Change it first."
        )
        super().__init__(sentence % {"word": word, "field": field})


def render_agreement(sheet: AgreementSheet) -> bytes:
    """PDF of the commitment agreement. Errors: PrintRefused, PrintFailed."""
    return _render_commitment(sheet, "agreement")


def render_pledge(sheet: PledgeSheet) -> bytes:
    """PDF of the confidentiality pledge. Errors: PrintRefused, PrintFailed."""
    return _render_commitment(sheet, "pledge")


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


def _render_commitment(sheet: AgreementSheet | PledgeSheet, kind: str) -> bytes:
    build = {"agreement": agreement_articles, "pledge": pledge_articles}[kind]
    with translation.override(sheet.language):
        articles = build(sheet)
        title = {"agreement": _("Commitment agreement"), "pledge": _("Confidentiality pledge")}[kind]
    beside = []
    if sheet.understanding_language:
        with translation.override(sheet.understanding_language):
            beside = build(sheet)
    return print_paper(
        "peerhelpers/documents/commitment.html",
        {"sheet": sheet, "kind": kind, "rows": list(zip_longest(articles, beside))},
        title=title,
        language=sheet.language,
        styles=[STYLES["commitment"]],
    )


def _badge_parts(sheet: BadgeSheet) -> dict[str, object]:
    """Texts of a badge with the size at which each fits."""
    functions = ", ".join(sheet.functions)
    languages = " · ".join(sheet.languages)
    boundaries = _boundaries(sheet)
    longest = max((text for _kind, _lead, text in boundaries), key=len)
    return {
        "role": role_name(sheet.form_of_address),
        "functions": functions,
        "boundaries": boundaries,
        "name_size": _fit(sheet.chosen_name, NAME_SIZES, _("This name is too long for a badge.")),
        "function_size": _fit(functions, FUNCTION_SIZES, _("These functions are too long for a badge.")),
        "language_size": _fit(languages, LANGUAGE_SIZES, _("These languages are too many for a badge.")),
        "boundary_size": _fit(longest, BOUNDARY_SIZES, _("The boundary card is too long for a badge.")),
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


def _fit(text: str, sizes: tuple[tuple[int, str], ...], refusal: str) -> str:
    """The size for a text of this length, or PrintRefused with what to do."""
    for most, size in sizes:
        if len(text) <= most:
            return size
    raise PrintRefused(f"{refusal} {_('Shorten it, then print again.')}")


def _without_scheme(address: str) -> str:
    """As it is typed from paper."""
    return address.removeprefix("https://").removeprefix("http://")

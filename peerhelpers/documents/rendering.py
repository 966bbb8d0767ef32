"""From a sheet to the bytes of its paper."""

from dataclasses import fields

from django.utils import translation
from django.utils.translation import gettext as _

from cada_peers.documents.neutral import forbidden_words
from cada_peers.documents.printer import PrintRefused, print_paper
from cada_peers.documents.qr import make_qr
from peerhelpers.documents.articles import agreement_articles, pledge_articles
from peerhelpers.documents.sheets import AgreementSheet, BadgeSheet, CertificateSheet, PledgeSheet, role_name

# A change of words or of shape is a new version: each frozen paper keeps the one it was made with.
TEMPLATE_VERSIONS = {"agreement": "1", "pledge": "1", "badge": "1", "certificate": "1"}
STYLES = {
    "commitment": "peerhelpers/documents/commitment.css",
    "badge": "peerhelpers/documents/badge.css",
    "certificate": "peerhelpers/documents/certificate.css",
}
# What a card of 85.6 x 54 mm can hold and still be read: (characters at most, class of the style sheet).
NAME_SIZES = ((12, "xl"), (18, "l"), (26, "m"), (60, "s"))
FUNCTION_SIZES = ((44, "l"), (90, "m"), (160, "s"))
LANGUAGE_SIZES = ((60, "l"), (120, "s"))
BOUNDARY_SIZES = ((110, "l"), (200, "s"))


class NotNeutral(ValueError):
    """A badge or a certificate would carry a word that could endanger its holder: `word`, in `field` of the sheet."""

    def __init__(self, *, word: str, field: str) -> None:
        self.word, self.field = word, field
        sentence = _("“%(word)s” cannot stand on this paper (%(field)s): it could endanger the person. Change it first.")
        super().__init__(sentence % {"word": word, "field": field})


def render_agreement(sheet: AgreementSheet) -> bytes:
    """PDF of the commitment agreement. Errors: PrintRefused, PrintFailed."""
    return _render_commitment(sheet, agreement_articles)


def render_pledge(sheet: PledgeSheet) -> bytes:
    """PDF of the confidentiality pledge. Errors: PrintRefused, PrintFailed."""
    return _render_commitment(sheet, pledge_articles)

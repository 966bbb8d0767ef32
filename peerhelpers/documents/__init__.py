"""The four papers of a peer helper: a sheet of plain values in, the bytes of a PDF out."""

from peerhelpers.documents.rendering import (
    TEMPLATE_VERSIONS,
    NotNeutral,
    render_agreement,
    render_badge,
    render_certificate,
    render_pledge,
)
from peerhelpers.documents.sheets import (
    AgreementSheet,
    BadgeSheet,
    CertificateSheet,
    Explanation,
    PledgeSheet,
)

__all__ = [
    "TEMPLATE_VERSIONS",
    "AgreementSheet",
    "BadgeSheet",
    "CertificateSheet",
    "Explanation",
    "NotNeutral",
    "PledgeSheet",
    "render_agreement",
    "render_badge",
    "render_certificate",
    "render_pledge",
]

"""Sheets of fictional people, and what the tests ask of a PDF."""

import io
import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from peerhelpers.documents import (
    AgreementSheet,
    BadgeSheet,
    CertificateSheet,
    PledgeSheet,
    render_agreement,
    render_badge,
    render_certificate,
    render_pledge,
)

VERIFICATION = "https://pairs.example/v/k7r42m9fh3jdq8tvw5xcn2p6"

AGREEMENT = AgreementSheet(
    helper_name="Nour Belkacem",
    centre_name="Les Tilleuls",
    operator_name="Association Rives",
    manager_name="Claire Delmas",
    manager_role="directrice",
    referent_name="Hugo Martin",
    made_on=date(2026, 2, 20),
    form_of_address="pair-aidante",
    shares="J’ai appris à prendre le bus.\nJe veux montrer aux autres comment faire.",
    form="un atelier le lundi, avec Hugo",
    frame="on en parle tous les quinze jours",
    functions=("Intégration dans la cité", "Démarches administratives"),
    starts_on=date(2026, 3, 1),
    ends_on=date(2027, 9, 1),
)
PLEDGE = PledgeSheet(
    helper_name="Nour Belkacem",
    centre_name="Les Tilleuls",
    manager_name="Claire Delmas",
    manager_role="directrice",
    referent_name="Hugo Martin",
    made_on=date(2026, 2, 20),
    form_of_address="pair-aidante",
)
BADGE = BadgeSheet(
    chosen_name="Nour",
    centre_public_name="Les Tilleuls",
    short_number="K7R-42M",
    verification_url=VERIFICATION,
    valid_until=date(2028, 3, 1),
    functions=("démarches", "cité"),
    languages=("العربية", "English", "français"),
    form_of_address="pair-aidante",
)
CERTIFICATE = CertificateSheet(
    full_name="Nour Belkacem",
    centre_public_name="Les Tilleuls",
    signatory_name="Claire Delmas",
    signatory_role="directrice",
    starts_on=date(2026, 3, 1),
    ends_on=date(2027, 9, 3),
    made_on=date(2027, 9, 10),
    short_number="K7R-42M",
    verification_url=VERIFICATION,
    hours=160,
    functions=("accueillir de nouvelles personnes dans la ville", "expliquer des démarches"),
    languages=("العربية", "English", "français"),
    competences=("écoute", "discrétion"),
    observed_by=("les personnes aidées", "l’équipe"),
    trainings=("écoute et posture (12 h)",),
    form_of_address="pair-aidante",
)

Sheet = AgreementSheet | PledgeSheet | BadgeSheet | CertificateSheet
PAPERS: dict[str, tuple[Callable[..., bytes], Sheet]] = {
    "agreement": (render_agreement, AGREEMENT),
    "pledge": (render_pledge, PLEDGE),
    "badge": (render_badge, BADGE),
    "certificate": (render_certificate, CERTIFICATE),
}


def ask(tool: str, *options: str, pdf: bytes, folder: Path) -> str:
    """What a PDF tool says of these bytes. The test fails when the tool does."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    order = [path, "-"] if tool == "pdftotext" else [path]
    return subprocess.run([tool, *options, *order], check=True, capture_output=True, text=True).stdout


def read_catalogue(pdf: bytes) -> DictionaryObject:
    """The root of the PDF: language, structure, attachments, wherever they are compressed."""
    return PdfReader(io.BytesIO(pdf)).trailer["/Root"]


def read_info(pdf: bytes, folder: Path) -> dict[str, str]:
    lines = ask("pdfinfo", pdf=pdf, folder=folder).splitlines()
    return dict(re.split(r":\s*", line, maxsplit=1) for line in lines)

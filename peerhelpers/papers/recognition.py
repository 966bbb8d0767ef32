"""From the file to the sheet of a badge or a certificate, and to its bytes."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cada_peers.accounts.models import User
from cada_peers.documents.models import Credential
from cada_peers.documents.printer import PrintFailed, PrintRefused
from cada_peers.documents.verification import address_of
from peerhelpers.documents import BadgeSheet, CertificateSheet, NotNeutral, render_badge, render_certificate
from peerhelpers.models import Function, PeerHelper
from residents.languages import LANGUAGES

Sheet = TypeVar("Sheet", BadgeSheet, CertificateSheet)
# Both papers are shown outside the house, in France.
LANGUAGE = "fr"


def functions_held(peer_helper: PeerHelper) -> list[Function]:
    """The functions of the last trial, without those that were given up before its end."""
    trial = peer_helper.trials.prefetch_related("functions__function").first()
    if trial is None:
        return []
    bars = trial.functions.all()
    kept = [bar for bar in bars if bar.ends_on is None or (trial.ended_on and bar.ends_on >= trial.ended_on)]
    return list(dict.fromkeys(bar.function for bar in kept or bars))


def functions_tried(peer_helper: PeerHelper, starts_on: date, ends_on: date) -> list[Function]:
    """The functions of every trial that were held at some time between two days."""
    bars = [
        bar for trial in peer_helper.trials.prefetch_related("functions__function") for bar in trial.functions.all()
    ]
    within = [bar for bar in bars if bar.starts_on <= ends_on and (bar.ends_on or ends_on) >= starts_on]
    return sorted({bar.function for bar in within}, key=lambda function: (function.position, function.code))


def draw_badge(
    peer_helper: PeerHelper,
    credential: Credential,
    *,
    functions: Iterable[Function],
    languages: Iterable[str],
) -> bytes:
    """PDF of the badge. One function alone prints its own boundary card; several or none, the general one."""
    functions = list(functions)
    alone = functions[0] if len(functions) == 1 else None
    return _printed(
        render_badge,
        BadgeSheet(
            chosen_name=peer_helper.chosen_name,
            centre_public_name=credential.issuer,
            short_number=credential.short_number,
            verification_url=address_of(credential.token),
            valid_until=credential.valid_until,
            functions=tuple(function.name_fr for function in functions),
            languages=tuple(LANGUAGES[code].autonym for code in languages),
            i_do=alone.i_do_fr if alone else "",
            i_do_not=alone.i_do_not_fr if alone else "",
            i_call=alone.i_call_fr if alone else "",
            form_of_address=peer_helper.form_of_address,
            language=LANGUAGE,
        ),
    )


def draw_certificate(
    peer_helper: PeerHelper,
    credential: Credential,
    *,
    functions: Iterable[Function],
    hours: int | None,
    signatory: User,
) -> bytes:
    """PDF of the certificate, neutral: no language, no house beyond its public name."""
    with translation.override(LANGUAGE):
        signatory_role = _("for the management")
    return _printed(
        render_certificate,
        CertificateSheet(
            full_name=peer_helper.resident.full_name,
            centre_public_name=credential.issuer,
            signatory_name=signatory.full_name,
            signatory_role=signatory_role,
            starts_on=credential.valid_from,
            ends_on=credential.valid_until,
            made_on=timezone.localdate(),
            short_number=credential.short_number,
            verification_url=address_of(credential.token),
            hours=hours,
            functions=tuple(function.verbs_fr for function in functions),
            form_of_address=peer_helper.form_of_address,
            language=LANGUAGE,
        ),
    )


def _printed(render: Callable[[Sheet], bytes], sheet: Sheet) -> bytes:
    try:
        return render(sheet)
    except (NotNeutral, PrintRefused, PrintFailed) as refusal:
        raise ValidationError(str(refusal)) from refusal

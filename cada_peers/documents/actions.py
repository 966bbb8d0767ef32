"""Freeze a paper: from here on its bytes never change. Draft what can be verified about it, and end that."""

import hashlib
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cada_peers.accounts.models import Centre, User
from cada_peers.documents.codes import new_short_number, new_token
from cada_peers.documents.models import Credential, Paper, PaperKind
from cada_peers.documents.verification import digest_of_name
from cada_peers.privacy.neutral import forbidden_words


@transaction.atomic
def freeze(*, kind: PaperKind, content: bytes, centre: Centre, template_version: str, language: str, by: User) -> Paper:
    """Keep the bytes of a paper with their SHA-256. The verb that asked for it writes the journal line."""
    return Paper.objects.create(
        centre=centre,
        kind=kind,
        template_version=template_version,
        language=language,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        made_by=by,
    )


def draft_credential(
    *,
    kind: Credential.Kind,
    centre: Centre,
    printed_name: str,
    functions_fr: str,
    functions_en: str,
    valid_from: date,
    valid_until: date | None,
) -> Credential:
    """A credential with its code and number, not saved yet: the paper that bears them is printed first.

    The dates are those between which a badge is valid, or the period that a certificate tells of.
    Raises ValidationError for a text that is too long or could tell where its holder comes from.
    """
    token = new_token()
    credential = Credential(
        centre=centre,
        kind=kind,
        token=token,
        short_number=_free_number(centre),
        issuer=centre.public_name,
        functions_fr=functions_fr,
        functions_en=functions_en,
        valid_from=valid_from,
        valid_until=valid_until,
        name_digest=digest_of_name(token, printed_name),
    )
    for text in (credential.issuer, functions_fr, functions_en):
        _refuse_telling(text)
    if max(len(functions_fr), len(functions_en)) > (Credential._meta.get_field("functions_fr").max_length or 0):
        raise ValidationError(_("These functions are too long for the verification page: keep the main ones."))
    return credential


def _free_number(centre: Centre) -> str:
    while Credential.objects.filter(centre=centre, short_number=(number := new_short_number())).exists():
        continue
    return number


def _refuse_telling(text: str) -> None:
    for word in forbidden_words(text)[:1]:
        sentence = _("“%(word)s” cannot stand on the verification page: it could endanger the person. Change it first.")
        raise ValidationError(sentence % {"word": word})


@transaction.atomic
def end_credential(credential: Credential) -> None:
    """From now on the code answers like an unknown one. The verb that asked for it writes the journal."""
    Credential.objects.filter(pk=credential.pk, ended_at__isnull=True).update(ended_at=timezone.now())


@transaction.atomic
def hide_credential(credential: Credential, *, hidden: bool) -> None:
    """Switch the verification off or on again, as its holder wishes."""
    Credential.objects.filter(pk=credential.pk).update(hidden_at=timezone.now() if hidden else None)

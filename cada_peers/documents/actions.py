"""Freeze a paper: from here on its bytes never change."""

import hashlib

from django.db import transaction

from cada_peers.accounts.models import Centre, User
from cada_peers.documents.models import Paper, PaperKind


@transaction.atomic
def freeze(
    *, kind: PaperKind, content: bytes, centre: Centre, template_version: str, language: str, by: User
) -> Paper:
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

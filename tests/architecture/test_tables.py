"""What the tables may hold, and how they are named."""

import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from cada_peers.privacy.fields import EncryptedTextField
from tests.architecture.source import room_of

OURS = [model for model in apps.get_models() if room_of(model.__module__)]
# Data that this software does not hold, by design: origin, belief, health, the asylum story, state identifiers.
NEVER = re.compile(
    r"country|nationalit|origin|ethni|religio|health|medical|asylum|agdref|ofpra|social_security|passport|"
    r"birth|gender(?!$)|sexual|story"
)


def test_no_column_for_what_we_must_not_know() -> None:
    found = [f"{m._meta.label}.{f.name}" for m in OURS for f in m._meta.fields if NEVER.search(f.name)]
    assert found == []


def test_every_free_text_has_a_limit() -> None:
    found = [
        f"{m._meta.label}.{f.name}"
        for m in OURS
        for f in m._meta.fields
        if isinstance(f, models.TextField) and not f.max_length
    ]
    assert found == []


def test_what_stands_in_an_address_is_random() -> None:
    """Counted keys tell how many there are and invite to try the next one."""
    addressed = [
        m for m in OURS if isinstance(m._meta.pk, models.BigAutoField) and hasattr(m.objects.all(), "visible_to")
    ]
    assert [m._meta.label for m in addressed if m._meta.label != "journal.Entry"] == []


def test_private_texts_are_encrypted() -> None:
    private = {
        "residents.Interview": {"likes", "passions", "dreams", "desires", "abilities"},
        "residents.Intake": {"content", "ready", "refused"},
        "peerhelpers.TalkRequest": {"words"},
        "peerhelpers.Participation": {"line"},
        "assessments.Answer": {"words"},
        "assessments.Observation": {"evidence"},
        "assessments.BeneficiaryFeedback": {"words"},
    }
    for label, names in private.items():
        encrypted = {f.name for f in apps.get_model(label)._meta.fields if isinstance(f, EncryptedTextField)}
        assert names == encrypted, label


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)

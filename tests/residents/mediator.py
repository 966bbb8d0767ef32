"""A process of its own for test_introduce_people.py: `open` hangs two cards, `propose` brings them together."""

import os
import sys

import django

os.environ["PAIRS_MODE"] = "test"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cada_peers.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  (only once Django is set up)

from cada_peers.accounts.models import User  # noqa: E402
from residents.actions import propose_introduction, put_card  # noqa: E402
from residents.models import Card, Domain  # noqa: E402
from tests.cast import build_cast  # noqa: E402

if sys.argv[1] == "open":
    call_command("migrate", verbosity=0)
    cast, school = build_cast(), Domain.objects.create(code="school", name_fr="École", pictogram="school")
    for kind, owner in (("offer", cast.nour), ("demand", cast.samim)):
        put_card(centre=cast.tilleuls, kind=kind, title="école", domain=school, owner_resident=owner, by=cast.helene)
else:
    helene = User.objects.get(email="hélène@pairs.example")
    pair = {card.kind: card for card in Card.objects.all()}
    introduction, is_new = propose_introduction(**pair, by=helene)
    print(introduction.pk, is_new)

"""A process of its own for test_put_card.py: `open` makes the box, `put` hangs ten cards and prints their numbers."""

import os
import sys

import django

os.environ["PAIRS_MODE"] = "test"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cada_peers.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  (only once Django is set up)

from cada_peers.accounts.models import Centre, User  # noqa: E402
from residents.actions import put_card  # noqa: E402
from residents.models import Domain  # noqa: E402
from tests.cast import build_cast  # noqa: E402

if sys.argv[1] == "open":
    call_command("migrate", verbosity=0)
    build_cast()
    Domain.objects.create(code="school", name_fr="École", pictogram="school")
else:
    centre, domain = Centre.objects.get(name="Les Tilleuls"), Domain.objects.get()
    helene = User.objects.get(email="hélène@pairs.example")
    for _ in range(10):
        card = put_card(centre=centre, kind="offer", title="x", domain=domain, owner_user=helene, by=helene)
        print(card.number)

"""A process of its own for test_merge_skills.py: `open` makes the house, `note` and `merge` go on at once, `tell`."""

import os
import sys

import django

os.environ["PAIRS_MODE"] = "test"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cada_peers.settings")
django.setup()

from django.core.exceptions import ValidationError  # noqa: E402  (only once Django is set up)
from django.core.management import call_command  # noqa: E402

from cada_peers.accounts.models import Centre, User  # noqa: E402
from residents.actions import merge_skills, note_skill, put_card, start_interview  # noqa: E402
from residents.models import Card, Domain, Resident, Skill, SkillFound  # noqa: E402
from tests.cast import a_resident, build_cast  # noqa: E402

PEOPLE = 12
role, name = sys.argv[1], sys.argv[2]
if role == "open":
    call_command("migrate", verbosity=0)
    cast = build_cast()
    diy = Domain.objects.create(code="diy", name_fr="Bricolage", pictogram="diy")
    for word, centre in (("Vélos", cast.tilleuls), ("Un vélo", None), ("Une bicyclette", None)):
        Skill.objects.create(domain=diy, name_fr=word, centre=centre)
    for number in range(PEOPLE):
        for who in ("hélène", "karim"):
            a_resident(f"{who} {number:02}", cast.tilleuls)
elif role == "note":
    by, ours = User.objects.get(email=f"{name}@pairs.example"), Skill.objects.get(name_fr="Vélos")
    for person in Resident.objects.filter(name__startswith=name).order_by("name"):
        draft = start_interview(resident=person, kind="follow_up", by=by)
        note_skill(interview=draft, skill=ours, wish="share", by=by)
        put_card(centre=draft.centre, kind="offer", title="x", skill=ours, owner_resident=person, by=by)
elif role == "merge":
    by, ours = User.objects.get(email=f"{name}@pairs.example"), Skill.objects.get(name_fr="Vélos")
    into = Skill.objects.get(name_fr={"claire": "Un vélo", "marc": "Une bicyclette"}[name])
    while SkillFound.objects.count() < PEOPLE // 2:
        pass
    try:
        merge_skills(skill=ours, into=into, by=by)
    except ValidationError:
        print("refused")
    else:
        print("merged")
else:
    ours = Skill.objects.get(centre=Centre.objects.get(name="Les Tilleuls"))
    lost = SkillFound.objects.filter(skill=ours).count() + Card.objects.filter(skill=ours).count()
    print(lost, ours.merged_into.found.count(), ours.merged_into.cards.count())

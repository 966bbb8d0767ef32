"""`manage.py catalogue`: the skills, functions, criteria and questionnaires that every centre starts with."""

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import ngettext

import assessments.catalogue
import peerhelpers.catalogue
import residents.catalogue

CATALOGUES = (residents.catalogue, peerhelpers.catalogue, assessments.catalogue)


class Command(BaseCommand):
    help = "Add what is missing from the catalogues; what a centre has edited stays as it is."

    @transaction.atomic
    def handle(self, *args: object, verbosity: int, **options: object) -> None:
        """Load each catalogue, all or none."""
        added = sum(catalogue.load() for catalogue in CATALOGUES)
        if verbosity:
            self.stdout.write(ngettext("%(n)d entry added.", "%(n)d entries added.", added) % {"n": added})

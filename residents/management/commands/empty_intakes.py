"""`manage.py empty_intakes`: forget the lists of residents that were brought more than a day ago."""

from django.core.management.base import BaseCommand

from residents.actions import empty_old_intakes


class Command(BaseCommand):
    help = "Forget the lists of residents that were left more than a day ago (the next list does it too)."

    def handle(self, *args: object, verbosity: int, **options: object) -> None:
        """Say how many, unless told to be quiet."""
        number = empty_old_intakes()
        if verbosity:
            self.stdout.write(f"{number} list(s) forgotten")

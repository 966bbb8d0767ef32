"""Whoever writes about two people takes their rows first: what is noted of them at the same moment is then seen."""

from django.db.models import QuerySet

from residents.models import Resident


def hold(people: QuerySet[Resident]) -> None:
    """Wait for whoever writes about these people, and keep them until the end of the transaction.

    Always in the order of their keys: two who take the same people never wait for each other crosswise.
    """
    list(people.select_for_update(no_key=True, of=("self",)).order_by("pk").values("pk"))

"""Where a new card starts from, as the address of its form says it."""

from collections.abc import Callable

from django import forms

from cada_peers.accounts.models import Centre, User
from cada_peers.ui.forms import PairsForm
from residents.actions.cards import COLUMNS
from residents.forms.card import ME, MEMBER, PARTNER, RESIDENT
from residents.models import Card, CardKind, Domain, Resident, SkillFound

Filled = dict[str, object]


class CardStart(PairsForm):
    """A compartment, a person, a skill they share, a card to answer, one taken out. Keys of others are no choices.

    `kind` alone asks for an offer or a demand.
    """

    kind = forms.ChoiceField(choices=CardKind.choices, required=False)
    domain = forms.ModelChoiceField(queryset=Domain.objects.all(), required=False)
    resident = forms.ModelChoiceField(queryset=Resident.objects.none(), required=False)
    found = forms.ModelChoiceField(queryset=SkillFound.objects.none(), required=False)
    answers = forms.ModelChoiceField(queryset=Card.objects.none(), required=False)
    again = forms.ModelChoiceField(queryset=Card.objects.none(), required=False)

    def __init__(self, data: object, *, user: User, centre: Centre | None) -> None:
        super().__init__(data)
        self.user = user
        found = SkillFound.objects.visible_to(user).filter(centre=centre).to_share()
        self.fields["found"].queryset = found.select_related("skill__domain", "resident")
        self.fields["resident"].queryset = Resident.objects.visible_to(user).filter(centre=centre)
        cards = Card.objects.visible_to(user).filter(centre=centre).select_related("skill")
        self.fields["answers"].queryset = cards.in_the_box()
        self.fields["again"].queryset = cards.editable_by(user).filter(withdrawn_on__isnull=False)

    @property
    def answered(self) -> Card | None:
        """The card that the new one answers."""
        return self.cleaned_data["answers"] if self.is_valid() else None

    def initial_of_the_card(self) -> Filled:
        """What the form of the card is filled with: what is known best comes last. Never with the agreement."""
        start = self.cleaned_data if self.is_valid() else {}
        filled: Filled = {"kind": start["kind"]} if start.get("kind") else {}
        for name, fill in _FILL.items():
            if start.get(name):
                filled |= fill(start[name])
        if start.get("again") and start["again"].owner_user_id == self.user.pk:
            filled["owner"] = ME
        return filled


def _in_the_compartment(domain: Domain) -> Filled:
    return {"domain": domain.pk}


def _of_the_person(resident: Resident) -> Filled:
    return {
        "owner": RESIDENT,
        "resident": resident.pk,
        "display_name": resident.display_name,
        "languages": [row.language for row in resident.languages.all()],
    }


def _of_the_skill(found: SkillFound) -> Filled:
    named = {"title": str(found.skill), "skill": found.skill_id, "domain": found.skill.domain_id}
    return _of_the_person(found.resident) | named


def _in_answer_to(card: Card) -> Filled:
    """The same thing from the other side; the words are for whoever answers to find."""
    named = {"title": str(card.skill), "skill": card.skill_id} if card.skill else {}
    return {"kind": card.other_kind, "domain": card.domain_id, **named}


def _once_more(card: Card) -> Filled:
    """All that stood on it but its last day."""
    said = {name.removesuffix("_id"): getattr(card, name) for name in COLUMNS if name != "valid_until"}
    said |= {"languages": [row.language for row in card.languages.all()]}
    if card.owner_resident_id:
        return said | {"owner": RESIDENT, "resident": card.owner_resident_id}
    if card.owner_user_id:
        return said | {"owner": MEMBER, "member": card.owner_user_id}
    return said | {"owner": PARTNER, "partner": card.owner_partner}


_FILL: dict[str, Callable[..., Filled]] = {
    "domain": _in_the_compartment,
    "resident": _of_the_person,
    "found": _of_the_skill,
    "answers": _in_answer_to,
    "again": _once_more,
}

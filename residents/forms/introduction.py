"""Bringing two cards together: the pair, an answer that is noted, when and where, how it went; and the filters."""

from django import forms
from django.db.models import Case, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models import Centre, User
from cada_peers.ui.forms import PairsForm
from residents.models import Card, CardKind, Introduction, IntroductionStatus, Outcome
from residents.models.introduction import OPEN

GOING_ON = "going_on"


class PairForm(PairsForm):
    """An offer and a demand of the box; cards of others are no choices. `page`: the kind of the card one came from."""

    offer = forms.ModelChoiceField(queryset=Card.objects.none())
    demand = forms.ModelChoiceField(queryset=Card.objects.none())
    page = forms.ChoiceField(choices=CardKind.choices, required=False)

    def __init__(self, data: object, *, user: User, centre: Centre | None) -> None:
        super().__init__(data)
        cards = Card.objects.visible_to(user).filter(centre=centre)
        for kind in CardKind:
            self.fields[kind].queryset = cards.filter(kind=kind)

    def card_of_the_page(self) -> Card | None:
        """The card from whose page the pair was proposed. Call `is_valid` first."""
        page = self.cleaned_data.get("page")
        return self.cleaned_data.get(page) if page else None


class SideForm(PairsForm):
    """Whose yes is noted."""

    side = forms.ChoiceField(choices=CardKind.choices)


class AppointmentForm(PairsForm):
    """When and where the two meet, in one line."""

    appointment = forms.CharField(
        label=_("When and where"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("For example: Thursday at 5 p.m., common room. Both read it."),
    )


class HeldForm(PairsForm):
    """On which day they met, how it went."""

    held_on = forms.DateField(label=_("They met on"), widget=forms.DateInput)
    outcome = forms.ChoiceField(
        label=_("How did it go?"), choices=Outcome.choices, required=False, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("In a few words, if you want"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "aria-describedby": "words_reminder"}),
    )


class IntroductionFilter(PairsForm):
    """The filters of the list, kept in its address."""

    status = forms.ChoiceField(
        label=_("Which"),
        choices=[("", _("all the introductions")), (GOING_ON, _("going on")), *IntroductionStatus.choices],
        required=False,
    )
    mine = forms.BooleanField(label=_("those I proposed"), required=False)

    def narrow(self, introductions: QuerySet[Introduction], *, user: User) -> QuerySet[Introduction]:
        """Those that the filters keep, those going on first."""
        self.is_valid()
        status = self.cleaned_data.get("status")
        if status == GOING_ON:
            introductions = introductions.going_on()
        elif status:
            introductions = introductions.filter(status=status)
        if self.cleaned_data.get("mine"):
            introductions = introductions.filter(mediator=user)
        over = Case(When(status__in=OPEN, then=Value(0)), default=Value(1))
        return introductions.order_by(over, "-proposed_on", "-pk")

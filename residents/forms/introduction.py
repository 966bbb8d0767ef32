"""Bringing two cards together: the pair, an answer that is noted, when and where, how it went; and the filters."""

from collections.abc import Callable

from django import forms
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models import Centre, User
from cada_peers.ui.forms import PairsForm
from residents.models import Card, CardKind, IntroductionStatus, Outcome
from residents.models.introduction import OPEN, IntroductionQuerySet

GOING_ON, TO_ARRANGE, TO_HEAR_OF = "going_on", "to_arrange", "to_hear_of"
# What a filter keeps beside the statuses.
_WAITING: dict[str, Callable[[IntroductionQuerySet], IntroductionQuerySet]] = {
    GOING_ON: IntroductionQuerySet.going_on,
    TO_ARRANGE: IntroductionQuerySet.to_arrange,
    TO_HEAR_OF: IntroductionQuerySet.to_hear_of,
}


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


class AnotherCardForm(PairsForm):
    """The number of a card that a mediator thinks of for `card`. It is looked at first: a wrong number proposes nobody.

    Nothing here asks whether the two may meet: the verb answers, in the same words whatever stands in the way.
    """

    number = forms.IntegerField(
        label=_("Another card: no."),
        min_value=1,
        max_value=999_999_999,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Write the number that stands on the card, in figures: 12.")},
    )

    def __init__(self, data: object, *, card: Card, user: User) -> None:
        super().__init__(data)
        self.card, self._user = card, user
        self.found: Card | None = None

    def clean_number(self) -> int:
        """Finds the card in the same house, of the other kind."""
        number = self.cleaned_data["number"]
        if number is None:
            raise forms.ValidationError(_("Write the number that stands on the card."))
        found = Card.objects.visible_to(self._user).filter(centre=self.card.centre_id, number=number).first()
        if not found:
            raise forms.ValidationError(_("No card here has this number: it stands at the top of each card."))
        if found.kind == self.card.kind:
            raise forms.ValidationError(_SAME_KIND[CardKind(found.kind)] % {"number": number})
        self.found = found
        return number


_SAME_KIND = {
    CardKind.OFFER: _("No. %(number)d is an offer too: write the number of a demand."),
    CardKind.DEMAND: _("No. %(number)d is a demand too: write the number of an offer."),
}


class SideForm(PairsForm):
    """Whose yes a mediator notes: of the one who offers, or of the one who asks."""

    side = forms.ChoiceField(choices=CardKind.choices)


class AppointmentForm(PairsForm):
    """On which day the two meet; at what hour and where, in one line."""

    meets_on = forms.DateField(
        label=_("They meet on"),
        required=False,
        widget=forms.DateInput,
        help_text=_("The day after, you are asked whether they met. Without a day: two weeks after both said yes."),
    )
    appointment = forms.CharField(
        label=_("At what time and where"),
        max_length=120,
        required=False,
        # Django names the help text itself, unless the field names what describes it.
        widget=forms.TextInput(
            attrs={"dir": "auto", "aria-describedby": "id_appointment_helptext appointment_reminder"}
        ),
        help_text=_("For example: 5 p.m., common room. Both read it."),
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
        choices=[
            ("", _("all the introductions")),
            (GOING_ON, _("going on")),
            (TO_ARRANGE, _("both said yes: when and where?")),
            (TO_HEAR_OF, _("have they met?")),
            *IntroductionStatus.choices,
        ],
        required=False,
    )
    mine = forms.BooleanField(label=_("those I proposed"), required=False)

    def narrow(self, introductions: IntroductionQuerySet, *, user: User) -> IntroductionQuerySet:
        """Those that the filters keep: going on first, of these the ones `user` proposed, the next meeting first."""
        self.is_valid()
        status = self.cleaned_data.get("status")
        if status in _WAITING:
            introductions = _WAITING[status](introductions)
        elif status:
            introductions = introductions.filter(status=status)
        if self.cleaned_data.get("mine"):
            introductions = introductions.filter(mediator=user)
        going_on = Q(status__in=OPEN)
        place = Case(When(going_on, mediator=user, then=Value(0)), When(going_on, then=Value(1)), default=Value(2))
        next_meeting = Case(When(going_on, then=F("meets_on"))).asc(nulls_last=True)
        return introductions.order_by(place, next_meeting, "-proposed_on", "-pk")

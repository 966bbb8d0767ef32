"""A card of the exchange box, and whose it is."""

from uuid import uuid4

from django import forms
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models import Centre, User
from cada_peers.ui.forms import PairsModelForm
from residents.box.places import places_of
from residents.box.whose import possible_owners, told_apart
from residents.forms.seen import SpokenSeenMixin
from residents.languages import CHOICES
from residents.models import (
    STILL_TRUE_FOR,
    Card,
    CardForm,
    CardKind,
    CardLanguage,
    Gender,
    Moment,
    OwnGender,
    Resident,
    Skill,
)
from residents.staff import team_of

# Languages that one ticks at once; the others are behind a word.
MOST_FREQUENT = 10
RESIDENT, ME, MEMBER, PARTNER = "resident", "me", "member", "partner"
# Django names the help text itself, unless the field names what describes it.
_DESCRIBED = {"aria-describedby": "id_contact_helptext contact_reminder"}


class MomentsField(forms.MultipleChoiceField):
    """The parts of the week that are ticked, as the number that a card keeps (see `Moment`)."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: object) -> None:
        super().__init__(choices=[(moment.value, moment.label) for moment in Moment], required=False, **kwargs)

    def clean(self, value: object) -> int:
        return sum(map(int, set(super().clean(value))))

    def prepare_value(self, value: object) -> object:
        return [moment.value for moment in Moment if moment & value] if isinstance(value, int) else value


class CardDetails(SpokenSeenMixin, PairsModelForm):
    """What stands on a card. `centre` limits the skills, and puts first the languages that its cards say.

    Staff (`for_everyone`), who see the whole box, are offered the places of its cards: one place is then written once.
    The others are offered the shared skills, and of those that the house added the ones that a card says to `user`.
    """

    kind = forms.ChoiceField(
        label=_("Offer or demand"), choices=CardKind.choices, initial=CardKind.OFFER, widget=forms.RadioSelect
    )
    form = forms.ChoiceField(label=_("How"), choices=CardForm.choices, initial=CardForm.PAIR, widget=forms.RadioSelect)
    moments = MomentsField(label=_("When"))
    wished_gender = forms.ChoiceField(
        label=_("Wish"),
        choices=[("", _("no preference")), *Gender.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    own_gender = forms.ChoiceField(
        label=_("The card is from"),
        choices=[("", _("not said")), *OwnGender.choices],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Only so that the wishes of others can be met. It does not stand on the card."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=CHOICES, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Card
        fields = (
            "kind",
            "title",
            "details",
            "domain",
            "skill",
            "form",
            "place",
            "moments",
            "rhythm",
            "wished_gender",
            "own_gender",
            "valid_until",
            "display_name",
            "contact",
        )
        help_texts = {"contact": _("Telephone, mail or address of the office. It does not stand on the card.")}
        widgets = {
            "valid_until": forms.DateInput,
            "details": forms.Textarea,
            "contact": forms.TextInput(attrs={"dir": "auto", **_DESCRIBED}),
        }

    def __init__(self, *args: object, user: User, centre: Centre, for_everyone: bool = False, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.instance.centre = centre
        self.places = places_of(centre) if for_everyone else []
        if self.places:
            self.fields["place"].widget.attrs["list"] = "places"
        self.fields["domain"].empty_label = _("choose")
        if not (for_everyone and self.is_for_a_partner):
            del self.fields["contact"]
        in_the_box = Card.objects.visible_to(user).filter(centre=centre).in_the_box()
        offered = Skill.objects.offered_in(centre)
        if not for_everyone:
            # The others were noted in interviews: what somebody keeps to themselves stands in no list of the house.
            said = Q(centre__isnull=True) | Q(stands_for__isnull=False) | Q(pk__in=in_the_box.values("skill"))
            offered = offered.filter(said)
        # A card keeps the skill that was set aside since.
        kept = Q(pk__in=offered) | Q(pk=self.initial.get("skill"))
        self.fields["skill"].queryset = Skill.objects.filter(kept)
        self.fields["skill"].empty_label = _("none in particular")
        self.fields["rhythm"].help_text = _("In words: “Thursday after five”, “when my daughter is at school”.")
        self.fields["valid_until"].initial = lambda: timezone.localdate() + STILL_TRUE_FOR
        self.fields["valid_until"].help_text = _("Then you are asked whether it still holds.")
        self.fields["display_name"].help_text = _("A first name is enough. Everyone in the house can read it.")
        # Which languages the residents speak tells where they come from.
        spoken = CardLanguage.objects.filter(card__in=in_the_box)
        by_number = (
            spoken.order_by().values_list("language").annotate(number=Count("pk")).order_by("-number", "language")
        )
        self._said_here = {code for code, _number in by_number[:MOST_FREQUENT]} | {"fr", "en"}

    @property
    def is_for_a_partner(self) -> bool:
        """Whether the card may be a partner’s: nobody else is reached by what stands beside it."""
        return bool(self.instance.owner_partner)

    @property
    def frequent(self) -> list[object]:
        """The choices of `languages` that the cards in the box say most, or already ticked."""
        return [choice for choice in self["languages"] if self._is_frequent(choice)]

    @property
    def others(self) -> list[object]:
        return [choice for choice in self["languages"] if not self._is_frequent(choice)]

    def _is_frequent(self, choice: object) -> bool:
        return choice.data["value"] in self._said_here or choice.data["selected"]

    def clean_valid_until(self) -> object:
        day = self.cleaned_data["valid_until"]
        if day and day < timezone.localdate() and day != self.initial.get("valid_until"):
            raise forms.ValidationError(_("This day is past: choose a later one, or none."))
        return day

    def card(self) -> dict[str, object]:
        """What stands on the card, as `put_card` and `change_card` take it. Call `is_valid` first."""
        asked = {*self._meta.fields, "languages"} & set(self.fields)
        return {name: self.cleaned_data[name] for name in asked}


# Each names the field beside it that says who.
_ASKED = {
    RESIDENT: _("Choose the person whose card this is."),
    MEMBER: _("Choose the person whose card this is."),
    PARTNER: _("Write the name of the partner."),
}


class NewCardForm(CardDetails):
    """A new card. Staff (`for_everyone`) say whose it is; for the others it is their own."""

    owner = forms.ChoiceField(
        label=_("Whose card is it?"),
        choices=[
            (RESIDENT, _("a resident’s")),
            (ME, _("mine")),
            (MEMBER, _("of someone in the team")),
            (PARTNER, _("a partner’s")),
        ],
        initial=RESIDENT,
        widget=forms.RadioSelect,
    )
    resident = forms.ModelChoiceField(
        label=_("Resident"), queryset=Resident.objects.none(), required=False, empty_label=_("choose")
    )
    member = forms.ModelChoiceField(
        label=_("Employee or volunteer"), queryset=User.objects.none(), required=False, empty_label=_("choose")
    )
    partner = forms.CharField(label=_("Name of the partner"), max_length=80, required=False)
    # Drawn with the page: a form that is sent twice hangs one card.
    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    consent = forms.BooleanField(error_messages={"required": _("Without agreement, no card. Ask, then tick.")})

    field_order = ("owner", "resident", "member", "partner")

    def __init__(self, *args: object, user: User, for_everyone: bool, **kwargs: object) -> None:
        super().__init__(*args, user=user, for_everyone=for_everyone, **kwargs)
        self.user = user
        self.for_everyone = for_everyone
        self.fields["display_name"].required = False
        self.fields["consent"].label = (
            _("The person agreed today that this card hangs in the box.")
            if for_everyone
            else _("I agree that this card hangs in the box. I can take it back at any time.")
        )
        if for_everyone:
            owners = possible_owners(self.instance.centre, user, also=self.initial.get("resident"))
            self.fields["resident"].queryset = owners
            self.fields["resident"].label_from_instance = told_apart
            self.fields["member"].queryset = team_of(self.instance.centre).exclude(pk=user.pk)
        else:
            self.fields["title"].label = _("In your own words")
            for name in ("owner", "resident", "member", "partner"):
                del self.fields[name]

    @property
    def is_for_a_partner(self) -> bool:
        return True

    def clean(self) -> dict[str, object]:
        super().clean()
        owner = self.cleaned_data.get("owner")
        if owner != PARTNER and "contact" in self.fields:
            # Typed before somebody else was chosen: neither this field nor the name of the partner is asked then.
            self.cleaned_data["contact"] = ""
        if owner in _ASKED and not self.cleaned_data.get(owner) and owner not in self.errors:
            self.add_error(owner, _ASKED[owner])
        return self.cleaned_data

    def owner_of_the_card(self) -> dict[str, object]:
        """The owner, as `put_card` takes it. Someone with an account and a record owns the card as a resident."""
        owner = self.cleaned_data["owner"] if self.for_everyone else ME
        if owner == RESIDENT:
            return {"owner_resident": self.cleaned_data["resident"]}
        if owner == MEMBER:
            return {"owner_user": self.cleaned_data["member"]}
        if owner == PARTNER:
            return {"owner_partner": self.cleaned_data["partner"]}
        own_record = Resident.objects.filter(account=self.user, centre=self.instance.centre).first()
        return {"owner_resident": own_record} if own_record else {"owner_user": self.user}

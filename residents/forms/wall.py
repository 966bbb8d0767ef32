"""The filters of the wall of cards. They live in its address, so that a view of the box can be kept and sent."""

from django import forms
from django.db.models import F, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cada_peers.ui.forms import PairsForm
from residents.box.owners import OwnerKind, with_owner_kind
from residents.box.wall import near, unanswered
from residents.languages import CHOICES
from residents.models import Card, CardKind, CardLanguage, Domain, Moment, OwnGender, numbers_in

UNANSWERED = "unanswered"
RESIDENTS, TEAM, VOLUNTEERS, PARTNERS = "residents", "team", "volunteers", "partners"
_KINDS = {
    RESIDENTS: (OwnerKind.RESIDENT, OwnerKind.PEER_HELPER),
    TEAM: (OwnerKind.TEAM,),
    VOLUNTEERS: (OwnerKind.VOLUNTEER,),
    PARTNERS: (OwnerKind.PARTNER,),
}
ORDERS = {
    "": ("-published_on", "-number"),
    "ending": (F("valid_until").asc(nulls_last=True), "number"),
    "number": ("number",),
}


class WallFilter(PairsForm):
    """Of `cards`, those that the person sees. `for_staff` adds what is kept for them: from a woman, unanswered."""

    q = forms.CharField(label=_("Search a skill, a day, a name, a number"), max_length=200, required=False)
    domain = forms.ModelChoiceField(queryset=Domain.objects.all(), required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Offer or demand"), choices=[("", _("offers and demands")), *CardKind.choices], required=False
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    moment = forms.TypedChoiceField(
        label=_("When"),
        choices=[("", _("at any time")), *((moment.value, moment.label) for moment in Moment)],
        coerce=int,
        empty_value=None,
        required=False,
    )
    by = forms.ChoiceField(
        label=_("Cards of"),
        choices=[
            ("", _("everyone")),
            (RESIDENTS, _("the residents")),
            (TEAM, _("the team")),
            (VOLUNTEERS, _("the volunteers")),
            (PARTNERS, _("the partners")),
        ],
        required=False,
    )
    gender = forms.ChoiceField(
        label=_("A woman or a man"), choices=[("", _("whether said or not")), *OwnGender.choices], required=False
    )
    todo = forms.ChoiceField(
        label=_("What is left to do"),
        choices=[("", _("every card")), (UNANSWERED, _("unanswered demands"))],
        required=False,
    )
    helpers = forms.BooleanField(label=_("only peer helpers"), required=False)
    sort = forms.ChoiceField(
        label=_("In the order of"),
        choices=[("", _("the newest")), ("ending", _("the last day")), ("number", _("the number"))],
        required=False,
    )

    # Nothing holds the words that were typed: what is kept comes near.
    is_near = False

    def __init__(self, *args: object, cards: QuerySet[Card], for_staff: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.cards = cards
        said = CardLanguage.objects.filter(card__in=cards.in_the_box())
        codes = set(said.order_by().values_list("language", flat=True).distinct())
        self.fields["language"].choices = [("", _("every language"))] + [c for c in CHOICES if c[0] in codes]
        if not for_staff:
            del self.fields["gender"], self.fields["todo"]
        for field in (self["kind"], *self.finer):
            field.field.widget.attrs["class"] = "form-select"

    @property
    def finer(self) -> list[forms.BoundField]:
        """The choices that stand behind « more filters »."""
        return [self[name] for name in ("language", "moment", "by", "gender", "todo", "sort") if name in self.fields]

    @property
    def is_open(self) -> bool:
        """Whether they are shown at once: what narrows is said beside the number of cards, the order is not."""
        return bool(self.cleaned_data.get("sort")) or any(field.errors for field in self.finer)

    def in_use(self) -> list[tuple[str, str | Promise]]:
        """Name of the field and its words for every filter that narrows, in their order. Call `is_valid` first."""
        return [
            (name, self._words(name))
            for name in self.fields
            if name not in ("domain", "sort") and self.cleaned_data.get(name)
        ]

    def _words(self, name: str) -> str | Promise:
        value = self.cleaned_data[name]
        if name == "q":
            return _("“%(words)s”") % {"words": value}
        if name == "helpers":
            return self.fields[name].label
        return dict(self.fields[name].choices)[value]

    def narrow(self) -> QuerySet[Card]:
        """The cards that the filters keep, in their order: in the box now, or of the number that was typed."""
        self.is_valid()
        cards, wanted = self.cards, self.cleaned_data
        if not numbers_in(wanted.get("q") or ""):
            cards = cards.in_the_box()
        for column, name in (("domain", "domain"), ("kind", "kind"), ("own_gender", "gender")):
            if wanted.get(name):
                cards = cards.filter(**{column: wanted[name]})
        if wanted.get("language"):
            cards = cards.filter(languages__language=wanted["language"])
        if wanted.get("moment"):
            cards = cards.alias(then=F("moments").bitand(wanted["moment"])).filter(then__gt=0)
        if wanted.get("by"):
            cards = with_owner_kind(cards).filter(owner_kind__in=_KINDS[wanted["by"]])
        if wanted.get("todo"):
            cards = unanswered(cards)
        if wanted.get("helpers"):
            cards = with_owner_kind(cards).filter(owner_kind=OwnerKind.PEER_HELPER)
        return self._found(cards, wanted.get("q") or "").order_by(*ORDERS[wanted.get("sort") or ""])

    def _found(self, cards: QuerySet[Card], words: str) -> QuerySet[Card]:
        """Those that hold the words; when there is none, those that come near."""
        found = cards.search(words)
        self.is_near = bool(words) and not numbers_in(words) and not found.exists()
        return near(cards, words) if self.is_near else found

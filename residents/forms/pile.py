"""The pile of handwritten slips: one line each, checked one by one; what cannot be hung comes back as it was typed."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models import Centre, User
from cada_peers.ui.forms import PairsForm
from residents.actions.piles import MOST_LINES, Hung, Slip
from residents.box.guessing import Catalogue, Guess
from residents.box.whose import PARTNER, House, Owner
from residents.models import Card, CardKind

BLANK_LINES, BLANK_LINES_AFTER = 10, 3
LONGEST_TITLE = Card._meta.get_field("title").max_length
# Where a refusal of the card is said on the line.
BESIDE = {"owner_partner": "who", "display_name": "who", "resident": "who", "member": "who", "title": "title"}


class PileConsent(PairsForm):
    """What is said once for the whole pile. `key` is drawn with the page: a pile sent twice hangs once."""

    consent = forms.BooleanField(
        label=_("Each person agreed that their card hangs in the box."),
        error_messages={"required": _("Without agreement, no card. Ask, then tick.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class SlipLine(PairsForm):
    """One slip. A line on which nothing is written is no slip."""

    who = forms.CharField(label=_("Whose"), max_length=300, required=False)
    meant = forms.ChoiceField(label=_("Who is meant?"), required=False)
    kind = forms.ChoiceField(label=_("Offer or demand"), choices=CardKind.choices, initial=CardKind.OFFER)
    title = forms.CharField(label=_("In the person’s words"), max_length=LONGEST_TITLE, required=False)
    domain = forms.ChoiceField(label=_("Compartment"), required=False)

    def __init__(self, data: QueryDict | None, *, line: int, house: House, catalogue: Catalogue) -> None:
        super().__init__(data, prefix=f"slip-{line}")
        self.line, self.house, self.catalogue = line, house, catalogue
        self.fields["domain"].choices = [("", _("from the words")), *catalogue.choices]
        self.fields["meant"].choices = self._may_be_meant() if self.is_bound else [("", "")]
        self.slip: Slip | None = None

    @property
    def is_blank(self) -> bool:
        return not any((self[name].value() or "").strip() for name in ("who", "title", "domain"))

    @property
    def asks_who(self) -> bool:
        return len(self.fields["meant"].choices) > 1

    def _may_be_meant(self) -> list[tuple[str, object]]:
        """Two called alike; or those whose name begins so, and a partner that nobody knew yet."""
        typed = (self["who"].value() or "").strip()
        owners = self.house.find(typed)
        if not typed or len(owners) == 1:
            return [("", "")]
        near = [(owner.key, owner.label) for owner in owners or self.house.near(typed)]
        partner = [] if owners else [(PARTNER, _("“%(name)s” is a partner") % {"name": typed[:80]})]
        return [("", _("choose")), *near, *partner]

    def clean(self) -> dict[str, object]:
        super().clean()
        if self.is_blank:
            return self.cleaned_data
        owner, guess = self._owner(), self._compartment()
        if not self.cleaned_data.get("title") and "title" not in self.errors:
            self.add_error("title", _("Write what stands on the slip."))
        if owner and guess and not self.errors:
            words = {name: self.cleaned_data[name] for name in ("kind", "title")}
            self.slip = Slip(self.line, owner.given, domain=guess.domain, skill=guess.skill, **words)
        return self.cleaned_data

    def _owner(self) -> Owner | None:
        typed = self.cleaned_data.get("who")
        owners = self.house.find(typed) if typed else []
        meant = self.cleaned_data.get("meant")
        if len(owners) == 1 or (meant and typed):
            return owners[0] if len(owners) == 1 else self.house.chosen(meant, typed)
        if "who" not in self.errors:
            self.add_error("who", self._question(typed, len(owners)))
        return None

    def _question(self, typed: str | None, found: int) -> str:
        if not typed:
            return _("Whose slip is it?")
        if found:
            return _("Several people are called so: say which one.")
        return _("Nobody here is called so: correct the name, or say who is meant.")

    def _compartment(self) -> Guess | None:
        code, words = self.cleaned_data.get("domain"), self.cleaned_data.get("title") or ""
        guess = self.catalogue.guess(words)
        if code:
            # The person who types has the last word; what the words say of a skill holds in its own compartment only.
            domain = self.catalogue.domains[code]
            return guess if guess and guess.domain == domain else Guess(domain)
        if not guess and words and "domain" not in self.errors:
            self.add_error("domain", _("Choose the compartment: the words do not tell it."))
        return guess

    def refuse(self, refusal: ValidationError) -> None:
        """Say on the line why its card was not hung."""
        by_field = refusal.error_dict if hasattr(refusal, "error_dict") else {"title": refusal.error_list}
        for name, errors in by_field.items():
            self.add_error(BESIDE.get(name, "title"), errors)


class Pile:
    """The lines of a page, and what was said for all of them."""

    def __init__(self, data: QueryDict | None, *, centre: Centre, by: User) -> None:
        self.house, self.catalogue = House(centre, by), Catalogue(centre)
        self.consent = PileConsent(data)
        numbers = _numbers(data)
        self.lines = [line for line in (self._line(data, number) for number in numbers) if not line.is_blank]
        self._highest = max((line.line for line in self.lines), default=0)
        self.is_empty = self.consent.is_bound and not self.lines

    def _line(self, data: QueryDict | None, number: int) -> SlipLine:
        return SlipLine(data, line=number, house=self.house, catalogue=self.catalogue)

    @property
    def key(self) -> UUID | None:
        """Known once the persons' agreement is ticked."""
        return self.consent.cleaned_data["key"] if self.consent.is_bound and self.consent.is_valid() else None

    def slips(self) -> list[Slip]:
        """The lines that can be hung; none of them without the agreement of the persons."""
        checked = [line.slip for line in self.lines if line.is_valid() and line.slip]
        return checked if self.key else []

    def take(self, hung: Iterable[Hung]) -> None:
        """Keep the lines that were not hung, with the reason beside."""
        outcome = {one.line: one for one in hung}
        for line in self.lines:
            if line.line in outcome and outcome[line.line].refusal:
                line.refuse(outcome[line.line].refusal)
        self.lines = [line for line in self.lines if line.line not in outcome or outcome[line.line].refusal]

    def blank(self) -> list[SlipLine]:
        """Lines to write on, after those that came back."""
        last = min(self._highest + (BLANK_LINES_AFTER if self._highest else BLANK_LINES), MOST_LINES)
        return [self._line(None, number) for number in range(self._highest + 1, last + 1)]

    def pattern(self) -> SlipLine:
        """The line from which the page draws one more, when its script runs."""
        return self._line(None, 0)


def _numbers(data: QueryDict | None) -> list[int]:
    """The lines that were sent, each once; what is no number of a line is none."""
    if data is None:
        return []
    known = {str(number): number for number in range(1, MOST_LINES + 1)}
    return [known[text] for text in dict.fromkeys(data.getlist("line")) if text in known]

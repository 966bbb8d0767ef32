"""The one screen of the interview: the notes, a line of touches for each skill, and the skill that is being typed."""

from dataclasses import dataclass
from datetime import date
from itertools import chain

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models import Centre
from cada_peers.ui.folding import fold
from cada_peers.ui.forms import PairsForm, PairsModelForm
from residents.actions.interviews import Touch, check_day
from residents.actions.sharing import hanging_card, hanging_cards
from residents.actions.skills import find_skill
from residents.languages.prompts import PICTOGRAMS, Wording
from residents.models import (
    Acquired,
    Card,
    CouldHelp,
    Domain,
    Interview,
    Skill,
    SkillFound,
    Wish,
)

# The words that stand under the prompts: what must not be written there.
REMINDER = "not-here"


class NotesForm(PairsModelForm):
    """Date, language, interpreter, the five prompts, and whether the person could help one day, if they are 18."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    could_help = forms.ChoiceField(
        label=_("Could become a peer helper?"), choices=CouldHelp.choices, required=False, widget=forms.RadioSelect
    )

    class Meta:
        model = Interview
        fields = ("held_on", "language", "interpreting", *PICTOGRAMS, "could_help")
        widgets = {"held_on": forms.DateInput, "interpreting": forms.RadioSelect}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.initial["revision"] = self.instance.revision
        self.fields["held_on"].widget.attrs |= {"class": "form-control", "max": timezone.localdate().isoformat()}
        self.fields["language"].widget.attrs["class"] = "form-select"
        for name in PICTOGRAMS:
            _prepare_prompt(self.fields[name])
        if not self.instance.resident.is_adult():
            # A peer helper is 18: what would be refused is not asked. What was noted before stays as it is.
            del self.fields["could_help"]
        if not self.is_bound and not self.instance.revision:
            # A new draft is ready for the first answer.
            self.fields["likes"].widget.attrs["autofocus"] = True

    def full_clean(self) -> None:
        super().full_clean()
        for name in PICTOGRAMS:
            if name in self._errors:
                self.fields[name].widget.attrs["aria-describedby"] = f"id_{name}_error {REMINDER}"

    def clean_held_on(self) -> date:
        check_day(self.cleaned_data["held_on"])
        return self.cleaned_data["held_on"]

    def notes(self) -> dict[str, object]:
        """What `save_interview` takes as notes: of a form with errors, what can be kept all the same."""
        return {name: self.cleaned_data[name] for name in self._meta.fields if name in self.cleaned_data}


def _prepare_prompt(field: forms.Field) -> None:
    # With `maxlength` a browser would cut what is pasted without a word: the text stays, and the server says how long.
    field.widget.attrs.pop("maxlength", None)
    field.widget.attrs |= {"class": "form-control", "rows": 1, "dir": "auto", "aria-describedby": REMINDER}
    field.error_messages["null_characters_not_allowed"] = _(
        "An invisible character came with a paste and cannot be kept: type this part again."
    )
    for validator in field.validators:
        if isinstance(validator, MaxLengthValidator):
            validator.message = _(
                "%(show_value)d characters, at most %(limit_value)d fit: shorten this. It stays on the screen."
            )


class TouchForm(PairsForm):
    """The touches on one skill: how it was acquired, what the person wants to do with it."""

    acquired = forms.ChoiceField(
        label=_("How was it acquired?"), choices=Acquired.choices, required=False, widget=forms.RadioSelect
    )
    wish = forms.ChoiceField(
        label=_("What does the person want to do with it?"),
        choices=Wish.choices,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: QueryDict | None, found: SkillFound, *, card: Card | None = None) -> None:
        super().__init__(data, prefix=f"found-{found.pk}", initial={"acquired": found.acquired, "wish": found.wish})
        self.found = found
        self.card = card
        self.slip = SlipForm.unsent(data, found)

    def touch(self) -> Touch:
        return Touch(self.found.pk, self.cleaned_data["acquired"], self.cleaned_data["wish"])

    @staticmethod
    def untouched(found: SkillFound) -> dict[str, str]:
        """What the form would post if nobody had touched it: a browser leaves out radio buttons without a choice."""
        return {f"found-{found.pk}-acquired": found.acquired, f"found-{found.pk}-wish": found.wish}


class SlipForm(PairsForm):
    """The card of one shared skill, written without leaving the interview: the words on it, and the agreement."""

    title = forms.CharField(label=_("On the card, in the person’s words"), max_length=120)
    agreed = forms.BooleanField(error_messages={"required": _("Without agreement, no card. Ask, then tick.")})

    def __init__(self, data: QueryDict | None, *, found: SkillFound) -> None:
        super().__init__(data, prefix=f"slip-{found.pk}", initial={"title": str(found.skill)})
        self.found = found
        self.fields["title"].widget.attrs |= {"class": "form-control", "dir": "auto", "autocomplete": "off"}
        self.fields["title"].error_messages["required"] = _("Write what the card offers.")
        self.fields["title"].help_text = _(
            "Everyone in the house reads it. "
            "Not to be written here: the asylum story, health, religion, country of origin."
        )
        self.fields["agreed"].widget.attrs["class"] = "form-check-input"
        self.fields["agreed"].label = _("%(name)s agreed today that this card hangs in the box.") % {
            "name": found.resident.display_name
        }

    @classmethod
    def unsent(cls, data: QueryDict | None, found: SkillFound) -> "SlipForm":
        """With what was typed in it so far, and nothing said against it: nobody has asked for the card yet."""
        slip = cls(None, found=found)
        if data is not None:
            slip.initial["title"] = data.get(slip.add_prefix("title"), slip.initial["title"])
            slip.initial["agreed"] = slip.add_prefix("agreed") in data
        return slip

    @property
    def is_begun(self) -> bool:
        """Whether something was typed or ticked in an unsent one."""
        return bool(self.initial.get("agreed")) or self.initial["title"].strip() not in {"", str(self.found.skill)}


class Sheet:
    """The notes and the touches together. Only the skills of this interview have a line: other keys fall away."""

    def __init__(self, interview: Interview, data: QueryDict | None = None) -> None:
        self.interview = interview
        found = list(interview.skills_found.select_related("skill__domain", "resident", "found_by"))
        if data is not None:
            data = data.copy()
            for name, value in chain.from_iterable(TouchForm.untouched(row).items() for row in found):
                data.setdefault(name, value)
        self.notes = NotesForm(data, instance=interview)
        hanging = hanging_cards(interview)
        self.touches = [TouchForm(data, row, card=hanging.get(row.skill_id)) for row in found]

    def begun_slip(self) -> SlipForm | None:
        """A card that was begun and does not hang yet; its words are not part of the draft."""
        begun = (touch.found for touch in self.touches if touch.slip.is_begun and not hanging_card(touch.found))
        found = next(begun, None)
        slip = SlipForm(self.notes.data, found=found) if found else None
        if slip:
            slip.add_error(
                "title", _("This card is not in the box yet: put it there, or empty the words and the tick.")
            )
        return slip

    def show_slip(self, slip: SlipForm) -> None:
        """Show a slip with what was typed and refused in it."""
        for touch in self.touches:
            if touch.found.pk == slip.found.pk:
                touch.slip = slip

    def is_valid(self) -> bool:
        return all([self.notes.is_valid(), *[touch.is_valid() for touch in self.touches]])

    @property
    def revision(self) -> int:
        return self.notes.cleaned_data["revision"]

    def values(self) -> dict[str, object]:
        """The keyword arguments of `save_interview`: what is valid. Call `is_valid` first."""
        touches = [touch.touch() for touch in self.touches if not touch.errors]
        return {"revision": self.revision, "touches": touches, **self.notes.notes()}


class SkillForm(PairsForm):
    """The skill to note: touched in the list (`skill_id`), or typed (`skill`) and found by its name, or new."""

    skill_id = forms.ModelChoiceField(queryset=Skill.objects.none(), required=False)
    skill = forms.CharField(label=_("Add a skill"), max_length=120, required=False)
    # Pressed, not chosen: its button adds the skill that was typed.
    domain = forms.ModelChoiceField(queryset=Domain.objects.all(), required=False)

    def __init__(self, data: QueryDict | None, *, centre: Centre) -> None:
        super().__init__(data)
        self.centre = centre
        self.suggestions: list[Skill] = []
        # More than is offered: the verb takes what was merged or reworded since the page was shown for what it became,
        # and what was set aside is still talked about again with those who are known to have it.
        self.fields["skill_id"].queryset = Skill.objects.filter(Q(centre__isnull=True) | Q(centre=centre))
        self.fields["skill"].widget.attrs |= {
            "class": "form-control",
            "autocomplete": "off",
            "list": "skills-known",
        }

    @property
    def is_empty(self) -> bool:
        return not (self.cleaned_data.get("skill_id") or self.cleaned_data.get("skill"))

    @property
    def known(self) -> Skill | None:
        """The skill of the list that was meant; None when it has to be created in `domain`."""
        return self.cleaned_data["skill_id"] or self.cleaned_data.get("found")

    def clean(self) -> dict[str, object]:
        words = self.cleaned_data.get("skill")
        if not words or self.cleaned_data.get("skill_id"):
            return self.cleaned_data
        self.cleaned_data["found"] = find_skill(self.centre, words)
        if not self.cleaned_data["found"] and not self.cleaned_data.get("domain"):
            self.suggestions = _near(self.centre, words)
            self.add_error(
                "skill",
                _("This skill is not in the list yet: press its domain to add it."),
            )
        return self.cleaned_data


def _near(centre: Centre, words: str, most: int = 6) -> list[Skill]:
    """The skills that hold the beginning of one of the words."""
    stems = [word[:4] for word in fold(words).split() if len(word) > 1]
    offered = Skill.objects.offered_in(centre).select_related("domain")
    return [skill for skill in offered if any(stem in skill.folded for stem in stems)][:most]


class ShownForm(PairsForm):
    """Which saving of the interview the page showed, for a verb that has nothing else to say."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


@dataclass(frozen=True)
class ReadLine:
    """One skill on the screen that is read back: its names (language, name), its question, its card in the box."""

    skill: Skill
    names: list[tuple[str, str]]
    field: forms.BoundField
    card: Card | None


class ReadBackForm(ShownForm):
    """What the person chooses while reading back: one wish for each skill, in their language."""

    def __init__(self, data: QueryDict | None = None, *, interview: Interview, wording: Wording) -> None:
        super().__init__(data, initial={"revision": interview.revision})
        self.reader = wording.language
        self.found = list(interview.skills_found.select_related("skill__domain"))
        self.cards = hanging_cards(interview)
        for row in self.found:
            self.fields[self._name(row)] = forms.ChoiceField(
                label=str(row.skill),
                choices=[(Wish.KEEP, wording.keep), (Wish.ME_FIRST, wording.me_first), (Wish.SHARE, wording.share)],
                initial=row.wish,
                widget=forms.RadioSelect,
                error_messages={"required": _("Ask the person what they want to do with it.")},
            )

    @staticmethod
    def _name(found: SkillFound) -> str:
        return f"wish-{found.pk}"

    def lines(self) -> list["ReadLine"]:
        """The skills, in the words of whoever reads the screen."""
        return [
            ReadLine(
                skill=row.skill,
                names=row.skill.names_for(self.reader),
                field=self[self._name(row)],
                card=self.cards.get(row.skill_id),
            )
            for row in self.found
        ]

    def leaving(self) -> list[Card]:
        """The cards that come out of the box with these wishes. Call `is_valid` first."""
        wishes = self.wishes()
        kept = [row.skill_id for row in self.found if wishes[row.pk] != Wish.SHARE]
        return [self.cards[skill_id] for skill_id in kept if skill_id in self.cards]

    def touches(self) -> list[Touch]:
        """The wishes chosen so far, as `save_interview` takes them."""
        chosen = [(row, self.cleaned_data.get(self._name(row))) for row in self.found]
        return [Touch(row.pk, row.acquired, wish) for row, wish in chosen if wish]

    def wishes(self) -> dict[object, str]:
        """By key of skill found, as `confirm_interview` takes them."""
        return {row.pk: self.cleaned_data[self._name(row)] for row in self.found}

"""The one screen of the interview: the notes, a line of touches for each skill, and the skill that is being typed."""

from itertools import chain

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models import Centre
from cada_peers.ui.folding import fold
from cada_peers.ui.forms import PairsForm, PairsModelForm
from residents.actions.interviews import Touch
from residents.actions.skills import find_skill
from residents.models import Acquired, CouldHelp, Domain, Interview, Skill, SkillFound, Wish
from residents.prompts import PICTOGRAMS

FORM_ID = "interview-form"


class NotesForm(PairsModelForm):
    """Date, language, interpreter, the five prompts, and whether the person could help one day."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    could_help = forms.ChoiceField(
        label=_("Could become a peer helper?"),
        choices=CouldHelp.choices,
        required=False,
        # The bar at the bottom stands outside the form.
        widget=forms.RadioSelect(attrs={"form": FORM_ID}),
    )

    class Meta:
        model = Interview
        fields = ("held_on", "language", "interpreting", *PICTOGRAMS, "could_help")
        widgets = {"held_on": forms.DateInput}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.initial["revision"] = self.instance.revision
        self.fields["held_on"].widget.attrs["max"] = timezone.localdate().isoformat()
        for name in ("held_on", "language", "interpreting"):
            widget = self.fields[name].widget
            widget.attrs["class"] = "form-control" if name == "held_on" else "form-select"
        for name in PICTOGRAMS:
            self.fields[name].widget.attrs |= {
                "class": "form-control",
                "rows": 1,
                "dir": "auto",
                "aria-describedby": "not-here",
            }

    def notes(self) -> dict[str, object]:
        """What `save_interview` takes as notes."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


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

    def __init__(self, data: QueryDict | None, found: SkillFound) -> None:
        super().__init__(data, prefix=f"found-{found.pk}", initial={"acquired": found.acquired, "wish": found.wish})
        self.found = found

    def touch(self) -> Touch:
        return Touch(self.found.pk, self.cleaned_data["acquired"], self.cleaned_data["wish"])

    @staticmethod
    def untouched(found: SkillFound) -> dict[str, str]:
        """What the form would post if nobody had touched it: a browser leaves out radio buttons without a choice."""
        return {f"found-{found.pk}-acquired": found.acquired, f"found-{found.pk}-wish": found.wish}


class Sheet:
    """The notes and the touches together. Only the skills of this interview have a line: other keys fall away."""

    def __init__(self, interview: Interview, data: QueryDict | None = None) -> None:
        self.interview = interview
        found = list(interview.skills_found.select_related("skill__domain"))
        if data is not None:
            data = data.copy()
            for name, value in chain.from_iterable(TouchForm.untouched(row).items() for row in found):
                data.setdefault(name, value)
        self.notes = NotesForm(data, instance=interview)
        self.touches = [TouchForm(data, row) for row in found]

    def is_valid(self) -> bool:
        return all([self.notes.is_valid(), *[touch.is_valid() for touch in self.touches]])

    @property
    def revision(self) -> int:
        return self.notes.cleaned_data["revision"]

    def values(self) -> dict[str, object]:
        """The keyword arguments of `save_interview`. Call `is_valid` first."""
        touches = [touch.touch() for touch in self.touches]
        return {"revision": self.revision, "touches": touches, **self.notes.notes()}


class SkillForm(PairsForm):
    """The skill to note: touched in the list (`skill_id`), or typed (`skill`) and found by its name, or new."""

    skill_id = forms.ModelChoiceField(queryset=Skill.objects.none(), required=False)
    skill = forms.CharField(label=_("Add a skill"), max_length=120, required=False)
    domain = forms.ModelChoiceField(
        label=_("Domain, if it is not in the list yet"), queryset=Domain.objects.all(), required=False
    )

    def __init__(self, data: QueryDict | None, *, centre: Centre) -> None:
        super().__init__(data)
        self.centre = centre
        self.suggestions: list[Skill] = []
        self.fields["skill_id"].queryset = Skill.objects.offered_in(centre)
        self.fields["skill"].widget.attrs |= {
            "class": "form-control",
            "autocomplete": "off",
            "list": "skills-known",
        }
        self.fields["domain"].widget.attrs["class"] = "form-select"

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
                _("This skill is not in the list. Choose its domain to add it, then press Add again."),
            )
        return self.cleaned_data


def _near(centre: Centre, words: str, most: int = 6) -> list[Skill]:
    """The skills that hold the beginning of one of the words."""
    stems = [word[:4] for word in fold(words).split() if len(word) > 1]
    offered = Skill.objects.offered_in(centre).select_related("domain")
    return [skill for skill in offered if any(stem in skill.folded for stem in stems)][:most]


class ReadBackForm(PairsForm):
    """What the person chooses while reading back: one wish for each skill, in their language."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, data: QueryDict | None = None, *, interview: Interview, choices: list[tuple[str, str]]) -> None:
        super().__init__(data, initial={"revision": interview.revision})
        self.found = list(interview.skills_found.select_related("skill__domain"))
        for row in self.found:
            self.fields[self._name(row)] = forms.ChoiceField(
                label=str(row.skill),
                choices=choices,
                initial=row.wish,
                widget=forms.RadioSelect,
                error_messages={"required": _("Ask the person what they want to do with it.")},
            )

    @staticmethod
    def _name(found: SkillFound) -> str:
        return f"wish-{found.pk}"

    def lines(self) -> list[tuple[SkillFound, forms.BoundField]]:
        return [(row, self[self._name(row)]) for row in self.found]

    def wishes(self) -> dict[object, str]:
        """By key of skill found, as `confirm_interview` takes them."""
        return {row.pk: self.cleaned_data[self._name(row)] for row in self.found}

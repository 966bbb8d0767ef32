"""A skill of the list, the skill into which it is merged, and the filters of the list."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cada_peers.ui.folding import fold
from cada_peers.ui.forms import PairsForm, PairsModelForm
from cada_peers.ui.seen import SeenMixin
from residents.models import Domain, Skill
from residents.skills.listing import Line


class SkillDetails(SeenMixin, PairsModelForm):
    """The two names, the domain, the link, whether it is delicate."""

    external_uri = forms.URLField(
        label=_("Public vocabulary"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=_("The address of this skill in a public list (ESCO, ROME…), if there is one."),
    )

    class Meta:
        model = Skill
        fields = ("name_fr", "name_en", "domain", "external_uri", "is_delicate")
        help_texts = {
            "name_fr": _("What one can do, with a verb: “Réparer un vélo”."),
            "is_delicate": _("Then a demand for it is not proposed to a relative."),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["domain"].empty_label = _("choose")
        if self.instance.domain_id:
            self._say_of_domain(self.instance)

    def _say_of_domain(self, skill: Skill) -> None:
        """The page of the skill says « delicate: yes »; an empty box beside it must not seem to say no."""
        if skill.domain.is_delicate:
            self.fields["is_delicate"].help_text = _("Its domain is delicate: so is this skill, ticked or not.")

    def skill(self) -> dict[str, object]:
        """What `add_skill` and `change_skill` take. Call `is_valid` first."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class OwnWords(SkillDetails):
    """The same for a skill of the shared list, in the words of one house. `shared`: as all the others read it."""

    def __init__(self, *args: object, shared: Skill, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._say_of_domain(shared)
        if shared.is_delicate:
            self.fields["is_delicate"].disabled = True
            self.fields["is_delicate"].help_text = _("The shared list marks it as delicate: it stays so.")


class MergeForm(PairsForm):
    """Into which skill of the list."""

    into = forms.ModelChoiceField(
        label=_("Into which skill?"),
        queryset=Skill.objects.none(),
        empty_label=_("choose"),
        error_messages={
            "required": _("Choose the skill that stays."),
            "invalid_choice": _("This skill is not in the list of this centre: choose it again."),
        },
    )

    def __init__(self, data: object = None, *, skill: Skill) -> None:
        super().__init__(data)
        offered = Skill.objects.offered_in(skill.centre).exclude(pk=skill.pk).select_related("domain")
        self.fields["into"].queryset = offered


class Show(models.TextChoices):
    """Which skills of the list. Without one of these: those that are offered in the centre."""

    HERE = "here", pgettext_lazy("several skills", "added here")
    OURS = "ours", _("in our words")
    ALIKE = "alike", _("look alike")
    ASIDE = "aside", _("set aside")
    MERGED = "merged", _("merged")
    FORMER = "former", _("our former words")


class SkillFilter(PairsForm):
    """The filters of the list, kept in its address."""

    q = forms.CharField(label=_("Search a skill"), max_length=120, required=False)
    domain = forms.ModelChoiceField(
        label=_("Domain"), queryset=Domain.objects.all(), required=False, empty_label=_("every domain")
    )
    show = forms.ChoiceField(choices=Show.choices, required=False, widget=forms.HiddenInput)

    def narrow(self, lines: list[Line], *, alike: set[object]) -> list[Line]:
        """Those of `lines` that the filters keep. `alike`: the keys of the skills that resemble another."""
        self.is_valid()
        wanted = self.cleaned_data
        words = fold(wanted.get("q") or "").split()
        return [
            line
            for line in lines
            if is_shown(line, wanted.get("show") or "", alike)
            and (not wanted.get("domain") or line.skill.domain == wanted["domain"])
            and all(word in line.skill.folded for word in words)
        ]


def is_shown(line: Line, show: str, alike: set[object]) -> bool:
    """Whether a line stands in the part of the list that `show` names."""
    if line.is_merged:
        return show == (Show.FORMER if line.skill.is_given_up else Show.MERGED)
    if line.is_aside:
        return show == Show.ASIDE
    if show == Show.ALIKE:
        return line.skill.pk in alike
    if show == Show.OURS:
        return line.skill.stands_for_id is not None
    return show == "" or (show == Show.HERE and line.skill.is_added_here)

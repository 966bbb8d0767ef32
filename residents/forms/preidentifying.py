"""A skill that the team has seen in somebody, between two interviews."""

from django import forms
from django.utils.translation import gettext_lazy as _

from residents.forms.interview import SkillForm
from residents.models import Acquired


class SeenSkillForm(SkillForm):
    """The same picker as in an interview, and how the skill was acquired, if the team knows."""

    acquired = forms.ChoiceField(
        label=_("How was it acquired?"),
        choices=Acquired.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("If you know. The person can say it otherwise."),
    )

    def clean(self) -> dict[str, object]:
        super().clean()
        if self.is_empty and "skill" not in self.errors:
            self.add_error("skill", _("Write the skill, or press it in the list."))
        return self.cleaned_data

"""What is asked of the whole house; it lives in the address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models import Centre
from cada_peers.ui.forms import PairsForm
from residents.box.owners import OwnerKind
from residents.languages import CHOICES
from residents.models import Domain, ResidentLanguage
from residents.skills.competences import Question


class CompetenceFilter(PairsForm):
    """All optional; a value that means nothing asks nothing. `domains` are read by the page already."""

    who = forms.ChoiceField(label=_("Who"), choices=[("", _("everyone")), *OwnerKind.choices], required=False)
    domain = forms.ChoiceField(label=_("Domain"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    present = forms.BooleanField(label=_("only those present"), required=False)
    skill = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, centre: Centre, domains: list[Domain], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        spoken = ResidentLanguage.objects.filter(resident__centre=centre).order_by().values_list("language", flat=True)
        codes = set(spoken.distinct())
        self.fields["language"].choices = [("", _("every language"))] + [c for c in CHOICES if c[0] in codes]
        self.fields["domain"].choices = [("", _("every domain"))] + [(d.code, d.label) for d in domains]

    def question(self) -> Question:
        self.is_valid()
        asked = self.cleaned_data
        return Question(
            domain=asked.get("domain") or "",
            skill=asked.get("skill"),
            who=asked.get("who") or "",
            language=asked.get("language") or "",
            only_present=bool(asked.get("present")),
        )

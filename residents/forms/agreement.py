"""That what is kept was explained: on which day, in which language."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from cada_peers.ui.forms import PairsModelForm
from residents.forms.seen import SpokenSeenMixin
from residents.languages import CHOICES
from residents.models import Resident


class AgreementForm(SpokenSeenMixin, PairsModelForm):
    """Today, and the first language of the person, unless something else is noted already."""

    class Meta:
        model = Resident
        fields = ("informed_on", "informed_in")
        widgets = {"informed_on": forms.DateInput}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        spoken = [row.language for row in self.instance.languages.all()]
        first = sorted(CHOICES, key=lambda choice: choice[0] not in spoken)
        self.fields["informed_in"].choices = [("", _("choose")), *first]
        for name in ("informed_on", "informed_in"):
            self.fields[name].required = True
        if not self.instance.agrees:
            self.initial["informed_on"] = timezone.localdate()
            self.initial["informed_in"] = self.initial.get("informed_in") or (spoken[0] if spoken else "")
        self.fields["informed_on"].widget.attrs["max"] = "2100-12-31"

"""Forms of the missions: write one, propose it, plan a meeting, note what was done."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cada_peers.accounts.models import Centre
from cada_peers.ui.forms import PairsForm, PairsModelForm
from cada_peers.ui.seen import SeenMixin
from peerhelpers.missions.apart import who_can_join
from peerhelpers.models import Function, Mission, PeerHelper
from peerhelpers.people import CO_LEADERS, members


class MissionForm(SeenMixin, PairsModelForm):
    """A mission of `centre`: its functions and its people only."""

    class Meta:
        model = Mission
        fields = ["title", "details", "function", "co_leader", "partner", "place", "rhythm"]

    def __init__(self, *args: object, centre: Centre, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["function"].queryset = Function.objects.offered_in(centre)
        self.fields["function"].empty_label = pgettext_lazy("function", "none in particular")
        self.fields["co_leader"].queryset = members(centre, CO_LEADERS)
        self.fields["co_leader"].empty_label = _("nobody: the helper alone")


class NamedHelperField(forms.ModelChoiceField):
    def label_from_instance(self, peer_helper: PeerHelper) -> str:
        return peer_helper.resident.called


class ProposeForm(PairsForm):
    """A helper of the centre who can be asked, and to whom this mission is not proposed yet."""

    peer_helper = NamedHelperField(label=_("To whom?"), queryset=None, empty_label=_("choose"))

    def __init__(self, *args: object, mission: Mission, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        asked = mission.assignments.filter(declined_at__isnull=True, ended_on__isnull=True)
        helpers = who_can_join(mission).exclude(pk__in=asked.values("peer_helper"))
        self.fields["peer_helper"].queryset = helpers


def a_clock() -> forms.TimeInput:
    """A field of the browser for hours and minutes."""
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class MeetingForm(PairsForm):
    """A day and two times, in the time of the house."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput)
    starts_at = forms.TimeField(label=pgettext_lazy("time of day", "From"), widget=a_clock())
    ends_at = forms.TimeField(label=pgettext_lazy("time of day", "Until"), widget=a_clock())
    place = forms.CharField(label=_("Place"), max_length=120, required=False)

    def planned(self) -> dict[str, Any]:
        """`starts_at`, `ends_at` and `place`, once the form is valid."""
        day = self.cleaned_data["day"]
        return {
            "starts_at": timezone.make_aware(datetime.combine(day, self.cleaned_data["starts_at"])),
            "ends_at": timezone.make_aware(datetime.combine(day, self.cleaned_data["ends_at"])),
            "place": self.cleaned_data["place"],
        }


class NoteForm(PairsForm):
    """What is noted afterwards, about."""

    minutes = forms.IntegerField(label=_("Minutes, about"), validators=[MinValueValidator(5), MaxValueValidator(720)])
    people_helped = forms.IntegerField(
        label=_("People helped, about"),
        required=False,
        validators=[MinValueValidator(0), MaxValueValidator(200)],
    )

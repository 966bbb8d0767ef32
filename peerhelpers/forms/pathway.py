"""Forms of the file: identify, change, formalise, end."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models import Centre
from cada_peers.ui.forms import PairsForm, PairsModelForm
from cada_peers.ui.seen import SeenMixin
from peerhelpers.models import FormalisationMeeting, PeerHelper, Status
from peerhelpers.people import members
from residents.staff import STAFF


class IdentifyForm(PairsForm):
    """Why this person: in words that they could read."""

    why = forms.CharField(
        label=_("Why could this person be a peer helper?"),
        max_length=500,
        widget=forms.Textarea,
        help_text=_("In words that the person could read: what they know, what they like to share."),
    )


class FileForm(SeenMixin, PairsModelForm):
    """How the person is called, and who accompanies them: a member of the team of this centre."""

    class Meta:
        model = PeerHelper
        fields = ["chosen_name", "form_of_address", "referent"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["referent"].queryset = members(self.instance.centre, STAFF)
        self.fields["referent"].empty_label = _("nobody for the moment")


class FormaliseForm(PairsModelForm):
    """What was agreed at the formalisation meeting; it is printed in the agreement."""

    class Meta:
        model = FormalisationMeeting
        fields = ["held_on", "shares", "form", "frame", "person_present"]
        labels = {
            "held_on": _("Date of the meeting"),
            "shares": _("What the person wants to share"),
            "form": _("How it starts: with whom, where, how often"),
            "frame": _("The framework: who accompanies, when one talks, what is not asked"),
            "person_present": _("The person was there"),
        }


class EndForm(PairsForm):
    """Why management ends the pathway."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea,
        help_text=_("The person may read it. If they stopped by themselves, write only that."),
    )


class ListFilter(PairsForm):
    """The filters of the list, read from its address: what is not offered there is ignored."""

    status = forms.ChoiceField(choices=Status.choices, required=False, widget=forms.HiddenInput)
    referent = forms.ModelChoiceField(label=_("Referent"), queryset=None, required=False, empty_label=_("everyone"))

    def __init__(self, *args: object, centre: Centre | None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["referent"].queryset = members(centre, STAFF)
        self.fields["referent"].widget.attrs["class"] = "form-select"

    def wanted(self) -> dict[str, Any]:
        """`status` ("" for every file that goes on) and `referent` (None for everyone)."""
        self.is_valid()
        return {
            "status": self.cleaned_data.get("status", ""),
            "referent": self.cleaned_data.get("referent"),
        }

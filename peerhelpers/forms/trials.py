"""Forms of the trial: start it, try one more function, end one."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.ui.forms import PairsForm
from peerhelpers.models import Function, PeerHelper


class StartForm(PairsForm):
    """From when, and over which functions of the centre."""

    starts_on = forms.DateField(label=_("Starts on"), initial=timezone.localdate, widget=forms.DateInput)
    functions = forms.ModelMultipleChoiceField(
        label=_("Functions to begin with"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one function to begin with.")},
    )

    def __init__(self, *args: object, peer_helper: PeerHelper, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["functions"].queryset = Function.objects.offered_in(peer_helper.centre)


class AddFunctionForm(PairsForm):
    """One more function of the centre, among those not being tried now."""

    function = forms.ModelChoiceField(label=_("Function"), queryset=None, empty_label=None, widget=forms.RadioSelect)
    starts_on = forms.DateField(label=_("From"), initial=timezone.localdate, widget=forms.DateInput)

    def __init__(self, *args: object, peer_helper: PeerHelper, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        offered = Function.objects.offered_in(peer_helper.centre)
        self.fields["function"].queryset = offered.exclude(pk__in=being_tried(peer_helper))


class EndFunctionForm(PairsForm):
    """A function being tried, and its last day."""

    function = forms.ModelChoiceField(label=_("Function"), queryset=None, empty_label=None, widget=forms.RadioSelect)
    ends_on = forms.DateField(label=_("Until"), initial=timezone.localdate, widget=forms.DateInput)

    def __init__(self, *args: object, peer_helper: PeerHelper, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["function"].queryset = Function.objects.filter(pk__in=being_tried(peer_helper))


def being_tried(peer_helper: PeerHelper) -> list[str]:
    """The codes of the functions of the running trial that have no end."""
    running = peer_helper.trials.filter(ended_on__isnull=True, functions__ends_on__isnull=True)
    return list(running.exclude(functions=None).values_list("functions__function", flat=True))

"""Forms of the agreement and the pledge: prepare, mark signed."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models import User
from cada_peers.accounts.roles import Role
from cada_peers.ui.forms import PairsForm
from peerhelpers.models import CommitmentKind, Function, PeerHelper
from peerhelpers.people import members
from residents.languages import CHOICES

BESIDE = [("", _("French only")), ("en", _("French, with English beside it to understand"))]


class PrepareForm(PairsForm):
    """Which papers, who signs for the centre, which functions stand in the agreement, which languages."""

    kinds = forms.MultipleChoiceField(
        label=_("Papers to prepare"), choices=CommitmentKind.choices, widget=forms.CheckboxSelectMultiple
    )
    manager = forms.ModelChoiceField(
        label=_("Who signs for the centre"), queryset=None, empty_label=None, widget=forms.RadioSelect
    )
    functions = forms.ModelMultipleChoiceField(
        label=_("Functions written in the agreement"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They can be chosen later, when the trial starts."),
    )
    understanding_language = forms.ChoiceField(
        label=_("Languages of the paper"), choices=BESIDE, required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: object, peer_helper: PeerHelper, by: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        managers = members(peer_helper.centre, [Role.MANAGEMENT])
        self.fields["manager"].queryset = managers
        self.initial["manager"] = by if by in managers else managers.first()
        self.initial["kinds"] = _not_prepared(peer_helper)
        self.fields["functions"].queryset = Function.objects.offered_in(peer_helper.centre)


def _not_prepared(peer_helper: PeerHelper) -> list[str]:
    there = set(peer_helper.commitments.values_list("kind", flat=True))
    return [kind for kind in CommitmentKind.values if kind not in there]


class SignForm(PairsForm):
    """How it was explained, and that it is signed by both."""

    signed_on = forms.DateField(label=_("Signed on"), initial=timezone.localdate, widget=forms.DateInput)
    explained_in = forms.ChoiceField(label=_("Language of the explanation"), choices=CHOICES)
    with_interpreter = forms.BooleanField(label=_("With an interpreter"), required=False)
    read_aloud = forms.BooleanField(label=_("Read aloud"), required=False)
    said_back = forms.BooleanField(
        label=_("The person said it back in their own words"),
        error_messages={"required": _("Sign once the person has said it back in their own words.")},
    )

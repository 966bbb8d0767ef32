"""Forms of badges, certificates and the helper's account."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.ui.forms import PairsForm
from peerhelpers.models import Function, PeerHelper
from peerhelpers.papers.recognition import functions_held
from residents.languages import LANGUAGES


class BadgeForm(PairsForm):
    """What stands on the badge beside the name: functions, and the languages that the person wants shown."""

    functions = forms.ModelMultipleChoiceField(
        label=_("Functions on the badge"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages on the badge"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only those that the person wants shown: a language may tell where someone comes from."),
    )

    def __init__(self, *args: object, peer_helper: PeerHelper, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        held = [function.pk for function in functions_held(peer_helper)]
        self.fields["functions"].queryset = Function.objects.filter(pk__in=held)
        self.fields["functions"].initial = held
        spoken = peer_helper.resident.languages.all()
        self.fields["languages"].choices = [(code, LANGUAGES[code].autonym) for code in (s.language for s in spoken)]


class HandOverForm(PairsForm):
    """The day of the ceremony, or of the moment."""

    on = forms.DateField(label=_("Handed over on"), widget=forms.DateInput)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate


class CertificateForm(PairsForm):
    """Between which days; with or without the hours."""

    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput)
    ends_on = forms.DateField(label=_("Until"), widget=forms.DateInput)
    with_hours = forms.BooleanField(
        label=_("Print the hours, rounded to the nearest five"), required=False, initial=True
    )


class RevokeForm(PairsForm):
    """Why a certificate is withdrawn."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("This reason stays in the house: the verification page says nothing about it."),
        error_messages={"required": _("Write why the certificate is withdrawn.")},
    )


class AccountForm(PairsForm):
    """Where the invitation goes."""

    email = forms.EmailField(
        label=_("The person’s e-mail address"),
        max_length=254,
        help_text=_("Read it back together, letter by letter: whoever receives the invitation can open the account."),
    )

"""What people type to invite colleagues and to open places. Drawn by the crispy filter of the templates."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.actions.places import refuse_telling_name
from cada_peers.accounts.models import Centre, Operator
from cada_peers.accounts.roles import Role

# The account of a peer helper is opened from their file, where it is tied to the person.
INVITED_HERE = [(role.value, role.label) for role in (Role.SOCIAL_WORKER, Role.VOLUNTEER, Role.MANAGEMENT)]


class PersonForm(forms.Form):
    """Whom to invite, when the role is already known."""

    full_name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("Their own work address: the link is sent there, and they sign in with it."),
    )


class MemberForm(PersonForm):
    """Whom to invite in one's centre, in which role."""

    role = forms.ChoiceField(label=_("Role"), choices=INVITED_HERE, widget=forms.RadioSelect)


class OperatorForm(forms.ModelForm):
    class Meta:
        model = Operator
        fields = ["name"]


class CentreForm(forms.ModelForm):
    """A centre of the operator given as `instance.operator`."""

    class Meta:
        model = Centre
        fields = ["name", "public_name", "town"]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if self.instance.operator.centres.filter(name=name).exists():
            raise ValidationError(_("This operator already has a centre of this name."))
        return name

    def clean(self) -> dict | None:
        data = super().clean()
        try:
            refuse_telling_name(self.cleaned_data.get("public_name", ""))
        except ValidationError as refusal:
            self.add_error(None, refusal)
        return data

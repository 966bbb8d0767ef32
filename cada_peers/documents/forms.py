"""The one question of the verification page."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NameForm(forms.Form):
    """The name printed on the paper, typed by whoever checks it."""

    name = forms.CharField(
        label=_("Name printed on the paper"),
        max_length=620,
        error_messages={"required": _("Type the name as it is printed.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "form-control", "dir": "auto"}),
    )

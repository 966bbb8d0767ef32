"""The first line of a list is a word that can be read aloud, never a row of dashes."""

from django import forms

from assessments.forms import ObservationForm
from cada_peers.accounts.models import Centre
from cada_peers.ui.forms import PairsForm


class AnyForm(PairsForm):
    centre = forms.ModelChoiceField(queryset=Centre.objects.none())
    other = forms.ModelChoiceField(queryset=Centre.objects.none(), empty_label="nobody")


def first_lines(form: forms.BaseForm) -> dict[str, str]:
    lists = {name: field for name, field in form.fields.items() if isinstance(field, forms.ModelChoiceField)}
    return {name: next(iter(field.choices))[1] for name, field in lists.items()}


def test_a_list_without_a_choice_says_what_to_do(db: None) -> None:
    assert first_lines(AnyForm()) == {"centre": "choose", "other": "nobody"}
    assert first_lines(ObservationForm())["criterion"] == "choose"

"""What the forms drawn by crispy share: its layout without a form tag, tame texts, calm errors."""

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

DASHES = BLANK_CHOICE_DASH[0][1]  # Django's own first line of a list: nobody reads it aloud


@deconstructible
class LineCap:
    """Refuse a text of more than `most` lines: a paper or a card would overflow, and printing would take for ever."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, text: str) -> None:
        if text.count("\n") + 1 > self.most:
            raise ValidationError(
                ngettext("Write at most %(most)d line.", "Write at most %(most)d lines: shorten the text.", self.most),
                code="too_many_lines",
                params={"most": self.most},
            )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LineCap) and other.most == self.most

    def __hash__(self) -> int:
        return hash(self.most)


class PairsFormMixin:
    """Crispy draws the fields; the page writes the form tag, the token and the buttons."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        for field in self.fields.values():
            _calm(field)


def _calm(field: forms.Field) -> None:
    widget = field.widget
    if isinstance(widget, forms.DateInput):
        widget.input_type = "date"
        widget.format = "%Y-%m-%d"
    if isinstance(widget, forms.Textarea):
        widget.attrs.update(rows=widget.attrs.get("rows") if widget.attrs.get("rows") != "10" else 3)
        widget.attrs.pop("cols", None)
        field.validators.append(LineCap(40))
    if getattr(field, "empty_label", None) == DASHES:
        field.empty_label = _("choose")
    if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        field.error_messages["required"] = _("Fill in this field.")


class PairsForm(PairsFormMixin, forms.Form):
    """A form that is not about one model."""


class PairsModelForm(PairsFormMixin, forms.ModelForm):
    """A form about one model; name its fields one by one, never `__all__`."""

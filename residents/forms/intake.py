"""The file of a list that comes in, and the format of one that goes out."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cada_peers.ui.forms import PairsForm
from cada_peers.ui.uploads import MOST_BYTES
from residents.sheets.opening import SENTENCES
from residents.sheets.trouble import Trouble
from residents.sheets.writing import CHOICES


class ListForm(PairsForm):
    """One file. What is in it is read later, in the background: here only its size is looked at."""

    file = forms.FileField(
        label=_("Your list"),
        help_text=_("A sheet .xlsx, .ods or .csv of 10 megabytes and 20,000 people at most."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.tsv,.txt"}),
        error_messages={"required": _("Choose the file first."), "invalid": _("Choose the file first.")},
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("This file is heavier than 10 megabytes. Copy the list alone into a new sheet, and import that one.")
            )
        if not file.size:
            raise forms.ValidationError(SENTENCES[Trouble.EMPTY])
        return file


class TakeOutForm(PairsForm):
    """In which format the list leaves."""

    kind = forms.ChoiceField(label=_("Format"), choices=CHOICES, initial="xlsx", widget=forms.RadioSelect)

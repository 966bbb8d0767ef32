"""After an answer to « still true? », where one goes on."""

from urllib.parse import urlencode

from django import forms

from cada_peers.ui.forms import PairsForm


class Focus(PairsForm):
    """The card whose first button waits under the finger (`next`), and its page."""

    next = forms.UUIDField(required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=10_000)

    def kept(self) -> dict[str, object]:
        """The values of the address that are there and hold; none when one of them does not."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}

    def address(self) -> str:
        return urlencode(self.kept())

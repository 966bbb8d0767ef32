"""A form that remembers what it showed, so that two people never overwrite each other without knowing."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from cada_peers.ui.conflict import fingerprint
from cada_peers.ui.dates import day


class SeenMixin:
    """Adds the hidden field `seen`: the fingerprint of the record when the form was opened."""

    is_a_conflict = False

    def remember(self, record: models.Model, columns: Iterable[str]) -> None:
        """Keep in the form what `record` is; a posted form keeps what it brings back."""
        self.columns = tuple(columns)
        self.fields["seen"] = forms.CharField(
            widget=forms.HiddenInput, max_length=64, required=False, initial=fingerprint(record, self.columns)
        )

    def show_both(self, current: models.Model) -> None:
        """Set what stands now beside each field that differs; saving again is then a choice, not an accident."""
        self.is_a_conflict = True
        for name in self.fields.keys() & self.cleaned_data.keys():
            if name != "seen" and self.value_now(current, name) != self.cleaned_data[name]:
                self.add_error(name, _("What is saved now: “%(now)s”.") % {"now": self.words_now(current, name)})
        self.add_error(
            None, _("Someone saved this page while you were writing. Compare with what is saved now, then save again.")
        )
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = fingerprint(current, self.columns)

    def value_now(self, current: models.Model, name: str) -> object:
        """What stands now in the field `name`, as the cleaned form would hold it."""
        return getattr(current, name)

    def words_now(self, current: models.Model, name: str) -> str:
        """What stands now in the field `name`, in words."""
        value = getattr(current, name)
        if value is None:
            return _("empty")
        if isinstance(value, date):
            return day(value)
        choice = getattr(current, f"get_{name}_display", None)
        return str(choice() if choice else value) or _("empty")

"""What a form about somebody who speaks languages shows when the record was saved meanwhile."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cada_peers.ui.seen import SeenMixin


class SpokenSeenMixin(SeenMixin):
    """The languages are rows beside the record: a field of the form, or a part of its page."""

    def show_both(self, current: models.Model) -> None:
        if "languages" not in self.fields:
            self.add_error(None, _("Languages saved now: %(now)s.") % {"now": _spoken(current)})
        super().show_both(current)

    def value_now(self, current: models.Model, name: str) -> object:
        if name == "languages":
            return [row.language for row in current.languages.all()]
        return super().value_now(current, name)

    def words_now(self, current: models.Model, name: str) -> str:
        return _spoken(current) if name == "languages" else super().words_now(current, name)


def _spoken(current: models.Model) -> str:
    return ", ".join(str(row) for row in current.languages.all()) or _("not noted yet")

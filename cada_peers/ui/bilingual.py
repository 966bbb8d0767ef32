"""Catalogues that the house edits carry their words in both languages of the interface."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def in_french() -> bool:
    """Whether the reader's language is French. Where no language is active, gettext speaks English: so do the names."""
    return (get_language() or "en").startswith("fr")


class Bilingual(models.Model):
    """A name in French and in English; `label` is the one of the reader's language."""

    name_fr = models.CharField(_("name in French"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.name_fr if in_french() else self.name_en or self.name_fr

    def names_for(self, reader: str) -> list[tuple[str, str]]:
        """(language, name) for a page that is read with somebody whose language is `reader`: theirs comes first.

        One name is enough where they read the language of the page; a name that is missing or the same is left out.
        """
        page, other = ("fr", "en") if in_french() else ("en", "fr")
        names = {"fr": self.name_fr, "en": self.name_en}
        wanted = {page: [page], other: [other, page]}.get(reader, [page, other])
        said = [(language, names[language]) for language in wanted if names[language]] or [("fr", self.name_fr)]
        return said[:1] if len({name for _language, name in said}) == 1 else said

"""What a peer helper can be: French lessons, integration in the city, procedures, and what a centre adds."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models import Centre
from cada_peers.ui.bilingual import Bilingual, in_french


class FunctionQuerySet(models.QuerySet["Function"]):
    def offered_in(self, centre: Centre) -> "FunctionQuerySet":
        return self.filter(Q(centre__isnull=True) | Q(centre=centre), retired_on__isnull=True)


class Function(Bilingual):
    """A function, its tasks (one a line), its boundary card, and the verbs that stand on a certificate."""

    code = models.SlugField(primary_key=True, max_length=40)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, null=True, blank=True, related_name="functions")
    pictogram = models.SlugField(max_length=30, default="helper")
    position = models.PositiveSmallIntegerField(default=0)
    verbs_fr = models.CharField(_("what was done, in French verbs"), max_length=200)
    verbs_en = models.CharField(_("what was done, in English verbs"), max_length=200, blank=True)
    tasks_fr = models.TextField(_("tasks in French, one a line"), max_length=2000, blank=True)
    tasks_en = models.TextField(_("tasks in English, one a line"), max_length=2000, blank=True)
    i_do_fr = models.CharField(_("I can (French)"), max_length=200)
    i_do_en = models.CharField(_("I can (English)"), max_length=200, blank=True)
    i_do_not_fr = models.CharField(_("I do not (French)"), max_length=200)
    i_do_not_en = models.CharField(_("I do not (English)"), max_length=200, blank=True)
    i_call_fr = models.CharField(_("I call (French)"), max_length=200)
    i_call_en = models.CharField(_("I call (English)"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)
    retired_on = models.DateField(_("no longer offered since"), null=True, blank=True)

    objects = FunctionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["position", "code"]
        verbose_name = _("function")

    def in_words(self, column: str) -> str:
        """One of the bilingual texts (`verbs`, `tasks`, `i_do`, `i_do_not`, `i_call`) in the reader's language."""
        french = getattr(self, f"{column}_fr")
        return french if in_french() else getattr(self, f"{column}_en") or french

    @property
    def tasks(self) -> list[str]:
        return self.in_words("tasks").splitlines()

    @property
    def i_do(self) -> str:
        return self.in_words("i_do")

    @property
    def i_do_not(self) -> str:
        return self.in_words("i_do_not")

    @property
    def i_call(self) -> str:
        return self.in_words("i_call")
